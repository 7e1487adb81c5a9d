/// What the cells of the population go through, by the letter of the tables.
public enum CyclingProtocol: String, CaseIterable, Sendable {
    /// Constant-current cycles with rests of 0…4 h between the halves.
    case rested = "A"
    /// Constant-current cycles without any rest.
    case unrested = "B"
    /// Swings of 10…60 % for a while, then full cycles.
    case partial = "C"
    /// Loads and rests of 5 min…2 h, mainly discharging, then mainly charging.
    case stepped = "D"
    /// Long swings with rests of 12…48 h.
    case longRests = "E"

    /// One clause for people.
    public var text: String {
        switch self {
        case .rested: "cycles, rests of 0…4 h"
        case .unrested: "cycles without rest"
        case .partial: "swings of 10…60 %, then cycles"
        case .stepped: "steps of load and rest"
        case .longRests: "rests of 12…48 h"
        }
    }
}

/// A constant load for a time, unless a cut-off ends it before.
package struct LoadPiece: Equatable, Sendable {
    /// Positive charges.
    package var amperes: Double
    /// Whole seconds, at least 1.
    package var seconds: Int
}
