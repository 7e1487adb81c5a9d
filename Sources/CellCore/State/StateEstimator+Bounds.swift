extension StateEstimator {
    /// The present state of charge with its bounds, 0…1; nil before it is known. Cost: 25 operations.
    ///
    /// `capacityCoulombs` is the profile's, for the charge since the last tick.
    @inline(__always)
    func stateOfCharge(capacityCoulombs: Float) -> Bounded? {
        guard isKnown, capacityCoulombs > 0 else { return nil }
        let value = charge(capacityCoulombs: capacityCoulombs)
        let half = StateTuning.coverage * filter.variance(StateFilter.Part.charge).squareRoot()
        let leak = suspectedUpperCoulombs / capacityCoulombs
        return Bounded(
            value: CellMath.limited(value, to: 0...1), lower: CellMath.limited(value - half - leak, to: 0...1),
            upper: CellMath.limited(value + half, to: 0...1))
    }

    /// The same without its limits: a cell at its cut-off may be below 0 or above 1.
    @inline(__always)
    func charge(capacityCoulombs: Float) -> Float {
        filter.mean[StateFilter.Part.charge]
            + filter.mean[StateFilter.Part.perCapacity] * pendingCoulombs / capacityCoulombs
    }

    /// The cell's polarisation over the profile's with its relative tolerance, once it is known better than the profile
    /// says; never outside of what a cell of the profile may have.
    @inline(__always)
    var knownScale: (scale: Float, tolerance: Float)? {
        guard isKnown, isPlaced else { return nil }
        let scale = filter.mean[StateFilter.Part.polarisation]
        let deviation = filter.variance(StateFilter.Part.polarisation).squareRoot()
        let tolerance = StateTuning.coverage * deviation / scale + StateTuning.shortScaleTolerance
        let whole = model.point.tolerance
        guard tolerance < whole else { return nil }
        let most = 1 + whole + model.point.growthShare
        return (CellMath.limited(scale, to: (1 - whole)...most), tolerance)
    }

    /// The most that a load which nobody saw may still show of itself in film and interlayer, in volts.
    @inline(__always)
    mutating func foreseeUnseen(_ cell: borrowing EstimatorCell) {
        unseenVolts = unseen(cell)
    }

    private func unseen(_ cell: borrowing EstimatorCell) -> Float {
        guard !isSettled, livedSeconds < 20_000, model.point.farads > 0 else { return 0 }
        let past = livedSeconds / (model.point.slowOhms(0) * model.point.farads)
        return model.point.slowVolts(cell.nominalAmperes) * CellMath.exponential(-past)
    }

    /// The most that such a load may still have left of a lead.
    @inline(__always)
    var unseenLead: Float { StateTuning.coverage * filter.variance(StateFilter.Part.memory).squareRoot() }

    /// Whether a state of charge explains the voltage of a rested cell.
    func explains(volts: Float, _ cell: borrowing EstimatorCell, _ points: borrowing CurvePoints) -> Bool {
        let kelvinAbove = model.kelvin - 298.15
        let slack = cell.restToleranceVolts + 0.01
        // The bend goes on beyond full, but no charge ends above its cut-off.
        let end = points.value(at: StateTuning.chargeRange.upperBound, kelvinAbove: kelvinAbove).volts
        let upper = cell.upperVolts < end ? cell.upperVolts : end
        return volts >= points.value(at: StateTuning.chargeRange.lowerBound, kelvinAbove: kelvinAbove).volts - slack
            && volts <= upper + slack
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        model.visit(&coder)
        filter.visit(&coder)
        prediction.visit(&coder)
        coder.code(&isKnown)
        coder.code(&branch)
        coder.code(&pendingCoulombs)
        coder.code(&pendingSeconds)
        coder.code(&heldAmperes)
        coder.code(&steadySeconds)
        coder.code(&unweighedSeconds)
        coder.code(&livedSeconds)
        coder.code(&scaleKelvin)
        weighing.visit(&coder)
        coder.code(&unseenVolts)
        coder.code(&slope)
        coder.code(&miss)
        coder.code(&refusals)
        coder.code(&isBack)
        coder.code(&isPlaced)
        coder.code(&isSettled)
        coder.code(&isOutside)
        coder.code(&unweighedCharge)
        coder.code(&scaleAmperes)
        coder.code(&suspectedCoulombs)
        coder.code(&suspectedUpperCoulombs)
    }
}
