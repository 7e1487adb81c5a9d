import CellCore

extension MonitorReport {
    /// Adds capacity, health and prospects to a line of which they are part; what is unknown is absent.
    public static func add(_ details: StateDetails?, to line: inout JSONLine) {
        guard let details else { return }
        line.add("capacity_coulomb", details.capacityCoulombs)
        line.add("soh_capacity", details.healthByCapacity)
        line.add("soh_resistance", details.healthByResistance)
        line.add("remaining_coulomb", details.remainingCoulombs)
        line.add("time_to_empty_second", details.secondsToEmpty)
        line.add("time_to_full_second", details.secondsToFull)
        line.add("discharge_power_watt", details.dischargeWatts)
        line.add("charge_power_watt", details.chargeWatts)
        line.add("current_offset_ampere", details.currentOffsetAmperes)
        line.add("equivalent_full_cycles", details.equivalentFullCycles)
        line.add("coulombic_efficiency", details.coulombicEfficiency)
        line.add("learning_lock", details.lock.names)
    }
}

extension JSONLine {
    /// Adds an estimate and, with `_lower` and `_upper` behind the key, its bounds, unless it is nil.
    public mutating func add(_ key: String, _ value: Bounded?) {
        add(key, value?.value)
        add(key + "_lower", value?.lower)
        add(key + "_upper", value?.upper)
    }
}
