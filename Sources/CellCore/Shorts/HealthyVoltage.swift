/// The voltage that a healthy cell of the profile has under its load, in its two parts.
struct HealthyVoltage: Equatable, Sendable {
    /// What the load's current makes of it, in volts, with the current's sign.
    var polarisationVolts: Float
    /// By how much that may take more from the voltage, or add less to it, in volts.
    var polarisationTolerance: Float
    /// The open-circuit voltage, in volts; 0 for a cell without one.
    var openVolts: Float
    /// By how much it may lie off, the measuring chain included, in volts.
    var openTolerance: Float

    /// By how much a short that drains the cell may have lowered it besides, in volts: says nothing about whether there is
    /// one, but about how much it conducts.
    var drainTolerance: Float
    /// A suspected short has emptied the cell: what it conducts cannot be told from the voltage any more.
    var isEmpty: Bool

    /// The sum of both parts, in volts.
    var volts: Float { polarisationVolts + openVolts }
    /// The most by which a healthy cell's voltage may lie closer to zero than `volts`, in volts.
    var tolerance: Float { polarisationTolerance + openTolerance }
}
