/// The SETUP packet of a control transfer: 8 bytes, little-endian inside the big-endian message.
///
/// Source: Universal Serial Bus Specification 2.0, table 9-2.
public struct USBIPSetup: Equatable, Sendable {
    /// bmRequestType.
    public var requestType: UInt8
    /// bRequest.
    public var request: UInt8
    /// wValue.
    public var value: UInt16
    /// wIndex.
    public var index: UInt16
    /// wLength, in bytes.
    public var length: UInt16

    /// A packet; all zeros is what transfers other than control carry.
    public init(requestType: UInt8 = 0, request: UInt8 = 0, value: UInt16 = 0, index: UInt16 = 0, length: UInt16 = 0) {
        self.requestType = requestType
        self.request = request
        self.value = value
        self.index = index
        self.length = length
    }

    /// True when a data stage runs from the device to the host.
    public var hasInputData: Bool { requestType & 0x80 != 0 && length > 0 }

    /// The packet as the device sees it.
    public var bytes: InlineArray<8, UInt8> {
        [
            requestType, request, UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
            UInt8(truncatingIfNeeded: index), UInt8(truncatingIfNeeded: index >> 8),
            UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8),
        ]
    }

    init(from reader: inout ByteReader) throws(USBIPError) {
        requestType = try reader.byte()
        request = try reader.byte()
        value = try reader.half().byteSwapped
        index = try reader.half().byteSwapped
        length = try reader.half().byteSwapped
    }

    func encode(into target: inout [UInt8]) {
        let packet = bytes
        for index in packet.indices { target.append(packet[index]) }
    }
}
