extension USBHostError: CustomStringConvertible {
    /// One sentence: what happened and what to do.
    public var description: String { "\(fact); \(advice)" }

    /// What happened, without advice and without a full stop.
    public var fact: String {
        switch self {
        case .selector(let text, let source, let expected): "\(source): \"\(text)\" is not \(expected)"
        case .noDevice(let place, let wanted):
            wanted.isEmpty
                ? "there is no device \(place)"
                : "no cell monitor (\(wanted.map(\.description).joined(separator: ", "))) found on \(place)"
        case .severalDevices(let candidates):
            "\(candidates.count) devices fit: \(candidates.map(Self.listed).joined(separator: ", "))"
        case .usbUnavailable(let reason): "this machine has no usable USB (\(reason))"
        case .unreachable(let address, let message): "no USB/IP server answers at \(address) (\(message))"
        case .permissionDenied(let path, _, _): "no permission to open \(path)"
        case .busy(let path): "\(path) is in use by another program"
        case .unplugged(let operation): "the device went away during \(operation)"
        case .connectionLost(let address, let operation): "\(address) closed the connection during \(operation)"
        case .connectionFailed(let address, let message): "the connection to \(address) failed (\(message))"
        case .transferFailed(let operation, let reason): "\(operation) failed (\(reason))"
        case .timedOut(let operation, let milliseconds): "no answer to \(operation) within \(milliseconds) ms"
        case .stalled(let operation): "the device refused \(operation)"
        case .notAMonitor(let path, let interfaceName):
            "\(path) has no vendor interface whose name begins with \"\(interfaceName)\""
        case .descriptor(let error, let path): "the descriptors of \(path) are malformed (\(error))"
        case .protocolMismatch(let address, let detail): "\(address) does not speak USB/IP 1.1.1 (\(detail))"
        case .invalidCall(let detail): "internal error: \(detail)"
        }
    }

    /// What mends it, as the end of a sentence.
    public var advice: String {
        switch self {
        case .selector: "write it in this form"
        case .noDevice(let place, _) where place.hasPrefix("usbip:"): "check what the server exports"
        case .noDevice: "plug it in, or give --usbip HOST[:PORT] for a simulated one"
        case .severalDevices: "choose one with --device VID:PID:SERIAL"
        case .usbUnavailable: "give --usbip HOST[:PORT] to reach a device over the network"
        case .unreachable: "start the server there (cellsim serve) or give another address"
        case .permissionDenied(_, let vendorID, let productID):
            """
            put the line \(Self.udevRule(vendorID: vendorID, productID: productID)) into \(Self.udevFile), run \
            "udevadm control --reload" and plug the device in again
            """
        case .busy: "close the other program"
        case .unplugged: "plug it in again and repeat the command"
        case .connectionLost, .connectionFailed: "repeat the command"
        case .transferFailed: "plug the device in again and repeat the command"
        case .timedOut: "repeat the command, and plug the device in again if that does not help"
        case .stalled: "its firmware may be of another version: update it or this program"
        case .notAMonitor: "choose the monitor with --device VID:PID[:SERIAL]"
        case .descriptor: "update the device's firmware"
        case .protocolMismatch: "give the address of a USB/IP server"
        case .invalidCall: "report this as a bug"
        }
    }

    /// The file that the udev line belongs into; its number must be below 73 for `uaccess` to work.
    public static let udevFile = "/etc/udev/rules.d/60-cellmon.rules"

    /// The udev line that lets whoever sits at the machine open the device.
    public static func udevRule(vendorID: UInt16, productID: UInt16) -> String {
        """
        SUBSYSTEM=="usb", ATTR{idVendor}=="\(DeviceIdentity.digits(vendorID))", \
        ATTR{idProduct}=="\(DeviceIdentity.digits(productID))", MODE="0660", TAG+="uaccess"
        """
    }

    private static func listed(_ candidate: DeviceCandidate) -> String {
        let identity = DeviceIdentity(
            vendorID: candidate.vendorID, productID: candidate.productID, serial: candidate.serial)
        return "\(identity) at \(candidate.path)"
    }
}
