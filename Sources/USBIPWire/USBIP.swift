/// Numbers that both ends of USB/IP share.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, "Protocol Version" and "Message Format".
public enum USBIP {
    /// Protocol version 1.1.1, as it stands in every operation header.
    public static let version: UInt16 = 0x0111
    /// TCP port registered for USB/IP.
    public static let defaultPort: UInt16 = 3240
    /// Length of the `path` field in bytes, with its closing zero.
    public static let pathLength = 256
    /// Length of the `busid` field in bytes, with its closing zero.
    public static let busIDLength = 32
    /// Length of a device without its interfaces, in bytes.
    public static let deviceLength = 312
    /// Length of an operation header in bytes.
    public static let operationHeaderLength = 8
    /// Length of the header of every command and reply after the import, in bytes.
    public static let headerLength = 48
    /// `number_of_packets` of a transfer that is not isochronous; the Linux client sends 0 instead.
    public static let notIsochronous: UInt32 = 0xFFFF_FFFF
    /// Our limit for one transfer in bytes; the protocol itself has none.
    public static let maximumTransferLength = 1 << 20
    /// Our limit for the devices of one list; the protocol itself has none.
    public static let maximumDeviceCount = 128

    /// The `devid` of a device: bus number in the upper half, device number in the lower.
    public static func deviceID(bus: UInt32, device: UInt32) -> UInt32 { (bus & 0xFFFF) << 16 | (device & 0xFFFF) }
}
