/// Why bytes are not a USB/IP message; each case carries the offending value.
public enum USBIPError: Error, Equatable, Sendable {
    /// The message ends before its fields do; lengths in bytes.
    case truncated(have: Int, need: Int)
    /// Bytes are left over after the message.
    case trailingBytes(Int)
    /// Another protocol version.
    case version(UInt16)
    /// Another operation than the one expected, or an unknown one.
    case operation(UInt16)
    /// A status where none is allowed.
    case status(UInt32)
    /// An unknown command, or a reply where a command is expected.
    case command(UInt32)
    /// Another device than the one imported.
    case deviceID(UInt32)
    /// A sequence number that is in use, or that nobody waits for.
    case sequence(UInt32)
    /// Neither 0 (out) nor 1 (in).
    case direction(UInt32)
    /// An endpoint number above 15.
    case endpoint(UInt32)
    /// A transfer above `USBIP.maximumTransferLength` bytes.
    case transferLength(UInt32)
    /// A reply that claims another length than the data that follows.
    case dataLength(claimed: UInt32, have: Int)
    /// An isochronous transfer, of so many packets; not supported.
    case isochronous(packets: UInt32)
    /// A list of more than `USBIP.maximumDeviceCount` devices.
    case deviceCount(UInt32)
    /// A text field of so many bytes that is not UTF-8 closed and filled with zeros.
    case text(fieldLength: Int)
}
