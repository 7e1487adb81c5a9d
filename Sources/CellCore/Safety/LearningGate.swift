/// Keeps the monitor from learning while there is a reason not to, and tells when that begins and ends.
///
/// A reason holds at once, and for a minute after it was last seen: one that comes and goes is one lock, and what it
/// raises is a few events a minute at most.
struct LearningGate: Equatable, Sendable {
    /// How long a reason holds after it was last seen, in seconds.
    static var holdSeconds: Float { 60 }

    /// The reasons that hold.
    private(set) var lock = LearningLock()
    /// How long fewer have been seen, in seconds.
    private var calmSeconds: Float = 0

    /// The reasons seen at a sample are those that hold.
    @inline(__always)
    mutating func hold() { calmSeconds = 0 }

    /// Takes the reasons seen at a sample; those that held until now, when it opens, else none.
    ///
    /// `seconds` since the sample before. Cost: two comparisons while nothing changes.
    mutating func step(
        _ reasons: LearningLock, seconds: Float, reporter: inout Reporter, events: inout EventList
    ) -> LearningLock {
        guard reasons != lock else {
            calmSeconds = 0
            return LearningLock()
        }
        guard lock.contains(reasons) else {
            lock.set(reasons, true)
            calmSeconds = 0
            reporter.report(.learningLocked, value: Int64(lock.rawValue), to: &events)
            return LearningLock()
        }
        calmSeconds += seconds
        guard calmSeconds >= LearningGate.holdSeconds else { return LearningLock() }
        calmSeconds = 0
        let before = lock
        lock = reasons
        guard reasons.isEmpty else {
            reporter.report(.learningLocked, value: Int64(lock.rawValue), to: &events)
            return LearningLock()
        }
        reporter.report(.learningResumed, value: Int64(before.rawValue), to: &events)
        return before
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&lock.rawValue)
        coder.code(&calmSeconds)
        lock = LearningLock(rawValue: lock.rawValue)
        calmSeconds = CellMath.limited(calmSeconds, to: 0...LearningGate.holdSeconds)
    }
}
