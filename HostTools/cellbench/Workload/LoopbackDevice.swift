import Foundation
import HILSimulator
import Synchronization
import USBHost

/// A simulated device on a thread of its own, served over USB/IP on any free port of loopback.
final class LoopbackDevice: Sendable {
    private let mustStop = Atomic(false)
    private let port = Atomic(0)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts it and connects; `speed` is virtual seconds a real one.
    static func with(speed: Double = 1, _ work: (USBIPTransport) throws -> Void) throws {
        let device = LoopbackDevice()
        let ready = DispatchSemaphore(value: 0)
        Thread { device.serve(speed: speed, ready) }.start()
        defer {
            device.mustStop.store(true, ordering: .releasing)
            _ = device.ended.wait(timeout: .now() + 10)
        }
        guard ready.wait(timeout: .now() + 10) == .success,
            let port = UInt16(exactly: device.port.load(ordering: .acquiring)), port > 0
        else { throw Unexpected("the simulated device did not start") }
        let transport = try USBIPTransport(at: USBIPAddress(port: port), busID: USBIPServer.busID)
        defer { transport.close() }
        try work(transport)
    }

    private func serve(speed: Double, _ ready: DispatchSemaphore) {
        defer { ended.signal() }
        guard let scenario = try? Scenario.nominal(cell: "alucone-tis2"),
            let server = try? SimulationServer(scenario, speed: speed, listen: ListenAddress())
        else {
            ready.signal()
            return
        }
        port.store(Int(server.address.port), ordering: .releasing)
        ready.signal()
        while !mustStop.load(ordering: .acquiring), (try? server.turn()) != nil {}
        server.close()
    }
}
