import CellCore

/// What a device can do beyond answering info and status. A bit field of 32 bits; unknown bits are ignored.
public struct Capabilities: Equatable, Sendable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Streams samples, status and events.
    public static var stream: Capabilities { Capabilities(rawValue: 1) }
    /// Keeps events and hands them out again.
    public static var events: Capabilities { Capabilities(rawValue: 2) }
    /// Lets its configuration be read.
    public static var configuration: Capabilities { Capabilities(rawValue: 4) }

    public func union(_ other: Capabilities) -> Capabilities { Capabilities(rawValue: rawValue | other.rawValue) }
    public func contains(_ other: Capabilities) -> Bool { rawValue & other.rawValue == other.rawValue }
}

/// Asks who the device is: no payload.
public struct InfoRequest: WireMessage, Equatable {
    public static var type: FrameType { .infoRequest }

    public init() {}

    public mutating func visit(_ coder: inout some FieldCoder) {}
}

/// Who the device is: 88 bytes.
///
/// Capabilities u32, firmware version 3 × u8, channels u8, uptime u64 µs, sample period u64 µs, serial number 24 bytes,
/// source revision 16 bytes, profile 24 bytes; the texts are ASCII, zero beyond their end.
public struct InfoReply: WireMessage, Equatable {
    public static var type: FrameType { .infoReply }

    public var capabilities = Capabilities(rawValue: 0)
    public var firmwareMajor: UInt8 = 0
    public var firmwareMinor: UInt8 = 0
    public var firmwarePatch: UInt8 = 0
    public var channelCount: UInt8 = 1
    public var uptimeMicroseconds: UInt64 = 0
    public var samplePeriodMicroseconds: UInt64 = 0
    public var serialNumber = FixedText<24>()
    public var sourceRevision = FixedText<16>()
    public var profile = FixedText<24>()

    public init() {}

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
