import CellCore

/// Constants of the wire: everything is little-endian, and `Docs/Protocol.md` gives every byte.
public enum WireFormat {
    /// The first two bytes of every frame: "CM".
    public static var magic: UInt16 { 0x4D43 }
    /// Raised when an old host would misread a new device. New types and longer payloads do not raise it.
    public static var protocolVersion: UInt8 { 1 }
    /// Bytes before the payload.
    public static var headerLength: Int { 14 }
    /// Bytes after the payload: a CRC-32 over all that comes before it.
    public static var trailerLength: Int { 4 }
    /// The most payload that a frame carries.
    public static var maximumPayloadLength: Int { 494 }
    /// The longest frame: 14 + 494 + 4.
    public static var maximumFrameLength: Int { 512 }
}

/// What a frame is. Requests are 0x01…0x3F, the reply to one is 0x80 more; reports 0x40…0x5F; recordings 0x60…0x7F.
public enum FrameType: UInt8, Sendable {
    case infoRequest = 0x01
    case statusRequest = 0x02
    case streamRequest = 0x03
    case eventsRequest = 0x04
    case configurationRequest = 0x05
    case healthRequest = 0x06
    case sampleReport = 0x40
    case statusReport = 0x41
    case eventReport = 0x42
    case lossReport = 0x43
    case noticeReport = 0x44
    case impedanceReport = 0x45
    case recordingStart = 0x60
    case recordingReset = 0x61
    case recordingSnapshot = 0x62
    case recordingEnd = 0x6F
    case infoReply = 0x81
    case statusReply = 0x82
    case streamReply = 0x83
    case eventsReply = 0x84
    case configurationReply = 0x85
    case healthReply = 0x86
    case errorReply = 0xFF
}

/// Why bytes were refused.
public enum WireError: Error, Equatable, Sendable {
    /// The first bytes are not those of a frame; carries what stood there.
    case notAFrame(UInt16)
    /// A version of the protocol that is not ours; carries it.
    case protocolVersion(UInt8)
    /// More payload than a frame may carry; carries the length.
    case payloadTooLong(Int)
    /// The check value does not fit; carries the one found.
    case damaged(UInt32)
    /// A payload shorter than its type needs; carries type and length.
    case payloadTooShort(type: UInt8, length: Int)
    /// Another type than the one expected; carries the one found.
    case unexpectedType(UInt8)
    /// A field holds what its type does not allow; carries the type.
    case invalidValue(type: UInt8)
}
