/// How a monitor shows itself on USB.
public enum MonitorUSB {
    /// Vendor-specific class code. Source: usb.org, "Defined Class Codes", FFh.
    public static let interfaceClass: UInt8 = 0xFF
    /// What the name of the monitor's interface begins with.
    public static let interfaceName = "cellmon"
    /// Vendor and product that are looked at unless another identity is asked for: the pid.codes test identity.
    public static let identities: [DeviceIdentity] = [DeviceIdentity(vendorID: 0x1209, productID: 0x0001)]
}

/// Time limits in milliseconds; every wait has one.
public struct HostLimits: Equatable, Sendable {
    /// Looking up a name and connecting, each.
    public var connect = 3000
    /// Reading descriptors and taking a device into use, each step.
    public var setup = 2000
    /// Taking a transfer back after it has timed out.
    public var unlink = 1000

    /// The defaults.
    public init() {}
}
