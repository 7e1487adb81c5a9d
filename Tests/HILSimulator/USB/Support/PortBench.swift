import HILSimulator
import Testing
import USBDevice

/// The device stack with an echoing application, a cable, and a port; host and device take turns.
final class PortBench {
    let cable = SimulatedUSBCable()
    let port: SimulatedUSBPort
    var function = EchoFunction()
    var device: USBDevice<SimulatedUSBController>
    private var nextID: UInt64 = 1

    // Expectations cannot look into a noncopyable value.
    var state: USBDeviceState { device.state }
    var isSuspended: Bool { device.isSuspended }

    /// A device without pull-up.
    init(serialNumber: String = "0123456789ABCDEF") {
        port = SimulatedUSBPort(cable: cable)
        var serial = USBString()
        for byte in serialNumber.utf8 { serial.append(byte) }
        device = USBDevice(
            controller: SimulatedUSBController(cable: cable),
            identity: USBIdentity(
                manufacturer: USBString("cellmon"), product: USBString("Cell Monitor"), serialNumber: serial))
    }

    /// A device that a host has enumerated and, unless told otherwise, configured.
    static func ready(isConfigured: Bool = true, serialNumber: String = "0123456789ABCDEF") throws -> PortBench {
        let bench = PortBench(serialNumber: serialNumber)
        bench.device.connect()
        bench.settle()
        try #require(bench.port.isReady)
        if isConfigured {
            let completion = try bench.control([0x00, 9, 1, 0, 0, 0, 0, 0])
            try #require(completion.status == .completed)
        }
        return bench
    }

    func pollDevice() -> Bool {
        device.poll(application: &function)
    }

    /// Turns until neither side moves; false when they never rest.
    @discardableResult
    func settle(limit: Int = 100_000) -> Bool {
        for _ in 0..<limit {
            let hasHostMoved = port.service()
            if !pollDevice(), !hasHostMoved { return true }
        }
        return false
    }

    func submit(_ block: USBRequestBlock) -> UInt64 {
        var block = block
        block.id = nextID
        nextID += 1
        port.submit(block)
        return block.id
    }

    func submitControl(_ setup: [UInt8], data: [UInt8] = []) -> UInt64 {
        var bytes = InlineArray<8, UInt8>(repeating: 0)
        for index in 0..<8 { bytes[index] = setup[index] }
        let length = Int(setup[6]) | Int(setup[7]) << 8
        return submit(
            USBRequestBlock(
                id: 0, endpoint: 0, isInput: setup[0] & 0x80 != 0, setup: bytes, length: length, data: data))
    }

    func control(_ setup: [UInt8], data: [UInt8] = []) throws -> USBCompletion {
        let id = submitControl(setup, data: data)
        settle()
        return try #require(port.takeCompletions().first { $0.id == id })
    }

    func submitOut(_ data: [UInt8], endsTransfer: Bool = true) -> UInt64 {
        var block = USBRequestBlock(id: 0, endpoint: 2, isInput: false, data: data)
        block.appendsZeroLengthPacket = endsTransfer
        return submit(block)
    }

    func submitIn(_ length: Int) -> UInt64 {
        submit(USBRequestBlock(id: 0, endpoint: 2, isInput: true, length: length))
    }

    /// Sends a transfer and reads one back.
    func echo(_ data: [UInt8], room: Int) throws -> USBCompletion {
        let out = submitOut(data)
        let back = submitIn(room)
        settle()
        let completions = port.takeCompletions()
        #expect(completions.first { $0.id == out }?.actualLength == data.count)
        return try #require(completions.first { $0.id == back })
    }

    func expectNoViolation(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(cable.violations == [], sourceLocation: sourceLocation)
        #expect(cable.toggleMismatches == 0, sourceLocation: sourceLocation)
    }
}
