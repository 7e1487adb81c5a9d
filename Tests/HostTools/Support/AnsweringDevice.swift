import CellCore
import CellWire
import HILSimulator
import USBDevice

/// A device with our interface whose answer to each request the test decides.
final class AnsweringDevice: BenchDevice {
    let port: SimulatedUSBPort
    private var device: USBDevice<SimulatedUSBController>
    private var answering: Answering

    init(_ answer: @escaping (Frame) -> Frame) {
        let cable = SimulatedUSBCable()
        port = SimulatedUSBPort(cable: cable)
        answering = Answering(answer: answer)
        device = USBDevice(
            controller: SimulatedUSBController(cable: cable),
            identity: USBIdentity(
                manufacturer: USBString("Cell monitor"), product: USBString("Cell monitor"),
                serialNumber: USBString("ANSWERING")))
        device.connect()
    }

    /// A monitor of those capabilities whose parts are as told; one without the capability refuses to tell.
    convenience init(_ capabilities: Capabilities, _ health: HealthReply) {
        self.init { request in
            switch request.type {
            case .infoRequest:
                var info = InfoReply()
                info.capabilities = capabilities
                info.firmwareMinor = 4
                info.uptimeMicroseconds = 93_784_500_000
                info.samplePeriodMicroseconds = 1_000_000
                info.serialNumber = FixedText("ANSWERING")
                info.sourceRevision = FixedText("3f9c2ab")
                info.profile = FixedText("generic")
                return Frame(info, sequence: request.sequence)
            case .healthRequest where capabilities.contains(.health):
                return Frame(health, sequence: request.sequence)
            default:
                let refusal = ErrorReply(reason: .unknownRequest, rawRequestType: request.rawType, detail: 0)
                return Frame(refusal, sequence: request.sequence)
            }
        }
    }

    func poll() -> Bool { device.poll(application: &answering) }

    func feed(_ sample: Sample) {}

    private struct Answering: USBVendorFunction {
        let answer: (Frame) -> Frame
        var assembler = FrameAssembler()
        var pending: ArraySlice<UInt8> = []

        init(answer: @escaping (Frame) -> Frame) { self.answer = answer }

        var canReceive: Bool { pending.isEmpty }

        mutating func receive(_ packet: Span<UInt8>) {
            _ = assembler.push(packet)
            guard let request = try? assembler.next() else { return }
            let reply = answer(request)
            pending = (0..<reply.bytes.count).map { reply.bytes[$0] }[...]
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
