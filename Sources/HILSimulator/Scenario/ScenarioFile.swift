import CellCore
import CellData
import CellPlant
import Foundation

extension Scenario {
    /// Reads a scenario; `Docs/Scenarios.md` describes every key.
    ///
    /// - Throws: `ConfigurationError` with line and column for what is missing, unknown or out of range.
    public init(text: String, file: String) throws(ConfigurationError) {
        let table = try ConfigurationTable(text: text, file: file)
        title = try table.text("title")
        name = URL(filePath: file).deletingPathExtension().lastPathComponent
        cell = try table.text("cell")
        guard let parameters = PlantParameters.named(cell) else {
            throw table.error(
                at: "cell", "expected one of \(SimulatedCell.names.joined(separator: ", ")), found \(cell)")
        }
        profile = nil
        seed = UInt64(try table.integer(ifPresent: "seed", in: 0...Int.max) ?? 1)
        (isCycled, stateOfCharge) = try Scenario.start(table, parameters)
        durationSeconds = try table.number("duration_second", in: 1...1e8)
        samplePeriodSeconds =
            try table.number(ifPresent: "sample_period_second", in: 0.001...min(durationSeconds, 3600)) ?? 1
        temperatures = try Scenario.temperatures(table)
        loads = try Scenario.loads(table)
        (faults, dendrite) = try Scenario.faults(table, parameters)
        outages = try Scenario.outages(table, end: durationSeconds)
        let sensor = try table.table(ifPresent: "sensor")
        sensors = try SensorModel(sensor)
        chips = try Scenario.chips(sensor)
        expectations = try Expectation.all(table, end: durationSeconds)
        try table.finish()
    }

    /// A healthy cell of that name under its nominal load, to and fro for ever after a rest; blocking electrodes rest.
    ///
    /// Full cells have been cycled before; the others are as assembled. Two entries of load, the second from 900 s on.
    /// - Throws: `ConfigurationError` for a name that is not known.
    public static func nominal(cell: String) throws(ConfigurationError) -> Scenario {
        let load =
            switch PlantParameters.named(cell)?.layout {
            case .full:
                """
                state_of_charge = 0.8
                [[load]]
                at_second = 0
                current_ampere = 0.0
                [[load]]
                at_second = 900
                current_ampere = -86.4e-6
                reverse_below_volt = 1.5
                reverse_above_volt = 2.75
                """
            case .symmetric:
                """
                [[load]]
                at_second = 0
                current_ampere = 0.0
                [[load]]
                at_second = 900
                current_ampere = 71.3e-6
                reverse_every_second = 3600
                """
            case .blocking, nil: ""
            }
        return try Scenario(
            text: """
                title = "A healthy cell under its nominal load"
                cell = "\(cell)"
                duration_second = 1e8
                \(load)
                """, file: "nominal")
    }

    /// Whether the cell has been cycled before, and its state of charge.
    private static func start(
        _ table: ConfigurationTable, _ parameters: PlantParameters
    ) throws(ConfigurationError) -> (isCycled: Bool, stateOfCharge: Double) {
        let state = try table.text(ifPresent: "state")
        if let state, state != "fresh", state != "cycled" {
            throw table.error(at: "state", "expected \"fresh\" or \"cycled\", found \"\(state)\"")
        }
        let isCycled = state.map { $0 == "cycled" } ?? parameters.hasStateOfCharge
        let stateOfCharge = try table.number(ifPresent: "state_of_charge", in: 0...1)
        if stateOfCharge != nil {
            guard parameters.hasStateOfCharge else {
                throw table.error(at: "state_of_charge", "expected a full cell: this one has no state of charge")
            }
            guard isCycled else {
                throw table.error(at: "state_of_charge", "expected state \"cycled\": a fresh cell is fully charged")
            }
        }
        return (isCycled, stateOfCharge ?? 0.5)
    }

    private static func chips(_ sensor: ConfigurationTable?) throws(ConfigurationError) -> ChipSpread {
        guard let sensor, let word = try sensor.text(ifPresent: "chips") else { return .typical }
        switch word {
        case "typical": return .typical
        case "ideal": return .ideal
        case "limits": return .limits
        default:
            throw sensor.error(
                at: "chips", "expected \"ideal\", \"typical\" or \"limits\", found \"\(word)\"")
        }
    }

    private static func temperatures(_ table: ConfigurationTable) throws(ConfigurationError) -> [TemperatureStep] {
        var steps: [TemperatureStep] = []
        for entry in try table.tables("temperature") {
            let step = TemperatureStep(
                atSecond: try entry.number("at_second", in: 0...1e8),
                // −40 °C must not become less than the plant's 233.15 K by rounding.
                kelvin: min(max(try entry.number("celsius", in: -40...85) + 273.15, 233.15), 358.15))
            try checkOrder(steps.last?.atSecond, step.atSecond, entry)
            steps.append(step)
        }
        return steps.isEmpty ? [TemperatureStep(atSecond: 0, kelvin: 298.15)] : steps
    }

    private static func loads(_ table: ConfigurationTable) throws(ConfigurationError) -> [LoadStep] {
        var steps: [LoadStep] = []
        for entry in try table.tables("load") {
            let step = LoadStep(
                atSecond: try entry.number("at_second", in: 0...1e8),
                amperes: try entry.number("current_ampere", in: -0.1...0.1),
                reverseEverySeconds: try entry.number(ifPresent: "reverse_every_second", in: 1...1e8),
                lowerVolts: try entry.number(ifPresent: "reverse_below_volt", in: -10...10),
                upperVolts: try entry.number(ifPresent: "reverse_above_volt", in: -10...10))
            if let lower = step.lowerVolts, let upper = step.upperVolts, upper <= lower {
                throw entry.error(
                    at: "reverse_above_volt", "expected more than reverse_below_volt \(lower), found \(upper)")
            }
            try checkOrder(steps.last?.atSecond, step.atSecond, entry)
            steps.append(step)
        }
        return steps
    }

    /// The shorts, and how the cell's own dendrite grows if it is among the faults.
    private static func faults(
        _ table: ConfigurationTable, _ parameters: PlantParameters
    ) throws(ConfigurationError) -> ([Fault], DendriteLaw?) {
        var faults: [Fault] = []
        var dendrite: DendriteLaw?
        for entry in try table.tables("fault") {
            switch try entry.text("kind") {
            case "short": faults.append(try short(entry))
            case "dendrite":
                guard dendrite == nil else {
                    throw entry.error(at: "kind", "expected one dendrite a cell, found a second")
                }
                dendrite = try law(entry, parameters)
            case let kind:
                throw entry.error(at: "kind", "expected \"short\" or \"dendrite\", found \"\(kind)\"")
            }
        }
        return (faults, dendrite)
    }

    private static func outages(
        _ table: ConfigurationTable, end: Double
    ) throws(ConfigurationError) -> [Outage] {
        var outages: [Outage] = []
        for entry in try table.tables("power_cut") {
            let outage = Outage(
                fromSecond: try entry.number("from_second", in: 0...end),
                untilSecond: try entry.number("until_second", in: 0...end))
            if let last = outages.last, outage.fromSecond <= last.untilSecond {
                throw entry.error(
                    at: "from_second",
                    "expected more than \(last.untilSecond), the end of the one before, found \(outage.fromSecond)")
            }
            guard outage.fromSecond < outage.untilSecond else {
                throw entry.error(
                    at: "until_second", "expected more than from_second, found \(outage.untilSecond)")
            }
            outages.append(outage)
        }
        return outages
    }

    private static func short(_ entry: ConfigurationTable) throws(ConfigurationError) -> Fault {
        let fault = Fault(
            fromSecond: try entry.number("from_second", in: 0...1e8),
            untilSecond: try entry.number(ifPresent: "until_second", in: 0...1e8),
            ohms: try entry.number("ohm", in: 0.01...1e9))
        if let end = fault.untilSecond, end <= fault.fromSecond {
            throw entry.error(
                at: "until_second", "expected more than from_second \(fault.fromSecond), found \(end)")
        }
        return fault
    }

    /// The cell's own law where nothing else is said; a soft phase that is not given keeps its share of the mean.
    private static func law(
        _ entry: ConfigurationTable, _ parameters: PlantParameters
    ) throws(ConfigurationError) -> DendriteLaw {
        guard parameters.sodiumElectrodeCount > 0 else {
            throw entry.error(at: "kind", "expected a cell with sodium: nothing grows on blocking electrodes")
        }
        var law = parameters.dendrite
        if let mean = try entry.number(ifPresent: "mean_hour", in: 0.01...1e7) {
            law.softHours *= mean / law.meanHours
            law.meanHours = mean
        }
        law.softHours = try entry.number(ifPresent: "soft_hour", in: 0...law.meanHours) ?? law.softHours
        law.variation = try entry.number(ifPresent: "variation", in: 0.001...3) ?? law.variation
        law.hardOhms = try entry.number(ifPresent: "hard_ohm", in: 0.01...1e9) ?? law.hardOhms
        return law
    }

    private static func checkOrder(
        _ last: Double?, _ next: Double, _ entry: ConfigurationTable
    ) throws(ConfigurationError) {
        if let last, next <= last {
            throw entry.error(at: "at_second", "expected more than \(last), the entry before, found \(next)")
        }
    }
}
