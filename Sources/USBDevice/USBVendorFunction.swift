/// The packet that an application has just written for the bulk IN endpoint.
public struct BulkInPacket: Equatable, Sendable {
    /// Bytes written, 0…64.
    public var count: Int
    /// True when a transfer ends with this packet. After a full packet the stack then adds one of length zero.
    public var endsTransfer: Bool

    /// A packet of `count` bytes; one shorter than 64 ends the transfer whatever `endsTransfer` says.
    public init(count: Int, endsTransfer: Bool) {
        self.count = count
        self.endsTransfer = endsTransfer
    }
}

/// The application behind the vendor interface: whole packets in and out, asked for when the bus has room.
///
/// All calls come from `USBDevice.poll(application:)`. Bytes arrive as packets of 0…64 bytes; a packet shorter than 64
/// ends a transfer.
public protocol USBVendorFunction: ~Copyable {
    /// True when a packet of 64 bytes can be taken. While false the host waits (NAK); nothing is lost.
    var canReceive: Bool { get }

    /// Takes one packet of 0…64 bytes; called only while `canReceive` is true.
    mutating func receive(_ packet: Span<UInt8>)

    /// Writes the next packet into the 64 bytes given; nil when there is nothing to send.
    mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket?

    /// The bus was reset or the cable pulled: transfers in progress are gone, both ways.
    mutating func busReset()

    /// A host chose the configuration or the interface's setting (true, also when it chooses it again), or left the
    /// configuration (false). Both pipes are empty now, and who talked before may be gone.
    mutating func configured(_ isConfigured: Bool)

    /// The host cleared a halt: that pipe starts afresh, so half a transfer in that direction is to be dropped.
    mutating func pipeReset(_ direction: USBDirection)
}
