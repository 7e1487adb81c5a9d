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

    var time = TimeKeeper()
    var sensors = SensorWatch()
    var ledger = ChargeLedger()
    var voltageModel = VoltageModel()
    var rest = RestDetector()
    var stateOfCharge = StateOfChargeCounter()
    var shorts = ShortDetector()
    var timeFault = TimeFaultWatch()
    /// Samples accepted so far.
    public internal(set) var sampleCount: UInt64 = 0
    var refusedSampleCount: UInt64 = 0
    var uncoveredMicroseconds: UInt64 = 0
    var eventSequence: UInt32 = 0
    var lastLoadPicoamperes: Int64 = 0
    /// Told with the first sample; not part of the state.
    var announcement: EventID? = .started

    /// A monitor without a past.
    public init(profile: CellProfile) { self.profile = profile }

    /// Takes one sample; what is worth telling is appended to `events`.
    ///
    /// Nothing is taken from a sample whose time does not advance, and nothing integrated over time that no valid
    /// current covers; both are counted and told. Cost: a fixed number of operations, no search but for the one at
    /// a verified rest (three times seven halvings).
    public mutating func step(_ sample: Sample, events: inout EventList) {
        var reporter = Reporter(timeMicroseconds: sample.timeMicroseconds, sequence: eventSequence)
        if let announcement { reporter.report(announcement, value: 0, to: &events) }
        announcement = nil

        let outcome = time.accept(
            timeMicroseconds: sample.timeMicroseconds, intervalMicroseconds: sample.intervalMicroseconds)
        timeFault.step(outcome, intervalMicroseconds: sample.intervalMicroseconds, reporter: &reporter, events: &events)
        if case .advanced(let covered, let gap, _) = outcome {
            sampleCount += 1
            sensors.step(sample, reporter: &reporter, events: &events)
            integrate(sample, covered: covered, gap: gap, reporter: &reporter, events: &events)
            estimate(sample, covered: covered, gap: gap, reporter: &reporter, events: &events)
        } else {
            refusedSampleCount += 1
        }
        eventSequence = reporter.sequence
    }

    private mutating func integrate(
        _ sample: Sample, covered: UInt64, gap: UInt64, reporter: inout Reporter, events: inout EventList
    ) {
        var unmeasured = gap
        if sample.flags.contains(.currentValid) {
            let wasSaturated = ledger.isSaturated
            ledger.add(currentPicoamperes: sample.currentPicoamperes, intervalMicroseconds: covered)
            if ledger.isSaturated && !wasSaturated {
                reporter.report(.chargeSaturated, value: ledger.netNanocoulombs, to: &events)
            }
            stateOfCharge.count(
                currentAmperes: Float(sample.currentPicoamperes) * 1e-12, seconds: Float(covered) * 1e-6)
        } else {
            unmeasured = unmeasured &+ covered
        }
        uncoveredMicroseconds = uncoveredMicroseconds &+ unmeasured
        if unmeasured > 0 { stateOfCharge.countUnmeasured(seconds: Float(unmeasured) * 1e-6) }
    }

    private mutating func estimate(
        _ sample: Sample, covered: UInt64, gap: UInt64, reporter: inout Reporter, events: inout EventList
    ) {
        let seconds = Float(covered) * 1e-6
        guard sample.flags.contains(.currentValid), sample.flags.contains(.voltageValid) else {
            rest.interrupt()
            shorts.interrupt()
            return
        }
        if gap > 0 {
            rest.interrupt()
            shorts.interrupt()
        }
        let loadChanged =
            sample.currentPicoamperes.magnitudeOfDifference(lastLoadPicoamperes)
            > profile.nominalCurrentPicoamperes.magnitude / 20
        lastLoadPicoamperes = sample.currentPicoamperes

        var polarisation: VoltageModel.Prediction?
        if profile.hasPolarisation { polarisation = stepVoltageModel(sample, seconds: seconds) }
        anchorAtRest(sample, covered: covered, reporter: &reporter, events: &events)

        guard !sample.flags.contains(.excitation) else {
            shorts.interrupt()
            return
        }
        var healthy: HealthyVoltage?
        // The mean current of the interval in which the load changed is not the current at its end.
        if let polarisation, gap == 0, !loadChanged { healthy = predict(polarisation, sample) }
        let classBefore = shorts.shortClass
        shorts.step(
            ShortDetector.Input(
                timeMicroseconds: sample.timeMicroseconds, seconds: seconds,
                currentPicoamperes: sample.currentPicoamperes, voltageNanovolts: sample.voltageNanovolts,
                healthy: healthy),
            point: voltageModel.point, hardShortOhms: profile.hardShortOhms)
        countLeak(sample, seconds: seconds)
        if shorts.shortClass != classBefore { reportShort(reporter: &reporter, events: &events) }
    }

    private mutating func stepVoltageModel(_ sample: Sample, seconds: Float) -> VoltageModel.Prediction {
        var leakAmperes: Float = 0
        if shorts.isSuspected, let siemens = shorts.conductance.siemens {
            leakAmperes = CellMath.limited(siemens.value, to: 0...1e3) * Float(sample.voltageNanovolts) * 1e-9
        }
        return voltageModel.step(
            currentAmperes: Float(sample.currentPicoamperes) * 1e-12, leakAmperes: leakAmperes, seconds: seconds,
            millikelvin: sensors.temperatureMillikelvin, parameters: profile.load,
            capacityCoulombs: Float(profile.capacityNanocoulombs ?? 0) * 1e-9)
    }

    /// The voltage of a healthy cell and the most it may lie below; nil while the state of charge is needed and unknown,
    /// or the surface empty.
    ///
    /// Mutating like `reportShort`, so that the monitor is lent and not copied; nothing changes.
    private mutating func predict(_ load: VoltageModel.Prediction, _ sample: Sample) -> HealthyVoltage? {
        let sensor = profile.sensor.voltageOffsetVolts + 0.001
        var healthy = HealthyVoltage(
            polarisationVolts: load.polarisationVolts,
            polarisationTolerance: load.toleranceVolts, openVolts: 0, openTolerance: sensor, drainTolerance: 0,
            isEmpty: false)
        guard profile.hasCurve else { return healthy }
        guard
            let charge = stateOfCharge.value(
                netNanocoulombs: ledger.netNanocoulombs, errors: profile.counting)
        else { return nil }
        // Beyond its empty end the curve falls without a hold: no evidence. What a short has drained counts as just empty.
        let surface = charge.value + load.lead
        guard surface >= 0 || shorts.isSuspected else { return nil }
        let points = profile.table.points
        let middle = points.volts(at: surface > 0 ? surface : 0)
        healthy.isEmpty = surface < 0
        var below = middle - points.volts(at: charge.lower + load.lead)
        // While a short drains the cell the lower bound is far away and says nothing about the measurement.
        if shorts.isSuspected {
            healthy.drainTolerance = below
            below = 0
        }
        let above = points.volts(at: charge.upper + load.lead) - middle
        healthy.openVolts = middle
        healthy.openTolerance += points.tolerance(at: charge.value) + (below > above ? below : above)
        // Grown interfaces take from the voltage of a cell that is discharged, and only there: nothing else looks like a leak.
        if load.polarisationVolts < 0 {
            healthy.polarisationTolerance -=
                voltageModel.point.growthOhms * Float(sample.currentPicoamperes) * 1e-12
        }
        return healthy
    }

    private mutating func anchorAtRest(
        _ sample: Sample, covered: UInt64, reporter: inout Reporter, events: inout EventList
    ) {
        let isNewRest = rest.step(
            currentPicoamperes: sample.currentPicoamperes, voltageNanovolts: sample.voltageNanovolts,
            coveredMicroseconds: covered, criterion: profile.rest)
        guard isNewRest, profile.hasCurve, !stateOfCharge.isAnchored, !shorts.isSuspected else { return }
        let volts = Float(sample.voltageNanovolts) * 1e-9
        guard
            let anchor = profile.table.points.stateOfCharge(
                atRestVolts: volts, extraToleranceVolts: profile.sensor.voltageOffsetVolts)
        else {
            reporter.report(.restVoltageOutsideCurve, value: sample.voltageNanovolts, to: &events)
            return
        }
        stateOfCharge.anchor(at: anchor, netNanocoulombs: ledger.netNanocoulombs)
        reporter.report(.stateOfChargeAnchored, value: CellMath.saturatingInt64(anchor.value * 1e6), to: &events)
    }

    private mutating func countLeak(_ sample: Sample, seconds: Float) {
        guard shorts.isSuspected, let siemens = shorts.conductance.siemens, siemens.upper > 0 else { return }
        let volts = CellMath.magnitude(Float(sample.voltageNanovolts) * 1e-9)
        stateOfCharge.countLeak(
            coulombs: CellMath.limited(siemens.value, to: 0...1e3) * volts * seconds,
            upperCoulombs: CellMath.limited(siemens.upper, to: 0...1e3) * volts * seconds)
    }

    private mutating func reportShort(reporter: inout Reporter, events: inout EventList) {
        let ohms = shorts.conductance.resistanceOhms?.value ?? 0
        let value = CellMath.saturatingInt64(ohms * 1000)
        switch shorts.shortClass {
        case .none: reporter.report(.shortCleared, value: 0, to: &events)
        case .suspected: reporter.report(.shortSuspected, value: value, to: &events)
        case .transient: reporter.report(.shortTransient, value: value, to: &events)
        case .soft: reporter.report(.shortSoft, value: value, to: &events)
        case .hard: reporter.report(.shortHard, value: value, to: &events)
        }
    }

    /// What is known after the last sample. Cost: about 60 operations; call it as often as someone asks.
    public var status: CellStatus {
        CellStatus(
            timeMicroseconds: time.lastMicroseconds, sampleCount: sampleCount,
            voltageNanovolts: sensors.voltageNanovolts, currentPicoamperes: sensors.currentPicoamperes,
            temperatureMillikelvin: sensors.temperatureMillikelvin, charge: ledger,
            stateOfCharge: stateOfCharge.value(netNanocoulombs: ledger.netNanocoulombs, errors: profile.counting),
            short: shorts.verdict, uncoveredMicroseconds: uncoveredMicroseconds,
            refusedSampleCount: refusedSampleCount)
    }
}
