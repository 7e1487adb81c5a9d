import HILSimulator
import TestSupport
import USBHost

/// A server on a thread of its own, on loopback and any free port; `with` ends it in any case.
final class RunningServer: Sendable {
    let port: UInt16
    private let thread: LoopThread<(server: USBIPServer, device: EchoPort)>

    var address: USBIPAddress { USBIPAddress(host: "127.0.0.1", port: port) }

    static func with(
        limits: USBIPServerLimits = USBIPServerLimits(), _ body: (RunningServer) throws -> Void
    ) throws {
        let running = try RunningServer(limits: limits)
        defer { running.thread.stop() }
        try body(running)
    }

    private init(limits: USBIPServerLimits) throws {
        thread = try LoopThread(
            make: {
                let device = EchoPort()
                return (try USBIPServer(device: device, limits: limits), device)
            },
            turn: { owner in
                owner.server.poll(timeoutMilliseconds: 2)
                while owner.device.service() {}
            },
            end: { $0.server.closeConnections() })
        port = thread.perform { $0.server.address.port } ?? 0
    }

    /// Runs on the server's thread and waits for it, 10 s at most.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (USBIPServer, EchoPort) -> Value) -> Value? {
        thread.perform { body($0.server, $0.device) }
    }

    /// Waits until the condition holds, 10 s at most.
    func waits(until condition: @escaping @Sendable (USBIPServer, EchoPort) -> Bool) -> Bool {
        thread.waits { condition($0.server, $0.device) }
    }
}
