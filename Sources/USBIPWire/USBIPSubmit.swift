/// Asks for a transfer: 48 bytes, then the data of an output transfer. Isochronous transfers are refused.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_CMD_SUBMIT.
public struct USBIPSubmit: Equatable, Sendable {
    /// Chosen by the client; the reply repeats it.
    public var sequence: UInt32
    /// The device, as `USBIP.deviceID` has it.
    public var deviceID: UInt32
    /// From the device to the host.
    public var isInput: Bool
    /// Endpoint number 0…15.
    public var endpoint: UInt8
    /// How the transfer is to be done.
    public var flags: USBIPTransferFlags
    /// Length in bytes, 0…`USBIP.maximumTransferLength`; that of `data` for an output.
    public var length: Int
    /// Of isochronous transfers alone; the Linux client leaves any value.
    public var startFrame: UInt32
    /// Zero or `USBIP.notIsochronous`; the reply repeats it.
    public var packetCount: UInt32
    /// The endpoint's polling interval.
    public var interval: UInt32
    /// Zeros unless the endpoint is a control endpoint.
    public var setup: USBIPSetup
    /// Empty for an input.
    public var data: [UInt8]

    /// An input transfer of at most `length` bytes.
    public init(
        input length: Int, sequence: UInt32, deviceID: UInt32, endpoint: UInt8, setup: USBIPSetup = USBIPSetup(),
        flags: USBIPTransferFlags = .input
    ) {
        self.init(
            sequence: sequence, deviceID: deviceID, isInput: true, endpoint: endpoint, flags: flags, length: length,
            setup: setup, data: [])
    }

    /// An output transfer of `data`.
    public init(
        output data: [UInt8], sequence: UInt32, deviceID: UInt32, endpoint: UInt8, setup: USBIPSetup = USBIPSetup(),
        flags: USBIPTransferFlags = []
    ) {
        self.init(
            sequence: sequence, deviceID: deviceID, isInput: false, endpoint: endpoint, flags: flags,
            length: data.count, setup: setup, data: data)
    }

    private init(
        sequence: UInt32, deviceID: UInt32, isInput: Bool, endpoint: UInt8, flags: USBIPTransferFlags, length: Int,
        setup: USBIPSetup, data: [UInt8]
    ) {
        self.sequence = sequence
        self.deviceID = deviceID
        self.isInput = isInput
        self.endpoint = endpoint
        self.flags = flags
        self.length = length
        self.startFrame = 0
        self.packetCount = USBIP.notIsochronous
        self.interval = 0
        self.setup = setup
        self.data = data
    }

    /// How many bytes of data follow the 48 in `header`; checks all its values.
    public static func dataLength(afterHeader header: ArraySlice<UInt8>) throws(USBIPError) -> Int {
        var reader = ByteReader(header)
        let submit = try USBIPSubmit(headerFrom: &reader)
        return submit.isInput ? 0 : submit.length
    }

    /// Decodes exactly one command.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        try self.init(headerFrom: &reader)
        if !isInput { data = Array(try reader.take(length)) }
        try reader.expectEnd()
    }

    private init(headerFrom reader: inout ByteReader) throws(USBIPError) {
        let header = try USBIPHeader(from: &reader, expecting: .submit)
        let flags = try reader.word()
        let length = try reader.word()
        let startFrame = try reader.word()
        let packetCount = try reader.word()
        let interval = try reader.word()
        let setup = try USBIPSetup(from: &reader)
        guard packetCount == 0 || packetCount == USBIP.notIsochronous else {
            throw .isochronous(packets: packetCount)
        }
        guard header.endpoint <= 15 else { throw .endpoint(header.endpoint) }
        guard length <= USBIP.maximumTransferLength else { throw .transferLength(length) }
        self.init(
            sequence: header.sequence, deviceID: header.deviceID, isInput: header.isInput,
            endpoint: UInt8(header.endpoint), flags: USBIPTransferFlags(rawValue: flags), length: Int(length),
            setup: setup, data: [])
        self.startFrame = startFrame
        self.packetCount = packetCount
        self.interval = interval
    }

    /// The command as it goes over the wire; `length` of an output is that of its data.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(USBIP.headerLength + data.count)
        USBIPHeader(
            code: .submit, sequence: sequence, deviceID: deviceID, isInput: isInput, endpoint: UInt32(endpoint)
        ).encode(into: &bytes)
        bytes.append(word: flags.rawValue)
        bytes.append(word: UInt32(clamping: isInput ? length : data.count))
        bytes.append(word: startFrame)
        bytes.append(word: packetCount)
        bytes.append(word: interval)
        setup.encode(into: &bytes)
        if !isInput { bytes += data }
        return bytes
    }
}
