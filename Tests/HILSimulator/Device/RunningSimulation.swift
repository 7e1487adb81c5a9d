import Foundation
import HILSimulator
import TestSupport
import USBHost

/// A `SimulationServer` on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class RunningSimulation: Sendable {
    let port: UInt16
    private let thread: LoopThread<SimulationServer>

    var address: USBIPAddress { USBIPAddress(host: "127.0.0.1", port: port) }

    /// A shipped cell under a constant load from the start, with the serial number 0xC0FFEE.
    static func with(speed: Double = 50, _ body: (RunningSimulation) throws -> Void) throws {
        let text = """
            title = "t"
            cell = "alucone-tis2"
            seed = 12648430
            state_of_charge = 0.8
            duration_second = 1000
            [[load]]
            at_second = 0
            current_ampere = -86.4e-6
            """
        let running = try RunningSimulation(Scenario(text: text, file: "t.toml"), speed)
        defer { running.thread.stop() }
        try body(running)
    }

    private init(_ scenario: Scenario, _ speed: Double) throws {
        thread = try LoopThread(
            make: { try SimulationServer(scenario, speed: speed, listen: ListenAddress()) },
            turn: { try $0.turn() },
            end: { $0.close() })
        port = thread.perform { $0.address.port } ?? 0
    }

    /// Runs on the server's thread and waits for it, 10 s at most.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (SimulationServer) -> Value) -> Value? {
        thread.perform(body)
    }

    /// Waits until the condition holds, 10 s at most.
    func waits(until condition: @escaping @Sendable (SimulationServer) -> Bool) -> Bool {
        thread.waits(until: condition)
    }

    /// Pulls the plug from another thread as soon as a transfer is pending.
    func unplugDuringATransfer() -> DispatchSemaphore {
        let done = DispatchSemaphore(value: 0)
        Thread {
            _ = self.waits { $0.pendingTransferCount > 0 }
            _ = self.perform { $0.unplug() }
            done.signal()
        }.start()
        return done
    }
}
