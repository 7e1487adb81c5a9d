import CellCore

/// What a device can do beyond answering info and status. A bit field of 32 bits; unknown bits are ignored.
public struct Capabilities: Equatable, Sendable {
    /// The bits as they go over the wire.
    public var rawValue: UInt32

    /// Any bits, also ones that have no name.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Streams samples, status and events.
    public static var stream: Capabilities { Capabilities(rawValue: 1) }
    /// Keeps events and hands them out again.
    public static var events: Capabilities { Capabilities(rawValue: 2) }
    /// Lets its configuration be read.
    public static var configuration: Capabilities { Capabilities(rawValue: 4) }
    /// Tells how its parts are.
    public static var health: Capabilities { Capabilities(rawValue: 8) }
    /// Measures impedance and streams its points.
    public static var spectra: Capabilities { Capabilities(rawValue: 16) }

    /// The bits of both.
    public func union(_ other: Capabilities) -> Capabilities { Capabilities(rawValue: rawValue | other.rawValue) }
    /// True when every bit of `other` is set.
    public func contains(_ other: Capabilities) -> Bool { rawValue & other.rawValue == other.rawValue }
}

/// Asks who the device is: no payload.
public struct InfoRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .infoRequest }

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {}
}

/// Who the device is: 88 bytes.
///
/// Capabilities u32, firmware version 3 × u8, channels u8, uptime u64 µs, sample period u64 µs, serial number 24 bytes,
/// source revision 16 bytes, profile 24 bytes; the texts are ASCII, zero beyond their end.
public struct InfoReply: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .infoReply }

    /// What the device can do.
    public var capabilities = Capabilities(rawValue: 0)
    /// Version of the firmware, first number.
    public var firmwareMajor: UInt8 = 0
    /// Version of the firmware, second number.
    public var firmwareMinor: UInt8 = 0
    /// Version of the firmware, third number.
    public var firmwarePatch: UInt8 = 0
    /// Cells that the device watches; channels are 0..<this.
    public var channelCount: UInt8 = 1
    /// Time since power-up, µs.
    public var uptimeMicroseconds: UInt64 = 0
    /// Time between two samples, µs.
    public var samplePeriodMicroseconds: UInt64 = 0
    /// Unique to the device; the same text as in its USB descriptor.
    public var serialNumber = FixedText<24>()
    /// The revision of the source that the firmware was built from.
    public var sourceRevision = FixedText<16>()
    /// Name of the profile under which the monitor runs.
    public var profile = FixedText<24>()

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&capabilities.rawValue)
        coder.code(&firmwareMajor)
        coder.code(&firmwareMinor)
        coder.code(&firmwarePatch)
        coder.code(&channelCount)
        coder.code(&uptimeMicroseconds)
        coder.code(&samplePeriodMicroseconds)
        serialNumber.visit(&coder)
        sourceRevision.visit(&coder)
        profile.visit(&coder)
    }
}
