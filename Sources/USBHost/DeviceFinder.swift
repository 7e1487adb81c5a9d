import USBIPWire

/// Finds and opens the device that a command's options ask for.
///
/// ```swift
/// let selector = try DeviceSelector(device: nil, usbip: nil, environment: nil)
/// let monitor = try DeviceFinder.open(selector)
/// defer { monitor.close() }
/// ```
public enum DeviceFinder {
    /// All devices that fit, those that cannot be used included.
    public static func list(
        _ selector: DeviceSelector, interfaceName: String = MonitorUSB.interfaceName,
        limits: HostLimits = HostLimits()
    ) throws(USBHostError) -> [DeviceCandidate] {
        switch selector.route {
        case .local:
            return try LibUSBTransport.list(wanted: selector.wanted, interfaceName: interfaceName, limits: limits)
        case .usbip(let address):
            return try USBIPTransport.list(
                at: address, wanted: selector.wanted, interfaceName: interfaceName, limits: limits)
        }
    }

    /// Opens the one device that fits. None, several, or one that cannot be used are errors.
    public static func open(
        _ selector: DeviceSelector, interfaceName: String = MonitorUSB.interfaceName,
        limits: HostLimits = HostLimits()
    ) throws(USBHostError) -> any DeviceTransport {
        switch selector.route {
        case .local:
            let candidates = try list(selector, interfaceName: interfaceName, limits: limits)
            let chosen = try choose(from: candidates, for: selector)
            return try LibUSBTransport(path: chosen.path, interfaceName: interfaceName, limits: limits)
        case .usbip(let address):
            let busID = try exportedBusID(selector, at: address, interfaceName: interfaceName, limits: limits)
            return try USBIPTransport(at: address, busID: busID, interfaceName: interfaceName, limits: limits)
        }
    }

    /// Asks the devices for their serial numbers only where that decides.
    private static func exportedBusID(
        _ selector: DeviceSelector, at address: USBIPAddress, interfaceName: String, limits: HostLimits
    ) throws(USBHostError) -> String {
        let fitting = try USBIPTransport.exportedDevices(at: address, limits: limits).filter { device in
            selector.wanted.contains { $0.isKind(of: device.vendorID, device.productID) }
        }
        if let only = fitting.first, fitting.count == 1, selector.identity?.serial == nil { return only.busID }
        let candidates =
            fitting.isEmpty ? [] : try list(selector, interfaceName: interfaceName, limits: limits)
        let chosen = try choose(from: candidates, for: selector)
        return fitting.map(\.busID).first { ImportedDevice.path(address, $0) == chosen.path } ?? ""
    }

    /// A device that is not a monitor counts only when there is no other: its kind may be shared (1209:0001 is).
    package static func choose(
        from candidates: [DeviceCandidate], for selector: DeviceSelector
    ) throws(USBHostError) -> DeviceCandidate {
        let monitors = candidates.filter { candidate in
            if case .notAMonitor = candidate.problem { return false }
            return true
        }
        let remaining = monitors.isEmpty ? candidates : monitors
        guard let first = remaining.first else { throw .noDevice(place: selector.place, wanted: selector.wanted) }
        guard remaining.count == 1 else { throw .severalDevices(remaining) }
        if let problem = first.problem { throw problem }
        return first
    }
}
