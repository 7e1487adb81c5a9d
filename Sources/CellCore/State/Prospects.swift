/// What a cell will still give and take, from the estimator's numbers. Nothing of it is kept; it is computed when asked for.
struct Prospects {
    /// Where a load in amperes ends, and what of it is uncertain.
    struct Course {
        /// Time to the cut-off in seconds, and charge until then in coulombs.
        var seconds: Bounded
        var coulombs: Bounded
    }

    private let filter: StateFilter
    private let model: VoltageModel
    private let prediction: VoltageModel.Prediction
    private let branch: Float
    private let capacityCoulombs: Float
    /// State of charge, which goes below 0 and above 1 on the way to the cut-offs.
    private let charge: Float
    private let load: Float

    init(_ estimator: borrowing StateEstimator, capacityCoulombs: Float) {
        filter = estimator.filter
        model = estimator.model
        prediction = estimator.prediction
        branch = estimator.branch
        load = estimator.steadyAmperes
        charge = estimator.charge(capacityCoulombs: capacityCoulombs)
        self.capacityCoulombs = capacityCoulombs
    }

    /// The way of a constant load to its cut-off; nil for a load of nothing. Cost: about 900 operations.
    ///
    /// The cut-off is met by the surface: U(z + a·d·L) + b·h + s·P + e = V. Polarisation, lead and the branch b of the
    /// hysteresis are those that the load reaches in that time: the third round of a fixed-point iteration.
    func course(amperes: Float, window: VoltageWindow, _ cell: borrowing CellProfile) -> Course? {
        let perCapacity = filter.mean[StateFilter.Part.perCapacity]
        let stored = amperes > 0 ? amperes * cell.chargeEfficiency.share : amperes
        let points = cell.table.points
        let kelvinAbove = model.kelvin - 298.15
        let settledVolts = amperes * model.point.seriesOhms + model.point.slowVolts(amperes)
        let rate = (stored - leak(to: amperes < 0 ? 0 : 1, settledVolts, cell)) * perCapacity / capacityCoulombs
        // What the load cannot outdo never ends.
        guard amperes < 0 ? rate < 0 : rate > 0 else { return nil }
        let target = (amperes < 0 ? window.lowerVolts : window.upperVolts) - filter.mean[StateFilter.Part.curve]
        let scale = filter.mean[StateFilter.Part.polarisation]
        // Another load than the present one is taken as settled.
        let isPresent = amperes == load
        let settling = model.point.slowOhms(amperes) * model.point.farads * CellMath.limited(scale, to: 0.3...3)
        let leadScale = perCapacity * filter.mean[StateFilter.Part.lead]
        let settledLead = leadScale * amperes / capacityCoulombs * model.point.diffusionSeconds / 15
        let leadNow = leadScale * prediction.lead
        var seconds: Float = 1e9
        var lead = settledLead
        var polarisation = settledVolts
        var end = amperes < 0 ? Float(-1) : 1
        var surface: Float = 0
        for _ in 0..<3 {
            let open = target - scale * polarisation
            surface = points.stateOfCharge(atVolts: open, kelvinAbove: kelvinAbove, branch: end)
            seconds = (surface - lead - charge) / rate
            seconds = seconds > 0 ? seconds : 0
            let past = 20.19 * seconds / (model.point.diffusionSeconds * filter.mean[StateFilter.Part.lead])
            lead = settledLead + (leadNow - settledLead) * CellMath.exponential(-past)
            let way = CellMath.magnitude(seconds * rate) / cell.table.hysteresisSpan
            end = (branch + (amperes < 0 ? -way : way)) / (1 + way)
            if isPresent, settling > 0 {
                polarisation = settledVolts - prediction.unsettledVolts * CellMath.exponential(-seconds / settling)
            }
        }
        let slope = points.value(at: surface, kelvinAbove: kelvinAbove).slope
        let scaleShare = polarisation * deviation(StateFilter.Part.polarisation) / slope
        let leadShare = lead / filter.mean[StateFilter.Part.lead] * deviation(StateFilter.Part.lead)
        let chargeShare = deviation(StateFilter.Part.charge)
        let relative = deviation(StateFilter.Part.perCapacity) / perCapacity
        let way = seconds * CellMath.magnitude(rate)
        let capacityShare = way * relative
        let half =
            StateTuning.coverage
            * (scaleShare * scaleShare + leadShare * leadShare + chargeShare * chargeShare
            + capacityShare * capacityShare).squareRoot() / CellMath.magnitude(rate)
        let earliest = seconds > half ? seconds - half : 0
        let size = CellMath.magnitude(amperes)
        return Course(
            seconds: Bounded(value: seconds, lower: earliest, upper: seconds + half),
            coulombs: Bounded(value: seconds * size, lower: earliest * size, upper: (seconds + half) * size))
    }

    /// Power at the cut-off after ten seconds of the current that leads there, limited to `most` amperes; in watts, 0 or more.
    ///
    /// V = V₀ + s·R·I, R being what answers at once and what film and interlayer show of themselves in ten seconds.
    func watts(from volts: Float, amperes: Float, to target: Float, most: Float) -> Bounded {
        let slow = model.point.slowOhms(amperes)
        let share = model.point.farads > 0 ? 1 - CellMath.exponential(-10 / (slow * model.point.farads)) : 1
        let ohms = model.point.seriesOhms + slow * share
        let scale = filter.mean[StateFilter.Part.polarisation]
        let half = StateTuning.coverage * deviation(StateFilter.Part.polarisation)
        func power(_ scale: Float) -> Float {
            let resistance = ohms * (scale > 0.1 ? scale : 0.1)
            let current = amperes + (target - volts) / resistance
            let allowed = target < volts ? -current : current
            return CellMath.limited(allowed, to: 0...most) * CellMath.magnitude(target)
        }
        return Bounded(value: power(scale), lower: power(scale + half), upper: power(scale - half))
    }

    /// What the cell loses to itself on the way to `end`, in amperes: at the voltage halfway, under a load that shifts it by `volts`.
    private func leak(to end: Float, _ volts: Float, _ cell: borrowing CellProfile) -> Float {
        guard cell.selfDischargeOhms > 0 else { return 0 }
        let open = cell.table.points.value(at: 0.5 * (charge + end), kelvinAbove: model.kelvin - 298.15).volts
        return (open + filter.mean[StateFilter.Part.polarisation] * volts) / cell.selfDischargeOhms
    }

    private func deviation(_ part: Int) -> Float { filter.variance(part).squareRoot() }
}
