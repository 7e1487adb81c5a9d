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

    @inline(__always)
    static func check(
        _ value: Double, in range: ClosedRange<Double>, _ name: StaticString
    ) throws(PlantError) {
        guard range.contains(value) else { throw refusal(value, range, name) }
    }

    @inline(never)
    private static func refusal(_ value: Double, _ range: ClosedRange<Double>, _ name: StaticString) -> PlantError {
        value == value
            ? .outOfRange(name: "\(name)", value: value, range: range) : .notANumber(name: "\(name)")
    }
}
