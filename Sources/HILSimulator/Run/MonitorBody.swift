import CellCore
import CellWire

/// Which body of the monitor a scenario runs in.
public enum FirmwareChoice: String, Equatable, Sendable {
    /// The core alone, fed by a model of what sensors do: fast.
    case core
    /// The whole firmware, built for this machine, over the registers of its chips and behind its USB cable.
    case native
}

/// What a monitor took and said, in order.
enum MonitorOutput {
    case sample(Sample)
    case notice(DeviceNotice)
    case impedance(ImpedancePoint)
    case event(MonitorEvent)
    case status(CellStatus)
}

/// A cell and a monitor of it.
protocol MonitorBody: AnyObject {
    /// Goes on to the next sample and gives what was taken and said since the last; nil when none comes before the end.
    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]?
    /// The cell as it truly is, at most a second ahead of the sample.
    var cell: VirtualCell { get }
    /// Rules that the body has broken; a run with any fails.
    var complaints: [String] { get }
}

/// The core alone.
final class CoreBody: MonitorBody {
    private(set) var cell: VirtualCell
    private var sensors: SensorChain
    private var monitor: CellMonitor
    private let periodMicroseconds: UInt64

    init(_ scenario: Scenario) throws(SimulationError) {
        cell = try VirtualCell(scenario)
        sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        monitor = CellMonitor(profile: try SimulatedCell.profile(of: scenario))
        periodMicroseconds = scenario.samplePeriodMicroseconds
    }

    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        let time = cell.microseconds + periodMicroseconds
        guard time <= end else { return nil }
        let mean = try cell.advance(toMicrosecond: time)
        let sample = sensors.sample(
            timeMicroseconds: time, intervalMicroseconds: periodMicroseconds, meanAmperes: mean, volts: cell.volts,
            kelvin: cell.rodKelvin)
        var events = EventList()
        monitor.step(sample, events: &events)
        var outputs = [MonitorOutput.sample(sample)]
        for index in 0..<events.count {
            if let event = events[index] { outputs.append(.event(event)) }
        }
        outputs.append(.status(monitor.status))
        return outputs
    }

    var complaints: [String] { [] }
}

/// The native firmware over its chips, listened to over its USB stream.
final class NativeBody: MonitorBody {
    private let monitored: MonitoredCell
    private let listener: StreamListener<ChipBoard>

    init(_ scenario: Scenario) throws(SimulationError) {
        monitored = try MonitoredCell(scenario)
        listener = try StreamListener(
            monitored.device, contents: .samples.union(.status).union(.events).union(.spectra))
    }

    var cell: VirtualCell { monitored.cell }

    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        guard try monitored.advance(toNanosecond: end * 1_000, stopsAtSample: true) else { return nil }
        var outputs: [MonitorOutput] = []
        for frame in try listener.collect() {
            do throws(WireError) {
                if let output = try MonitorOutput(frame) { outputs.append(output) }
            } catch {
                throw .firmware("it sent a frame that does not decode (\(error))")
            }
        }
        return outputs
    }

    var complaints: [String] {
        let flash = monitored.memory.violationCount
        return monitored.device.violations.map { "USB: \($0)" }
            + (flash > 0 ? ["flash: \(flash) bytes programmed that were not erased"] : [])
    }
}

extension MonitorOutput {
    /// What a frame of the stream says; nil for an event of a kind that this version does not know.
    ///
    /// - Throws: `WireError` for a frame that is no such report, a loss of reports among them.
    init?(_ frame: Frame) throws(WireError) {
        switch frame.type {
        case .sampleReport: self = .sample(try frame.decode(SampleReport.self).sample)
        case .statusReport: self = .status(try frame.decode(StatusReport.self).status)
        case .eventReport:
            guard let event = try frame.decode(EventReport.self).event else { return nil }
            self = .event(event)
        case .noticeReport:
            guard let notice = try frame.decode(NoticeReport.self).notice else { return nil }
            self = .notice(notice)
        case .impedanceReport:
            guard let point = try frame.decode(ImpedanceReport.self).point else { return nil }
            self = .impedance(point)
        default: throw .unexpectedType(frame.rawType)
        }
    }
}
