import USBIPWire

/// A device on a USB/IP connection: one transfer at a time, taken back when it is late.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_CMD_SUBMIT to USBIP_RET_UNLINK.
final class ImportedDevice {
    /// `usbip:HOST:PORT/BUSID`.
    let path: String
    let limits: HostLimits
    private let address: USBIPAddress
    private let connection: USBIPConnection
    private let deviceID: UInt32
    private var sequence: UInt32 = 0

    init(at address: USBIPAddress, busID: String, limits: HostLimits) throws(USBHostError) {
        self.address = address
        self.limits = limits
        path = Self.path(address, busID)
        connection = try USBIPConnection(to: address, limits: limits)
        switch try USBIPExchange.importDevice(busID, over: connection, at: address, limits: limits) {
        case .accepted(let device): deviceID = device.deviceID
        case .refused(.deviceBusy): throw .busy(path: path)
        case .refused(.noDevice), .refused(.notAvailable): throw .noDevice(place: path, wanted: [])
        case .refused(let status):
            throw .transferFailed(operation: "the import of \(path)", reason: "USB/IP status \(status.rawValue)")
        }
    }

    static func path(_ address: USBIPAddress, _ busID: String) -> String { "usbip:\(address)/\(busID)" }

    func close() { connection.close() }

    /// An input transfer of at most `length` bytes.
    func receive(
        _ length: Int, endpoint: UInt8, setup: USBIPSetup = USBIPSetup(), operation: String, milliseconds: Int
    ) throws(USBHostError) -> [UInt8] {
        let submit = USBIPSubmit(
            input: length, sequence: nextSequence(), deviceID: deviceID, endpoint: endpoint & 0x0F, setup: setup)
        return try perform(submit, operation: operation, milliseconds: milliseconds).data
    }

    /// An output transfer; all bytes have to go out.
    func send(
        _ data: [UInt8], endpoint: UInt8, setup: USBIPSetup = USBIPSetup(), flags: USBIPTransferFlags = [],
        operation: String, milliseconds: Int
    ) throws(USBHostError) {
        let submit = USBIPSubmit(
            output: data, sequence: nextSequence(), deviceID: deviceID, endpoint: endpoint & 0x0F, setup: setup,
            flags: flags)
        let sent = try perform(submit, operation: operation, milliseconds: milliseconds).actualLength
        guard sent == data.count else {
            throw .transferFailed(operation: operation, reason: "\(sent) of \(data.count) bytes went out")
        }
    }

    private func nextSequence() -> UInt32 {
        sequence &+= 1
        return sequence
    }

    private func perform(
        _ submit: USBIPSubmit, operation: String, milliseconds: Int
    ) throws(USBHostError) -> USBIPSubmitReply {
        guard connection.isOpen else { throw .unplugged(operation: operation) }
        let deadline = Deadline(milliseconds: milliseconds)
        let reply: USBIPSubmitReply?
        do throws(USBIPConnection.Failure) {
            reply = try exchange(submit, deadline: deadline)
        } catch {
            connection.close()
            switch error {
            case .timedOut: throw .timedOut(operation: operation, milliseconds: deadline.milliseconds)
            case .ended: throw .unplugged(operation: operation)
            case .system(let message): throw .transferFailed(operation: operation, reason: message)
            case .malformed(let error): throw .protocolMismatch(address: "\(address)", detail: "\(error)")
            }
        }
        guard let reply else { throw .timedOut(operation: operation, milliseconds: deadline.milliseconds) }
        switch reply.status {
        case .done: return reply
        case .stalled: throw .stalled(operation: operation)
        case .noDevice, .shutDown:
            connection.close()
            throw .unplugged(operation: operation)
        case let status: throw .transferFailed(operation: operation, reason: "errno \(-Int(status.rawValue))")
        }
    }

    /// Nil when the transfer was late and could be taken back. After an error the connection is of no more use: half
    /// a command may have gone out, or nobody knows what the server will send next.
    private func exchange(
        _ submit: USBIPSubmit, deadline: Deadline
    ) throws(USBIPConnection.Failure) -> USBIPSubmitReply? {
        try connection.send(submit.encoded, deadline: deadline)
        do throws(USBIPConnection.Failure) {
            return try receiveReply(to: submit, deadline: deadline)
        } catch {
            guard case .timedOut = error else { throw error }
            return try takeBack(submit)
        }
    }

    /// Unlinks a late transfer; its reply if that was on its way already.
    private func takeBack(_ submit: USBIPSubmit) throws(USBIPConnection.Failure) -> USBIPSubmitReply? {
        let deadline = Deadline(milliseconds: limits.unlink)
        let unlink = USBIPUnlink(victim: submit.sequence, sequence: nextSequence(), deviceID: deviceID)
        try connection.send(unlink.encoded, deadline: deadline)
        try connection.fill(to: USBIP.headerLength, deadline: deadline)
        let first = try connection.wire { bytes throws(USBIPError) in try USBIPHeader(decoding: bytes) }
        let reply = first.code == .submitReply ? try receiveReply(to: submit, deadline: deadline) : nil
        try connection.fill(to: USBIP.headerLength, deadline: deadline)
        try connection.wire { bytes throws(USBIPError) in
            let answer = try USBIPUnlinkReply(decoding: bytes.prefix(USBIP.headerLength))
            guard answer.sequence == unlink.sequence else { throw .sequence(answer.sequence) }
        }
        connection.take(USBIP.headerLength)
        return reply
    }

    private func receiveReply(
        to submit: USBIPSubmit, deadline: Deadline
    ) throws(USBIPConnection.Failure) -> USBIPSubmitReply {
        try connection.fill(to: USBIP.headerLength, deadline: deadline)
        let length = try connection.wire { bytes throws(USBIPError) in
            let header = bytes.prefix(USBIP.headerLength)
            let sequence = try USBIPHeader(decoding: header).sequence
            guard sequence == submit.sequence else { throw .sequence(sequence) }
            let length = try USBIPSubmitReply.dataLength(afterHeader: header, isInput: submit.isInput)
            guard length <= submit.length else { throw .transferLength(UInt32(clamping: length)) }
            return USBIP.headerLength + length
        }
        try connection.fill(to: length, deadline: deadline)
        let reply = try connection.wire { bytes throws(USBIPError) in
            try USBIPSubmitReply(decoding: bytes.prefix(length), isInput: submit.isInput)
        }
        connection.take(length)
        return reply
    }
}
