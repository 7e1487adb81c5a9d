import CellCore

/// How much the monitor may know of the cell at a time.
package enum ScorePhase: Int, CaseIterable, Sendable {
    /// Not both cut-offs were met yet.
    case before
    /// Both were met, and no restart has come since the last of any.
    case after
    /// Both were met, then a restart came, and no cut-off since.
    case afterRestart
}

/// What the monitor said of a cell at one time, beside the truth.
package struct Observation: Sendable {
    /// Seconds since the start of the cell's run.
    package var second: Int
    /// The phase that the sample belongs to.
    package var phase: ScorePhase
    /// The true state of charge; somewhat beyond 0…1 at the very ends.
    package var trueStateOfCharge: Double
    /// What the monitor said; nil while it has no power.
    package var status: CellStatus?
    /// Charge either way that the monitor was shown since the last observation of this uptime, in coulombs; nil for the
    /// first one.
    package var countedCoulombs: Double?
    /// Terminal voltage in volts.
    package var volts: Double
    /// Mean current in amperes, positive charges.
    package var amperes: Double
    /// Temperature of the rods in kelvin, where the sensor sits.
    package var kelvin: Double

    /// A number within 0…1: an interval that reaches beyond claims no more than what lies within.
    static func limited(_ value: Double) -> Double { min(max(value, 0), 1) }
}
