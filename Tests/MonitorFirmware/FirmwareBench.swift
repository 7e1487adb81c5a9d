import CellCore
import CellWire
import HILSimulator
import MonitorFirmware
import Testing
import USBDevice

/// The firmware on a fed board, with the real device stack, a simulated cable and a host that does what a test says.
final class FirmwareBench {
    static let serial: FixedText<24> = FixedText("E6614104031F2A37")

    let cable = SimulatedUSBCable()
    let port: SimulatedUSBPort
    var firmware: MonitorFirmware<OfferedBoard>
    private var assembler = FrameAssembler()
    private var lastID: UInt64 = 0
    private var sampleTime: UInt64 = 5_000_000
    private var sequence: UInt16 = 100

    /// What the monitor on the bench must say: the core alone on the same samples.
    var reference: CellMonitor
    var referenceEvents: [MonitorEvent] = []

    init(profile: CellProfile = .aluconeTiS2) throws {
        port = SimulatedUSBPort(cable: cable)
        reference = CellMonitor(profile: profile)
        firmware = MonitorFirmware(
            parts: .offered(SimulatedUSBController(cable: cable), uptimeMicroseconds: 5_000_000), profile: profile,
            identity: FirmwareIdentity(serialNumber: Self.serial, sourceRevision: FixedText("3f9c2ab")))
        firmware.start()
        settle()
        try #require(port.isReady)
        try configure()
    }

    /// SET_CONFIGURATION(1), as a kernel does after enumeration.
    func configure() throws { try control([0x00, 9, 1, 0, 0, 0, 0, 0]) }

    /// SET_INTERFACE(0, 0), as libusb does for a program that opens the interface.
    func chooseSetting() throws { try control([0x01, 11, 0, 0, 0, 0, 0, 0]) }

    private func control(_ setup: InlineArray<8, UInt8>) throws {
        let id = submit(USBRequestBlock(id: 0, endpoint: 0, isInput: false, setup: setup))
        settle()
        try #require(port.takeCompletions().contains { $0.id == id && $0.status == .completed })
        assembler.reset()
    }

    func settle() {
        for _ in 0..<200_000 {
            let hasHostMoved = port.service()
            if !firmware.poll(), !hasHostMoved { return }
        }
        Issue.record("host and device never rest")
    }

    func submit(_ block: USBRequestBlock) -> UInt64 {
        lastID += 1
        var block = block
        block.id = lastID
        port.submit(block)
        return lastID
    }

    // MARK: The host

    /// Sends a transfer; false while the device does not take all of it.
    @discardableResult
    func send(_ bytes: [UInt8], endsTransfer: Bool = true) -> Bool {
        var block = USBRequestBlock(id: 0, endpoint: 2, isInput: false, data: bytes)
        block.appendsZeroLengthPacket = endsTransfer
        let id = submit(block)
        settle()
        return port.takeCompletions().contains { $0.id == id && $0.status == .completed }
    }

    func frame(_ message: some WireMessage, channel: UInt8 = 0, session: UInt32 = 0) -> [UInt8] {
        sequence &+= 1
        return bytes(of: Frame(message, sequence: sequence, channel: channel, session: session))
    }

    /// The next transfer of the device; nil when it has nothing to say.
    func readTransfer(room: Int = 4096) -> [UInt8]? {
        let id = submit(USBRequestBlock(id: 0, endpoint: 2, isInput: true, length: room))
        settle()
        let completion = port.takeCompletions().first { $0.id == id }
        if completion == nil { #expect(port.unlink(id)) }
        return completion?.data
    }

    /// All frames that wait on the device.
    func readFrames(room: Int = 4096) throws -> [Frame] {
        var frames: [Frame] = []
        while let data = readTransfer(room: room) {
            var position = 0
            repeat {
                position += assembler.push(data.span, from: position)
                while let frame = try assembler.next() { frames.append(frame) }
            } while position < data.count
        }
        #expect(!assembler.isInsideFrame)
        return frames
    }

    /// Sends one request and gives its one reply.
    func ask(_ message: some WireMessage, channel: UInt8 = 0, session: UInt32 = 0) throws -> Frame {
        send(frame(message, channel: channel, session: session))
        let frames = try readFrames()
        #expect(frames.count == 1)
        let reply = try #require(frames.first)
        #expect(reply.sequence == sequence)
        #expect(reply.session == session)
        #expect(reply.channel == channel)
        return reply
    }

    func error(for bytes: [UInt8]) throws -> ErrorReply {
        send(bytes)
        let frames = try readFrames()
        #expect(frames.count == 1)
        return try #require(frames.first).decode(ErrorReply.self)
    }

    /// The device still answers, and has not broken a rule of USB.
    func expectAlive(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let reply = try ask(StatusRequest()).decode(StatusReply.self)
        #expect(reply.report.status == reference.status, sourceLocation: sourceLocation)
        #expect(cable.violations == [], sourceLocation: sourceLocation)
        #expect(cable.toggleMismatches == 0, sourceLocation: sourceLocation)
    }

    // MARK: The cell

    /// A second passes; `isValid` false loses the temperature, which is an event.
    @discardableResult
    func feed(isValid: Bool = true) -> (sample: Sample, events: [MonitorEvent], status: CellStatus) {
        sampleTime += 1_000_000
        let sample = Sample(
            timeMicroseconds: sampleTime, intervalMicroseconds: 1_000_000, currentPicoamperes: -86_400_000,
            voltageNanovolts: 2_100_000_000 - Int64(sampleTime / 1000), temperatureMillikelvin: 298_150,
            flags: isValid ? .allValid : SampleFlags.currentValid.union(.voltageValid))
        firmware.board.uptimeMicroseconds = sampleTime
        firmware.sensors.waiting.append(sample)
        settle()
        var list = EventList()
        reference.step(sample, events: &list)
        let events = (0..<list.count).compactMap { list[$0] }
        referenceEvents += events
        return (sample, events, reference.status)
    }

    /// Loses and finds the temperature until the monitor has raised so many events.
    func feedEvents(_ count: Int) {
        var isValid = true
        for _ in 0..<(20 * count) where referenceEvents.count < count {
            feed(isValid: isValid)
            isValid.toggle()
        }
        #expect(referenceEvents.count >= count)
    }
}

func bytes(of frame: Frame) -> [UInt8] { (0..<frame.bytes.count).map { frame.bytes[$0] } }

/// A frame that no message makes: header and payload as given, with a good check value.
func rawFrame(type: UInt8, version: UInt8 = 1, sequence: UInt8 = 9, payload: [UInt8] = []) -> [UInt8] {
    let head: [UInt8] = [
        0x43, 0x4D, version, type, 0, 0, sequence, 0, 0, 0, 0, 0, UInt8(payload.count & 0xFF),
        UInt8(payload.count >> 8),
    ]
    var check = CRC32()
    check.add((head + payload).span)
    return head + payload + (0..<4).map { UInt8(truncatingIfNeeded: check.value >> UInt32(8 * $0)) }
}
