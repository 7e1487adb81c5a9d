/// Asks for the exported devices: 8 bytes.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REQ_DEVLIST.
public struct USBIPDeviceListRequest: Equatable, Sendable {
    /// The request has no fields.
    public init() {}

    /// Decodes exactly one request.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        _ = try USBIPOperationHeader(from: &reader, expecting: .deviceListRequest)
        try reader.expectEnd()
    }

    /// The request as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        USBIPOperationHeader(operation: .deviceListRequest).encode(into: &bytes)
        return bytes
    }
}

/// The exported devices: 12 bytes, then 312 a device and 4 an interface.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REP_DEVLIST.
public struct USBIPDeviceListReply: Equatable, Sendable {
    /// One interface of a device: 4 bytes, the last one padding.
    public struct Interface: Equatable, Sendable {
        /// bInterfaceClass.
        public var interfaceClass: UInt8
        /// bInterfaceSubClass.
        public var interfaceSubclass: UInt8
        /// bInterfaceProtocol.
        public var interfaceProtocol: UInt8

        /// An interface; every field is free.
        public init(interfaceClass: UInt8, interfaceSubclass: UInt8, interfaceProtocol: UInt8) {
            self.interfaceClass = interfaceClass
            self.interfaceSubclass = interfaceSubclass
            self.interfaceProtocol = interfaceProtocol
        }
    }

    /// A device with its interfaces.
    public struct Entry: Equatable, Sendable {
        /// The device; its `interfaceCount` is that of `interfaces`.
        public let device: USBIPDevice
        /// At most 255.
        public let interfaces: [Interface]

        /// Sets the device's interface count; interfaces past the 255th are left out.
        public init(device: USBIPDevice, interfaces: [Interface]) {
            self.interfaces = Array(interfaces.prefix(Int(UInt8.max)))
            var device = device
            device.interfaceCount = UInt8(clamping: self.interfaces.count)
            self.device = device
        }
    }

    /// Zero for a list.
    public var status: USBIPOperationStatus
    /// Empty when nothing is exported.
    public var entries: [Entry]

    /// A list of at most `USBIP.maximumDeviceCount` devices.
    public init(entries: [Entry], status: USBIPOperationStatus = .done) {
        self.entries = entries
        self.status = status
    }

    /// How many bytes to read at least before the reply, begun in `bytes`, can be whole; 0 when it is.
    public static func bytesMissing(in bytes: ArraySlice<UInt8>) throws(USBIPError) -> Int {
        do throws(USBIPError) {
            _ = try USBIPDeviceListReply(decoding: bytes)
            return 0
        } catch {
            guard case .truncated(let have, let need) = error else { throw error }
            return need - have
        }
    }

    /// Decodes exactly one reply.
    public init(decoding bytes: ArraySlice<UInt8>) throws(USBIPError) {
        var reader = ByteReader(bytes)
        status = try USBIPOperationHeader(from: &reader, expecting: .deviceListReply).status
        let count = try reader.word()
        guard count <= USBIP.maximumDeviceCount else { throw .deviceCount(count) }
        entries = []
        for _ in 0..<count {
            let device = try USBIPDevice(from: &reader)
            var interfaces: [Interface] = []
            for _ in 0..<device.interfaceCount {
                let fields = try reader.take(4)
                let start = fields.startIndex
                interfaces.append(
                    Interface(
                        interfaceClass: fields[start], interfaceSubclass: fields[start + 1],
                        interfaceProtocol: fields[start + 2]))
            }
            entries.append(Entry(device: device, interfaces: interfaces))
        }
        try reader.expectEnd()
    }

    /// The reply as it goes over the wire.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        USBIPOperationHeader(operation: .deviceListReply, status: status).encode(into: &bytes)
        let listed = entries.prefix(USBIP.maximumDeviceCount)
        bytes.append(word: UInt32(listed.count))
        for entry in listed {
            entry.device.encode(into: &bytes)
            for interface in entry.interfaces {
                bytes += [interface.interfaceClass, interface.interfaceSubclass, interface.interfaceProtocol, 0]
            }
        }
        return bytes
    }
}
