import USBDevice

/// A device between a scripted controller and a queueing application; every call returns what the stack did.
final class DeviceBench {
    let script = ControllerScript()
    var application = QueueFunction()
    var device: USBDevice<ScriptedController>

    init(serialNumber: String = "0123456789ABCDEF") {
        var serial = USBString()
        for byte in serialNumber.utf8 { serial.append(byte) }
        device = USBDevice(
            controller: ScriptedController(script: script),
            identity: USBIdentity(
                manufacturer: USBString("cellmon"), product: USBString("Cell Monitor"), serialNumber: serial))
    }

    // Expectations cannot look into a noncopyable value.
    var state: USBDeviceState { device.state }
    var isSuspended: Bool { device.isSuspended }

    @discardableResult
    func play(_ events: USBControllerEvent...) -> [ControllerAction] {
        script.actions = []
        script.events += events
        for _ in 0..<1000 where device.poll(application: &application) {}
        return script.actions
    }

    /// A SETUP packet from its eight bytes as they are on the wire.
    @discardableResult
    func setup(_ bytes: [UInt8]) -> [ControllerAction] {
        var packet = InlineArray<8, UInt8>(repeating: 0)
        for index in 0..<8 { packet[index] = bytes[index] }
        return play(.setup(SetupPacket(packet)))
    }

    /// A whole control transfer without data from the host: the packets of its data stage, nil after a stall.
    func control(_ bytes: [UInt8]) -> [[UInt8]]? {
        var actions = setup(bytes)
        var packets: [[UInt8]] = []
        let wantsData = bytes[0] & 0x80 != 0 && (bytes[6] != 0 || bytes[7] != 0)
        for _ in 0..<100 {
            if actions.contains(.stall(0x80)) { return nil }
            let sent = actions.compactMap { action -> [UInt8]? in
                if case .transmit(0x80, let packet) = action { packet } else { nil }
            }
            guard let packet = sent.first else { break }
            if wantsData { packets.append(packet) }
            actions = play(.transmitted(.controlIn))
        }
        if wantsData { play(.received(.controlOut)) }
        return packets
    }

    /// A control transfer's data in one piece, nil after a stall.
    func read(_ bytes: [UInt8]) -> [UInt8]? {
        control(bytes)?.flatMap { $0 }
    }

    func enter(_ state: USBDeviceState) {
        if state == .powered { return }
        play(.reset)
        if state == .unaddressed { return }
        _ = control([0x00, 5, 9, 0, 0, 0, 0, 0])
        if state == .addressed { return }
        _ = control([0x00, 9, 1, 0, 0, 0, 0, 0])
        script.actions = []
    }
}
