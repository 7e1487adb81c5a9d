extension CellMonitor {
    /// Counts the sample and runs the model when it is time; true when it ran up to the sample's end.
    ///
    /// What a tick asks for besides is done with the next samples, one thing with each; all at once where they are far apart.
    @inline(__always)
    mutating func runModel(amperes: Float, seconds: Float, loadChanged: Bool, isSlow: Bool, mayWait: Bool) -> Bool {
        if loadChanged {
            isPredictionDue = false
            if estimator.pendingSeconds > 0 { tick() }
            estimator.changeLoad(to: amperes)
        }
        estimator.count(amperes: amperes - currentOffset.estimate, seconds: seconds)
        if mayWait { return false }
        guard !loadChanged, estimator.isTickDue else {
            work()
            return false
        }
        // One thing a sample, as long as it is not late.
        if !isSlow, estimator.pendingSeconds < 2 * StateTuning.tickSeconds, isPredictionDue || isWeighing {
            work()
            return false
        }
        finish()
        // Before there is a temperature there is no model to run.
        if isSlow || !estimator.model.hasPoint {
            let isFirst = !estimator.model.hasPoint
            estimator.followTemperature(sensors.temperatureMillikelvin, profile.load)
            if isFirst, !isSlow { return false }
        }
        tick()
        return true
    }

    @inline(__always)
    private var isWeighing: Bool { estimator.weighing.stage != .none }

    /// What is left to do of the last tick: one thing.
    @inline(__always)
    mutating func work() {
        if isPredictionDue {
            predict()
            estimator.dismissUnlessDue()
        } else if isWeighing {
            weigh()
        } else {
            estimator.followTemperature(sensors.temperatureMillikelvin, profile.load)
        }
    }

    /// All that is left to do of the last tick.
    mutating func finish() {
        if isPredictionDue { predict() }
        while isWeighing { weigh() }
    }

    mutating func tick() {
        countLeak(seconds: estimator.pendingSeconds)
        estimator.tick(cell, input)
    }

    @inline(__always)
    var input: StateEstimator.Input {
        let offset = currentOffset.value(limit: cell.offsetAmperes)
        return StateEstimator.Input(
            offsetDeviation: StateTuning.deviation(ofLimit: (offset.upper - offset.lower) / 2),
            leakAmperes: leakAmperes,
            selfDischargeAmperes: cell.selfDischargeSiemens * Float(sensors.voltageNanovolts ?? 0) * 1e-9)
    }

    @inline(__always)
    var leakAmperes: Float {
        guard shorts.isSuspected, let siemens = shorts.conductance.siemens else { return 0 }
        return CellMath.limited(siemens.value, to: 0...1e3) * Float(sensors.voltageNanovolts ?? 0) * 1e-9
    }

    /// With the first sample something is known, though the model has not run yet.
    @inline(never)
    mutating func begin(_ volts: Float) {
        if cell.hasCurve, estimator.model.hasPoint { estimator.begin(volts: volts, cell, profile.table.points) }
    }

    /// After a tick: takes the voltage to be weighed against the model, or begins with it, and asks for a prediction.
    @inline(__always)
    mutating func conclude(_ volts: Float, isClean: Bool, isSlow: Bool) {
        isPredictionDue = true
        if isSlow { predict() }
        if cell.hasCurve, isClean {
            if estimator.isKnown {
                estimator.takeVoltage(volts, cell)
            } else {
                estimator.begin(volts: volts, cell, profile.table.points)
            }
        }
        if isSlow { finish() }
    }

    mutating func weigh() {
        if estimator.weigh(cell, profile.table.points, mayLearn: mayWeigh) == .taken, gate.lock.isEmpty {
            health.learn(estimator.filter)
        }
    }

    /// State of charge with its bounds; nil before it is known, and for a cell without.
    @inline(__always)
    var stateOfCharge: Bounded? {
        guard cell.hasCurve else { return nil }
        return estimator.stateOfCharge(capacityCoulombs: cell.capacityCoulombs)
    }

    /// Of a fresh cell's first discharge a share stays in the electrode: it does not move the state of charge. How much of
    /// it at which state of charge is not known, so the bounds widen by all of it.
    mutating func loseCharge(coulombs: Float) {
        guard cell.capacityCoulombs > 0, !shorts.isSuspected else { return }
        estimator.countLeak(coulombs: -coulombs * profile.firstCycleLoss, upperCoulombs: 0)
        estimator.drain(capacityCoulombs: cell.capacityCoulombs)
    }

    /// What a short has drained since the last tick, `seconds` ago.
    mutating func countLeak(seconds: Float) {
        guard shorts.isSuspected else {
            if estimator.hasLeaked { estimator.dismissLeak() }
            return
        }
        guard cell.capacityCoulombs > 0 else { return }
        if let siemens = shorts.conductance.siemens, siemens.upper > 0 {
            let charge = CellMath.magnitude(Float(sensors.voltageNanovolts ?? 0) * 1e-9) * seconds
            estimator.countLeak(
                coulombs: CellMath.limited(siemens.value, to: 0...1e3) * charge,
                upperCoulombs: CellMath.limited(siemens.upper, to: 0...1e3) * charge)
        }
        if shorts.shortClass.isAlarm { estimator.drain(capacityCoulombs: cell.capacityCoulombs) }
    }
}
