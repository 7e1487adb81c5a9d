import CellCore

/// The order of the stages, and what the answers of each mean.
extension ImpedanceFrontEnd where Bus: ~Copyable {
    /// Takes the value of an access that ended.
    mutating func answer(_ value: UInt32, at now: UInt64) {
        if stage == .startup, let fault = StartupSequence.fault(step, value) {
            retry(fault, at: now)
            return
        }
        attempts = 0
        switch stage {
        case .startup:
            if step == StartupSequence.switchStep { isExciting = false }
            step += 1
        case .idle: step = step == 3 ? 0 : step + 1
        case .disconnect:
            if step == Self.openStep { isExciting = false }
            step += 1
        case .settle: settleAnswer(value, at: now)
        case .test, .sine, .calibration: sineAnswer(value, at: now)
        case .pass: passAnswer(value, at: now)
        case .retreat, .reference, .connect, .wave, .sleep: step += 1
        }
    }

    /// Goes on when a stage has no more accesses.
    mutating func leaveStage(at now: UInt64) {
        switch stage {
        case .startup:
            health = .measuring
            enter(.idle, at: now)
        case .retreat: enter(.startup, at: now)
        case .idle: beginSpectrum(at: now)
        case .reference: enter(isTesting ? .test : .calibration, at: now)
        case .test: endTest(at: now)
        case .connect: enter(.settle, at: now)
        case .settle:
            sineIndex = 0
            enter(.sine, at: now)
        case .sine:
            // `beginSine` found no further sine.
            if running.multisine.binCount > 0 { beginWave(at: now) } else { enter(.disconnect, at: now) }
        case .wave:
            isCurrentPass = false
            beginPass(at: now)
        case .pass: endPass(at: now)
        case .disconnect:
            isTesting = false
            enter(isAborted || points.next == nil ? .sleep : .reference, at: now)
        case .calibration: enter(.sleep, at: now)
        case .sleep:
            if !isAborted { spectrumCount &+= 1 }
            wantsAbort = false
            enter(.idle, at: now)
        }
    }

    private mutating func beginSpectrum(at now: UInt64) {
        wantsSpectrum = false
        isAborted = false
        isTesting = true
        running = plan
        points = PointList()
        weakening = 1
        adjustments = 0
        cellOhms = 1_000
        // 50 mV across the calibration resistor, and as much at 1 kΩ of feedback.
        sine = SineMeasurement(
            word: 1 << 16, range: ExcitationRange(volts: 0.05, feedback: 1), target: .reference)
        enter(.reference, at: now)
    }

    /// The self-test tells the transform's counts a volt; gains of 9 and 1.5 must show in their quotient.
    private mutating func endTest(at now: UInt64) {
        let voltage = sine.voltage.mean.magnitude
        let current = sine.current.mean.magnitude
        voltageScale = voltage / 0.05
        currentScale = current / (0.05 * 1_000 / calibrationOhms)
        guard sine.isSound, voltageScale > 4 * currentScale, voltageScale < 9 * currentScale else {
            giveUp(.openInput, at: now)
            return
        }
        sine.range = .first
        enter(.connect, at: now)
    }

    /// The switches at the cell, the generator still, then the coupling switch closed and seen closed.
    var connectAccess: AD5941Access? {
        mutating get {
            switch step {
            case 0...4: return SwitchSetting.cell.access(step)
            case 5:
                isExciting = true
                return .write(AD5941Register.pinSet, AD5941Value.couplingPin)
            case 6:
                return .check(
                    AD5941Register.pinLevels, AD5941Value.couplingPin, mask: AD5941Value.couplingPin)
            default: return nil
            }
        }
    }

    /// The direct current is looked at every 100 ms until it has settled, 20 s at most.
    var settleAccess: AD5941Access? {
        switch step {
        case 0: .set(AD5941Register.filter, 1 << 12 | 3 << 8 | 1 << 4, mask: 0xFFFF)
        case 1: .set(AD5941Register.feedback, FeedbackValue.register(3))
        case 2: .set(AD5941Register.converter, ConverterInput.current)
        case 3: .set(AD5941Register.control, AD5941Value.sineBase | AD5941Value.convert)
        case 4: .pause(100_000)
        case 5: identityCheck
        case 6: .read(AD5941Register.sinc2Result)
        case 7: .set(AD5941Register.control, AD5941Value.sineBase)
        default: nil
        }
    }

    private mutating func settleAnswer(_ value: UInt32, at now: UInt64) {
        if step == 0 { settlement = Settlement() }
        guard step == 6 else {
            step += 1
            return
        }
        let isOver = settlement.isSettled(value) || now >= startMicroseconds + 20_000_000
        step = isOver ? 7 : 4
    }
}
