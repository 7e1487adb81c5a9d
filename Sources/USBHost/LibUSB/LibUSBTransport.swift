import CLibUSB

/// A monitor on this machine's USB, through libusb.
///
/// ```swift
/// for candidate in try LibUSBTransport.list() where candidate.usable {
///     let monitor = try LibUSBTransport(path: candidate.path)
/// }
/// ```
public final class LibUSBTransport: DeviceTransport {
    /// `usb:BUS-PORT.PORT`.
    public var path: String { handle.path }
    /// The interface in use.
    public let interface: MonitorInterface
    private let handle: LibUSBHandle
    /// Packets of a transfer that had begun when its time was over.
    private var begun: [UInt8] = []

    /// Opens the device at this path and claims its interface, taking it from a driver of the kernel if need be.
    public init(
        path: String, interfaceName: String = MonitorUSB.interfaceName, limits: HostLimits = HostLimits()
    ) throws(USBHostError) {
        let context = try LibUSBContext()
        handle = try context.withDevices { devices throws(USBHostError) in
            guard let device = devices.lazy.compactMap(LibUSBDevice.init).first(where: { $0.path == path }) else {
                throw .noDevice(place: path, wanted: [])
            }
            return try LibUSBHandle(device, context: context)
        }
        interface = try Self.probe(handle, interfaceName: interfaceName, limits: limits)
        try handle.configure(interface.configuration)
        try handle.claim(interface.number, detachingDriver: true)
        try handle.resetInterface(interface.number)
    }

    /// The devices of the wanted kinds, those that cannot be opened included; empty without any.
    ///
    /// Fails with `.usbUnavailable` where the operating system offers no USB at all.
    public static func list(
        wanted: [DeviceIdentity] = MonitorUSB.identities, interfaceName: String = MonitorUSB.interfaceName,
        limits: HostLimits = HostLimits()
    ) throws(USBHostError) -> [DeviceCandidate] {
        let context = try LibUSBContext()
        return try context.withDevices { pointers throws(USBHostError) in
            var candidates: [DeviceCandidate] = []
            for device in pointers.compactMap(LibUSBDevice.init)
            where wanted.contains(where: { $0.isKind(of: device.vendorID, device.productID) }) {
                var candidate = DeviceCandidate(
                    vendorID: device.vendorID, productID: device.productID, serial: nil, path: device.path)
                do throws(USBHostError) {
                    let handle = try LibUSBHandle(device, context: context)
                    let interface = try probe(handle, interfaceName: interfaceName, limits: limits)
                    candidate.serial = interface.serial
                    // Another program that uses the device holds the interface.
                    try handle.claim(interface.number, detachingDriver: false)
                } catch { candidate.problem = error }
                if wanted.contains(where: { candidate.fits($0) }) { candidates.append(candidate) }
            }
            return candidates
        }
    }

    /// A control transfer; see `DeviceTransport`.
    public func control(
        _ setup: ControlSetup, data: [UInt8], timeoutMilliseconds: Int
    ) throws(USBHostError) -> [UInt8] {
        try handle.control(setup, data: data, milliseconds: timeoutMilliseconds)
    }

    /// Sends one transfer; see `DeviceTransport`.
    public func bulkOut(_ bytes: [UInt8], timeoutMilliseconds: Int) throws(USBHostError) {
        guard bytes.count <= maximumTransferLength else { throw .invalidCall("a transfer of \(bytes.count) bytes") }
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        try send(bytes, deadline: deadline)
        // libusb's synchronous calls have no flag for the empty packet that has to follow a full one.
        if !bytes.isEmpty, bytes.count.isMultiple(of: interface.outPacketLength) { try send([], deadline: deadline) }
    }

    /// Receives one transfer; see `DeviceTransport`.
    public func bulkIn(maxLength: Int, timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8] {
        let length = room(for: maxLength)
        guard length <= maximumTransferLength else { throw .invalidCall("a transfer of \(length) bytes") }
        var buffer = [UInt8](repeating: 0, count: max(length - begun.count, interface.inPacketLength))
        let (count, error) = handle.bulk(
            interface.inEndpoint, &buffer, operation: "receiving", milliseconds: timeoutMilliseconds)
        begun += buffer.prefix(count)
        if let error {
            if case .timedOut = error { throw error }
            begun = []
            if case .stalled = error { handle.clearHalt(interface.inEndpoint) }
            throw error
        }
        defer { begun = [] }
        return begun
    }

    /// Releases the interface and closes the device; a driver of the kernel that was detached comes back.
    public func close() { handle.close() }

    private func send(_ bytes: [UInt8], deadline: Deadline) throws(USBHostError) {
        var buffer = bytes
        let (count, error) = handle.bulk(
            interface.outEndpoint, &buffer, operation: "sending", milliseconds: Int(max(1, deadline.remaining)))
        if let error {
            if case .stalled = error { handle.clearHalt(interface.outEndpoint) }
            if case .timedOut = error { throw .timedOut(operation: "sending", milliseconds: deadline.milliseconds) }
            throw error
        }
        guard count == bytes.count else {
            throw .transferFailed(operation: "sending", reason: "\(count) of \(bytes.count) bytes went out")
        }
    }

    private static func probe(
        _ handle: LibUSBHandle, interfaceName: String, limits: HostLimits
    ) throws(USBHostError) -> MonitorInterface {
        let probe = DeviceProbe(path: handle.path, interfaceName: interfaceName) { setup throws(USBHostError) in
            try handle.control(setup, data: [], milliseconds: limits.setup)
        }
        return try probe.findInterface()
    }
}
