/// The eight bytes that open every control transfer.
///
/// Source: USB 2.0, 9.3, table 9-2.
public struct SetupPacket: Equatable, Sendable {
    /// bmRequestType: bit 7 direction, bits 6…5 type, bits 4…0 recipient.
    public var requestType: UInt8
    /// bRequest.
    public var request: UInt8
    /// wValue.
    public var value: UInt16
    /// wIndex.
    public var index: UInt16
    /// wLength, bytes: exact for a host-to-device data stage, an upper limit for the other direction.
    public var length: UInt16

    /// A request from its fields, in the order of table 9-2.
    public init(requestType: UInt8, request: UInt8, value: UInt16, index: UInt16, length: UInt16) {
        self.requestType = requestType
        self.request = request
        self.value = value
        self.index = index
        self.length = length
    }

    /// A request from the 8 bytes of the wire; multi-byte fields are little-endian.
    public init(_ bytes: InlineArray<8, UInt8>) {
        requestType = bytes[0]
        request = bytes[1]
        value = UInt16(bytes[2]) | UInt16(bytes[3]) << 8
        index = UInt16(bytes[4]) | UInt16(bytes[5]) << 8
        length = UInt16(bytes[6]) | UInt16(bytes[7]) << 8
    }

    /// True when the data stage, if there is one, goes from the device to the host.
    public var isDeviceToHost: Bool { requestType & 0x80 != 0 }

    /// The low byte of wValue: a descriptor's index, a configuration or an address.
    public var valueLow: UInt8 { UInt8(truncatingIfNeeded: value) }

    /// The high byte of wValue: a descriptor's type.
    public var valueHigh: UInt8 { UInt8(truncatingIfNeeded: value >> 8) }
}
