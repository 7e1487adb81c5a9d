/// A transfer that a USB host asks for, as USB/IP carries it and a host controller performs it.
public struct USBRequestBlock: Sendable {
    /// Chosen by who submits it; completions and `unlink` name it.
    public var id: UInt64
    /// Endpoint number 0…15, without the direction bit.
    public var endpoint: UInt8
    /// True when the data goes from the device to the host.
    public var isInput: Bool
    /// The eight bytes of the SETUP packet; used on endpoint 0 alone.
    public var setup: InlineArray<8, UInt8>
    /// The most bytes that an input transfer may bring.
    public var length: Int
    /// What an output transfer sends.
    public var data: [UInt8]
    /// True to end an output transfer of full packets with one of length zero (URB_ZERO_PACKET, 0x40, of Linux).
    public var appendsZeroLengthPacket = false

    /// A transfer; `length` counts for input, `data` for output.
    public init(
        id: UInt64, endpoint: UInt8, isInput: Bool, setup: InlineArray<8, UInt8> = InlineArray(repeating: 0),
        length: Int = 0, data: [UInt8] = []
    ) {
        self.id = id
        self.endpoint = endpoint
        self.isInput = isInput
        self.setup = setup
        self.length = length
        self.data = data
    }
}

/// How a transfer ended.
public struct USBCompletion: Sendable {
    /// How it ended, as the device sees it.
    public enum Status: Sendable, Equatable {
        case completed
        /// The endpoint answered STALL.
        case stalled
        /// The device is gone.
        case disconnected
    }

    /// What went wrong apart from a STALL of the device; the status is then `stalled` as well.
    public enum Fault: Sendable, Equatable {
        /// The device sent more than was asked for (EOVERFLOW, 75, to Linux).
        case overflow
        /// The device or the endpoint does not answer at all (EPROTO, 71).
        case noResponse
        /// The request contradicts itself, or is SET_ADDRESS, which is the port's to send (EINVAL, 22).
        case malformed
    }

    /// The transfer that ended.
    public var id: UInt64
    /// How it ended.
    public var status: Status
    /// Set with `stalled` when the reason is another than a STALL.
    public var fault: Fault?
    /// Bytes that went over the cable, either way.
    public var actualLength: Int
    /// What an input transfer brought; empty for output.
    public var data: [UInt8]

    /// A completion without a fault.
    public init(id: UInt64, status: Status, actualLength: Int, data: [UInt8]) {
        self.id = id
        self.status = status
        self.actualLength = actualLength
        self.data = data
    }
}

/// What a device shows before it is attached, for a USB/IP device list.
public struct USBDeviceSummary: Sendable, Equatable {
    /// An interface in its alternate setting 0.
    public struct Interface: Sendable, Equatable {
        /// bInterfaceClass.
        public var interfaceClass: UInt8
        /// bInterfaceSubClass.
        public var interfaceSubclass: UInt8
        /// bInterfaceProtocol.
        public var interfaceProtocol: UInt8

        /// An interface from its three codes.
        public init(interfaceClass: UInt8, interfaceSubclass: UInt8, interfaceProtocol: UInt8) {
            self.interfaceClass = interfaceClass
            self.interfaceSubclass = interfaceSubclass
            self.interfaceProtocol = interfaceProtocol
        }
    }

    /// idVendor.
    public var vendorID: UInt16
    /// idProduct.
    public var productID: UInt16
    /// bcdDevice.
    public var deviceRelease: UInt16
    /// bDeviceClass.
    public var deviceClass: UInt8
    /// bDeviceSubClass.
    public var deviceSubclass: UInt8
    /// bDeviceProtocol.
    public var deviceProtocol: UInt8
    /// bConfigurationValue of the first configuration.
    public var configurationValue: UInt8
    /// bNumConfigurations.
    public var configurationCount: UInt8
    /// The interfaces of the first configuration, in its order.
    public var interfaces: [Interface]

    /// A summary from the fields of the descriptors.
    public init(
        vendorID: UInt16, productID: UInt16, deviceRelease: UInt16, deviceClass: UInt8, deviceSubclass: UInt8,
        deviceProtocol: UInt8, configurationValue: UInt8, configurationCount: UInt8, interfaces: [Interface]
    ) {
        self.vendorID = vendorID
        self.productID = productID
        self.deviceRelease = deviceRelease
        self.deviceClass = deviceClass
        self.deviceSubclass = deviceSubclass
        self.deviceProtocol = deviceProtocol
        self.configurationValue = configurationValue
        self.configurationCount = configurationCount
        self.interfaces = interfaces
    }
}

/// The host's end of a (simulated) cable: the USB/IP server drives it, a simulated or emulated controller is behind it.
///
/// Nothing here waits. `submit` queues, `service` moves packets between what is queued and the controller as far as
/// the device answers now (a NAK leaves the transfer queued), `takeCompletions` hands over what has ended.
public protocol USBPort: AnyObject {
    /// What the device showed when it was enumerated; nil while it has not been.
    var summary: USBDeviceSummary? { get }
    /// Queues a transfer. One transfer an endpoint and direction is in progress, in order of submission.
    func submit(_ block: USBRequestBlock)
    /// Takes a queued transfer back; false when it has ended already or was never there. No completion follows true.
    func unlink(_ id: UInt64) -> Bool
    /// Moves packets; true when anything moved, so that the firmware should be polled and this called again.
    func service() -> Bool
    /// The transfers that have ended since the last call, in order.
    func takeCompletions() -> [USBCompletion]
    /// Signals a bus reset, cancels all transfers without completion, and gives the device its address again.
    func reset()
}
