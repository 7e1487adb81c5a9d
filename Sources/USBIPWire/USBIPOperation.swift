/// What an operation before the import asks for or answers.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REQ_DEVLIST to OP_REP_IMPORT.
public enum USBIPOperation: UInt16, Equatable, Sendable {
    case deviceListRequest = 0x8005
    case deviceListReply = 0x0005
    case importRequest = 0x8003
    case importReply = 0x0003

    /// Length of a request in bytes, for the server; nil for a reply.
    public var requestLength: Int? {
        switch self {
        case .deviceListRequest: USBIP.operationHeaderLength
        case .importRequest: USBIP.operationHeaderLength + USBIP.busIDLength
        case .deviceListReply, .importReply: nil
        }
    }
}

/// The status of an operation's reply.
///
/// Source: Linux `tools/usb/usbip/libsrc/usbip_common.h`, ST_OK to ST_ERROR; the protocol document has 0 and 1 alone.
public struct USBIPOperationStatus: RawRepresentable, Equatable, Sendable {
    /// The number on the wire.
    public var rawValue: UInt32

    /// Wraps a number from the wire; any is allowed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Done.
    public static let done = USBIPOperationStatus(rawValue: 0)
    /// The device is not available.
    public static let notAvailable = USBIPOperationStatus(rawValue: 1)
    /// Another client has imported the device.
    public static let deviceBusy = USBIPOperationStatus(rawValue: 2)
    /// The device is in an error state.
    public static let deviceError = USBIPOperationStatus(rawValue: 3)
    /// There is no such device.
    public static let noDevice = USBIPOperationStatus(rawValue: 4)
    /// The request was not understood.
    public static let error = USBIPOperationStatus(rawValue: 5)
}

/// The 8 bytes in front of every operation: version, code, status.
public struct USBIPOperationHeader: Equatable, Sendable {
    /// Which operation follows.
    public var operation: USBIPOperation
    /// Zero in a request.
    public var status: USBIPOperationStatus

    /// A header of this version.
    public init(operation: USBIPOperation, status: USBIPOperationStatus = .done) {
        self.operation = operation
        self.status = status
    }

    /// Decodes the first 8 bytes; what follows is ignored, so that a server can look before the rest has come.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
    }

    init(from reader: inout ByteReader) throws(USBIPError) {
        let version = try reader.half()
        let code = try reader.half()
        let status = try reader.word()
        guard version == USBIP.version else { throw .version(version) }
        guard let operation = USBIPOperation(rawValue: code) else { throw .operation(code) }
        if operation.requestLength != nil, status != 0 { throw .status(status) }
        self.init(operation: operation, status: USBIPOperationStatus(rawValue: status))
    }

    init(from reader: inout ByteReader, expecting expected: USBIPOperation) throws(USBIPError) {
        try self.init(from: &reader)
        guard operation == expected else { throw .operation(operation.rawValue) }
    }

    func encode(into bytes: inout [UInt8]) {
        bytes.append(half: USBIP.version)
        bytes.append(half: operation.rawValue)
        bytes.append(word: status.rawValue)
    }
}
