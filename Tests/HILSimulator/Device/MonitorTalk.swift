import CellWire
import Testing
import USBHost

/// The bytes of a frame.
func bytes(_ frame: Frame) -> [UInt8] { (0..<frame.bytes.count).map { frame.bytes[$0] } }

/// Requests and frames over a transport.
final class MonitorTalk {
    let transport: any DeviceTransport
    private var assembler = FrameAssembler()
    private var waiting: [Frame] = []

    init(_ simulation: RunningSimulation) throws {
        transport = try DeviceFinder.open(DeviceSelector(route: .usbip(simulation.address)))
    }

    deinit { transport.close() }

    func send(_ message: some WireMessage, sequence: UInt16) throws {
        try transport.bulkOut(bytes(Frame(message, sequence: sequence)), timeoutMilliseconds: 2000)
    }

    /// The next frame that the device sends.
    func next(timeoutMilliseconds: Int = 5000) throws -> Frame {
        while waiting.isEmpty {
            let data = try transport.bulkIn(maxLength: 512, timeoutMilliseconds: timeoutMilliseconds)
            waiting += try MonitorTalk.frames(in: data, &assembler)
        }
        return waiting.removeFirst()
    }

    /// The reply to a request; reports before it are passed over.
    func ask<Reply: WireMessage>(_ request: some WireMessage, sequence: UInt16, _: Reply.Type) throws -> Reply {
        try send(request, sequence: sequence)
        for _ in 0..<100 {
            let frame = try next()
            if frame.rawType >= 0x80 {
                #expect(frame.sequence == sequence)
                return try frame.decode(Reply.self)
            }
        }
        throw WireError.unexpectedType(0)
    }

    static func frames(in data: [UInt8], _ assembler: inout FrameAssembler) throws -> [Frame] {
        var frames: [Frame] = []
        var position = 0
        repeat {
            position += assembler.push(data.span, from: position)
            while let frame = try assembler.next() { frames.append(frame) }
        } while position < data.count
        return frames
    }
}
