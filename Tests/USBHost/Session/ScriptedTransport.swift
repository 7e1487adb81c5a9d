import CellWire
import USBHost

/// A transport without a device: what it receives for each request is decided by the test.
final class ScriptedTransport: DeviceTransport {
    let path = "scripted"
    let interface = MonitorInterface(
        configuration: 1, number: 0, name: "cellmon", inEndpoint: 0x82, inPacketLength: 64, outEndpoint: 0x02,
        outPacketLength: 64, serial: "SCRIPT")

    /// Transfers that wait to be read.
    var waiting: [[UInt8]] = []
    /// Makes transfers for a request.
    var answer: (Frame) -> [[UInt8]]
    /// What reading fails with when nothing waits; a time-out unless told otherwise.
    var failure: USBHostError?
    private(set) var requests: [Frame] = []
    private(set) var isClosed = false

    init(_ answer: @escaping (Frame) -> [[UInt8]] = { _ in [] }) { self.answer = answer }

    func control(_ setup: ControlSetup, data: [UInt8], timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8] {
        throw .stalled(operation: "control")
    }

    func bulkOut(_ bytes: [UInt8], timeoutMilliseconds: Int) throws(USBHostError) {
        var assembler = FrameAssembler()
        _ = assembler.push(bytes.span)
        guard let frame = try? assembler.next() else { throw .invalidCall("no frame") }
        requests.append(frame)
        waiting += answer(frame)
    }

    func bulkIn(maxLength: Int, timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8] {
        guard waiting.isEmpty else { return waiting.removeFirst() }
        throw failure ?? .timedOut(operation: "receiving", milliseconds: timeoutMilliseconds)
    }

    func close() { isClosed = true }
}

extension Frame {
    /// The frame as it goes over the wire.
    var array: [UInt8] { (0..<bytes.count).map { bytes[$0] } }
}
