/// Follows the load: since when it is steady, and whether the voltage answered when it changed.
///
/// An answer is at least the resistance that the profile states as the least, in the direction of the change. Three
/// changes in a row without one are told: a lead of the voltage is off, or the current has the wrong sign or scale. A cell
/// that is shorted answers little too; at less than 20 mV and 20 Ω of its current nothing is held against the voltage.
struct AnswerWatch: Equatable, Sendable {
    /// Changes in a row with the same result before it counts.
    private static var changes: UInt8 { 3 }
    /// Samples after the change, so that one whose mean holds both sides is over.
    private static var settling: UInt8 { 2 }
    /// An answer later than this is mixed with the drift of the cell: 10 s.
    private static var longest: UInt32 { SafetyClock.units(seconds: 10) }

    /// The current that counts as the load, in pA.
    private var load: Int64 = 0
    /// The voltage of the sample before, in nV.
    private var lastVoltage: Int64 = 0
    /// False until a first sample, and after a gap.
    private(set) var hasLoad = false
    /// Since when the load is steady.
    private(set) var steadySince: UInt32 = 0
    /// Load, voltage and time before a change that is not judged yet.
    private var loadBefore: Int64 = 0
    private var voltageBefore: Int64 = 0
    private var changedAt: UInt32 = 0
    /// Samples until it is judged; 0 when none is.
    private var settlingSamples: UInt8 = 0
    /// Changes in a row without an answer while none is told, with an answer while one is.
    private var contraryChanges: UInt8 = 0
    /// True from when it was told until the voltage answers again.
    private(set) var isUnanswered = false

    /// True while no change waits to be judged.
    var isCalm: Bool { hasLoad && settlingSamples == 0 }

    /// True when a current is the load that there was; then a sample needs no more than `follow`.
    func isSteady(_ current: Int64, within steady: UInt64) -> Bool {
        UInt64(bitPattern: current &- load &+ Int64(bitPattern: steady)) <= 2 &* steady
    }

    /// Takes a sample during which nothing changed. Cost: one store.
    mutating func follow(voltage: Int64) { lastVoltage = voltage }

    /// Takes any sample that holds both; the change of the current when `isUnanswered` changed, else nil.
    mutating func step(current: Int64, voltage: Int64, now: UInt32, _ range: borrowing PlausibleRange) -> Int64? {
        defer { lastVoltage = voltage }
        guard hasLoad else {
            hasLoad = true
            load = current
            steadySince = now
            return nil
        }
        if current.magnitudeOfDifference(load) > range.steadyPicoamperes.magnitude {
            if settlingSamples == 0 {
                loadBefore = load
                voltageBefore = lastVoltage
                changedAt = now
            }
            load = current
            steadySince = now
            settlingSamples = AnswerWatch.settling
            return nil
        }
        guard settlingSamples > 0 else { return nil }
        settlingSamples -= 1
        guard settlingSamples == 0, now &- changedAt <= AnswerWatch.longest else { return nil }
        return judge(current: current, voltage: voltage, range)
    }

    private mutating func judge(current: Int64, voltage: Int64, _ range: borrowing PlausibleRange) -> Int64? {
        let most: Int64 = 1_000_000_000_000
        let change = max(min(current, most), -most) - max(min(loadBefore, most), -most)
        guard change.magnitude >= range.stepPicoamperes.magnitude, range.leastOhms > 0 else { return nil }
        // pA · Ω is 10⁻³ nV.
        let shorted = 20_000_000 + UInt64(20) * current.magnitudeLimited(most) / 1000
        guard voltage.magnitude > shorted else { return nil }
        let needed = Int64(change.magnitude) / 1000 * range.leastOhms
        let (difference, hasOverflowed) = voltage.subtractingReportingOverflow(voltageBefore)
        let answer = change > 0 ? difference : 0 &- difference
        let hasAnswered = !hasOverflowed && answer >= needed
        guard hasAnswered == isUnanswered else {
            contraryChanges = 0
            return nil
        }
        contraryChanges += 1
        guard contraryChanges >= AnswerWatch.changes else { return nil }
        contraryChanges = 0
        isUnanswered.toggle()
        return change
    }

    /// A gap, or a measurement that is missing: what comes is not compared with what was.
    mutating func interrupt() {
        hasLoad = false
        settlingSamples = 0
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&load)
        coder.code(&lastVoltage)
        coder.code(&hasLoad)
        coder.code(&steadySince)
        coder.code(&loadBefore)
        coder.code(&voltageBefore)
        coder.code(&changedAt)
        coder.code(&settlingSamples)
        coder.code(&contraryChanges)
        coder.code(&isUnanswered)
        settlingSamples = min(settlingSamples, AnswerWatch.settling)
        contraryChanges = min(contraryChanges, AnswerWatch.changes)
    }
}

extension Int64 {
    /// The magnitude, `most` at the most.
    func magnitudeLimited(_ most: Int64) -> UInt64 { Swift.min(magnitude, most.magnitude) }
}
