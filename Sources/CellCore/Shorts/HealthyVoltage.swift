/// The voltage that a healthy cell of the profile has under its load, in its two parts.
struct HealthyVoltage: Equatable, Sendable {
    /// What the load's current makes of it, in volts, with the current's sign.
    var polarisationVolts: Float
    /// By how much that may take more from the voltage, or add less to it, in volts.
    var polarisationTolerance: Float
    /// The cell's polarisation over the profile's, and how far it may lie off, relative; 1 and 0 while only the profile's
    /// own tolerance is known.
    var scale: Float = 1
    var scaleTolerance: Float = 0
    /// The open-circuit voltage, in volts; 0 for a cell without one.
    var openVolts: Float
    /// By how much it may lie off, the measuring chain included, in volts.
    var openTolerance: Float

    /// By how much a short that drains the cell may have lowered it besides, in volts: says nothing about whether there is
    /// one, but about how much it conducts.
    var drainTolerance: Float
    /// A short of so many siemens is hard, and none whose voltage lies farther from zero than this is, in volts.
    var hardSiemens: Float = 0
    var hardVolts: Float = 0
    /// A suspected short has emptied the cell: what it conducts cannot be told from the voltage any more.
    var isEmpty: Bool

    /// The sum of both parts, in volts.
    var volts: Float { polarisationVolts + openVolts }
    /// The most by which a healthy cell's voltage may lie closer to zero than `volts`, in volts.
    var tolerance: Float { polarisationTolerance + openTolerance }

    /// Sets what a short of less than `ohms` is told by at a load in amperes.
    ///
    /// With G ≥ 1/R: (I − i)·R ≥ V, and the cell's own i is no less than (V − U)/R_c, R_c being its resistance at large
    /// currents below its open-circuit voltage U, and at small ones above it. Solved for V, with a twentieth of the load to spare.
    mutating func setHard(ohms: Float, amperes: Float, _ point: borrowing OperatingPoint) {
        let sign: Float = volts < 0 ? -1 : 1
        let open = openVolts * sign
        let load = amperes * sign + 0.05 * CellMath.magnitude(amperes)
        func limit(_ cellOhms: Float) -> Float { ohms * (open + load * cellOhms) / (cellOhms + ohms) }
        let below = limit(point.ohmicOhms * scale)
        let above = limit((point.ohmicOhms + point.interlayerVolts * point.perAmpere) * scale)
        hardVolts = below > above ? below : above
        hardSiemens = 1 / ohms
    }

    /// False where a short is not hard for certain.
    @inline(__always)
    func mayBeHard(_ measured: Float) -> Bool { (self.volts < 0 ? -measured : measured) <= hardVolts }

    static func visit(_ healthy: inout HealthyVoltage?, _ coder: inout some FieldCoder) {
        var isPresent = healthy != nil
        var fields =
            healthy
            ?? HealthyVoltage(
                polarisationVolts: 0, polarisationTolerance: 0, openVolts: 0, openTolerance: 0, drainTolerance: 0,
                isEmpty: false)
        coder.code(&isPresent)
        coder.code(&fields.polarisationVolts)
        coder.code(&fields.polarisationTolerance)
        coder.code(&fields.scale)
        coder.code(&fields.scaleTolerance)
        coder.code(&fields.openVolts)
        coder.code(&fields.openTolerance)
        coder.code(&fields.drainTolerance)
        coder.code(&fields.hardSiemens)
        coder.code(&fields.hardVolts)
        coder.code(&fields.isEmpty)
        healthy = isPresent ? fields : nil
    }
}
