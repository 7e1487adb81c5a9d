import CellCore
import HILSimulator
import TestSupport

/// A device behind a USB/IP server on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class DeviceBench: Sendable {
    let port: UInt16
    private let thread: LoopThread<(server: USBIPServer, device: any BenchDevice)>

    /// What a command needs to reach the device.
    var options: [String] { ["--usbip", "127.0.0.1:\(port)"] }
    /// Where it is, as messages name it.
    var path: String { "usbip:127.0.0.1:\(port)/1-1" }

    static func with(
        _ device: @escaping @Sendable () -> any BenchDevice = { FirmwareDevice(profile: .generic) },
        _ body: (DeviceBench) throws -> Void
    ) throws {
        let bench = try DeviceBench(device)
        defer { bench.thread.stop() }
        try body(bench)
    }

    private init(_ make: @escaping @Sendable () -> any BenchDevice) throws {
        thread = try LoopThread(
            make: {
                let device = make()
                return (try USBIPServer(device: device.port), device)
            },
            turn: { owner in
                owner.server.poll(timeoutMilliseconds: 1)
                var isMoving = true
                while isMoving {
                    isMoving = owner.device.port.service()
                    if owner.device.poll() { isMoving = true }
                }
            },
            end: { $0.server.closeConnections() })
        port = thread.perform { $0.server.address.port } ?? 0
    }

    /// Gives the device samples; it takes them within a millisecond or two.
    func feed(_ samples: [Sample]) {
        thread.post { owner in for sample in samples { owner.device.feed(sample) } }
    }

    /// Pulls the plug.
    func unplug() { thread.post { $0.server.detach() } }
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
