/// The mean current over one averaging interval of the converter.
public struct CurrentReading: Equatable, Sendable {
    /// End of the interval in microseconds of the host's crystal.
    public var endMicroseconds: UInt64
    /// Length of the interval in microseconds of the host's crystal.
    public var intervalMicroseconds: UInt64
    /// Mean current in picoamperes, positive when the cell is charged; nil when the input was over its range.
    public var picoamperes: Int64?
    /// True when results before this one were never read: what flowed meanwhile is in no reading.
    public var followsGap: Bool
}

/// The mean voltage over one conversion.
public struct VoltageReading: Equatable, Sendable {
    /// End of the conversion in microseconds of the host's crystal.
    public var endMicroseconds: UInt64
    /// Length of the conversion in microseconds of the host's crystal.
    public var intervalMicroseconds: UInt64
    /// Voltage in nanovolts; nil when the input was over its range.
    public var nanovolts: Int64?
    /// Conversions between this reading and the one before it that were never read, 0…255.
    public var missedConversions: UInt8
}

/// A temperature.
public struct TemperatureReading: Equatable, Sendable {
    /// When the conversion was found to have ended, in microseconds of the host's crystal.
    public var endMicroseconds: UInt64
    /// Temperature in millikelvin; nil when it is outside the chip's range of −55…150 °C.
    public var millikelvin: Int32?
}
