import CellCore
import CellData
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
        guard SimulatedCell.names.contains(cell) else {
            throw table.error(
                at: "cell", "expected one of \(SimulatedCell.names.joined(separator: ", ")), found \(cell)")
        }
        seed = UInt64(try table.integer(ifPresent: "seed", in: 0...Int.max) ?? 1)
        stateOfCharge = try table.number(ifPresent: "state_of_charge", in: 0...1) ?? 0.5
        durationSeconds = try table.number("duration_second", in: 1...1e8)
        samplePeriodSeconds =
            try table.number(ifPresent: "sample_period_second", in: 0.001...min(durationSeconds, 3600)) ?? 1
        temperatures = try Scenario.temperatures(table)
        loads = try Scenario.loads(table)
        faults = try Scenario.faults(table)
        sensors = try SensorModel(table.table(ifPresent: "sensor"))
        expectations = try Scenario.expectations(table, end: durationSeconds)
        try table.finish()
    }

    /// A healthy cell of that name under its nominal load, charged and discharged by turns; it never ends.
    ///
    /// - Throws: `ConfigurationError` for a name that is not known.
    public static func nominal(cell: String) throws(ConfigurationError) -> Scenario {
        let isSymmetric = cell.hasPrefix("symmetric")
        let turn = isSymmetric ? "reverse_every_second = 3600" : "reverse_below_volt = 1.5\nreverse_above_volt = 2.75"
        return try Scenario(
            text: """
                title = "A healthy cell under its nominal load"
                cell = "\(cell)"
                state_of_charge = 0.8
                duration_second = 1e8
                [[load]]
                at_second = 0
                current_ampere = 0.0
                [[load]]
                at_second = 900
                current_ampere = \(isSymmetric ? "71.3e-6" : "-86.4e-6")
                \(turn)
                """, file: "nominal")
    }

    private static func temperatures(_ table: ConfigurationTable) throws(ConfigurationError) -> [TemperatureStep] {
        var steps: [TemperatureStep] = []
        for entry in try table.tables("temperature") {
            let step = TemperatureStep(
                atSecond: try entry.number("at_second", in: 0...1e8),
                kelvin: try entry.number("celsius", in: -40...85) + 273.15)
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

    private static func faults(_ table: ConfigurationTable) throws(ConfigurationError) -> [Fault] {
        var faults: [Fault] = []
        for entry in try table.tables("fault") {
            let kind = try entry.text("kind")
            guard kind == "short" else {
                throw entry.error(at: "kind", "expected \"short\", found \"\(kind)\"")
            }
            let fault = Fault(
                fromSecond: try entry.number("from_second", in: 0...1e8),
                untilSecond: try entry.number(ifPresent: "until_second", in: 0...1e8),
                ohms: try entry.number("ohm", in: 0.01...1e9))
            if let end = fault.untilSecond, end <= fault.fromSecond {
                throw entry.error(
                    at: "until_second", "expected more than from_second \(fault.fromSecond), found \(end)")
            }
            faults.append(fault)
        }
        return faults
    }

    private static func expectations(
        _ table: ConfigurationTable, end: Double
    ) throws(ConfigurationError) -> [Expectation] {
        var expectations: [Expectation] = []
        for entry in try table.tables("expect") {
            let text = try entry.text("what")
            guard let what = Expectation.What(text: text) else {
                throw entry.error(at: "what", "expected \(Expectation.What.known), found \"\(text)\"")
            }
            let expectation = Expectation(
                what: what,
                fromSecond: try entry.number(ifPresent: "from_second", in: 0...end) ?? 0,
                untilSecond: try entry.number(ifPresent: "until_second", in: 0...end) ?? end)
            guard expectation.fromSecond < expectation.untilSecond else {
                throw entry.error(
                    at: "until_second", "expected more than from_second, found \(expectation.untilSecond)")
            }
            expectations.append(expectation)
        }
        return expectations
    }

    private static func checkOrder(
        _ last: Double?, _ next: Double, _ entry: ConfigurationTable
    ) throws(ConfigurationError) {
        if let last, next <= last {
            throw entry.error(at: "at_second", "expected more than \(last), the entry before, found \(next)")
        }
    }
}

extension Expectation.What {
    static var known: String {
        "suspected, transient, soft, hard, cleared, no alarm, soc known, soc within bounds or resistance within bounds"
    }

    init?(text: String) {
        switch text {
        case "cleared": self = .cleared
        case "no alarm": self = .noAlarm
        case "soc known": self = .stateOfChargeKnown
        case "soc within bounds": self = .stateOfChargeWithinBounds
        case "resistance within bounds": self = .resistanceWithinBounds
        default:
            guard let shortClass = ShortClass(name: text), shortClass != .none else { return nil }
            self = .atLeast(text)
        }
    }

    /// The words of the file.
    public var text: String {
        switch self {
        case .atLeast(let name): name
        case .cleared: "cleared"
        case .noAlarm: "no alarm"
        case .stateOfChargeKnown: "soc known"
        case .stateOfChargeWithinBounds: "soc within bounds"
        case .resistanceWithinBounds: "resistance within bounds"
        }
    }
}
