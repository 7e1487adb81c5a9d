import AnalogFrontEnd
import CellCore
import CellWire
import Journal
import MonitorFirmware
import USBDevice

// The application is generic, and generic code is only checked for heap use where it is instantiated: this file is
// compiled for the embedded target with `-no-allocations` by the check of portable modules, and into the tests as well.

/// A board whose clock and pins the compiler cannot foresee, over drivers of real chips.
struct AnyBoard: Board, ~Copyable {
    typealias Sensors = MeasuringChain<OneAnswerBus>
    typealias Impedance = ImpedanceFrontEnd<OneAnswerSPI>
    typealias Flash = OneSectorFlash
    typealias Controller = OneEventBus

    var uptimeMicroseconds: UInt64
    var resetCause: ResetCause { .powerOn }
    var rawResetCause: UInt32 { 0 }
    var edge: PinEdge?
    mutating func nextEdge() -> PinEdge? {
        defer { edge = nil }
        return edge
    }
}

/// A bus on which every transfer ends at once with the same byte.
struct OneAnswerBus: I2CBus, ~Copyable {
    var byte: UInt8
    var readCount: UInt8 = 0

    mutating func start(_ transfer: I2CTransfer) { readCount = transfer.readCount }
    mutating func poll() -> I2CProgress {
        var bytes = I2CBytes()
        for _ in 0..<readCount { bytes.append(byte) }
        return .done(bytes)
    }
    mutating func startRecovery() { readCount = 0 }
}

/// The same for SPI.
struct OneAnswerSPI: SPIBus, ~Copyable {
    var byte: UInt8
    var readCount: UInt8 = 0

    mutating func start(_ transfer: SPITransfer) { readCount = transfer.readCount }
    mutating func poll() -> SPIProgress {
        var bytes = SPIBytes()
        for _ in 0..<readCount { bytes.append(byte) }
        return .done(bytes)
    }
}

/// A flash that reads the same byte everywhere and takes everything.
struct OneSectorFlash: FlashStore, ~Copyable {
    var byte: UInt8
    var sectorCount: Int { 1024 }
    mutating func read(at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>) throws(FlashError) {
        guard offset >= 0 else { throw .outOfRange(offset) }
        for index in 0..<min(count, bytes.count) { bytes[index] = byte }
    }
    mutating func beginProgram(at offset: Int, _ bytes: borrowing Span<UInt8>) throws(FlashError) {
        guard bytes.count > 0 else { throw .outOfRange(offset) }
        byte &= bytes[0]
    }
    mutating func beginErase(sector: Int) throws(FlashError) { byte = 0xFF }
    mutating func isFinished() throws(FlashError) -> Bool { true }
}

/// A controller on which one event happens, and whose packets hold what the last one sent.
struct OneEventBus: USBController, ~Copyable {
    var event: USBControllerEvent?
    var packet: InlineArray<64, UInt8> = InlineArray(repeating: 0)

    mutating func nextEvent() -> USBControllerEvent? {
        defer { event = nil }
        return event
    }
    mutating func connect() {}
    mutating func disconnect() {}
    mutating func setAddress(_ address: UInt8) {}
    mutating func openEndpoint(_ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int) {}
    mutating func closeEndpoint(_ address: EndpointAddress) {}
    mutating func transmit(_ bytes: Span<UInt8>, on address: EndpointAddress) {
        for index in bytes.indices where index < 64 { packet[index] = bytes[index] }
    }
    mutating func armReceive(on address: EndpointAddress) {}
    mutating func readPacket(from address: EndpointAddress, into bytes: inout MutableSpan<UInt8>) -> Int? {
        for index in bytes.indices where index < 64 { bytes[index] = packet[index] }
        return bytes.count
    }
    mutating func stall(_ address: EndpointAddress) {}
    mutating func unstall(_ address: EndpointAddress) {}
}

/// Calls every entry point of the application, so that all of it is instantiated.
public func usePortableFirmware(_ event: USBControllerEvent, _ byte: UInt8, until end: UInt64) -> SnapshotBytes {
    let identity = FirmwareIdentity(serialNumber: FixedText("0123456789ABCDEF"), sourceRevision: FixedText("none"))
    var firmware = MonitorFirmware(
        parts: FirmwareParts(
            board: AnyBoard(uptimeMicroseconds: 0), sensors: MeasuringChain(bus: OneAnswerBus(byte: byte)),
            impedance: ImpedanceFrontEnd(bus: OneAnswerSPI(byte: byte)), flash: OneSectorFlash(byte: byte),
            controller: OneEventBus(event: event)),
        profile: .aluconeTiS2, identity: identity)
    firmware.start()
    var hasMoved = false
    while firmware.board.uptimeMicroseconds < end {
        hasMoved = firmware.poll() || hasMoved
        firmware.board.edge = PinEdge(.impedance, microseconds: firmware.board.uptimeMicroseconds)
        firmware.board.uptimeMicroseconds = firmware.wakeMicroseconds
    }
    let isStarted = firmware.status.sampleCount == 0 || firmware.health.startNumber > 0
    return hasMoved && isStarted ? firmware.snapshot : SnapshotBytes()
}
