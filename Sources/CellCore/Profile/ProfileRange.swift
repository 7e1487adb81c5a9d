/// What the numbers of a profile may be: wide enough for any cell from a microampere-hour to a hundred ampere-hours, narrow
/// enough that no product of two of them leaves `Float`.
public enum ProfileRange {
    /// Charge between state of charge 0 and 1, in nanocoulombs: to 10⁶ C, 278 Ah.
    public static var capacityNanocoulombs: ClosedRange<Int64> { 1...1_000_000_000_000_000 }
    /// Relative error of the capacity.
    public static var capacityTolerance: ClosedRange<Float> { 0...1 }
    /// Share of the first discharge that never comes back.
    public static var firstCycleLoss: ClosedRange<Float> { 0...0.9 }
    /// Share of the charge put in that raises the state of charge.
    public static var chargeEfficiency: ClosedRange<Float> { 0.5...1 }
    /// How far that share may be off.
    public static var chargeEfficiencyTolerance: ClosedRange<Float> { 0...0.5 }
    /// What a cell discharges itself through, in ohms.
    public static var selfDischargeOhms: ClosedRange<Float> { 1e-3...1e15 }
    /// A current, in picoamperes: to 1000 A.
    public static var picoamperes: ClosedRange<Int64> { 0...1_000_000_000_000_000 }
    /// A voltage of the cell, in volts.
    public static var volts: ClosedRange<Float> { -10...10 }
    /// A tolerance of the voltage or half of a hysteresis, in volts.
    public static var toleranceVolts: ClosedRange<Float> { 0...5 }
    /// Change of state of charge over which a hysteresis turns.
    public static var hysteresisSpan: ClosedRange<Float> { 0.001...1 }
    /// Size of a bend of the curve at its end, in volts.
    public static var tailVolts: ClosedRange<Float> { 0...10 }
    /// How fast such a bend fades, in 1 over state of charge.
    public static var tailPerUnit: ClosedRange<Float> { 1...1_000 }
    /// Relative error of activation energies.
    public static var activationTolerance: ClosedRange<Float> { 0...0.5 }
    /// Change of voltage with temperature, in volts a kelvin.
    public static var voltsPerKelvin: ClosedRange<Float> { -0.1...0.1 }
    /// A resistance, in ohms.
    public static var ohms: ClosedRange<Float> { 0...1e9 }
    /// A resistance that is divided by, in ohms.
    public static var positiveOhms: ClosedRange<Float> { 1e-6...1e9 }
    /// An activation energy, in electronvolts.
    public static var electronvolts: ClosedRange<Float> { 0...2 }
    /// A time of diffusion, in seconds.
    public static var diffusionSeconds: ClosedRange<Float> { 0...1e9 }
    /// Relative error of the polarisation.
    public static var polarisationTolerance: ClosedRange<Float> { 0...0.9 }
    /// An exchange current, in amperes.
    public static var exchangeAmperes: ClosedRange<Float> { 1e-12...1e3 }
    /// A chemical capacitance, in farads.
    public static var farads: ClosedRange<Float> { 1e-12...1e9 }
    /// How far a coating is activated.
    public static var activation: ClosedRange<Float> { 0...1 }
    /// Length of a rest, in microseconds: to 11.6 days.
    public static var restMicroseconds: ClosedRange<UInt64> { 1_000_000...1_000_000_000_000 }
    /// Slope of the voltage at rest, in volts a second.
    public static var voltsPerSecond: ClosedRange<Float> { 1e-9...1 }
    /// Relative error of a measured current.
    public static var currentGain: ClosedRange<Float> { 0...0.5 }
    /// Offset of a measured current, in amperes.
    public static var offsetAmperes: ClosedRange<Float> { 0...1e3 }
    /// A limit of the voltage, in nanovolts: as `volts`.
    public static var limitNanovolts: ClosedRange<Int64> { -10_000_000_000...10_000_000_000 }
    /// A hysteresis of such a limit, in nanovolts.
    public static var limitHysteresisNanovolts: ClosedRange<Int64> { 0...10_000_000_000 }
    /// A limit of the temperature, in millikelvin.
    public static var limitMillikelvin: ClosedRange<Int64> { 0...1_000_000 }
    /// A hysteresis of such a limit, in millikelvin.
    public static var limitHysteresisMillikelvin: ClosedRange<Int64> { 0...100_000 }
    /// A limit of a rate, in millikelvin a minute or nanovolts a second.
    public static var limitRate: ClosedRange<Int64> { 1...1_000_000_000_000 }
    /// What a cell may resist at the least and at the most, in ohms.
    public static var plausibleOhms: ClosedRange<Int64> { 0...1_000_000 }
    /// A change of the current whose answer is waited for, in picoamperes: to 1 A.
    public static var plausibleStepPicoamperes: ClosedRange<Int64> { 1...1_000_000_000_000 }
}

/// What is wrong with a profile.
public enum ProfileFault: Error, Equatable, Sendable {
    /// The name is empty, or not printable ASCII followed by zeros.
    case name
    /// Capacity, its tolerance or the first cycle's loss is out of range.
    case capacity
    /// A current is out of range.
    case current
    /// The window's cut-offs are out of range.
    case window
    /// The curve does not rise, or a number of it is out of range.
    case curve
    /// A capacity without a curve, or a curve without a capacity.
    case capacityWithoutCurve
    /// A number of the polarisation is out of range.
    case polarisation
    /// A number of the coating is out of range, or its least activation lies above its most.
    case coating
    /// The criterion of rest is out of range.
    case rest
    /// An error of the measuring chain is out of range.
    case sensor
    /// The limit of hard shorts is out of range.
    case short
    /// A limit is out of range, or a level does not lie beyond the one before it.
    case limits
    /// A compiled profile says that it has a part which this version does not know.
    case unknownPart
}
