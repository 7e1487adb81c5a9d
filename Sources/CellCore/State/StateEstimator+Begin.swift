extension StateEstimator {
    /// Begins: every number as the profile has it, state of charge anywhere. Not while the voltage is one that no state of
    /// charge explained at a rest.
    mutating func begin(volts: Float, _ cell: borrowing EstimatorCell, _ points: borrowing CurvePoints) {
        if isOutside, !explains(volts: volts - prediction.polarisationVolts, cell, points) { return }
        isOutside = false
        begin(at: 0.5, deviation: StateTuning.unknownDeviation, tolerance: model.point.tolerance, cell)
    }

    /// Goes on from a monitor that only counted, which knew its load and perhaps a state of charge with limits.
    ///
    /// The deviation is that of a value anywhere inside the limits, so the bounds are wider than these.
    mutating func goOn(
        from model: VoltageModel, amperes: Float, stateOfCharge: Bounded?, _ cell: borrowing EstimatorCell,
        _ load: borrowing Polarisation
    ) {
        self.model = model
        prediction.lead = model.lead
        heldAmperes = amperes
        guard let charge = stateOfCharge, charge.value >= 0 else { return }
        let below = charge.value - charge.lower
        let above = charge.upper - charge.value
        let limits = StateTuning.deviation(ofLimit: below > above ? below : above)
        let deviation = CellMath.limited(
            limits, to: StateTuning.leastVariance.squareRoot()...StateTuning.unknownDeviation)
        let point = OperatingPoint(load, kelvin: model.kelvin)
        begin(at: charge.value, deviation: deviation, tolerance: point.tolerance, cell)
        isBack = true
        isPlaced = true
    }

    /// After a snapshot: what is no part of it is there before the next tick, as it was in the monitor that wrote it.
    mutating func resume(_ load: borrowing Polarisation) { model.resume(load) }

    private mutating func begin(
        at charge: Float, deviation: Float, tolerance: Float, _ cell: borrowing EstimatorCell
    ) {
        filter.set(StateFilter.Part.charge, to: charge, deviation: deviation)
        filter.set(
            StateFilter.Part.perCapacity, to: 1, deviation: StateTuning.deviation(ofLimit: cell.capacityTolerance))
        filter.set(
            StateFilter.Part.polarisation, to: 1,
            deviation: StateTuning.deviation(ofLimit: tolerance + model.point.growthShare))
        filter.set(StateFilter.Part.lead, to: 1, deviation: StateTuning.deviation(ofLimit: cell.polarisationTolerance))
        scaleKelvin = model.kelvin
        isKnown = true
        doubtPast(cell)
    }

    /// The past is not known any more: branch of the curve, and what is left of loads that nobody saw.
    mutating func doubtPast(_ cell: borrowing EstimatorCell) {
        let half = cell.hysteresisVolts
        branch = 0
        let variance = cell.curveVariance + half * half
        filter.set(StateFilter.Part.curve, to: 0, deviation: variance.squareRoot())
        filter.set(StateFilter.Part.memory, to: 0, deviation: StateTuning.memoryDeviation)
        livedSeconds = 0
        refusals = 0
        isPlaced = false
        isSettled = false
    }

    /// The voltage rests: film and interlayer have nothing left of what came before.
    mutating func settle() {
        isSettled = true
        unseenVolts = 0
    }

    /// After an unknown time off: any state of charge may be, capacity and polarisation are as they were.
    mutating func doubtCharge(_ cell: borrowing EstimatorCell) {
        guard isKnown else { return }
        // What was counted since the last tick did flow.
        if cell.capacityCoulombs > 0 { filter.count(pendingCoulombs / cell.capacityCoulombs) }
        filter.set(
            StateFilter.Part.charge, to: filter.mean[StateFilter.Part.charge], deviation: StateTuning.unknownDeviation)
        weighing.abandon()
        model.forgetLoad()
        pendingCoulombs = 0
        pendingSeconds = 0
        heldAmperes = 0
        steadySeconds = 0
        isBack = true
        doubtPast(cell)
    }

    /// True while a monitor that was off has not yet found its cell: its deviation is still that of not knowing.
    var isFinding: Bool { isBack && isKnown && filter.variance(0) > StateTuning.foundVariance }

    /// A voltage that no state of charge explains: nothing is known.
    mutating func forget() {
        isKnown = false
        isOutside = true
        weighing.abandon()
    }
}
