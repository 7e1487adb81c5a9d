/// A device that may be a monitor, opened or not.
public struct DeviceCandidate: Equatable, Sendable {
    /// idVendor.
    public var vendorID: UInt16
    /// idProduct.
    public var productID: UInt16
    /// The serial number; nil when the device has none or could not be asked.
    public var serial: String?
    /// Where it is: `usb:1-4` (bus and ports) or `usbip:127.0.0.1:3240/1-1`.
    public var path: String
    /// Why it cannot be used; nil when it can.
    public var problem: USBHostError?

    /// True when it could be opened and is a monitor.
    public var usable: Bool { problem == nil }
    /// Why it cannot be used, as a sentence; nil when it can.
    public var reason: String? { problem?.fact }

    /// A device; every field is free.
    public init(
        vendorID: UInt16, productID: UInt16, serial: String?, path: String, problem: USBHostError? = nil
    ) {
        self.vendorID = vendorID
        self.productID = productID
        self.serial = serial
        self.path = path
        self.problem = problem
    }

    /// True unless vendor, product or a known serial number differ from those asked for.
    func fits(_ identity: DeviceIdentity) -> Bool {
        guard identity.isKind(of: vendorID, productID) else { return false }
        guard let wanted = identity.serial else { return true }
        // A device that could not be asked may be the one: its problem should be seen.
        return serial == wanted || (serial == nil && problem != nil)
    }
}
