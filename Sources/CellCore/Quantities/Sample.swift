/// One reading of the cell: the mean current over an interval, the voltage, and the temperature at its end.
///
/// Positive current charges the cell. A source with the other sign is converted at the border, before it becomes a
/// `Sample`. There is no wall clock: time is the device's crystal, or an importer's elapsed time.
///
/// ```swift
/// let sample = Sample(
///     timeMicroseconds: 2_000_000, intervalMicroseconds: 1_000_000, currentPicoamperes: -86_400_000,
///     voltageNanovolts: 1_900_000_000, temperatureMillikelvin: 298_150)
/// ```
public struct Sample: Equatable, Sendable {
    /// End of the interval in microseconds, monotonic.
    public var timeMicroseconds: UInt64
    /// Length of the interval over which the current is the mean, in microseconds; 0 for a reading without charge.
    public var intervalMicroseconds: UInt64
    /// Mean current over the interval in picoamperes; positive charges the cell.
    public var currentPicoamperes: Int64
    /// Terminal voltage in nanovolts: the mean over the interval where the source gives one, as the measuring chain does,
    /// else at its end; symmetric cells have both signs.
    public var voltageNanovolts: Int64
    /// Cell temperature in millikelvin.
    public var temperatureMillikelvin: Int32
    /// What of the above holds, and whether impedance excitation was on.
    public var flags: SampleFlags

    /// A reading with all its fields; by default all of them are measured.
    public init(
        timeMicroseconds: UInt64, intervalMicroseconds: UInt64, currentPicoamperes: Int64, voltageNanovolts: Int64,
        temperatureMillikelvin: Int32, flags: SampleFlags = .allValid
    ) {
        self.timeMicroseconds = timeMicroseconds
        self.intervalMicroseconds = intervalMicroseconds
        self.currentPicoamperes = currentPicoamperes
        self.voltageNanovolts = voltageNanovolts
        self.temperatureMillikelvin = temperatureMillikelvin
        self.flags = flags
    }
}

/// Which fields of a `Sample` hold a measurement. 16 bits on the wire; unknown bits are ignored.
///
/// Not an `OptionSet`: its array literals want a heap.
public struct SampleFlags: Equatable, Sendable {
    /// The bits, as on the wire.
    public var rawValue: UInt16

    /// Flags from their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No flag.
    public static var none: SampleFlags { SampleFlags(rawValue: 0) }
    /// `currentPicoamperes` is a measurement.
    public static var currentValid: SampleFlags { SampleFlags(rawValue: 1) }
    /// `voltageNanovolts` is a measurement.
    public static var voltageValid: SampleFlags { SampleFlags(rawValue: 2) }
    /// `temperatureMillikelvin` is a measurement.
    public static var temperatureValid: SampleFlags { SampleFlags(rawValue: 4) }
    /// Impedance excitation was on at some time in the interval: the voltage is not that of the load alone.
    public static var excitation: SampleFlags { SampleFlags(rawValue: 8) }
    /// All three measurements hold and there was no excitation.
    public static var allValid: SampleFlags { SampleFlags(rawValue: 7) }

    /// True when every flag of `other` is set.
    public func contains(_ other: SampleFlags) -> Bool { rawValue & other.rawValue == other.rawValue }
    /// The flags of both.
    public func union(_ other: SampleFlags) -> SampleFlags { SampleFlags(rawValue: rawValue | other.rawValue) }
    /// Sets the flags of `other` as well.
    public mutating func insert(_ other: SampleFlags) { rawValue |= other.rawValue }
    /// The flags that both have.
    public func intersection(_ other: SampleFlags) -> SampleFlags { SampleFlags(rawValue: rawValue & other.rawValue) }
    /// The flags that `other` does not have.
    public func subtracting(_ other: SampleFlags) -> SampleFlags { SampleFlags(rawValue: rawValue & ~other.rawValue) }
    /// True when no flag is set.
    public var isEmpty: Bool { rawValue == 0 }
}
