import Foundation

/// Pulls the plug as soon as a transfer is pending.
final class Unplugger: Sendable {
    private let done = DispatchSemaphore(value: 0)

    init(_ server: RunningServer) {
        let done = done
        Thread {
            _ = server.waits { server, _ in server.pendingTransferCount > 0 }
            _ = server.perform { server, _ in server.detach() }
            done.signal()
        }.start()
    }

    func wait() { _ = done.wait(timeout: .now() + 20) }
}
