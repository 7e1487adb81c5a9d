import CellCore
import CellData

extension Expectation {
    /// Reads the tables `[[expect]]` of a scenario of so many seconds.
    static func all(_ table: ConfigurationTable, end: Double) throws(ConfigurationError) -> [Expectation] {
        var expectations: [Expectation] = []
        for entry in try table.tables("expect") {
            let expectation = Expectation(
                what: try What(entry),
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
}

extension Expectation.What {
    private static var known: String {
        "suspected, transient, soft, hard, cleared, no alarm, no jump, soc known, soc within bounds, soc never wrong, "
            + "soc width, soc error, capacity within bounds, capacity width, offset within bounds, offset width or "
            + "resistance within bounds"
    }

    /// Reads what is expected, with its limit where it has one.
    fileprivate init(_ entry: ConfigurationTable) throws(ConfigurationError) {
        let text = try entry.text("what")
        switch text {
        case "cleared": self = .cleared
        case "no alarm": self = .noAlarm
        case "no jump": self = .noJump
        case "soc known": self = .stateOfChargeKnown
        case "soc within bounds": self = .stateOfChargeWithinBounds
        case "soc never wrong": self = .stateOfChargeNeverWrong
        case "soc width": self = .stateOfChargeWidth(atMost: try entry.number("at_most", in: 0...1))
        case "soc error": self = .stateOfChargeError(atMost: try entry.number("at_most", in: 0...1))
        case "capacity within bounds": self = .capacityWithinBounds
        case "capacity width": self = .capacityWidth(atMost: try entry.number("at_most", in: 0...1))
        case "offset within bounds": self = .offsetWithinBounds
        case "offset width":
            self = .offsetWidth(atMostAmperes: try entry.number("at_most_ampere", in: 0...1e-3))
        case "resistance within bounds": self = .resistanceWithinBounds
        default:
            guard let shortClass = ShortClass(name: text), shortClass != .none else {
                throw entry.error(at: "what", "expected \(Self.known), found \"\(text)\"")
            }
            self = .atLeast(text)
        }
    }

    /// The words of the file.
    public var text: String {
        switch self {
        case .atLeast(let name): name
        case .cleared: "cleared"
        case .noAlarm: "no alarm"
        case .noJump: "no jump"
        case .stateOfChargeKnown: "soc known"
        case .stateOfChargeWithinBounds: "soc within bounds"
        case .stateOfChargeNeverWrong: "soc never wrong"
        case .stateOfChargeWidth: "soc width"
        case .stateOfChargeError: "soc error"
        case .capacityWithinBounds: "capacity within bounds"
        case .capacityWidth: "capacity width"
        case .offsetWithinBounds: "offset within bounds"
        case .offsetWidth: "offset width"
        case .resistanceWithinBounds: "resistance within bounds"
        }
    }

    /// The limit of the file with its key; nil for what has none.
    public var limit: (key: String, value: Double)? {
        switch self {
        case .stateOfChargeWidth(let limit), .stateOfChargeError(let limit), .capacityWidth(let limit):
            ("at_most", limit)
        case .offsetWidth(let amperes): ("at_most_ampere", amperes)
        default: nil
        }
    }
}
