import USBDevice

/// The wire between a simulated port and a simulated controller, with the registers and buffers of the device's end.
///
/// Port and controller share it in one single-threaded loop. One packet an endpoint and direction is buffered, as in
/// the RP2350 without double buffering. There is no time: what a host waits for in milliseconds (reset and SET_ADDRESS
/// recovery) it waits for until the device has taken its events.
public final class SimulatedUSBCable {
    /// One direction of an endpoint.
    struct Pipe {
        var isOpen = false
        var maximumPacketLength = 64
        var isStalled = false
        /// The next packet is DATA1.
        var isData1 = false
        /// IN: the packet for the host. OUT: the packet that waits for the device.
        var packet: [UInt8]?
        /// OUT: takes a packet.
        var isArmed = false
    }

    var inputs = [Pipe](repeating: Pipe(), count: 16)
    var outputs = [Pipe](repeating: Pipe(), count: 16)
    var events: [USBControllerEvent] = []
    var address: UInt8 = 0
    var isPulledUp = false
    var isPlugged = true
    /// How often the device has gone, so that the port notices one that came back at once.
    var detachments = 0
    /// The address that a SET_ADDRESS in progress gives, and whether its status stage has ended.
    var givenAddress: (address: UInt8, isConfirmed: Bool)?
    var hasSeenSetup = false

    /// What the device stack did against the rules, in order; empty for a correct one.
    public internal(set) var violations: [USBRuleViolation] = []
    /// Packets that arrived, either way, with the wrong data toggle and were dropped; 0 on an undisturbed bus.
    public internal(set) var toggleMismatches = 0

    /// A plugged cable with a device that has not raised its pull-up.
    public init() {
        openControlPipe()
    }

    /// True when the host sees a device.
    var isAttached: Bool { isPlugged && isPulledUp }

    /// True while the device has not taken all that happened on the bus.
    var isDeviceBehind: Bool { !events.isEmpty }

    func busReset() {
        clear()
        events = [.reset]
    }

    func suspend() {
        guard isAttached else { return }
        events.append(.suspended)
    }

    func resume() {
        guard isAttached else { return }
        events.append(.resumed)
    }

    func unplug() {
        isPlugged = false
        detachments += 1
        clear()
        events = [.unplugged]
    }

    func plug() {
        isPlugged = true
    }

    func clear() {
        inputs = [Pipe](repeating: Pipe(), count: 16)
        outputs = [Pipe](repeating: Pipe(), count: 16)
        openControlPipe()
        events = []
        address = 0
        givenAddress = nil
        hasSeenSetup = false
    }

    private func openControlPipe() {
        inputs[0].isOpen = true
        outputs[0].isOpen = true
    }
}
