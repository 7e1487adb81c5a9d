/// The SETUP packet of a control transfer.
///
/// Source: Universal Serial Bus Specification 2.0, tables 9-2 to 9-5.
public struct ControlSetup: Equatable, Sendable {
    /// bmRequestType; bit 7 set means that the data goes to the host.
    public var requestType: UInt8
    /// bRequest.
    public var request: UInt8
    /// wValue.
    public var value: UInt16
    /// wIndex.
    public var index: UInt16
    /// wLength: the most bytes that an input may bring; for an output the length of its data.
    public var length: UInt16

    /// A packet; every field is free.
    public init(requestType: UInt8, request: UInt8, value: UInt16 = 0, index: UInt16 = 0, length: UInt16 = 0) {
        self.requestType = requestType
        self.request = request
        self.value = value
        self.index = index
        self.length = length
    }

    /// True when the data goes from the device to the host.
    public var isInput: Bool { requestType & 0x80 != 0 }

    /// What to call the transfer in a message.
    var operation: String { "control request \(request) of type 0x\(String(requestType, radix: 16))" }

    func check(_ data: [UInt8]) throws(USBHostError) {
        guard isInput ? data.isEmpty : data.count == Int(length) else {
            throw .invalidCall("\(operation) of \(length) bytes with \(data.count) bytes of data")
        }
    }

    static func descriptor(type: UInt8, index: UInt8 = 0, language: UInt16 = 0, length: UInt16) -> ControlSetup {
        ControlSetup(
            requestType: 0x80, request: 6, value: UInt16(type) << 8 | UInt16(index), index: language, length: length)
    }

    static func setConfiguration(_ value: UInt8) -> ControlSetup {
        ControlSetup(requestType: 0x00, request: 9, value: UInt16(value))
    }

    /// CLEAR_FEATURE(ENDPOINT_HALT).
    static func clearHalt(endpoint address: UInt8) -> ControlSetup {
        ControlSetup(requestType: 0x02, request: 1, value: 0, index: UInt16(address))
    }
}
