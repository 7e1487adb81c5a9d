/// Says how a transfer ended: 48 bytes, then the data of an input transfer.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_RET_SUBMIT.
public struct USBIPSubmitReply: Equatable, Sendable {
    /// That of the command.
    public var sequence: UInt32
    /// How the transfer ended.
    public var status: USBIPStatus
    /// Bytes transferred, either way; that of `data` for an input.
    public var actualLength: Int
    /// Of isochronous transfers alone.
    public var startFrame: UInt32
    /// That of the command.
    public var packetCount: UInt32
    /// Of isochronous transfers alone.
    public var errorCount: UInt32
    /// What an input brought; empty for an output.
    public var data: [UInt8]

    /// A reply; `actualLength` is for outputs, an input's is that of its data.
    public init(
        sequence: UInt32, status: USBIPStatus, actualLength: Int = 0, packetCount: UInt32 = USBIP.notIsochronous,
        data: [UInt8] = []
    ) {
        self.sequence = sequence
        self.status = status
        self.actualLength = data.isEmpty ? actualLength : data.count
        self.startFrame = 0
        self.packetCount = packetCount
        self.errorCount = 0
        self.data = data
    }

    /// How many bytes of data follow the 48 in `header`, which only the one who sent the command can tell.
    public static func dataLength(afterHeader header: ArraySlice<UInt8>, isInput: Bool) throws(USBIPError) -> Int {
        var reader = ByteReader(header)
        let reply = try USBIPSubmitReply(headerFrom: &reader)
        return isInput ? reply.actualLength : 0
    }

    /// Decodes exactly one reply to a command whose direction is `isInput`.
    ///
    /// Device, direction and endpoint shall be 0, but some servers repeat those of the command: they are ignored.
    public init(decoding bytes: ArraySlice<UInt8>, isInput: Bool) throws(USBIPError) {
        var reader = ByteReader(bytes)
        try self.init(headerFrom: &reader)
        if isInput {
            guard reader.remaining == actualLength else {
                throw .dataLength(claimed: UInt32(clamping: actualLength), have: reader.remaining)
            }
            data = Array(try reader.take(actualLength))
        }
        try reader.expectEnd()
    }

    private init(headerFrom reader: inout ByteReader) throws(USBIPError) {
        let header = try USBIPHeader(from: &reader, expecting: .submitReply)
        let status = try reader.word()
        let actualLength = try reader.word()
        let startFrame = try reader.word()
        let packetCount = try reader.word()
        let errorCount = try reader.word()
        _ = try reader.take(8)
        guard packetCount == 0 || packetCount == USBIP.notIsochronous else {
            throw .isochronous(packets: packetCount)
        }
        guard actualLength <= USBIP.maximumTransferLength else { throw .transferLength(actualLength) }
        self.init(
            sequence: header.sequence, status: USBIPStatus(rawValue: Int32(bitPattern: status)),
            actualLength: Int(actualLength), packetCount: packetCount)
        self.startFrame = startFrame
        self.errorCount = errorCount
    }

    /// The reply as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        return bytes
    }

    /// Appends the reply to what is to be sent.
    public func encode(into bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + USBIP.headerLength + data.count)
        USBIPHeader(code: .submitReply, sequence: sequence).encode(into: &bytes)
        bytes.append(word: UInt32(bitPattern: status.rawValue))
        bytes.append(word: UInt32(clamping: actualLength))
        bytes.append(word: startFrame)
        bytes.append(word: packetCount)
        bytes.append(word: errorCount)
        bytes.append(zeros: 8)
        bytes += data
    }
}
