import CellCore
import Foundation
import HILSimulator
import Synchronization

/// A device behind a USB/IP server on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class DeviceBench: Sendable {
    let port: UInt16
    private let mailbox: Mailbox

    /// What a command needs to reach the device.
    var options: [String] { ["--usbip", "127.0.0.1:\(port)"] }
    /// Where it is, as messages name it.
    var path: String { "usbip:127.0.0.1:\(port)/1-1" }

    static func with(
        _ device: @escaping @Sendable () -> any BenchDevice = { FirmwareDevice(profile: .generic) },
        _ body: (DeviceBench) throws -> Void
    ) throws {
        let bench = try DeviceBench(device)
        defer { bench.stop() }
        try body(bench)
    }

    private init(_ make: @escaping @Sendable () -> any BenchDevice) throws {
        let mailbox = Mailbox()
        self.mailbox = mailbox
        let started = Started()
        Thread {
            let device = make()
            do {
                let server = try USBIPServer(device: device.port)
                started.result = .success(server.address.port)
                started.ready.signal()
                DeviceBench.run(server, device, mailbox)
            } catch {
                started.result = .failure(error)
                started.ready.signal()
            }
            mailbox.ended.signal()
        }.start()
        started.ready.wait()
        port = try started.result.get()
    }

    private static func run(_ server: USBIPServer, _ device: any BenchDevice, _ mailbox: Mailbox) {
        while !mailbox.mustStop.load(ordering: .acquiring) {
            server.poll(timeoutMilliseconds: 1)
            for job in mailbox.take() { job(server, device) }
            var isMoving = true
            while isMoving {
                isMoving = device.port.service()
                if device.poll() { isMoving = true }
            }
        }
        server.closeConnections()
    }

    /// Gives the device samples; it takes them within a millisecond or two.
    func feed(_ samples: [Sample]) {
        perform { _, device in for sample in samples { device.feed(sample) } }
    }

    /// Pulls the plug.
    func unplug() { perform { server, _ in server.detach() } }

    /// Runs on the server's thread, soon.
    private func perform(_ body: @escaping @Sendable (USBIPServer, any BenchDevice) -> Void) {
        mailbox.jobs.withLock { $0.append(body) }
    }

    private func stop() {
        mailbox.mustStop.store(true, ordering: .releasing)
        _ = mailbox.ended.wait(timeout: .now() + 10)
    }

    private final class Mailbox: Sendable {
        typealias Job = @Sendable (USBIPServer, any BenchDevice) -> Void

        let jobs = Mutex<[Job]>([])
        let mustStop = Atomic(false)
        let ended = DispatchSemaphore(value: 0)

        func take() -> [Job] {
            jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
        }
    }

    private final class Started: @unchecked Sendable {
        var result: Result<UInt16, any Error> = .success(0)
        let ready = DispatchSemaphore(value: 0)
    }
}

/// Samples a second apart, made by hand.
enum HandMade {
    static func samples(
        from second: UInt64, count: UInt64, amperes: Double = -86.4e-6, volts: Double = 2.0
    ) -> [Sample] {
        (0..<count).map { index in
            Sample(
                timeMicroseconds: (second + index) * 1_000_000, intervalMicroseconds: 1_000_000,
                currentPicoamperes: Int64((amperes * 1e12).rounded()), voltageNanovolts: Int64((volts * 1e9).rounded()),
                temperatureMillikelvin: 298_150)
        }
    }

    /// A cell under constant load whose voltage collapses at a second: a hard short two samples later.
    static func collapse(at second: UInt64) -> [Sample] {
        samples(from: 1, count: second - 1) + samples(from: second, count: 5, volts: 0.01)
    }
}
