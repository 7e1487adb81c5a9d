import CellCore

/// One cell's run as a table: what the monitor said beside the truth, every ten seconds.
public enum PopulationTrace {
    private static let interval = 10

    /// Names of the columns.
    public static let header =
        "hour,voltage_volt,current_ampere,rod_celsius,true_soc,soc,soc_lower,soc_upper,true_capacity_coulomb,"
        + "capacity_coulomb,capacity_coulomb_lower,capacity_coulomb_upper,second_to_empty,second_to_empty_lower,"
        + "second_to_empty_upper,learning_lock,short,phase"

    /// Runs the cell of a seed and hands out its lines, without line ends; what is not stated is empty, as everything of
    /// the monitor is while it has no power.
    ///
    /// - Throws: `SimulationError.plant` for what the plant refuses, which no plan asks of it.
    public static func lines(seed: UInt64, _ take: (String) -> Void) throws(SimulationError) {
        var run = try CellRun(CellPlan(seed: seed), interval: interval)
        let capacity = run.cell.plant.capacityCoulombs
        while try run.advance(observe: { take(line($0, capacity)) }) {}
    }

    private static func line(_ seen: borrowing Observation, _ capacity: Double) -> String {
        let status = seen.status
        let state = status?.state
        let truth = [
            "\(Double(seen.second) / 3600)", "\(seen.volts)", "\(seen.amperes)",
            "\(((seen.kelvin - 273.15) * 1e4).rounded() / 1e4)", "\(seen.trueStateOfCharge)",
        ]
        let stated = fields(status?.stateOfCharge) + ["\(capacity)"] + fields(state?.capacityCoulombs)
        let rest = [
            state.map { "\($0.lock.rawValue)" } ?? "", status.map { "\($0.short.shortClass)" } ?? "", "\(seen.phase)",
        ]
        return (truth + stated + fields(state?.secondsToEmpty) + rest).joined(separator: ",")
    }

    private static func fields(_ value: Bounded?) -> [String] {
        guard let value else { return ["", "", ""] }
        return [value.value, value.lower, value.upper].map { $0.isFinite ? "\($0)" : "" }
    }
}
