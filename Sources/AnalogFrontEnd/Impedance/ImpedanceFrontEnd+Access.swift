import CellCore

/// Accesses: which is next, how one ends, and what is done when it fails.
extension ImpedanceFrontEnd where Bus: ~Copyable {
    /// How often an access is tried before the chip is given up.
    static var maximumAttempts: Int { 3 }
    /// Time between two tries in microseconds.
    static var retryMicroseconds: UInt64 { 1_000 }
    /// Time between giving the chip up and starting it again in microseconds.
    static var restartMicroseconds: UInt64 { 250_000 }
    /// A bus on which nothing happens for this long breaks its contract.
    static var hungMicroseconds: UInt64 { 20_000 }

    /// Ends what is under way if it has ended; true when the bus is free.
    mutating func finishTransfer(at now: UInt64) -> Bool {
        guard isTransferring else { return true }
        var progress = bus.poll()
        if case .pending = progress {
            guard now >= transferMicroseconds + Self.hungMicroseconds else { return false }
            progress = .timeout
        }
        isTransferring = false
        switch progress {
        case .pending: return false
        case .timeout: retry(.bus(.timeout), at: now)
        case .done(let bytes):
            switch port.finish(bytes) {
            case .more: break
            case .done(let value): answer(value, at: now)
            case .words(let words):
                attempts = 0
                takeSamples(words, at: now)
            case .differs(let register, let found):
                retry(difference(register, found), at: now)
            case .damaged: retry(.corrupted, at: now)
            }
        }
        return true
    }

    /// All ones or all zeros where something else was written is a chip that does not answer.
    private func difference(_ register: UInt16, _ found: UInt32) -> ChipFault {
        let ones: UInt32 = AD5941Register.isWide(register) ? .max : 0xFFFF
        let isSilent = found == ones || found == 0 && register == AD5941Register.manufacturer
        return isSilent ? .absent : .setting(register: register, found: found)
    }

    /// The next access to the chip; nil when there is none now.
    mutating func nextAccess(at now: UInt64) -> AD5941Access? {
        // A stage without accesses is passed at once; there are never more than three in a row.
        for _ in 0..<4 {
            if wantsAbort, stage.isSpectrum, stage != .disconnect, stage != .sleep {
                isAborted = true
                points.drop()
                enter(.disconnect, at: now)
            }
            wantsAbort = wantsAbort && stage.isSpectrum
            guard let access = stageAccess(at: now) else {
                leaveStage(at: now)
                continue
            }
            guard case .pause(let time) = access else { return access }
            dueMicroseconds = now + time
            step += 1
            return nil
        }
        return nil
    }

    /// The access of the step; nil when the stage has ended.
    private mutating func stageAccess(at now: UInt64) -> AD5941Access? {
        switch stage {
        case .startup: return step < StartupSequence.count ? StartupSequence.access(step) : nil
        case .retreat: return retreatAccess
        case .idle: return wantsSpectrum ? nil : idleAccess
        case .reference: return referenceAccess
        case .connect: return connectAccess
        case .settle: return settleAccess
        case .test, .sine, .calibration:
            if step == 0, stage != .test { return beginSine() ? sine.access(step) : nil }
            return step <= SineMeasurement.lastStep ? sine.access(step) : nil
        case .wave: return waveAccess
        case .pass: return passAccess
        case .disconnect: return disconnectAccess
        case .sleep: return sleepAccess
        }
    }

    /// Goes on to another stage.
    mutating func enter(_ next: FrontEndStage, at now: UInt64) {
        stage = next
        step = 0
        startMicroseconds = now
        dueMicroseconds = now
    }

    /// Tries the access once more, or gives the chip up.
    mutating func retry(_ fault: ChipFault, at now: UInt64) {
        errorCount &+= 1
        attempts += 1
        if attempts < Self.maximumAttempts {
            port.repeatAccess()
            dueMicroseconds = now + Self.retryMicroseconds
        } else {
            giveUp(fault, at: now)
        }
    }

    /// Gives the chip up: says why, opens the switch blindly, and starts it again later.
    mutating func giveUp(_ fault: ChipFault, at now: UInt64) {
        let isKnown = stage == .startup || stage == .retreat
        faultCount &+= 1
        health = .faulty(fault)
        attempts = 0
        port.cancel()
        wantsSpectrum = false
        wantsAbort = false
        points.drop()
        if !isKnown { silenceMicroseconds = now }
        if isExciting, isKnown, fault == .absent, now >= silenceMicroseconds + 1_000_000 { isExciting = false }
        enter(isKnown && !isExciting ? .startup : .retreat, at: now)
        if stage == .startup { dueMicroseconds = now + Self.restartMicroseconds }
    }

    /// The switch opened and the excitation stopped without looking; then a pause before the start.
    private var retreatAccess: AD5941Access? {
        switch step {
        case 0: .write(AD5941Register.pinClear, AD5941Value.couplingPin)
        case 1: .write(AD5941Register.control, AD5941Value.off)
        case 2: .pause(Self.restartMicroseconds)
        default: nil
        }
    }

    /// Sees that the chip is still there, where its answers alone would not tell.
    var identityCheck: AD5941Access {
        .check(AD5941Register.manufacturer, AD5941Value.analogDevices, mask: 0xFFFF)
    }

    /// Between two spectra: every second the chip's identity, the open switch, and a setting that a brown-out would lose.
    private var idleAccess: AD5941Access {
        switch step {
        case 0: .pause(1_000_000)
        case 1: identityCheck
        case 2: .check(AD5941Register.pinLevels, 0, mask: AD5941Value.couplingPin)
        default: .check(AD5941Register.powerMode, AD5941Value.highPower, mask: 0xF)
        }
    }

    /// The excitation's and the converter's power, and the switches at the calibration resistor.
    private var referenceAccess: AD5941Access? {
        switch step {
        case 0: .set(AD5941Register.control, AD5941Value.sineBase)
        case 1: .set(AD5941Register.sequencer, 1, mask: 1)
        case 2...6: SwitchSetting.reference.access(step - 2)
        case 7: .pause(5_000)
        default: nil
        }
    }

    /// The step of `disconnectAccess` that sees the switch open.
    static var openStep: Int { 3 }

    /// The excitation stopped, the switch opened and seen open.
    var disconnectAccess: AD5941Access? {
        switch step {
        case 0: .write(AD5941Register.sequencer, 0)
        case 1: .set(AD5941Register.control, AD5941Value.multisineBase)
        case 2: .write(AD5941Register.pinClear, AD5941Value.couplingPin)
        case Self.openStep: .check(AD5941Register.pinLevels, 0, mask: AD5941Value.couplingPin)
        case 4: .set(AD5941Register.fifo, 0, mask: 0xE800)
        case 5: .set(AD5941Register.lowPowerSwitches, 0)
        case 6: .set(AD5941Register.lowPowerAmplifiers, 3)
        case 7: .set(AD5941Register.lowPowerDACData, MultisineWave.data(MultisineWave.middle))
        default: nil
        }
    }

    /// Everything off.
    private var sleepAccess: AD5941Access? {
        switch step {
        case 0: .set(AD5941Register.sequencer, 0, mask: 1)
        case 1...5: SwitchSetting.open.access(step - 1)
        case 6: .set(AD5941Register.control, AD5941Value.off)
        default: nil
        }
    }
}
