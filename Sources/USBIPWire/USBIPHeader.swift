/// What a message after the import is.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_CMD_SUBMIT to USBIP_RET_UNLINK.
public enum USBIPCommandCode: UInt32, Equatable, Sendable {
    case submit = 1
    case unlink = 2
    case submitReply = 3
    case unlinkReply = 4
}

/// The first 20 bytes of every message after the import.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, usbip_header_basic.
public struct USBIPHeader: Equatable, Sendable {
    /// What the message is.
    public var code: USBIPCommandCode
    /// Chosen by the client; the reply repeats it.
    public var sequence: UInt32
    /// `USBIP.deviceID` in a command, 0 in a reply.
    public var deviceID: UInt32
    /// From the device to the host; false in a reply.
    public var isInput: Bool
    /// Endpoint number, which is checked by `USBIPSubmit`; 0 in a reply and in an unlink.
    public var endpoint: UInt32

    /// A command's header; a reply's leaves all but the sequence at zero.
    public init(
        code: USBIPCommandCode, sequence: UInt32, deviceID: UInt32 = 0, isInput: Bool = false, endpoint: UInt32 = 0
    ) {
        self.code = code
        self.sequence = sequence
        self.deviceID = deviceID
        self.isInput = isInput
        self.endpoint = endpoint
    }

    /// Decodes the first 20 bytes; what follows is ignored.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
    }

    init(from reader: inout ByteReader) throws(USBIPError) {
        let code = try reader.word()
        let sequence = try reader.word()
        let deviceID = try reader.word()
        let direction = try reader.word()
        let endpoint = try reader.word()
        guard let known = USBIPCommandCode(rawValue: code) else { throw .command(code) }
        guard direction <= 1 else { throw .direction(direction) }
        self.init(
            code: known, sequence: sequence, deviceID: deviceID, isInput: direction == 1, endpoint: endpoint)
    }

    init(from reader: inout ByteReader, expecting expected: USBIPCommandCode) throws(USBIPError) {
        try self.init(from: &reader)
        guard code == expected else { throw .command(code.rawValue) }
    }

    func encode(into bytes: inout [UInt8]) {
        bytes.append(word: code.rawValue)
        bytes.append(word: sequence)
        bytes.append(word: deviceID)
        bytes.append(word: isInput ? 1 : 0)
        bytes.append(word: endpoint)
    }
}
