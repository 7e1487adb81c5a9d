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

/// The real firmware on a board that is fed by hand.
final class FirmwareDevice: BenchDevice {
    static let serial: StaticString = "BENCH0001"

    let port: SimulatedUSBPort
    private let queue = SampleQueue()
    private var firmware: MonitorFirmware<FedBoard, SimulatedUSBController>

    init(profile: CellProfile) {
        let cable = SimulatedUSBCable()
        port = SimulatedUSBPort(cable: cable)
        firmware = MonitorFirmware(
            board: FedBoard(queue: queue), controller: SimulatedUSBController(cable: cable), profile: profile,
            identity: FirmwareIdentity(
                serialNumber: FixedText(FirmwareDevice.serial), sourceRevision: FixedText("0123456789ab")))
        firmware.start()
    }

    func poll() -> Bool { firmware.poll() }

    func feed(_ sample: Sample) { queue.samples.append(sample) }
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

/// Samples that wait for the firmware.
private final class SampleQueue {
    var samples: [Sample] = []
}

private struct FedBoard: Board {
    let queue: SampleQueue
    var uptimeMicroseconds: UInt64 = 0
    let samplePeriodMicroseconds: UInt64 = 1_000_000

    init(queue: SampleQueue) { self.queue = queue }

    mutating func nextSample() -> Sample? {
        guard !queue.samples.isEmpty else { return nil }
        let sample = queue.samples.removeFirst()
        uptimeMicroseconds = max(uptimeMicroseconds, sample.timeMicroseconds)
        return sample
    }
}
