import Foundation
import HILSimulator
import Synchronization
import USBHost

/// A `SimulationServer` on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class RunningSimulation: Sendable {
    let port: UInt16
    private let mailbox: Mailbox

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
        defer { running.stop() }
        try body(running)
    }

    private init(_ scenario: Scenario, _ speed: Double) throws {
        let mailbox = Mailbox()
        self.mailbox = mailbox
        let started = Started()
        Thread {
            do {
                let server = try SimulationServer(scenario, speed: speed, listen: ListenAddress())
                started.result = .success(server.address.port)
                started.ready.signal()
                try Self.run(server, mailbox)
            } catch {
                started.result = .failure(error)
                started.ready.signal()
            }
            mailbox.ended.signal()
        }.start()
        started.ready.wait()
        port = try started.result.get()
    }

    private static func run(_ server: SimulationServer, _ mailbox: Mailbox) throws {
        while !mailbox.mustStop.load(ordering: .acquiring) {
            try server.turn()
            let jobs = mailbox.jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            for job in jobs { job(server) }
        }
        server.close()
    }

    /// Runs on the server's thread and waits for it, 10 s at most.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (SimulationServer) -> Value) -> Value? {
        let answer = Answer<Value>()
        mailbox.jobs.withLock {
            $0.append { server in
                answer.value = body(server)
                answer.ready.signal()
            }
        }
        return answer.ready.wait(timeout: .now() + 10) == .success ? answer.value : nil
    }

    /// Waits until the condition holds, 10 s at most.
    func waits(until condition: @escaping @Sendable (SimulationServer) -> Bool) -> Bool {
        for _ in 0..<2000 {
            if perform(condition) == true { return true }
            usleep(5000)
        }
        return false
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

    private func stop() {
        mailbox.mustStop.store(true, ordering: .releasing)
        _ = mailbox.ended.wait(timeout: .now() + 10)
    }

    private final class Mailbox: Sendable {
        let jobs = Mutex<[@Sendable (SimulationServer) -> Void]>([])
        let mustStop = Atomic(false)
        let ended = DispatchSemaphore(value: 0)
    }

    private final class Started: @unchecked Sendable {
        var result: Result<UInt16, any Error> = .success(0)
        let ready = DispatchSemaphore(value: 0)
    }

    private final class Answer<Value>: @unchecked Sendable {
        var value: Value?
        let ready = DispatchSemaphore(value: 0)
    }
}
