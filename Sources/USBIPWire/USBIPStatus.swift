/// How a transfer ended: zero or a negative errno of Linux.
///
/// Source: Linux `Documentation/driver-api/usb/error-codes.rst`; numbers from `include/uapi/asm-generic/errno.h`.
public struct USBIPStatus: RawRepresentable, Equatable, Sendable {
    /// The number on the wire.
    public var rawValue: Int32

    /// Wraps a number from the wire; any is allowed.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Done.
    public static let done = USBIPStatus(rawValue: 0)
    /// ENOMEM: the server has no room for the transfer.
    public static let noMemory = USBIPStatus(rawValue: -12)
    /// ENODEV: the device was removed.
    public static let noDevice = USBIPStatus(rawValue: -19)
    /// EINVAL: the transfer makes no sense.
    public static let invalid = USBIPStatus(rawValue: -22)
    /// EPIPE: the endpoint answered STALL.
    public static let stalled = USBIPStatus(rawValue: -32)
    /// EOVERFLOW: the device sent more than was asked for.
    public static let overflow = USBIPStatus(rawValue: -75)
    /// ECONNRESET: the transfer was unlinked.
    public static let unlinked = USBIPStatus(rawValue: -104)
    /// ESHUTDOWN: the device or its host controller is gone.
    public static let shutDown = USBIPStatus(rawValue: -108)
    /// ETIMEDOUT: the server gave up.
    public static let timedOut = USBIPStatus(rawValue: -110)
    /// EREMOTEIO: a short transfer where `shortNotOK` forbids one.
    public static let short = USBIPStatus(rawValue: -121)
}

/// How a transfer is to be done; unknown bits are kept and ignored.
///
/// Source: Linux `include/uapi/linux/usbip.h`, USBIP_URB_SHORT_NOT_OK to USBIP_URB_DIR_IN.
public struct USBIPTransferFlags: OptionSet, Equatable, Sendable {
    /// The bits on the wire.
    public var rawValue: UInt32

    /// Wraps the bits from the wire; any are allowed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A short input transfer is an error.
    public static let shortNotOK = USBIPTransferFlags(rawValue: 0x0001)
    /// An output transfer that fills its last packet is closed with an empty one.
    public static let zeroPacket = USBIPTransferFlags(rawValue: 0x0040)
    /// The transfer is an input.
    public static let input = USBIPTransferFlags(rawValue: 0x0200)
}
