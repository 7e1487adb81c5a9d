import CellCore

/// The bytes of a frame.
public typealias FrameBytes = ByteBuffer<512>

/// A message with its envelope: 14 bytes of header, the payload, 4 bytes of CRC-32.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | magic "CM" |
/// | 2 | 1 | protocol version |
/// | 3 | 1 | type |
/// | 4 | 1 | channel, 0 while a device watches one cell |
/// | 5 | 1 | reserved, 0 |
/// | 6 | 2 | sequence: a reply repeats that of its request, reports count up |
/// | 8 | 4 | session, 0 until privileged requests exist |
/// | 12 | 2 | payload length n |
/// | 14 | n | payload |
/// | 14 + n | 4 | CRC-32 of all before it |
public struct Frame: Sendable {
    /// The type's raw value; it may be one that this version does not know.
    public let rawType: UInt8
    /// The cell that it is about; 0 while a device watches one.
    public let channel: UInt8
    /// Number of the request, repeated by its reply, or of the report.
    public let sequence: UInt16
    /// 0 until privileged requests exist; a reply repeats that of its request.
    public let session: UInt32
    /// Header, payload and check value, as they go over the wire.
    public let bytes: FrameBytes
    /// Length of the payload, 0…494.
    public let payloadLength: Int

    /// The type, nil when this version does not know it.
    public var type: FrameType? { FrameType(rawValue: rawType) }

    /// Encodes a message. Cost: its length, twice (fields and CRC).
    public init<Message: WireMessage>(
        _ message: Message, sequence: UInt16, channel: UInt8 = 0, session: UInt32 = 0
    ) {
        var payload = FrameBytes()
        var copy = message
        copy.visit(&payload)
        self.init(
            rawType: Message.type.rawValue, channel: channel, sequence: sequence, session: session, payload: payload)
    }

    private init(rawType: UInt8, channel: UInt8, sequence: UInt16, session: UInt32, payload: FrameBytes) {
        self.rawType = rawType
        self.channel = channel
        self.sequence = sequence
        self.session = session
        payloadLength = min(payload.count, WireFormat.maximumPayloadLength)
        var buffer = FrameBytes()
        var header = FrameHeader(
            rawType: rawType, channel: channel, sequence: sequence, session: session,
            payloadLength: UInt16(truncatingIfNeeded: payloadLength))
        header.visit(&buffer)
        buffer.append(payload.bytes.extracting(first: payloadLength))
        var check = CRC32()
        check.add(buffer.bytes)
        var value = check.value
        buffer.code(&value)
        bytes = buffer
    }

    /// Takes a frame that `FrameAssembler` has checked.
    init(checked buffer: FrameBytes, header: FrameHeader) {
        rawType = header.rawType
        channel = header.channel
        sequence = header.sequence
        session = header.session
        payloadLength = Int(header.payloadLength)
        bytes = buffer
    }

    /// Decodes the payload as a message.
    ///
    /// A payload longer than this version knows is read as far as it is known; a shorter one is refused.
    /// - Throws: `WireError.unexpectedType`, `.payloadTooShort` or `.invalidValue`.
    public func decode<Message: WireMessage>(_: Message.Type) throws(WireError) -> Message {
        guard rawType == Message.type.rawValue else { throw .unexpectedType(rawType) }
        var message = Message()
        var reader = ByteReader(
            bytes, from: WireFormat.headerLength, to: WireFormat.headerLength + payloadLength)
        message.visit(&reader)
        guard !reader.isExhausted else { throw .payloadTooShort(type: rawType, length: payloadLength) }
        guard message.isValid else { throw .invalidValue(type: rawType) }
        return message
    }
}

/// The fields before the payload.
struct FrameHeader {
    var magic = WireFormat.magic
    var version = WireFormat.protocolVersion
    var rawType: UInt8 = 0
    var channel: UInt8 = 0
    var sequence: UInt16 = 0
    var session: UInt32 = 0
    var payloadLength: UInt16 = 0

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&magic)
        coder.code(&version)
        coder.code(&rawType)
        coder.code(&channel)
        coder.codeReserved(1)
        coder.code(&sequence)
        coder.code(&session)
        coder.code(&payloadLength)
    }
}

/// A payload: its type, and one listing of its fields that encodes and decodes.
public protocol WireMessage: Sendable {
    static var type: FrameType { get }
    /// A message to decode into.
    init()
    /// Visits every field in the order of the wire.
    mutating func visit(_ coder: inout some FieldCoder)
    /// False when decoded fields contradict their types.
    var isValid: Bool { get }
}

extension WireMessage {
    /// True where a message has no field that could contradict its type.
    public var isValid: Bool { true }
}

extension FieldCoder {
    /// Bytes without a meaning yet: written as zero, passed over when read.
    mutating func codeReserved(_ length: Int) {
        for _ in 0..<length {
            var zero: UInt8 = 0
            code(&zero)
        }
    }
}
