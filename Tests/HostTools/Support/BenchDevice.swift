import CellCore
import CellWire
import HILSimulator
import MonitorFirmware
import USBDevice

/// A device on the bench: something on a simulated cable that is polled.
protocol BenchDevice: AnyObject {
    var port: SimulatedUSBPort { get }
    func poll() -> Bool
    func feed(_ sample: Sample)
}

/// The real firmware on a board that is fed by hand: no flash, no impedance front end, chips that always measure.
final class FirmwareDevice: BenchDevice {
    static let serial: StaticString = "BENCH0001"

    let port: SimulatedUSBPort
    private var firmware: MonitorFirmware<OfferedBoard>

    init(profile: CellProfile) {
        let cable = SimulatedUSBCable()
        port = SimulatedUSBPort(cable: cable)
        firmware = MonitorFirmware(
            parts: .offered(SimulatedUSBController(cable: cable)), profile: profile,
            identity: FirmwareIdentity(
                serialNumber: FixedText(FirmwareDevice.serial), sourceRevision: FixedText("0123456789ab")))
        firmware.start()
    }

    func poll() -> Bool { firmware.poll() }

    /// The clock is that of the samples, so each is taken at its own time.
    func feed(_ sample: Sample) {
        firmware.board.uptimeMicroseconds = max(firmware.board.uptimeMicroseconds, sample.timeMicroseconds)
        firmware.sensors.waiting.append(sample)
        _ = firmware.poll()
    }
}

/// A device with our interface that answers whatever it gets with the same bytes.
final class ParrotDevice: BenchDevice {
    let port: SimulatedUSBPort
    private var device: USBDevice<SimulatedUSBController>
    private var parrot: Parrot

    init(_ answer: [UInt8]) {
        let cable = SimulatedUSBCable()
        port = SimulatedUSBPort(cable: cable)
        parrot = Parrot(answer: answer)
        device = USBDevice(
            controller: SimulatedUSBController(cable: cable),
            identity: USBIdentity(
                manufacturer: USBString("Cell monitor"), product: USBString("Cell monitor"),
                serialNumber: USBString("PARROT")))
        device.connect()
    }

    func poll() -> Bool { device.poll(application: &parrot) }

    func feed(_ sample: Sample) {}

    private struct Parrot: USBVendorFunction {
        let answer: [UInt8]
        var pending: ArraySlice<UInt8> = []

        var canReceive: Bool { pending.isEmpty }

        mutating func receive(_ packet: Span<UInt8>) {
            if packet.count < 64 { pending = answer[...] }
        }

        mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket? {
            guard !pending.isEmpty else { return nil }
            let count = min(pending.count, 64)
            for (index, byte) in pending.prefix(count).enumerated() { packet[index] = byte }
            pending = pending.dropFirst(count)
            return BulkInPacket(count: count, endsTransfer: pending.isEmpty)
        }

        mutating func busReset() { pending = [] }
        mutating func configured(_ isConfigured: Bool) { pending = [] }
        mutating func pipeReset(_ direction: USBDirection) { pending = [] }
    }
}
