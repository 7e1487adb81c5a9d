extension CellMonitor {
    /// The voltage of a healthy cell and the most it may lie below; nil while the state of charge is needed and unknown,
    /// or the surface empty.
    ///
    /// Mutating like `reportShort`, so that the monitor is lent and not copied.
    mutating func predict() {
        isPredictionDue = false
        estimator.foreseeUnseen(cell)
        let load = estimator.prediction
        var next = HealthyVoltage(
            polarisationVolts: load.polarisationVolts,
            polarisationTolerance: load.toleranceVolts + estimator.unseenVolts, openVolts: 0,
            openTolerance: cell.offsetVolts + 0.001, drainTolerance: 0, isEmpty: false)
        if cell.hasCurve {
            takeScale(&next)
            guard addOpenCircuit(&next) else {
                healthy = nil
                return
            }
        }
        // Grown interfaces take from the voltage of a cell that is discharged, and only there: nothing else looks like a leak.
        if load.polarisationVolts < 0 {
            next.polarisationTolerance -= estimator.model.point.growthOhms * estimator.steadyAmperes
        }
        next.setHard(ohms: cell.hardShortOhms, amperes: estimator.steadyAmperes, estimator.model.point)
        healthy = next
    }

    /// A cell that is known better than its profile is held to what it was: the tolerance is that of its own scale.
    ///
    /// Nothing is learned while a short is suspected, and a jump is not learned at all; what creeps is, as far as the
    /// profile's tolerance goes.
    @inline(__always)
    private mutating func takeScale(_ next: inout HealthyVoltage) {
        guard let known = estimator.knownScale else { return }
        let settling = estimator.prediction.settlingToleranceVolts
        let parts = estimator.prediction.toleranceVolts - settling
        next.scale = known.scale
        next.scaleTolerance = known.tolerance
        next.polarisationVolts *= known.scale
        next.polarisationTolerance =
            parts * known.scale * known.tolerance / estimator.model.point.tolerance + settling + estimator.unseenVolts
    }

    /// False where the state of charge is not known, or the surface empty without a short.
    private mutating func addOpenCircuit(_ next: inout HealthyVoltage) -> Bool {
        let lead = estimator.prediction.lead
        guard let charge = stateOfCharge, charge.value + lead >= 0 || shorts.isSuspected else { return false }
        // Beyond its empty end the curve falls without a hold: no evidence. What a short has drained counts as just empty.
        let surface = charge.value + lead
        let points = profile.table.points
        let kelvinAbove = estimator.model.kelvin - 298.15
        let (middle, slope) = points.value(at: surface > 0 ? surface : 0, kelvinAbove: kelvinAbove)
        estimator.slope = slope
        var below = middle - points.value(at: charge.lower + lead, kelvinAbove: kelvinAbove).volts
        let above = points.value(at: charge.upper + lead, kelvinAbove: kelvinAbove).volts - middle
        next.isEmpty = surface < 0
        // While a short drains the cell the lower bound is far away and says nothing about the measurement.
        if shorts.isSuspected {
            next.drainTolerance = below
            below = 0
        }
        next.openVolts = middle
        next.openTolerance += cell.restToleranceVolts + (below > above ? below : above)
        // The lead is off by as much as the polarisation may be. An empty surface stays where it is.
        if surface > 0 {
            let off = CellMath.magnitude(lead) * cell.polarisationTolerance + estimator.unseenLead
            next.openTolerance += slope * (off < surface ? off : surface)
        }
        return true
    }
}
