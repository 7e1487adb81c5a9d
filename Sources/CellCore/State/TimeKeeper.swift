/// Decides how much of a sample's interval is new: what overlaps or repeats is not counted twice, what is missing is told.
struct TimeKeeper: Equatable, Sendable {
    /// What became of a sample's time.
    enum Outcome: Equatable, Sendable {
        /// Time advanced: `covered` microseconds are new, `gap` microseconds before them were not measured.
        case advanced(covered: UInt64, gap: UInt64, overlap: UInt64)
        /// The same time again; nothing is taken from the sample.
        case duplicate
        /// `by` microseconds older than the last; nothing is taken from the sample.
        case backwards(by: UInt64)
    }

    /// End of the last accepted interval in microseconds; meaningless before the first sample.
    private(set) var lastMicroseconds: UInt64 = 0
    /// False until the first sample.
    private(set) var hasStarted = false

    /// Takes a sample that begins where the last one ended, as nearly all do; false for any other, which `accept` takes.
    @inline(__always)
    mutating func follow(timeMicroseconds time: UInt64, intervalMicroseconds interval: UInt64) -> Bool {
        guard hasStarted, time > lastMicroseconds, time &- lastMicroseconds == interval else { return false }
        lastMicroseconds = time
        return true
    }

    mutating func accept(timeMicroseconds time: UInt64, intervalMicroseconds interval: UInt64) -> Outcome {
        guard hasStarted else {
            hasStarted = true
            lastMicroseconds = time
            return .advanced(covered: min(interval, time), gap: 0, overlap: 0)
        }
        guard time > lastMicroseconds else {
            return time == lastMicroseconds ? .duplicate : .backwards(by: lastMicroseconds - time)
        }
        let elapsed = time - lastMicroseconds
        lastMicroseconds = time
        return interval > elapsed
            ? .advanced(covered: elapsed, gap: 0, overlap: interval - elapsed)
            : .advanced(covered: interval, gap: elapsed - interval, overlap: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&lastMicroseconds)
        coder.code(&hasStarted)
    }
}
