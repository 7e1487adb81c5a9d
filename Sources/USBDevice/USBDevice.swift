/// The visible states of a device.
///
/// Source: USB 2.0, 9.1.1, table 9-1.
public enum USBDeviceState: Equatable, Sendable {
    /// Powered, not reset yet.
    case powered
    /// Default: answers at address 0.
    case unaddressed
    /// Address: has an address, no configuration.
    case addressed
    /// Configured: the vendor interface works.
    case configured
}

/// A full-speed USB 2.0 device with one configuration and one vendor interface, over any controller.
///
/// It is polled: there are no callbacks, nothing waits and nothing is allocated. A poll without events costs two calls
/// of the controller and the application; a control request writes at most 256 bytes.
///
///     var device = USBDevice(controller: controller, identity: identity)
///     device.connect()
///     while true { _ = device.poll(application: &monitor) }
public struct USBDevice<Controller: USBController & ~Copyable>: ~Copyable {
    /// The controller, open to a board that has to look after it.
    public var controller: Controller
    /// What the host has made of the device.
    public internal(set) var state = USBDeviceState.powered
    /// True while the bus is idle and the device has to save power (USB 2.0, 7.2.3).
    public private(set) var isSuspended = false
    /// Who the device says it is; changes count from the next time a host asks.
    public var identity: USBIdentity

    var control = ControlTransfer()
    var bulkOut = BulkOutPipe()
    var bulkIn = BulkInPipe()
    /// Given by SET_ADDRESS, and applied when its status stage has ended.
    var pendingAddress: UInt8?

    /// Events taken in one poll, so that a noisy bus cannot hold up the rest of the firmware.
    private static var eventsPerPoll: Int { 8 }

    /// A device that no host sees before `connect`.
    public init(controller: consuming Controller, identity: USBIdentity) {
        self.controller = controller
        self.identity = identity
    }

    /// Shows the device to the host.
    public mutating func connect() {
        controller.connect()
    }

    /// Hides the device from the host, and tells the application as a bus reset would.
    public mutating func disconnect<Application: USBVendorFunction & ~Copyable>(application: inout Application) {
        controller.disconnect()
        leaveBus(to: .powered, application: &application)
    }

    /// Does what the bus and the application have for it; true if anything happened, so that it pays to poll again.
    public mutating func poll<Application: USBVendorFunction & ~Copyable>(application: inout Application) -> Bool {
        var hasMoved = false
        for _ in 0..<USBDevice.eventsPerPoll {
            guard let event = controller.nextEvent() else { break }
            handle(event, application: &application)
            hasMoved = true
        }
        if state == .configured {
            if bulkOut.pump(over: &controller, to: &application) { hasMoved = true }
            if bulkIn.pump(over: &controller, from: &application) { hasMoved = true }
        }
        return hasMoved
    }

    private mutating func handle<Application: USBVendorFunction & ~Copyable>(
        _ event: USBControllerEvent, application: inout Application
    ) {
        switch event {
        case .reset: leaveBus(to: .unaddressed, application: &application)
        case .unplugged: leaveBus(to: .powered, application: &application)
        case .suspended: isSuspended = true
        case .resumed: isSuspended = false
        case .setup(let packet):
            control.abandon()
            pendingAddress = nil
            answer(packet, application: &application)
        case .transmitted(.controlIn):
            if control.transmitted(over: &controller) { finishRequest() }
        case .received(.controlOut): control.received(over: &controller)
        case .transmitted(MonitorInterface.bulkIn): bulkIn.transmitted()
        case .received(MonitorInterface.bulkOut): bulkOut.received()
        case .transmitted, .received: break
        }
    }

    private mutating func leaveBus<Application: USBVendorFunction & ~Copyable>(
        to newState: USBDeviceState, application: inout Application
    ) {
        let wasConfigured = state == .configured
        control.abandon()
        pendingAddress = nil
        isSuspended = false
        closePipes()
        controller.setAddress(0)
        state = newState
        application.busReset()
        if wasConfigured { application.configured(false) }
    }

    /// The status stage of a request without data has ended.
    private mutating func finishRequest() {
        guard let address = pendingAddress else { return }
        pendingAddress = nil
        controller.setAddress(address)
        state = address == 0 ? .unaddressed : .addressed
    }

    mutating func closePipes() {
        controller.closeEndpoint(MonitorInterface.bulkOut)
        controller.closeEndpoint(MonitorInterface.bulkIn)
        bulkOut.restart()
        bulkIn.restart()
    }
}
