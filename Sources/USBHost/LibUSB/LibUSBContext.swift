import CLibUSB

/// One session with libusb; it ends with the object.
final class LibUSBContext {
    let pointer: OpaquePointer

    init() throws(USBHostError) {
        var pointer: OpaquePointer?
        let code = libusb_init(&pointer)
        guard code == 0, let pointer else { throw .usbUnavailable(Self.name(code)) }
        self.pointer = pointer
    }

    deinit { libusb_exit(pointer) }

    /// Every device that the operating system shows, of which each is valid within `body` alone.
    func withDevices<Result>(
        _ body: ([OpaquePointer]) throws(USBHostError) -> Result
    ) throws(USBHostError) -> Result {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = libusb_get_device_list(pointer, &list)
        guard count >= 0, let list else { throw .usbUnavailable(Self.name(Int32(clamping: count))) }
        defer { libusb_free_device_list(list, 1) }
        return try body((0..<Int(count)).compactMap { list[$0] })
    }

    /// libusb's name of an error, such as `LIBUSB_ERROR_IO`.
    static func name(_ code: Int32) -> String { String(cString: libusb_error_name(code)) }
}

/// What libusb knows of a device without opening it.
struct LibUSBDevice {
    let pointer: OpaquePointer
    let vendorID: UInt16
    let productID: UInt16
    /// `usb:BUS-PORT.PORT`, the name that Linux uses in sysfs as well.
    let path: String

    /// Nil for a device without a device descriptor.
    init?(_ pointer: OpaquePointer) {
        var descriptor = libusb_device_descriptor()
        guard libusb_get_device_descriptor(pointer, &descriptor) == 0 else { return nil }
        self.pointer = pointer
        vendorID = descriptor.idVendor
        productID = descriptor.idProduct
        // Seven ports in a row are the most that USB 3.0 allows (USB 3.0, 10.14.2.2).
        var ports = [UInt8](repeating: 0, count: 7)
        let depth = libusb_get_port_numbers(pointer, &ports, Int32(ports.count))
        let bus = libusb_get_bus_number(pointer)
        if depth > 0 {
            path = "usb:\(bus)-" + ports.prefix(Int(depth)).map(String.init).joined(separator: ".")
        } else {
            path = "usb:\(bus)-0.\(libusb_get_device_address(pointer))"
        }
    }
}
