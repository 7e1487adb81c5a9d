import CellCore
import CellData

/// A simulated device that a host can attach: virtual time runs at a multiple of the real one, USB/IP is served.
///
/// One thread, one loop: each turn takes the samples that are due, then serves the bus. Time that goes faster than the
/// machine can follow runs late. The last load goes on when the scenario is over.
public final class SimulationServer {
    /// Samples are taken for at most this long in one turn, so that the host is served however fast time runs.
    private static let sampling = Duration.milliseconds(20)

    private let device: SimulatedDevice
    private let server: USBIPServer
    private var cell: VirtualCell
    private var sensors: SensorChain
    private let periodMicroseconds: UInt64
    private let speed: Double
    private let start = ContinuousClock.now
    private var sampleCount: UInt64 = 0

    /// Binds, plugs the device in, and begins to count time.
    public init(
        _ scenario: Scenario, speed: Double, listen address: ListenAddress
    ) throws(SimulationError) {
        let profile = try SimulatedCell.profile(named: scenario.cell)
        self.speed = speed
        periodMicroseconds = UInt64((scenario.samplePeriodSeconds * 1e6).rounded())
        cell = try VirtualCell(scenario)
        sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        device = SimulatedDevice(
            profile: profile, samplePeriodMicroseconds: periodMicroseconds, serialNumber: scenario.seed)
        do {
            server = try USBIPServer(device: device.port, listen: address)
        } catch {
            throw .server(error)
        }
    }

    /// Where it listens, with the port that was bound.
    public var address: ListenAddress { server.address }

    /// One turn: takes what is due and serves the bus, waiting at most 10 ms.
    public func turn() throws(SimulationError) {
        let virtual = Double((ContinuousClock.now - start) / .microseconds(1)) * speed
        let due = UInt64(max(virtual, 0)) / periodMicroseconds
        let end = ContinuousClock.now + SimulationServer.sampling
        while sampleCount < due, ContinuousClock.now < end { try takeSample() }
        let untilNext = (Double((sampleCount + 1) * periodMicroseconds) - virtual) / speed / 1000
        let wait = sampleCount < due ? 0 : min(max(untilNext.rounded(.up), 0), 10)
        _ = server.poll(timeoutMilliseconds: Int(wait))
        device.settle()
    }

    private func takeSample() throws(SimulationError) {
        sampleCount += 1
        let time = sampleCount * periodMicroseconds
        let mean = try cell.advance(toMicrosecond: time)
        device.offer(
            sensors.sample(
                timeMicroseconds: time, intervalMicroseconds: periodMicroseconds, meanAmperes: mean,
                volts: cell.volts, kelvin: cell.rodKelvin))
        // The bus moves between samples, as it would in real time.
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
