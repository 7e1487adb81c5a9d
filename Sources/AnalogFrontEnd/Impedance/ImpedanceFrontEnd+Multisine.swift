import CellCore

/// The multisine: its steps loaded, then one pass for the voltage and one for the current, each with its lead and a whole
/// period, read from the FIFO while the chip plays.
extension ImpedanceFrontEnd where Bus: ~Copyable {
    /// Where the commands begin in the chip's memory.
    private static var firstCommand: UInt32 { 16 }
    /// The generator's word with which the passes are calibrated, 61 Hz: low enough to stand for direct current.
    private static var calibrationWord: UInt32 { 4_096 }
    /// Words read at a time.
    static var pieceLength: UInt8 { 16 }
    /// Words that the FIFO holds.
    private static var fifoLength: Int { 512 }
    private static var settingSteps: Int { 10 }

    /// Chooses amplitude and feedback resistor by the lowest sine's impedance.
    mutating func beginWave(at now: UInt64) {
        let ohms = cellOhms > 1 ? cellOhms < 1e6 ? cellOhms : 1e6 : 1
        wave = MultisineWave(running.multisine, ohms: ohms, weakening: weakening)
        waveFeedback = ExcitationRange.feedback(forAmperes: wave.amperes)
        enter(.wave, at: now)
    }

    /// The settings, then two accesses for each command.
    var waveAccess: AD5941Access? {
        let count = MultisineWave.commandCount(running.multisine)
        switch step {
        // Only when a clipped pass is stopped.
        case -2: return .write(AD5941Register.sequencer, 0)
        case -1: return .set(AD5941Register.fifo, 0, mask: 0xE800)
        case 0: return .set(AD5941Register.control, AD5941Value.multisineBase)
        case 1...5: return SwitchSetting.multisine.access(step - 1)
        // SINC3 by 5, SINC2 by 800: 400 Hz.
        case 6: return .set(AD5941Register.filter, 8 << 8 | 1 << 4, mask: 0xFFFF)
        case 7: return .set(AD5941Register.feedback, FeedbackValue.register(waveFeedback))
        // The low-power amplifier on, its output to CE0 and to its inverting input (unverified: SW2 and SW10), its
        // positive input at VBIAS (SW12).
        case 8: return .set(AD5941Register.lowPowerAmplifiers, 1)
        case 9: return .set(AD5941Register.lowPowerSwitches, 1 << 2 | 1 << 10 | 1 << 12)
        default: break
        }
        let index = step - Self.settingSteps
        if index < 2 * count {
            return index % 2 == 0
                ? .write(AD5941Register.commandAddress, Self.firstCommand + UInt32(index / 2))
                : .write(AD5941Register.commandWord, wave.command(index / 2))
        }
        switch index - 2 * count {
        case 0:
            return .set(
                AD5941Register.sequence1, SequencerCommand.info(start: Self.firstCommand, count: UInt32(count)))
        case 1: return .pause(300_000)
        default: return nil
        }
    }

    mutating func beginPass(at now: UInt64) {
        lockIn = LockIn(running.multisine, coupling: couplingSeconds)
        chipClock.begin()
        enter(.pass, at: now)
    }

    /// One pass; the steps 6 and 7, or 6 and 20 while there is little to read, repeat until the window is full.
    var passAccess: AD5941Access? {
        switch step {
        case 0: .set(AD5941Register.converter, ConverterInput.of(.cell, current: isCurrentPass))
        case 1: .set(AD5941Register.fifo, 0, mask: 0xE800)
        case 2: .write(AD5941Register.flagsClear, AD5941Value.watchedFlags)
        case 3: .set(AD5941Register.fifo, AD5941Value.fifoOfSinc2, mask: 0xE800)
        case 4: .set(AD5941Register.sequencer, 1, mask: 1)
        case 5: .write(AD5941Register.trigger, 2)
        case 6: .read(AD5941Register.fifoCount)
        case 7: .fifo(Self.pieceLength)
        case 8: .read(AD5941Register.flags1)
        case 9: .set(AD5941Register.fifo, 0, mask: 0xE800)
        // The last steps of the sequence, then the coupling capacitors.
        case 10: .pause(UInt64(MultisinePlan.tailCount) * 50_000 + 150_000)
        case 20: identityCheck
        default: nil
        }
    }

    /// Takes the value of an access of a pass.
    mutating func passAnswer(_ value: UInt32, at now: UInt64) {
        switch step {
        case 5:
            startMicroseconds = now
            step += 1
        case 20: step = 6
        case 6: fifoCounted(Int(value >> 16 & 0x7FF), at: now)
        case 8:
            // With samples lost neither pass can be used.
            if value & AD5941Value.fifoOverflow != 0 { skipWave(at: now) } else { step += 1 }
        default: step += 1
        }
    }

    private mutating func fifoCounted(_ count: Int, at now: UInt64) {
        let lead = running.multisine.leadMicroseconds
        // Samples before the window's start are not this pass's: the sequence did not begin when it should have.
        // A full FIFO has lost some, which shift those behind them.
        if count > 0 && now < startMicroseconds + lead - lead / 16 || count >= Self.fifoLength {
            skipWave(at: now)
            return
        }
        if count >= Int(Self.pieceLength) {
            chipClock.see(lockIn.position + count, at: now)
            step = 7
            return
        }
        let nominal = running.multisine.passMicroseconds
        if now >= startMicroseconds + nominal + nominal / 16 + 1_000_000 {
            giveUp(.late(microseconds: UInt32(truncatingIfNeeded: now - startMicroseconds)), at: now)
        } else {
            dueMicroseconds = now + UInt64(Int(Self.pieceLength) - count) * 2_500
            step = 20
        }
    }

    /// Takes words of the FIFO: the low 16 bits are the filter's result.
    mutating func takeSamples(_ words: SPIBytes, at now: UInt64) {
        var ones = true
        var zeros = true
        for index in 0..<Int(Self.pieceLength) {
            let word = words.word32(at: 4 * index)
            ones = ones && word == .max
            zeros = zeros && word == 0
            lockIn.take(UInt16(truncatingIfNeeded: word), limit: ConverterInput.limit)
        }
        if ones || zeros {
            giveUp(.absent, at: now)
        } else if lockIn.isSaturated {
            relieveWave(at: now)
        } else {
            step = lockIn.isComplete ? 8 : 6
        }
    }

    /// Plays a clipped wave once more at a quarter; clipped again, it is left out.
    private mutating func relieveWave(at now: UInt64) {
        guard weakening < 2 else {
            skipWave(at: now)
            return
        }
        weakening = 4
        isCurrentPass = false
        beginWave(at: now)
        step = -2
    }

    private mutating func skipWave(at now: UInt64) { enter(.disconnect, at: now) }

    /// After the voltage comes the current, and after both the quotients.
    mutating func endPass(at now: UInt64) {
        chipClock.end()
        guard isCurrentPass else {
            voltages = lockIn.result
            isCurrentPass = true
            beginPass(at: now)
            return
        }
        let currents = lockIn.result
        for index in 0..<running.multisine.binCount {
            let voltage = voltages.lines[3 * index]
            let current = currents.lines[3 * index]
            guard voltage.magnitude > 3, current.magnitude > 3 else { continue }
            let ratio = voltage / current
            // What was not meant to be played but was, the steps' own rounding, has the cell's ratio too: no noise.
            var noise: Float = 0
            for free in 3 * index + 1...3 * index + 2 {
                noise += (voltages.lines[free] - ratio * currents.lines[free]).square
            }
            // The drift's shape is only known so well: a hundredth of what was taken out counts as its uncertainty.
            let drift = voltages.drifts[index] / voltage.square + currents.drifts[index] / current.square
            let variance = noise / (4 * voltage.square) + 1e-4 * drift
            guard variance < 0.0025 else { continue }
            points.append(
                PendingPoint(
                    ratio: ratio, relativeVariance: variance, endMicroseconds: now,
                    microhertz: running.multisine.microhertz(bin: Int(running.multisine.bins[index])),
                    word: Self.calibrationWord, feedback: Int8(waveFeedback), method: .multisine, state: .measured))
        }
        enter(.disconnect, at: now)
    }
}
