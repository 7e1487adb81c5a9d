/// Takes a transfer back: 48 bytes.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_CMD_UNLINK.
public struct USBIPUnlink: Equatable, Sendable {
    /// The command's own sequence number.
    public var sequence: UInt32
    /// The device, as `USBIP.deviceID` has it.
    public var deviceID: UInt32
    /// The sequence number of the transfer to take back.
    public var victim: UInt32

    /// Takes back the transfer that was submitted as `victim`.
    public init(victim: UInt32, sequence: UInt32, deviceID: UInt32) {
        self.victim = victim
        self.sequence = sequence
        self.deviceID = deviceID
    }

    /// Decodes exactly one command. Endpoint and padding shall be 0; nothing depends on them, so they are ignored.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        let header = try USBIPHeader(from: &reader, expecting: .unlink)
        self.init(victim: try reader.word(), sequence: header.sequence, deviceID: header.deviceID)
        _ = try reader.take(24)
        try reader.expectEnd()
    }

    /// The command as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        USBIPHeader(code: .unlink, sequence: sequence, deviceID: deviceID).encode(into: &bytes)
        bytes.append(word: victim)
        bytes.append(zeros: 24)
        return bytes
    }
}

/// Answers an unlink: 48 bytes.
///
/// After `.unlinked` no reply to the transfer follows; `.done` means that its reply has gone out before.
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_RET_UNLINK.
public struct USBIPUnlinkReply: Equatable, Sendable {
    /// That of the unlink.
    public var sequence: UInt32
    /// `.unlinked` or `.done`.
    public var status: USBIPStatus

    /// An answer to the unlink of this sequence number.
    public init(sequence: UInt32, status: USBIPStatus) {
        self.sequence = sequence
        self.status = status
    }

    /// Decodes exactly one reply.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        let header = try USBIPHeader(from: &reader, expecting: .unlinkReply)
        self.init(
            sequence: header.sequence, status: USBIPStatus(rawValue: Int32(bitPattern: try reader.word())))
        _ = try reader.take(24)
        try reader.expectEnd()
    }

    /// The reply as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        USBIPHeader(code: .unlinkReply, sequence: sequence).encode(into: &bytes)
        bytes.append(word: UInt32(bitPattern: status.rawValue))
        bytes.append(zeros: 24)
        return bytes
    }
}
