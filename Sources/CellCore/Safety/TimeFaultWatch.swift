/// Turns irregular sample times into events: the first of a run of the same kind, not each of them.
struct TimeFaultWatch: Equatable, Sendable {
    private var lastKind: UInt16 = 0

    /// A sample that begins where the last one ended.
    @inline(__always)
    mutating func clear() { lastKind = 0 }

    /// A gap is told from half an interval upwards, and from a second in any case; smaller ones are only counted.
    mutating func step(
        _ outcome: TimeKeeper.Outcome, intervalMicroseconds: UInt64, reporter: inout Reporter,
        events: inout EventList
    ) {
        var kind: EventID?
        var value: UInt64 = 0
        switch outcome {
        case .advanced(_, let gap, let overlap):
            if gap > 0 && (gap >= intervalMicroseconds / 2 || gap >= 1_000_000) {
                kind = .timeGap
                value = gap
            } else if overlap > 0 {
                kind = .intervalOverlap
                value = overlap
            }
        case .duplicate:
            kind = .timeDuplicate
        case .backwards(let by):
            kind = .timeBackwards
            value = by
        }
        if let kind, kind.rawValue != lastKind {
            reporter.report(kind, value: Int64(clamping: value), to: &events)
        }
        lastKind = kind?.rawValue ?? 0
    }

    mutating func visit(_ coder: inout some FieldCoder) { coder.code(&lastKind) }
}
