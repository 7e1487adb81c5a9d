/// Why the plant refused its parameters or a step; nothing has changed then.
public enum PlantError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A value outside its range; carries its name with unit, the value and the range.
    case outOfRange(name: String, value: Double, range: ClosedRange<Double>)
    /// A value that is not a number; carries its name with unit.
    case notANumber(name: String)

    /// One clause, without a full stop.
    public var description: String {
        switch self {
        case .outOfRange(let name, let value, let range):
            "\(name) is \(value), outside \(range.lowerBound)…\(range.upperBound)"
        case .notANumber(let name):
            "\(name) is not a number"
        }
    }

    static func check(_ value: Double, in range: ClosedRange<Double>, _ name: String) throws(PlantError) {
        guard value == value else { throw .notANumber(name: name) }
        guard range.contains(value) else { throw .outOfRange(name: name, value: value, range: range) }
    }
}
