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
    private var framer = OutputFramer()
    private var watches: [ExpectationWatch]
    private var outputs: RunOutputs?
    private let endMicroseconds: UInt64
    /// The scenario's time of the last sample: the monitor's own falls behind where it had no power.
    private var timeMicroseconds: UInt64 = 0
    private var countedCoulombs = 0.0

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
        self.scenario = scenario
        endMicroseconds = UInt64((scenario.durationSeconds * 1e6).rounded())
        watches = scenario.expectations.map { ExpectationWatch($0) }
        switch firmware {
        case .core: body = try CoreBody(scenario)
        case .native: body = try NativeBody(scenario)
        }
        if let folder {
            outputs = try RunOutputs(
                folder: folder, scenario: scenario,
                sampleCount: Int(endMicroseconds / scenario.samplePeriodMicroseconds),
                profile: try SimulatedCell.profile(of: scenario).name)
        }
    }

    /// How far the run is, 0…1.
    public var progress: Double { Double(timeMicroseconds) / Double(endMicroseconds) }

    /// Takes the next sample; false when the scenario is over and its files are complete.
    public func step() throws(SimulationError) -> Bool {
        guard let said = try body.next(beforeMicrosecond: endMicroseconds) else {
            try finish()
            return false
        }
        events.removeAll(keepingCapacity: true)
        var last: Sample?
        for output in said {
            switch output {
            case .sample(let sample):
                last = sample
                sampleCount += 1
                timeMicroseconds = UInt64(clamping: Int64(clamping: sample.timeMicroseconds) + body.originMicroseconds)
                countedCoulombs +=
                    Double(sample.currentPicoamperes.magnitude) * Double(sample.intervalMicroseconds) * 1e-18
            case .event(let event): events.append(event)
            case .status(let status):
                self.status = status
                look(at: timeMicroseconds)
            case .restart: for index in watches.indices { watches[index].restart() }
            case .notice, .impedance: break
            }
            try outputs?.write(output, framer: &framer)
        }
        if let last { outputs?.plot(last, atSecond: Double(timeMicroseconds) / 1e6, status, truth: body.cell) }
        return true
    }

    private func look(at microseconds: UInt64) {
        let sight = ExpectationWatch.Sight(
            second: Double(microseconds) / 1e6, status: status, trueStateOfCharge: body.cell.stateOfCharge,
            leakSiemens: body.cell.leakSiemens, trueCapacityCoulombs: body.cell.capacityCoulombs,
            trueOffsetAmperes: body.offsetAmperes, countedCoulombs: countedCoulombs)
        countedCoulombs = 0
        for index in watches.indices { watches[index].see(sight) }
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
