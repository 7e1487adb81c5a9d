/// Something that happened, as the monitor reported it: 20 bytes of payload.
public struct EventRecord: Equatable, Sendable {
    /// Time of the sample in microseconds since power-up.
    public var timeMicroseconds: UInt64
    /// The offending value, in the unit of the diagnosis.
    public var value: Int64
    /// Raw identifier of the diagnosis.
    public var id: UInt16
    /// Raw severity.
    public var severity: UInt8
    /// The cell; 0 while a device watches one.
    public var channel: UInt8

    /// An event; identifier and severity are the raw values that are also on the wire.
    public init(timeMicroseconds: UInt64, value: Int64, id: UInt16, severity: UInt8, channel: UInt8 = 0) {
        self.timeMicroseconds = timeMicroseconds
        self.value = value
        self.id = id
        self.severity = severity
        self.channel = channel
    }

    init?(_ bytes: borrowing Span<UInt8>) {
        guard bytes.count == 20 else { return nil }
        timeMicroseconds = bytes.integer(at: 0, length: 8)
        value = bytes.signed(at: 8, length: 8)
        id = bytes.u16(at: 16)
        severity = bytes[18]
        channel = bytes[19]
    }

    var encoded: InlineArray<20, UInt8> {
        var storage = InlineArray<20, UInt8>(repeating: 0)
        var bytes = storage.mutableSpan
        bytes.put(timeMicroseconds, at: 0, length: 8)
        bytes.put(UInt64(bitPattern: value), at: 8, length: 8)
        bytes.put(UInt64(id), at: 16, length: 2)
        bytes.put(UInt64(severity), at: 18, length: 1)
        bytes.put(UInt64(channel), at: 19, length: 1)
        return storage
    }
}
