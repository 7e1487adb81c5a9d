/// How an impedance was measured. Raw values are on the wire.
public enum ImpedanceMethod: UInt8, Sendable {
    /// One sine at a time, above 10 Hz.
    case sine = 1
    /// Several sines at once, 0.05…10 Hz.
    case multisine = 2
    /// A step of the load's own current, below 0.05 Hz.
    case loadStep = 3
}

/// The complex impedance of the cell at one frequency, with its uncertainty.
///
/// The sign convention of the field: the imaginary part of a capacitance is negative.
public struct ImpedancePoint: Equatable, Sendable {
    /// End of the measurement in microseconds of the device's crystal.
    public var endMicroseconds: UInt64
    /// Frequency in microhertz, 1 000 (1 mHz) … 200 000 000 000 (200 kHz): what was generated, not what was asked for.
    public var frequencyMicrohertz: UInt64
    /// Real part in ohms.
    public var realOhms: Float
    /// Imaginary part in ohms.
    public var imaginaryOhms: Float
    /// Standard error of either part in ohms, from the scatter of what was measured.
    public var standardErrorOhms: Float
    /// How it was measured.
    public var method: ImpedanceMethod

    /// A point with all its fields.
    public init(
        endMicroseconds: UInt64, frequencyMicrohertz: UInt64, realOhms: Float, imaginaryOhms: Float,
        standardErrorOhms: Float, method: ImpedanceMethod
    ) {
        self.endMicroseconds = endMicroseconds
        self.frequencyMicrohertz = frequencyMicrohertz
        self.realOhms = realOhms
        self.imaginaryOhms = imaginaryOhms
        self.standardErrorOhms = standardErrorOhms
        self.method = method
    }
}
