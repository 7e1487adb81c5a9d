/// Why no profile can be built from a record.
public enum BuildError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No cycle of the number; carries it and how many there are.
    case noSuchCycle(Int, count: Int)
    /// The cycle has no discharge over the whole window; carries its number, nil when no cycle has.
    case noWholeDischarge(Int?)
    /// No charge over the whole window stands before or after the discharge of the cycle.
    case noWholeCharge(Int)
    /// The branches do not overlap, or have fewer than some forty points.
    case tooFewPoints
    /// No step of the current of at least 30 % within ten seconds: no resistance can be told.
    case noStep
    /// What was found is out of a profile's ranges; carries the table of the profile.
    case outOfRange(String)

    /// What was expected, what was found, and what to do.
    public var description: String {
        switch self {
        case .noSuchCycle(let number, let count):
            "expected a cycle from 1 to \(count), found \(number); choose another with --cycle"
        case .noWholeDischarge(let number?):
            "expected a discharge over the whole window in cycle \(number), found none; choose another with --cycle"
        case .noWholeDischarge(nil):
            "expected a cycle with a discharge over the whole window and a charge beside it, found none"
        case .noWholeCharge(let number):
            "expected a charge over the whole window before or after the discharge of cycle \(number), found none; "
                + "choose another with --cycle"
        case .tooFewPoints:
            "expected at least some forty rows in each half cycle, found fewer; record more often"
        case .noStep:
            "expected a step of the current of at least 30 % within 10 s, found none; record a turn or a rest"
        case .outOfRange(let part):
            "expected a cell whose numbers a profile can hold, found a wrong \(part)"
        }
    }
}
