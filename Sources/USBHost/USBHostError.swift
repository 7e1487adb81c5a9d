/// What went wrong between a command and its device; each case carries what a message needs.
public indirect enum USBHostError: Error, Equatable, Sendable {
    /// A device option that is not of its form; `source` is the option or variable.
    case selector(text: String, source: String, expected: String)
    /// No device of the kind at this place; `wanted` are vendor, product and perhaps serial number.
    case noDevice(place: String, wanted: [DeviceIdentity])
    /// More than one device fits.
    case severalDevices([DeviceCandidate])
    /// This machine has no USB that libusb could use; its name for the error.
    case usbUnavailable(String)
    /// No USB/IP server there; the operating system's words.
    case unreachable(address: String, message: String)
    /// The operating system does not let this user open the device.
    case permissionDenied(path: String, vendorID: UInt16, productID: UInt16)
    /// Another program has the device.
    case busy(path: String)
    /// The device went away during an operation.
    case unplugged(operation: String)
    /// The USB/IP server closed the connection before the device was imported.
    case connectionLost(address: String, operation: String)
    /// The connection to a USB/IP server failed; the operating system's words.
    case connectionFailed(address: String, message: String)
    /// The transfer failed otherwise; libusb's name or Linux's errno for it.
    case transferFailed(operation: String, reason: String)
    /// No answer in time.
    case timedOut(operation: String, milliseconds: Int)
    /// The device refused a request with STALL.
    case stalled(operation: String)
    /// The device has no vendor interface of this name with bulk endpoints.
    case notAMonitor(path: String, interfaceName: String)
    /// The device's descriptors contradict themselves.
    case descriptor(DescriptorError, path: String)
    /// What came is not USB/IP as it should be.
    case protocolMismatch(address: String, detail: String)
    /// A call that cannot be carried out, such as a transfer of more than 1 MiB.
    case invalidCall(String)
}
