import CellCore

/// Single sines: at the cell with a range that is found, and at the calibration resistor with the same gains.
extension ImpedanceFrontEnd where Bus: ~Copyable {
    /// Times the range may be changed before a point is left out.
    private static var maximumAdjustments: Int { 6 }

    /// Chooses the next sine of the stage; false when there is none. A range that was changed keeps its sine.
    mutating func beginSine() -> Bool {
        if stage == .calibration {
            guard let point = points.next else { return false }
            let feedback = Int(point.feedback)
            // 60 mV at most, and 0.6 V at the amplifier's output if the feedback resistor is 20 % too high.
            let byOutput = 0.5 / ExcitationRange.ohms(feedback) * calibrationOhms
            let range = ExcitationRange(volts: byOutput < 0.06 ? byOutput : 0.06, feedback: feedback)
            sine = SineMeasurement(word: point.word, range: range, target: .reference)
            return true
        }
        guard sineIndex < running.sineCount else { return false }
        sine = SineMeasurement(word: running.words[sineIndex], range: sine.range, target: .cell)
        return true
    }

    /// Takes the value of a step of a run.
    mutating func sineAnswer(_ value: UInt32, at now: UInt64) {
        switch step {
        case SineMeasurement.lookStep - 2:
            startMicroseconds = now
            step += 1
        case SineMeasurement.lookStep:
            if sine.takeFlags(value) {
                step += 1
            } else if now >= startMicroseconds + sine.limitMicroseconds {
                giveUp(.late(microseconds: UInt32(truncatingIfNeeded: now - startMicroseconds)), at: now)
            } else {
                dueMicroseconds = now + 2_000
            }
        case SineMeasurement.lookStep + 1:
            realPart = value
            step += 1
        case SineMeasurement.lastStep:
            sine.take(real: realPart, imaginary: value)
            endRun(at: now)
        default: step += 1
        }
    }

    private mutating func endRun(at now: UInt64) {
        if stage == .sine, sine.isPair, adjustRange() {
            step = 0
            return
        }
        guard sine.isComplete || sine.isPair && (sine.isVoltageClipped || sine.isCurrentClipped) else {
            step = SineMeasurement.runStep
            return
        }
        switch stage {
        case .sine:
            endSine(at: now)
            step = 0
        case .calibration:
            endCalibration()
            step = 0
        default: step += 1
        }
    }

    /// True when the range was changed and the sine is to be measured anew.
    private mutating func adjustRange() -> Bool {
        guard adjustments < Self.maximumAdjustments else { return false }
        var better: ExcitationRange?
        if sine.isVoltageClipped || sine.isCurrentClipped {
            better = sine.range.relieved(voltage: sine.isVoltageClipped)
        } else if !sine.isComplete {
            better = sine.range.improved(cellVolts: cellVolts, amperes: amperes)
        }
        guard let better else { return false }
        adjustments += 1
        sine.range = better
        return true
    }

    private var cellVolts: Float { sine.voltage.mean.magnitude / voltageScale }
    private var amperes: Float {
        sine.current.mean.magnitude / (currentScale * ExcitationRange.ohms(sine.range.feedback))
    }

    private mutating func endSine(at now: UInt64) {
        if sine.isSound, cellVolts < 1.17 * ExcitationRange.cellVolts {
            points.append(
                PendingPoint(
                    ratio: sine.ratio, relativeVariance: sine.relativeVariance, endMicroseconds: now,
                    microhertz: SpectrumPlan.microhertz(word: sine.word), word: sine.word,
                    feedback: Int8(sine.range.feedback), method: .sine, state: .measured))
            cellOhms = cellVolts / amperes
            sine.range = sine.range.lowered
        } else {
            // The next sine begins as carefully as the first.
            sine.range = .first
        }
        adjustments = 0
        sineIndex += 1
    }

    /// Turns the point into ohms; those that share word and feedback resistor share the calibration.
    private mutating func endCalibration() {
        let word = sine.word
        let feedback = Int8(sine.range.feedback)
        while let point = points.next, point.word == word, point.feedback == feedback {
            let microhertz = chipClock.corrected(point.microhertz)
            points.calibrate(
                sine.isSound ? impedance(point.ratio / sine.ratio, microhertz: microhertz) : nil,
                relativeVariance: sine.relativeVariance, microhertz: microhertz)
        }
    }

    /// Ohms from the quotient of quotients, with the coupling of the sense inputs taken out: 1 + 1/(jωRC).
    func impedance(_ quotient: Phasor, microhertz: UInt64) -> Phasor {
        let turnsPerSecond = Float(microhertz) * 1e-6
        let coupling = Phasor(1, -1 / (6.283_185_3 * turnsPerSecond * couplingSeconds))
        return quotient * coupling * calibrationOhms
    }
}
