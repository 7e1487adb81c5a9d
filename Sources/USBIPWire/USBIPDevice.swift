/// The speed of a device.
///
/// Source: Linux `include/uapi/linux/usb/ch9.h`, `enum usb_device_speed`.
public struct USBIPSpeed: RawRepresentable, Equatable, Sendable {
    /// The number on the wire.
    public var rawValue: UInt32

    /// Wraps a number from the wire; any is allowed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// 12 Mbit/s.
    public static let full = USBIPSpeed(rawValue: 2)
    /// 480 Mbit/s.
    public static let high = USBIPSpeed(rawValue: 3)
}

/// A device as a list and an import describe it: 312 bytes.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, OP_REP_DEVLIST 0x0C…0x143, OP_REP_IMPORT 0x08…0x13F.
public struct USBIPDevice: Equatable, Sendable {
    /// Where the exporting host keeps it, at most 255 bytes of UTF-8.
    public var path: String
    /// The name that an import asks for, such as `1-1`; at most 31 bytes of UTF-8.
    public var busID: String
    /// Bus number.
    public var bus: UInt32
    /// Device number on its bus.
    public var device: UInt32
    /// Speed.
    public var speed: USBIPSpeed
    /// idVendor.
    public var vendorID: UInt16
    /// idProduct.
    public var productID: UInt16
    /// bcdDevice.
    public var release: UInt16
    /// bDeviceClass.
    public var deviceClass: UInt8
    /// bDeviceSubClass.
    public var deviceSubclass: UInt8
    /// bDeviceProtocol.
    public var deviceProtocol: UInt8
    /// bConfigurationValue of the configuration in use, 0 when there is none.
    public var configurationValue: UInt8
    /// bNumConfigurations.
    public var configurationCount: UInt8
    /// bNumInterfaces.
    public var interfaceCount: UInt8

    /// A device; every field is free.
    public init(
        path: String, busID: String, bus: UInt32, device: UInt32, speed: USBIPSpeed, vendorID: UInt16,
        productID: UInt16, release: UInt16, deviceClass: UInt8 = 0, deviceSubclass: UInt8 = 0,
        deviceProtocol: UInt8 = 0, configurationValue: UInt8, configurationCount: UInt8, interfaceCount: UInt8
    ) {
        self.path = path
        self.busID = busID
        self.bus = bus
        self.device = device
        self.speed = speed
        self.vendorID = vendorID
        self.productID = productID
        self.release = release
        self.deviceClass = deviceClass
        self.deviceSubclass = deviceSubclass
        self.deviceProtocol = deviceProtocol
        self.configurationValue = configurationValue
        self.configurationCount = configurationCount
        self.interfaceCount = interfaceCount
    }

    /// The number that commands name the device by.
    public var deviceID: UInt32 { USBIP.deviceID(bus: bus, device: device) }

    init(from reader: inout ByteReader) throws(USBIPError) {
        self.init(
            path: try reader.text(fieldLength: USBIP.pathLength),
            busID: try reader.text(fieldLength: USBIP.busIDLength),
            bus: try reader.word(), device: try reader.word(), speed: USBIPSpeed(rawValue: try reader.word()),
            vendorID: try reader.half(), productID: try reader.half(), release: try reader.half(),
            deviceClass: try reader.byte(), deviceSubclass: try reader.byte(), deviceProtocol: try reader.byte(),
            configurationValue: try reader.byte(), configurationCount: try reader.byte(),
            interfaceCount: try reader.byte())
    }

    func encode(into bytes: inout [UInt8]) {
        bytes.append(text: path, fieldLength: USBIP.pathLength)
        bytes.append(text: busID, fieldLength: USBIP.busIDLength)
        bytes.append(word: bus)
        bytes.append(word: device)
        bytes.append(word: speed.rawValue)
        bytes.append(half: vendorID)
        bytes.append(half: productID)
        bytes.append(half: release)
        bytes += [
            deviceClass, deviceSubclass, deviceProtocol, configurationValue, configurationCount, interfaceCount,
        ]
    }
}
