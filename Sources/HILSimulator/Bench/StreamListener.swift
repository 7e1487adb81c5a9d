import CellWire
import MonitorFirmware
import USBDevice

/// A host inside the simulator: configures the device, asks for its stream and collects the frames it sends.
final class StreamListener<B: Board & ~Copyable> where B.Controller == SimulatedUSBController {
    private static var chunk: Int { 4096 }

    private let device: SimulatedDevice<B>
    private var assembler = FrameAssembler()
    private var lastID: UInt64 = 0
    private var isListening = false

    /// Configures the device and starts the stream.
    ///
    /// - Throws: `SimulationError.firmware` when the device does not do as it should.
    init(_ device: SimulatedDevice<B>, contents: StreamContents) throws(SimulationError) {
        self.device = device
        let configure: InlineArray<8, UInt8> = [
            0x00, 0x09, MonitorInterface.configurationValue, 0, 0, 0, 0, 0,
        ]
        let done = exchange(USBRequestBlock(id: nextID(), endpoint: 0, isInput: false, setup: configure))
        guard done?.status == .completed else { throw .firmware("it refused its configuration") }
        let request = Frame(StreamRequest(contents: contents), sequence: 1).bytes
        var bytes: [UInt8] = []
        for index in 0..<request.count { bytes.append(request[index]) }
        let sent = exchange(
            USBRequestBlock(id: nextID(), endpoint: MonitorInterface.bulkOut.number, isInput: false, data: bytes))
        guard sent?.status == .completed else { throw .firmware("it did not take a request") }
        listen()
        let frames = try collect()
        guard frames.contains(where: { $0.type == .streamReply }) else {
            throw .firmware("it did not start its stream")
        }
    }

    /// The frames that have come since the last call.
    func collect() throws(SimulationError) -> [Frame] {
        var frames: [Frame] = []
        while true {
            device.settle()
            let completions = device.port.takeCompletions()
            if completions.isEmpty { return frames }
            for completion in completions {
                guard completion.status == .completed else { throw .firmware("its stream ended") }
                isListening = false
                try take(completion.data, into: &frames)
            }
            listen()
        }
    }

    private func take(_ data: [UInt8], into frames: inout [Frame]) throws(SimulationError) {
        var position = 0
        while position < data.count || assembler.isInsideFrame {
            position += assembler.push(data.span, from: position)
            do throws(WireError) {
                guard let frame = try assembler.next() else { break }
                frames.append(frame)
            } catch {
                throw .firmware("it sent a damaged frame (\(error))")
            }
        }
    }

    private func listen() {
        guard !isListening else { return }
        isListening = true
        device.port.submit(
            USBRequestBlock(
                id: nextID(), endpoint: MonitorInterface.bulkIn.number, isInput: true, length: Self.chunk))
    }

    private func exchange(_ block: USBRequestBlock) -> USBCompletion? {
        device.port.submit(block)
        device.settle()
        return device.port.takeCompletions().first { $0.id == block.id }
    }

    private func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }
}
