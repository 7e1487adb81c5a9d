extension CellMonitor {
    /// Capacity, health and prospects; nil for a cell without state of charge or before it is known.
    ///
    /// Cost: about 3 000 operations; computed when a status is asked for, never on the sample path.
    var details: StateDetails? {
        guard cell.capacityCoulombs > 0, stateOfCharge != nil else { return nil }
        let capacity = estimator.capacity(profileCoulombs: cell.capacityCoulombs)
        var details = StateDetails(
            capacityCoulombs: capacity,
            currentOffsetAmperes: currentOffset.value(limit: cell.offsetAmperes), lock: lock)
        let throughput = Float(ledger.charged.nanocoulombs) * 1e-9 + Float(ledger.discharged.nanocoulombs) * 1e-9
        details.equivalentFullCycles = throughput / (2 * capacity.value)
        details.coulombicEfficiency = cycles.efficiency
        details.healthByCapacity = health.byCapacity(estimator.filter)
        details.healthByResistance = health.byResistance(estimator.filter)
        if let window = profile.window { addProspects(&details, window) }
        return details
    }

    private func addProspects(_ details: inout StateDetails, _ window: VoltageWindow) {
        let load = estimator.steadyAmperes
        let least = cell.loadChangeAmperes
        let nominal = CellMath.limited(cell.nominalAmperes, to: least...1e3)
        let prospects = Prospects(estimator, capacityCoulombs: cell.capacityCoulombs)
        if let course = prospects.course(amperes: load < -least ? load : -nominal, window: window, profile) {
            details.remainingCoulombs = course.coulombs
            if load < -least { details.secondsToEmpty = course.seconds }
        }
        if load > least, let course = prospects.course(amperes: load, window: window, profile) {
            details.secondsToFull = course.seconds
        }
        guard let nanovolts = sensors.voltageNanovolts else { return }
        let volts = Float(nanovolts) * 1e-9
        details.dischargeWatts = prospects.watts(
            from: volts, amperes: load, to: window.lowerVolts, most: cell.maximumAmperes)
        details.chargeWatts = prospects.watts(
            from: volts, amperes: load, to: window.upperVolts, most: cell.maximumAmperes)
    }
}

extension StateEstimator {
    /// Charge between state of charge 0 and 1, in coulombs.
    func capacity(profileCoulombs: Float) -> Bounded {
        let value = filter.mean[StateFilter.Part.perCapacity]
        let half = StateTuning.coverage * filter.variance(StateFilter.Part.perCapacity).squareRoot()
        return Bounded(
            value: profileCoulombs / value, lower: profileCoulombs / (value + half),
            upper: profileCoulombs / CellMath.limited(value - half, to: 0.1...10))
    }
}
