import Foundation
import HILSimulator
import Synchronization
import USBHost

/// A server on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class RunningServer: Sendable {
    let port: UInt16
    private let mailbox: Mailbox

    var address: USBIPAddress { USBIPAddress(host: "127.0.0.1", port: port) }

    static func with(
        limits: USBIPServerLimits = USBIPServerLimits(), _ body: (RunningServer) throws -> Void
    ) throws {
        let running = try RunningServer(limits: limits)
        defer { running.stop() }
        try body(running)
    }

    private init(limits: USBIPServerLimits) throws {
        let mailbox = Mailbox()
        self.mailbox = mailbox
        let started = Started()
        Thread {
            let device = EchoPort()
            do {
                let server = try USBIPServer(device: device, limits: limits)
                started.result = .success(server.address.port)
                started.ready.signal()
                Self.run(server, device, mailbox)
            } catch {
                started.result = .failure(error)
                started.ready.signal()
            }
            mailbox.ended.signal()
        }.start()
        started.ready.wait()
        port = try started.result.get()
    }

    private static func run(_ server: USBIPServer, _ device: EchoPort, _ mailbox: Mailbox) {
        while !mailbox.mustStop.load(ordering: .acquiring) {
            server.poll(timeoutMilliseconds: 2)
            while device.service() {}
            let jobs = mailbox.jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            for job in jobs { job(server, device) }
        }
        server.closeConnections()
    }

    /// Runs on the server's thread and waits for it, 10 s at most.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (USBIPServer, EchoPort) -> Value) -> Value? {
        let answer = Answer<Value>()
        mailbox.jobs.withLock {
            $0.append { server, device in
                answer.value = body(server, device)
                answer.ready.signal()
            }
        }
        return answer.ready.wait(timeout: .now() + 10) == .success ? answer.value : nil
    }

    /// Waits until the condition holds, 10 s at most.
    func waits(until condition: @escaping @Sendable (USBIPServer, EchoPort) -> Bool) -> Bool {
        for _ in 0..<2000 {
            if perform(condition) == true { return true }
            usleep(5000)
        }
        return false
    }

    private func stop() {
        mailbox.mustStop.store(true, ordering: .releasing)
        _ = mailbox.ended.wait(timeout: .now() + 10)
    }

    private final class Mailbox: Sendable {
        let jobs = Mutex<[@Sendable (USBIPServer, EchoPort) -> Void]>([])
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
