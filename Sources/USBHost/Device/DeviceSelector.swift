/// Which device a command is to use, as its options and `CELLMON_DEVICE` say.
///
/// ```swift
/// let selector = try DeviceSelector(device: nil, usbip: "127.0.0.1", environment: nil)
/// ```
public struct DeviceSelector: Equatable, Sendable {
    /// How the device is reached.
    public enum Route: Equatable, Sendable {
        /// Over libusb.
        case local
        /// Over USB/IP, from user space.
        case usbip(USBIPAddress)
    }

    /// How the device is reached.
    public var route: Route
    /// Which of those that are found; nil for the only one.
    public var identity: DeviceIdentity?

    /// A selector of its parts.
    public init(route: Route = .local, identity: DeviceIdentity? = nil) {
        self.route = route
        self.identity = identity
    }

    /// Takes `--device VID:PID[:SERIAL]` and `--usbip HOST[:PORT]`, which may stand together, or, when neither is
    /// given, `CELLMON_DEVICE`, which holds `VID:PID[:SERIAL]` or `usbip:HOST[:PORT]`. Empty is as good as absent.
    public init(device: String?, usbip: String?, environment: String?) throws(USBHostError) {
        self.init()
        if let usbip { route = .usbip(try Self.address(usbip, from: "--usbip")) }
        if let device {
            guard let identity = DeviceIdentity(parsing: device) else {
                throw .selector(text: device, source: "--device", expected: "VID:PID[:SERIAL], such as 1209:0001")
            }
            self.identity = identity
        }
        guard usbip == nil, device == nil, let environment, !environment.isEmpty else { return }
        if environment.hasPrefix("usbip:") {
            route = .usbip(try Self.address(String(environment.dropFirst(6)), from: "CELLMON_DEVICE"))
        } else if let identity = DeviceIdentity(parsing: environment) {
            self.identity = identity
        } else {
            throw .selector(
                text: environment, source: "CELLMON_DEVICE",
                expected: "VID:PID[:SERIAL], such as 1209:0001, or usbip:HOST[:PORT], such as usbip:127.0.0.1:3240")
        }
    }

    private static func address(_ text: String, from source: String) throws(USBHostError) -> USBIPAddress {
        guard let address = USBIPAddress(parsing: text) else {
            throw .selector(
                text: text, source: source, expected: "HOST[:PORT], such as 127.0.0.1:3240 or [::1]:3240")
        }
        return address
    }

    /// The identities that are looked for.
    var wanted: [DeviceIdentity] { identity.map { [$0] } ?? MonitorUSB.identities }

    /// Where it is looked, for messages.
    var place: String {
        switch route {
        case .local: "USB"
        case .usbip(let address): "usbip:\(address)"
        }
    }
}
