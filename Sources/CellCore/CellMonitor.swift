/// The monitor of one cell: samples in, status and events out. The same inputs give the same bits in every body.
///
/// ```swift
/// var monitor = CellMonitor(profile: .aluconeTiS2)
/// var events = EventList()
/// monitor.step(sample, events: &events)
/// let status = monitor.status
/// ```
/// No heap, no libm, a fixed amount of work a step, and a state of fixed size that a snapshot holds whole.
public struct CellMonitor: Sendable {
    /// What is known of the cell beforehand; does not change during a monitor's life.
    public let profile: CellProfile
    /// The same as the estimator needs it.
    let cell: EstimatorCell

    var time = TimeKeeper()
    var sensors = SensorWatch()
    var ledger = ChargeLedger()
    var estimator = StateEstimator()
    var currentOffset = CurrentOffset()
    var cycles = CycleLedger()
    var health = HealthBaseline()
    var rest = RestDetector()
    var shorts = ShortDetector()
    var timeFault = TimeFaultWatch()
    var safety: SafetyWatch
    var formation = FormationWatch()
    var gate = LearningGate()
    /// Samples accepted so far.
    public internal(set) var sampleCount: UInt64 = 0
    var refusedSampleCount: UInt64 = 0
    var uncoveredMicroseconds: UInt64 = 0
    var eventSequence: UInt32 = 0
    /// The voltage of a healthy cell at the last tick; absent where it says nothing.
    var healthy: HealthyVoltage?
    /// It is to be computed from the last tick: by the next sample, which has less to do.
    var isPredictionDue = false
    /// Samples in a row that had so much else that their part of the model's work was put off.
    var waits: UInt8 = 0
    /// Told with the first sample; not part of the state.
    var announcement: (id: EventID, value: Int64)? = (.started, 0)

    /// A monitor without a past.
    public init(profile: CellProfile) {
        self.profile = profile
        cell = EstimatorCell(profile)
        safety = SafetyWatch(profile.limits)
    }

    /// Takes one sample; what is worth telling is appended to `events`.
    ///
    /// Nothing is taken from a sample whose time does not advance, and nothing integrated over time that no valid
    /// current covers; both are counted and told.
    ///
    /// Cost at a sample a second or more often: 580 instructions of x86-64 at the median, 1 800 at most, for what the model asks for
    /// is spread over the samples after it; from 1.5 s between samples on a sample does all of it (`Docs/Benchmarks.md`).
    public mutating func step(_ sample: Sample, events: inout EventList) {
        var reporter = Reporter(timeMicroseconds: sample.timeMicroseconds, sequence: eventSequence)
        if let announcement { reporter.report(announcement.id, value: announcement.value, to: &events) }
        announcement = nil
        if let (covered, gap) = accept(sample, reporter: &reporter, events: &events) {
            sampleCount &+= 1
            sensors.step(sample, reporter: &reporter, events: &events)
            let isCalm = safety.follow(sample, gap: gap)
            // The first of near samples has enough to do.
            let isFirst = sampleCount == 1 && covered < StateTuning.slowMicroseconds
            if !isCalm, !isFirst { safety.judge(sample, gap: gap, reporter: &reporter, events: &events) }
            if !formation.isOver { form(sample) }
            lockLearning(covered &+ gap, reporter: &reporter, events: &events)
            integrate(sample, covered: covered, gap: gap, reporter: &reporter, events: &events)
            estimate(
                sample, covered: covered, gap: gap, isCalm: isCalm, reporter: &reporter, events: &events)
        }
        eventSequence = reporter.sequence
    }

    /// Microseconds of the sample that are new, and unmeasured ones before them; nil when nothing is taken from it.
    @inline(__always)
    private mutating func accept(
        _ sample: Sample, reporter: inout Reporter, events: inout EventList
    ) -> (covered: UInt64, gap: UInt64)? {
        let interval = sample.intervalMicroseconds
        if time.follow(timeMicroseconds: sample.timeMicroseconds, intervalMicroseconds: interval) {
            timeFault.clear()
            return (interval, 0)
        }
        let outcome = time.accept(timeMicroseconds: sample.timeMicroseconds, intervalMicroseconds: interval)
        timeFault.step(outcome, intervalMicroseconds: interval, reporter: &reporter, events: &events)
        guard case .advanced(let covered, let gap, _) = outcome else {
            refusedSampleCount += 1
            return nil
        }
        return (covered, gap)
    }

    @inline(never)
    private mutating func form(_ sample: Sample) {
        formation.step(sample, charged: ledger.charged.nanocoulombs, cell)
    }

    @inline(__always)
    private mutating func integrate(
        _ sample: Sample, covered: UInt64, gap: UInt64, reporter: inout Reporter, events: inout EventList
    ) {
        var unmeasured = gap
        if sample.flags.contains(.currentValid) {
            if ledger.add(currentPicoamperes: sample.currentPicoamperes, intervalMicroseconds: covered) {
                reporter.report(.chargeSaturated, value: ledger.netNanocoulombs, to: &events)
            }
        } else {
            unmeasured = unmeasured &+ covered
        }
        guard unmeasured > 0 else { return }
        uncoveredMicroseconds = uncoveredMicroseconds &+ unmeasured
        cycles.interrupt()
        estimator.countUnmeasured(
            seconds: Float(unmeasured) * 1e-6, most: cell.maximumAmperes, capacityCoulombs: cell.capacityCoulombs)
    }

    /// What is known after the last sample. Cost: about 60 operations; call it as often as someone asks.
    public var status: CellStatus {
        CellStatus(
            timeMicroseconds: time.lastMicroseconds, sampleCount: sampleCount,
            voltageNanovolts: sensors.voltageNanovolts, currentPicoamperes: sensors.currentPicoamperes,
            temperatureMillikelvin: sensors.temperatureMillikelvin, charge: ledger,
            stateOfCharge: stateOfCharge, state: details,
            short: shorts.verdict, uncoveredMicroseconds: uncoveredMicroseconds,
            refusedSampleCount: refusedSampleCount)
    }
}
