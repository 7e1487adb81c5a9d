import CellCore
import CellWire
import MonitorFirmware

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
    /// The power came back: what the monitor went on from, nil where it began anew.
    case restart(SnapshotBytes?)
}

/// A cell and a monitor of it.
protocol MonitorBody: AnyObject {
    /// Goes on to the next sample and gives what was taken and said since the last; nil when none comes before the end.
    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]?
    /// The cell as it truly is, at most a second ahead of the sample.
    var cell: VirtualCell { get }
    /// The scenario's time when the monitor's own was 0, in microseconds: each restart moves it.
    var originMicroseconds: Int64 { get }
    /// What the measuring chain adds to the current at present, in amperes.
    var offsetAmperes: Double { get }
    /// Rules that the body has broken; a run with any fails.
    var complaints: [String] { get }
}

/// The core alone.
final class CoreBody: MonitorBody {
    private(set) var cell: VirtualCell
    private var sensors: SensorChain
    private var device: RestartingMonitor
    private var outages: ArraySlice<Outage>
    private let periodMicroseconds: UInt64
    private(set) var originMicroseconds: Int64 = 0

    init(_ scenario: Scenario) throws(SimulationError) {
        cell = try VirtualCell(scenario)
        sensors = SensorChain(model: scenario.sensors, spread: scenario.chips, seed: scenario.seed)
        periodMicroseconds = scenario.samplePeriodMicroseconds
        device = RestartingMonitor(
            profile: try SimulatedCell.profile(of: scenario), periodMicroseconds: periodMicroseconds)
        outages = scenario.outages[...]
    }

    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        let time = cell.microseconds + periodMicroseconds
        if let outage = outages.first, time > VirtualCell.microseconds(outage.fromSecond) {
            outages.removeFirst()
            return try pass(outage, before: end)
        }
        guard time <= end else { return nil }
        let mean = try cell.advance(toMicrosecond: time)
        let sample = sensors.sample(
            timeMicroseconds: device.nextMicroseconds, intervalMicroseconds: periodMicroseconds, meanAmperes: mean,
            volts: cell.volts, kelvin: cell.rodKelvin)
        var events = EventList()
        device.take(sample, events: &events)
        var outputs = [MonitorOutput.sample(sample)]
        for index in 0..<events.count {
            if let event = events[index] { outputs.append(.event(event)) }
        }
        outputs.append(.status(device.monitor.status))
        return outputs
    }

    /// The load looks at the voltage as often as with samples.
    private func pass(_ outage: Outage, before end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        let until = min(VirtualCell.microseconds(outage.untilSecond), end)
        while cell.microseconds < until {
            _ = try cell.advance(toMicrosecond: min(cell.microseconds + periodMicroseconds, until))
        }
        guard until < end else { return nil }
        let snapshot = device.restart()
        originMicroseconds = Int64(until) - Int64(device.baseMicroseconds)
        return [.restart(snapshot)]
    }

    var offsetAmperes: Double { sensors.offsetAmperes }

    var complaints: [String] { [] }
}

/// The native firmware over its chips, listened to over its USB stream.
final class NativeBody: MonitorBody {
    private let monitored: MonitoredCell
    private var listener: StreamListener<ChipBoard>
    private var outages: ArraySlice<Outage>
    private var earlierViolations: [USBRuleViolation] = []
    private(set) var originMicroseconds: Int64 = 0

    init(_ scenario: Scenario) throws(SimulationError) {
        monitored = try MonitoredCell(scenario)
        listener = try NativeBody.listener(monitored)
        outages = scenario.outages[...]
    }

    private static func listener(_ monitored: MonitoredCell) throws(SimulationError) -> StreamListener<ChipBoard> {
        try StreamListener(
            monitored.device, contents: .samples.union(.status).union(.events).union(.spectra))
    }

    var cell: VirtualCell { monitored.cell }

    func next(beforeMicrosecond end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        let cut = outages.first.map { VirtualCell.microseconds($0.fromSecond) } ?? .max
        guard try monitored.advance(toNanosecond: min(end, cut) * 1_000, stopsAtSample: true) else {
            guard cut < end, let outage = outages.popFirst() else { return nil }
            return try pass(outage, before: end)
        }
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

    private func pass(_ outage: Outage, before end: UInt64) throws(SimulationError) -> [MonitorOutput]? {
        let until = min(VirtualCell.microseconds(outage.untilSecond), end)
        earlierViolations += monitored.device.violations
        let snapshot = try monitored.losePower(untilNanosecond: until * 1_000)
        guard until < end else { return nil }
        listener = try NativeBody.listener(monitored)
        let isNew = monitored.device.firmware.sampleCount == 0
        let time = monitored.device.status.timeMicroseconds + MonitorFirmware<ChipBoard>.checkpointMicroseconds
        originMicroseconds = Int64(until) - (isNew ? 0 : Int64(time))
        return [.restart(isNew ? nil : snapshot)]
    }

    var offsetAmperes: Double { monitored.chips.current.offsetVolts / SimulatedChips.shuntOhms }

    var complaints: [String] {
        let flash = monitored.memory.violationCount
        return (earlierViolations + monitored.device.violations).map { "USB: \($0)" }
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
