import USBIPWire

/// A monitor over USB/IP, from user space: no driver of the kernel and no rights are needed.
///
/// ```swift
/// let monitor = try USBIPTransport(at: USBIPAddress(), busID: "1-1")
/// try monitor.bulkOut(request, timeoutMilliseconds: 1000)
/// let reply = try monitor.bulkIn(maxLength: 4096, timeoutMilliseconds: 1000)
/// ```
public final class USBIPTransport: DeviceTransport {
    /// `usbip:HOST:PORT/BUSID`.
    public var path: String { device.path }
    /// The interface in use.
    public let interface: MonitorInterface
    private let device: ImportedDevice

    /// Imports a device, finds its interface and configures it.
    public init(
        at address: USBIPAddress, busID: String, interfaceName: String = MonitorUSB.interfaceName,
        limits: HostLimits = HostLimits()
    ) throws(USBHostError) {
        let device = try ImportedDevice(at: address, busID: busID, limits: limits)
        self.device = device
        let probe = DeviceProbe(path: device.path, interfaceName: interfaceName) { setup throws(USBHostError) in
            try device.control(setup, data: [], milliseconds: limits.setup)
        }
        interface = try probe.findInterface()
        _ = try device.control(.setConfiguration(interface.configuration), data: [], milliseconds: limits.setup)
    }

    /// The devices that a server exports.
    public static func exportedDevices(
        at address: USBIPAddress, limits: HostLimits = HostLimits()
    ) throws(USBHostError) -> [USBIPDevice] {
        let connection = try USBIPConnection(to: address, limits: limits)
        return try USBIPExchange.deviceList(over: connection, at: address, limits: limits).entries.map(\.device)
    }

    /// The exported devices of the wanted kinds; each is imported for a moment, to ask for its serial number.
    public static func list(
        at address: USBIPAddress, wanted: [DeviceIdentity] = MonitorUSB.identities,
        interfaceName: String = MonitorUSB.interfaceName, limits: HostLimits = HostLimits()
    ) throws(USBHostError) -> [DeviceCandidate] {
        var candidates: [DeviceCandidate] = []
        for device in try exportedDevices(at: address, limits: limits)
        where wanted.contains(where: { $0.isKind(of: device.vendorID, device.productID) }) {
            var candidate = DeviceCandidate(
                vendorID: device.vendorID, productID: device.productID, serial: nil,
                path: ImportedDevice.path(address, device.busID))
            do throws(USBHostError) {
                let transport = try USBIPTransport(
                    at: address, busID: device.busID, interfaceName: interfaceName, limits: limits)
                candidate.serial = transport.interface.serial
                transport.close()
            } catch { candidate.problem = error }
            if wanted.contains(where: { candidate.fits($0) }) { candidates.append(candidate) }
        }
        return candidates
    }

    /// A control transfer; see `DeviceTransport`.
    public func control(
        _ setup: ControlSetup, data: [UInt8], timeoutMilliseconds: Int
    ) throws(USBHostError) -> [UInt8] {
        try device.control(setup, data: data, milliseconds: timeoutMilliseconds)
    }

    /// Sends one transfer; see `DeviceTransport`.
    public func bulkOut(_ bytes: [UInt8], timeoutMilliseconds: Int) throws(USBHostError) {
        guard bytes.count <= maximumTransferLength else { throw .invalidCall("a transfer of \(bytes.count) bytes") }
        do throws(USBHostError) {
            try device.send(
                bytes, endpoint: interface.outEndpoint, flags: .zeroPacket, operation: "sending",
                milliseconds: timeoutMilliseconds)
        } catch { throw afterClearingHalt(of: interface.outEndpoint, error) }
    }

    /// Receives one transfer; see `DeviceTransport`.
    public func bulkIn(maxLength: Int, timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8] {
        let length = room(for: maxLength)
        guard length <= maximumTransferLength else { throw .invalidCall("a transfer of \(length) bytes") }
        do throws(USBHostError) {
            return try device.receive(
                length, endpoint: interface.inEndpoint, operation: "receiving", milliseconds: timeoutMilliseconds)
        } catch { throw afterClearingHalt(of: interface.inEndpoint, error) }
    }

    /// Closes the connection, which gives the device back.
    public func close() { device.close() }

    /// A halted endpoint would stay so for the next program. The first error is the one to report.
    private func afterClearingHalt(of endpoint: UInt8, _ error: USBHostError) -> USBHostError {
        if case .stalled = error {
            _ = try? device.control(.clearHalt(endpoint: endpoint), data: [], milliseconds: device.limits.setup)
        }
        return error
    }
}

extension ImportedDevice {
    func control(_ setup: ControlSetup, data: [UInt8], milliseconds: Int) throws(USBHostError) -> [UInt8] {
        try setup.check(data)
        let packet = USBIPSetup(
            requestType: setup.requestType, request: setup.request, value: setup.value, index: setup.index,
            length: setup.length)
        if packet.hasInputData {
            return try receive(
                Int(setup.length), endpoint: 0, setup: packet, operation: setup.operation, milliseconds: milliseconds)
        }
        try send(data, endpoint: 0, setup: packet, operation: setup.operation, milliseconds: milliseconds)
        return []
    }
}
