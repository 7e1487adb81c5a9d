import CellCore
import CellData
import CellWire

/// Runs a scenario from its start to its end, as fast as it goes. The same seed gives the same bytes.
///
/// ```swift
/// let run = try ScenarioRun(scenario, firmware: .native)
/// while try run.step() { }
/// print(run.verdict.json.text)
/// ```
public final class ScenarioRun {
    private let scenario: Scenario
    private let body: any MonitorBody
    private var cell: VirtualCell
    private var sensors: SensorChain
    private var watches: [ExpectationWatch]
    private var outputs: RunOutputs?
    private let periodMicroseconds: UInt64
    private let sampleTotal: Int

    /// Samples taken so far.
    public private(set) var sampleCount = 0
    /// What the monitor said after the last sample.
    public private(set) var status = CellStatus()
    /// What happened at the last sample.
    public private(set) var events: [MonitorEvent] = []

    /// What was left out at the end, one sentence; nil when nothing was.
    public private(set) var notice: String?
    private var isFinished = false

    /// A run that has not begun; `folder` takes recording, output frames, BDF and plot when it is given.
    public init(
        _ scenario: Scenario, firmware: FirmwareChoice, folder: String? = nil
    ) throws(SimulationError) {
        let profile = try SimulatedCell.profile(named: scenario.cell)
        self.scenario = scenario
        periodMicroseconds = UInt64((scenario.samplePeriodSeconds * 1e6).rounded())
        sampleTotal = Int((scenario.durationSeconds * 1e6).rounded()) / Int(periodMicroseconds)
        cell = try VirtualCell(scenario)
        sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        watches = scenario.expectations.map { ExpectationWatch($0) }
        switch firmware {
        case .core: body = CoreBody(profile: profile)
        case .native:
            body = try NativeBody(
                profile: profile, samplePeriodMicroseconds: periodMicroseconds, seed: scenario.seed)
        }
        if let folder {
            outputs = try RunOutputs(
                folder: folder, scenario: scenario, sampleCount: sampleTotal, profile: profile.name)
        }
    }

    /// How far the run is, 0…1.
    public var progress: Double { sampleTotal > 0 ? Double(sampleCount) / Double(sampleTotal) : 1 }

    /// Takes the next sample; false when the scenario is over and its files are complete.
    public func step() throws(SimulationError) -> Bool {
        guard sampleCount < sampleTotal else {
            try finish()
            return false
        }
        sampleCount += 1
        let time = UInt64(sampleCount) * periodMicroseconds
        let mean = try cell.advance(toMicrosecond: time)
        let sample = sensors.sample(
            timeMicroseconds: time, intervalMicroseconds: periodMicroseconds, meanAmperes: mean, volts: cell.volts,
            kelvin: cell.rodKelvin)
        let frames = try body.take(sample)
        try interpret(frames)
        try outputs?.write(sample, frames, status, truth: cell)
        let sight = ExpectationWatch.Sight(
            second: Double(time) / 1e6, status: status, trueStateOfCharge: cell.stateOfCharge,
            leakSiemens: cell.leakSiemens)
        for index in watches.indices { watches[index].see(sight) }
        return true
    }

    /// A plot that cannot be drawn is no error of the run: all else is complete.
    private func finish() throws(SimulationError) {
        guard !isFinished else { return }
        isFinished = true
        do throws(SimulationError) {
            try outputs?.finish()
        } catch {
            guard case .plot(let reason) = error else { throw error }
            notice = "the plot of \(scenario.name) was left out: \(reason)"
        }
    }

    private func interpret(_ frames: [Frame]) throws(SimulationError) {
        events.removeAll(keepingCapacity: true)
        for frame in frames {
            do throws(WireError) {
                switch frame.type {
                case .eventReport:
                    if let event = try frame.decode(EventReport.self).event { events.append(event) }
                case .statusReport: status = try frame.decode(StatusReport.self).status
                default: throw .unexpectedType(frame.rawType)
                }
            } catch {
                throw .firmware("it sent a frame that does not decode (\(error))")
            }
        }
    }

    /// How the scenario ended; meaningful when `step` has returned false.
    public var verdict: ScenarioVerdict {
        ScenarioVerdict(
            scenario: scenario.name,
            results: watches.map {
                ExpectationResult(expectation: $0.expectation, seenSecond: $0.seenSecond, isMet: $0.isMet)
            },
            complaints: body.complaints, sampleCount: sampleCount)
    }
}
