/// Holds a cell to the limits of its profile, and its sensors to what such a cell can show: `Docs/Diagnosis.md`.
///
/// A sample within all limits, at a steady load, costs a dozen comparisons; the rest is looked at every 20 s, and while
/// something is told or timed. Without limits in the profile it does nothing.
struct SafetyWatch: Sendable {
    /// Over which rates are means and in which converters have to move.
    static var windowSeconds: UInt32 { 20 }
    /// The voltage's rate is judged once the load has been steady for so long: film and interlayer have settled.
    static var settlingSeconds: UInt32 { 300 }
    /// Most events of limits in one step.
    private static var eventsOfLimits: Int { 2 }

    /// Of the rows that were told and timed when it was made.
    private var band: CalmBand
    /// Here and not in the profile, so that nothing is copied for a look at them; all zero without limits.
    private let bounds: CellLimits
    /// False for a profile without limits.
    private let isFitted: Bool
    private(set) var limits = LimitWatch()
    private(set) var physics = PhysicsWatch()
    private(set) var answer = AnswerWatch()
    private(set) var window = SafetyWindow()
    /// True while nothing is told or timed but limits: then a look at the sample decides. Follows from the rest.
    private var isCalm = false
    /// What of it stands against learning. Follows from the rest.
    private(set) var reasons = LearningLock()

    /// A watch for the profile's limits; idle when it has none.
    init(_ limits: CellLimits?) {
        bounds = limits ?? .none
        isFitted = limits != nil
        band = CalmBand(bounds, active: 0, pending: 0)
    }

    /// True while the temperature or its rate is outside any of its limits.
    var isTemperatureExcursion: Bool { limits.isTemperatureExcursion }

    /// True while a measurement contradicts physics, another one, or itself.
    var isSensorImplausible: Bool { physics.isActive || answer.isUnanswered || window.isStuck }

    /// True when the window is long enough, or has not begun.
    @inline(__always)
    func isWindowOver(at microseconds: UInt64) -> Bool {
        window.isOver(at: SafetyClock.units(microseconds: microseconds))
    }

    /// Takes a sample whose time has advanced and which changes nothing; false for any other, which `judge` takes.
    ///
    /// `gap` µs before its interval were not measured. Cost: about 60 instructions.
    @inline(__always)
    mutating func follow(_ sample: Sample, gap: UInt64) -> Bool {
        guard isFitted else { return true }
        window.see(sample)
        guard isCalm, band.isCalm(sample), gap < 1_000_000, !isWindowOver(at: sample.timeMicroseconds),
            !limits.isDue(timeMicroseconds: sample.timeMicroseconds),
            answer.isSteady(sample.currentPicoamperes, within: band.steady)
        else { return false }
        answer.follow(voltage: sample.voltageNanovolts)
        return true
    }

    /// Takes a sample that `follow` did not.
    ///
    /// Cost: some hundreds of instructions: every 20 s, when the load changes, and when a row's time comes.
    mutating func judge(_ sample: Sample, gap: UInt64, reporter: inout Reporter, events: inout EventList) {
        look(sample, gap: gap, reporter: &reporter, events: &events)
        conclude()
    }

    /// What follows from the rest.
    private mutating func conclude() {
        isCalm =
            window.hasStarted && band.active == limits.active && band.pending == limits.pending && physics.isCalm
            && answer.isCalm
        reasons = LearningLock(
            rawValue: (isTemperatureExcursion ? LearningLock.temperature.rawValue : 0)
                | (isSensorImplausible ? LearningLock.sensor.rawValue : 0))
    }

    private mutating func look(
        _ sample: Sample, gap: UInt64, reporter: inout Reporter, events: inout EventList
    ) {
        let now = SafetyClock.units(microseconds: sample.timeMicroseconds)
        let told = events.count
        let (active, pending) = (limits.active, limits.pending)
        let hasCurrent = sample.flags.contains(.currentValid)
        let hasVoltage = sample.flags.contains(.voltageValid) && !sample.flags.contains(.excitation)
        if hasCurrent && hasVoltage && gap < 1_000_000 {
            if answer.isCalm, answer.isSteady(sample.currentPicoamperes, within: band.steady) {
                answer.follow(voltage: sample.voltageNanovolts)
            } else if let change = answer.step(
                current: sample.currentPicoamperes, voltage: sample.voltageNanovolts, now: now, bounds.plausible)
            {
                tell(.currentUnanswered, answer.isUnanswered, change, &reporter, &events)
            }
        } else {
            answer.interrupt()
        }
        if window.isOver(at: now) {
            close(sample, hasVoltage: hasVoltage, now: now, reporter: &reporter, events: &events)
        }
        judgeLevels(sample, hasCurrent: hasCurrent, hasVoltage: hasVoltage)
        if let news = physics.step(sample, hasCurrent: hasCurrent, hasVoltage: hasVoltage, bounds.plausible) {
            tell(news.id, news.isBeyond, sample.voltageNanovolts, &reporter, &events)
        }
        // Five of sensors or two of limits, so that an `EventList` has room: the rest comes with the next sample.
        guard events.count == told else { return }
        guard gap > 0 || limits.isDue(timeMicroseconds: sample.timeMicroseconds) else {
            // Not at the sample that changes them: there is enough to do.
            if active == limits.active, pending == limits.pending, band.active != active || band.pending != pending {
                band = CalmBand(bounds, active: limits.active, pending: limits.pending)
            }
            return
        }
        for _ in 0..<SafetyWatch.eventsOfLimits {
            guard let news = limits.settle(timeMicroseconds: sample.timeMicroseconds) else { break }
            tellLimit(news.row, news.isBeyond, sample, &reporter, &events)
        }
        limits.foresee(sample.timeMicroseconds)
    }

    private mutating func judgeLevels(_ sample: Sample, hasCurrent: Bool, hasVoltage: Bool) {
        let time = sample.timeMicroseconds
        if limits.hasAny(of: .voltageAbove, .voltageBelow) || !(hasVoltage && band.isCalm(voltage: sample)) {
            judgeVoltage(sample.voltageNanovolts, hasVoltage, time)
        }
        if limits.hasAny(of: .chargeAbove, .dischargeAbove) || !(hasCurrent && band.isCalm(current: sample)) {
            judgeCurrent(sample.currentPicoamperes, hasCurrent, time)
        }
        let hasTemperature = sample.flags.contains(.temperatureValid)
        if limits.hasAny(of: .temperatureAbove, .temperatureBelow)
            || !(hasTemperature && band.isCalm(temperature: sample))
        {
            judgeTemperature(Int64(sample.temperatureMillikelvin), hasTemperature, time)
        }
    }

    private mutating func judgeVoltage(_ volts: Int64, _ isMeasured: Bool, _ time: UInt64) {
        guard isMeasured else { return limits.skip(.voltageAbove, .voltageBelow) }
        let slack = bounds.voltageHysteresis
        limits.judge(.voltageAbove, volts, bounds.voltageAbove, hysteresis: slack, timeMicroseconds: time)
        limits.judge(
            .voltageBelow, volts, isBelow: true, bounds.voltageBelow, hysteresis: slack, timeMicroseconds: time)
    }

    private mutating func judgeCurrent(_ current: Int64, _ isMeasured: Bool, _ time: UInt64) {
        guard isMeasured else { return limits.skip(.chargeAbove, .dischargeAbove) }
        let slack = bounds.currentHysteresis
        limits.judge(.chargeAbove, current, bounds.chargeAbove, hysteresis: slack, timeMicroseconds: time)
        limits.judge(
            .dischargeAbove, current, isBelow: true, bounds.dischargeAbove.negative, hysteresis: slack,
            timeMicroseconds: time)
    }

    private mutating func judgeTemperature(_ kelvin: Int64, _ isMeasured: Bool, _ time: UInt64) {
        guard isMeasured else { return limits.skip(.temperatureAbove, .temperatureBelow) }
        let slack = bounds.temperatureHysteresis
        limits.judge(.temperatureAbove, kelvin, bounds.temperatureAbove, hysteresis: slack, timeMicroseconds: time)
        limits.judge(
            .temperatureBelow, kelvin, isBelow: true, bounds.temperatureBelow, hysteresis: slack, timeMicroseconds: time
        )
    }

    /// Ends a window: rates over it, and converters that did not move in it.
    private mutating func close(
        _ sample: Sample, hasVoltage: Bool, now: UInt32, reporter: inout Reporter, events: inout EventList
    ) {
        let time = sample.timeMicroseconds
        let steady = answer.hasLoad ? window.steadyUnits(since: answer.steadySince) : 0
        let result = window.close(sample, hasVoltage: hasVoltage, isSteady: steady > 0, now: now)
        if let rate = result.temperatureRate {
            limits.judgeRate(.temperatureRate, rate, bounds.temperatureRateAbove, timeMicroseconds: time)
        } else {
            limits.skip(.temperatureRate)
        }
        if let rate = result.voltageRate {
            // A load that moves explains what the voltage does.
            let isSettled = steady >= SafetyClock.units(seconds: SafetyWatch.settlingSeconds)
            limits.judgeRate(
                .voltageRate, isSettled ? rate : 0, bounds.voltageRateAbove, timeMicroseconds: time)
        } else {
            limits.skip(.voltageRate)
        }
        if result.currentChanged {
            tell(.currentStuck, window.currentStuck.isStuck, sample.currentPicoamperes, &reporter, &events)
        }
        if result.voltageChanged {
            tell(.voltageStuck, window.voltageStuck.isStuck, sample.voltageNanovolts, &reporter, &events)
        }
        if result.temperatureChanged {
            let value = Int64(sample.temperatureMillikelvin)
            tell(.temperatureStuck, window.temperatureStuck.isStuck, value, &reporter, &events)
        }
    }

    private func tell(
        _ id: EventID, _ isOn: Bool, _ value: Int64, _ reporter: inout Reporter, _ events: inout EventList
    ) {
        if isOn {
            reporter.report(id, value: value, to: &events)
        } else {
            reporter.report(.plausibleAgain, value: Int64(id.rawValue), to: &events)
        }
    }

    private func tellLimit(
        _ row: LimitRow, _ isBeyond: Bool, _ sample: Sample, _ reporter: inout Reporter, _ events: inout EventList
    ) {
        guard isBeyond else {
            reporter.report(.limitKept, value: Int64(row.id.rawValue), to: &events)
            return
        }
        let value =
            switch row.quantity {
            case .voltageAbove, .voltageBelow: sample.voltageNanovolts
            case .chargeAbove, .dischargeAbove: sample.currentPicoamperes
            case .temperatureAbove, .temperatureBelow: Int64(sample.temperatureMillikelvin)
            case .temperatureRate: Int64(window.temperatureRate)
            case .voltageRate: Int64(window.voltageRate)
            }
        reporter.report(row.id, value: value, to: &events)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        limits.visit(&coder)
        physics.visit(&coder)
        answer.visit(&coder)
        window.visit(&coder)
        // Whether a sample is calm decides what is done with it, so the same band comes back.
        var (active, pending) = (band.active, band.pending)
        coder.code(&active)
        coder.code(&pending)
        band = CalmBand(bounds, active: active, pending: pending)
        conclude()
    }
}
