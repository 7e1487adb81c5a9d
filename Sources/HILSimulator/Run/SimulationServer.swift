import CellCore
import CellData

/// A simulated device that a host can attach: virtual time runs at a multiple of the real one, USB/IP is served.
///
/// One thread, one loop: each turn takes the samples that are due, then serves the bus. Time that goes faster than the
/// machine can follow runs late. The last load goes on when the scenario is over.
public final class SimulationServer {
    /// Samples are taken for at most this long in one turn, so that the host is served however fast time runs.
    private static let sampling = Duration.milliseconds(20)

    private let monitored: MonitoredCell
    private let server: USBIPServer
    private let speed: Double
    private let start = ContinuousClock.now
    private var device: SimulatedDevice<ChipBoard> { monitored.device }

    /// Binds, plugs the device in, and begins to count time.
    public init(
        _ scenario: Scenario, speed: Double, listen address: ListenAddress
    ) throws(SimulationError) {
        self.speed = speed
        monitored = try MonitoredCell(scenario)
        do {
            server = try USBIPServer(device: monitored.device.port, listen: address)
        } catch {
            throw .server(error)
        }
    }

    /// Where it listens, with the port that was bound.
    public var address: ListenAddress { server.address }

    /// One turn: lets pass what time is due and serves the bus, waiting at most 10 ms.
    public func turn() throws(SimulationError) {
        let elapsed = (ContinuousClock.now - start) / .nanoseconds(1)
        let due = UInt64(min(max(elapsed * speed, 0), 1e18))
        let end = ContinuousClock.now + SimulationServer.sampling
        while monitored.clock.nanoseconds < due, ContinuousClock.now < end {
            // The bus moves between samples, as it would in real time.
            _ = try monitored.advance(toNanosecond: due, stopsAtSample: true)
            device.settle()
        }
        let isLate = monitored.clock.nanoseconds < due
        // A host's request may come at any time; virtual events before it are at most a turn late.
        _ = server.poll(timeoutMilliseconds: isLate ? 0 : 10)
        device.settle()
    }

    /// True while the cable is plugged in.
    public var isPlugged: Bool { server.isAttached }

    /// Pulls the plug, as a hand would: hosts see the device go, and the device its bus. The monitor goes on.
    public func unplug() {
        guard server.isAttached else { return }
        server.detach()
        device.port.disconnect()
        device.settle()
    }

    /// Plugs the cable in again.
    public func plug() {
        guard !server.isAttached else { return }
        device.port.connect()
        server.attach()
        device.settle()
    }

    /// Ends all connections.
    public func close() { server.closeConnections() }

    /// What the monitor knows.
    public var status: CellStatus { device.status }
    /// What the USB/IP server has seen.
    public var counters: USBIPServerCounters { server.counters }
    /// True while a host has the device.
    public var isImported: Bool { server.isImported }
    /// Transfers that the host waits for.
    public var pendingTransferCount: Int { server.pendingTransferCount }
    /// Rules of USB that the firmware has broken; there must be none.
    public var violations: [USBRuleViolation] { device.violations }
}
