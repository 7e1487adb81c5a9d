/// Asks for a device: 40 bytes.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REQ_IMPORT.
public struct USBIPImportRequest: Equatable, Sendable {
    /// The device's name in the list; at most 31 bytes of UTF-8.
    public var busID: String

    /// A request for the device of this name.
    public init(busID: String) { self.busID = busID }

    /// Decodes exactly one request.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        _ = try USBIPOperationHeader(from: &reader, expecting: .importRequest)
        busID = try reader.text(fieldLength: USBIP.busIDLength)
        try reader.expectEnd()
    }

    /// The request as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        USBIPOperationHeader(operation: .importRequest).encode(into: &bytes)
        bytes.append(text: busID, fieldLength: USBIP.busIDLength)
        return bytes
    }
}

/// Answers an import: 320 bytes, or 8 when it is refused.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REP_IMPORT.
public enum USBIPImportReply: Equatable, Sendable {
    /// The device is the client's; commands for it follow on the same connection.
    case accepted(USBIPDevice)
    /// The status is not zero.
    case refused(USBIPOperationStatus)

    /// How many bytes to read at least before the reply, begun in `bytes`, can be whole; 0 when it is.
    public static func bytesMissing(in bytes: ArraySlice<UInt8>) throws(USBIPError) -> Int {
        guard bytes.count >= USBIP.operationHeaderLength else { return USBIP.operationHeaderLength - bytes.count }
        var reader = ByteReader(bytes)
        let header = try USBIPOperationHeader(from: &reader, expecting: .importReply)
        return header.status == .done ? max(0, USBIP.deviceLength - reader.remaining) : 0
    }

    /// Decodes exactly one reply.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        let header = try USBIPOperationHeader(from: &reader, expecting: .importReply)
        self = header.status == .done ? .accepted(try USBIPDevice(from: &reader)) : .refused(header.status)
        try reader.expectEnd()
    }

    /// The reply as it goes over the wire; a refusal with status zero, which would promise a device, goes out as an error.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .accepted(let device):
            USBIPOperationHeader(operation: .importReply).encode(into: &bytes)
            device.encode(into: &bytes)
        case .refused(let status):
            USBIPOperationHeader(operation: .importReply, status: status == .done ? .error : status)
                .encode(into: &bytes)
        }
        return bytes
    }
}
