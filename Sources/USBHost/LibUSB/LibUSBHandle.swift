import CLibUSB
import Glibc

/// An opened device: transfers with limits, and libusb's errors as ours.
final class LibUSBHandle {
    let path: String
    private let context: LibUSBContext
    private let vendorID: UInt16
    private let productID: UInt16
    private var pointer: OpaquePointer?
    private var claimed: Int32?

    init(_ device: LibUSBDevice, context: LibUSBContext) throws(USBHostError) {
        path = device.path
        vendorID = device.vendorID
        productID = device.productID
        self.context = context
        let code = libusb_open(device.pointer, &pointer)
        guard code == 0 else { throw error(code, operation: "opening \(path)") }
    }

    deinit { close() }

    func close() {
        guard let pointer else { return }
        if let claimed { libusb_release_interface(pointer, claimed) }
        libusb_close(pointer)
        self.pointer = nil
    }

    /// Makes the configuration current unless it is: setting it again would reset the device.
    func configure(_ value: UInt8) throws(USBHostError) {
        let operation = "setting configuration \(value)"
        let pointer = try opened(operation)
        var current: Int32 = 0
        try check(libusb_get_configuration(pointer, &current), operation)
        guard current != Int32(value) else { return }
        try check(libusb_set_configuration(pointer, Int32(value)), operation)
    }

    func claim(_ interface: UInt8, detachingDriver: Bool) throws(USBHostError) {
        let operation = "claiming interface \(interface)"
        let pointer = try opened(operation)
        // Not supported everywhere, and then not needed.
        if detachingDriver { libusb_set_auto_detach_kernel_driver(pointer, 1) }
        try check(libusb_claim_interface(pointer, Int32(interface)), operation)
        claimed = Int32(interface)
    }

    /// Starts the interface's endpoints afresh. A device with one setting alone may refuse (USB 2.0, 9.4.10).
    func resetInterface(_ interface: UInt8) throws(USBHostError) {
        let operation = "selecting interface \(interface)"
        let code = libusb_set_interface_alt_setting(try opened(operation), Int32(interface), 0)
        guard code != LIBUSB_ERROR_PIPE.rawValue, code != LIBUSB_ERROR_NOT_FOUND.rawValue else { return }
        try check(code, operation)
    }

    func clearHalt(_ endpoint: UInt8) {
        if let pointer { libusb_clear_halt(pointer, endpoint) }
    }

    func control(_ setup: ControlSetup, data: [UInt8], milliseconds: Int) throws(USBHostError) -> [UInt8] {
        try setup.check(data)
        let pointer = try opened(setup.operation)
        var buffer = setup.isInput ? [UInt8](repeating: 0, count: Int(setup.length)) : data
        let code = buffer.withUnsafeMutableBufferPointer { bytes in
            libusb_control_transfer(
                pointer, setup.requestType, setup.request, setup.value, setup.index, bytes.baseAddress, setup.length,
                Self.timeout(milliseconds))
        }
        guard code >= 0 else { throw error(code, operation: setup.operation, milliseconds: milliseconds) }
        return setup.isInput ? Array(buffer.prefix(Int(code))) : []
    }

    /// One bulk transfer; what went over the bus counts even when the transfer then failed.
    func bulk(
        _ endpoint: UInt8, _ buffer: inout [UInt8], operation: String, milliseconds: Int
    ) -> (count: Int, error: USBHostError?) {
        guard let pointer else { return (0, .unplugged(operation: operation)) }
        var count: Int32 = 0
        let code = buffer.withUnsafeMutableBufferPointer { bytes in
            libusb_bulk_transfer(
                pointer, endpoint, bytes.baseAddress, Int32(clamping: bytes.count), &count, Self.timeout(milliseconds))
        }
        guard code != 0 else { return (Int(count), nil) }
        return (Int(count), error(code, operation: operation, milliseconds: milliseconds))
    }

    /// To libusb 0 means without limit.
    private static func timeout(_ milliseconds: Int) -> UInt32 { UInt32(clamping: max(1, milliseconds)) }

    private func opened(_ operation: String) throws(USBHostError) -> OpaquePointer {
        guard let pointer else { throw .unplugged(operation: operation) }
        return pointer
    }

    private func check(_ code: Int32, _ operation: String) throws(USBHostError) {
        guard code >= 0 else { throw error(code, operation: operation) }
    }

    /// Source: libusb-1.0 API, "Synchronous device I/O" and `enum libusb_error`.
    private func error(_ code: Int32, operation: String, milliseconds: Int = 0) -> USBHostError {
        switch code {
        case LIBUSB_ERROR_ACCESS.rawValue:
            return .permissionDenied(path: path, vendorID: vendorID, productID: productID)
        case LIBUSB_ERROR_BUSY.rawValue: return .busy(path: path)
        case LIBUSB_ERROR_TIMEOUT.rawValue: return .timedOut(operation: operation, milliseconds: max(1, milliseconds))
        case LIBUSB_ERROR_PIPE.rawValue: return .stalled(operation: operation)
        case LIBUSB_ERROR_NO_DEVICE.rawValue: return .unplugged(operation: operation)
        default:
            return isGone
                ? .unplugged(operation: operation)
                : .transferFailed(operation: operation, reason: LibUSBContext.name(code))
        }
    }

    /// A device that is pulled out shows as errors of transmission first, and as gone only when its hub has noticed.
    private var isGone: Bool {
        guard let pointer else { return true }
        for _ in 0..<5 {
            var status = [UInt8](repeating: 0, count: 2)
            // GET_STATUS of the device (USB 2.0, 9.4.5).
            let code = libusb_control_transfer(pointer, 0x80, 0, 0, 0, &status, 2, 100)
            if code == LIBUSB_ERROR_NO_DEVICE.rawValue { return true }
            if code >= 0 { return false }
            usleep(50_000)
        }
        return false
    }
}
