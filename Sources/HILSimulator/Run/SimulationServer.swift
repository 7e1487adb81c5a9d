import CellCore
import CellData

/// A simulated device that a host can attach: virtual time runs at a multiple of the real one, USB/IP is served.
///
/// One thread, one loop: each turn takes the samples that are due, then serves the bus. The last load goes on when the
/// scenario is over.
public final class SimulationServer {
    /// Samples taken in one turn at most, so that the host is served however fast time runs.
    private static let samplesPerTurn = 2_000

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
        guard let name = ProfileName(text: scenario.cell), let profile = CellProfile.builtIn(named: name) else {
            throw .unknownCell(scenario.cell)
        }
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
        var taken = 0
        while sampleCount < due, taken < SimulationServer.samplesPerTurn {
            try takeSample()
            taken += 1
        }
        let untilNext = (Double((sampleCount + 1) * periodMicroseconds) - virtual) / speed / 1000
        let wait = sampleCount < due ? 0 : min(max(untilNext.rounded(.up), 0), 10)
        _ = server.poll(timeoutMilliseconds: Int(wait))
        device.settle()
    }

    private func takeSample() throws(SimulationError) {
        sampleCount += 1
        let time = sampleCount * periodMicroseconds
        let mean = try cell.advance(toSecond: Double(time) / 1e6)
        device.offer(
            sensors.sample(
                timeMicroseconds: time, intervalMicroseconds: periodMicroseconds, meanAmperes: mean,
                volts: cell.volts, kelvin: cell.kelvin))
        // The bus moves between samples, as it would in real time.
        device.settle()
    }

    /// Pulls the plug, as a hand would; hosts see the device go.
    public func unplug() { server.detach() }

    /// Ends all connections.
    public func close() { server.closeConnections() }

    /// What the monitor knows.
    public var status: CellStatus { device.status }
}
