import CellCore

/// What becomes of a row once its place in time is known.
enum RowDecision {
    case keep(Sample)
    case skip(RecordWarningKind)
    /// More rows in a row lie before the last one than can be chance.
    case timeStaysBehind(firstLine: Int, rows: Int)
}

/// Turns rows into samples with intervals: what a current means, and what is done with times that do not go on.
struct RowSequence {
    /// A block sent twice or a clock set back by a moment is passed over; a longer stay is another record.
    static let longestStayBehind = 10

    private let meaning: CurrentMeaning
    /// Time of the last row that was kept, in microseconds; nil before the first.
    private(set) var lastTime: UInt64?
    /// Current at that time; nil where it was not measured.
    private var lastCurrent: Int64?
    private var rowsBehind = 0
    private var firstLineBehind = 0
    /// True when the row just kept had an averaging interval that reaches back beyond the row before.
    private(set) var didClipInterval = false

    init(meaning: CurrentMeaning) { self.meaning = meaning }

    /// Decides on a row. `current` is in our sign, in picoamperes; `averaging` is the recorded interval, if any.
    mutating func place(
        time: UInt64, current: Int64?, averaging: UInt64?, line: Int
    ) -> RowDecision {
        didClipInterval = false
        var interval = averaging ?? 0
        var mean = current
        if let lastTime {
            if time <= lastTime { return passOver(time: time, lastTime: lastTime, current: current, line: line) }
            interval = time - lastTime
            if let averaging {
                didClipInterval = averaging > interval
                interval = min(interval, averaging)
            }
            if meaning == .instantaneous {
                if let lastCurrent, let current {
                    mean = RowSequence.midpoint(lastCurrent, current)
                } else {
                    mean = nil
                }
            }
        }
        rowsBehind = 0
        lastTime = time
        lastCurrent = current
        return .keep(
            Sample(
                timeMicroseconds: time, intervalMicroseconds: interval, currentPicoamperes: mean ?? 0,
                voltageNanovolts: 0, temperatureMillikelvin: 0, flags: mean == nil ? .none : .currentValid))
    }

    private mutating func passOver(time: UInt64, lastTime: UInt64, current: Int64?, line: Int) -> RowDecision {
        if time == lastTime {
            // A step that ends and the next that starts are printed with one time: the interval that follows starts
            // from the second current.
            lastCurrent = current
            return .skip(.repeatedTime)
        }
        if rowsBehind == 0 { firstLineBehind = line }
        rowsBehind += 1
        if rowsBehind > RowSequence.longestStayBehind {
            return .timeStaysBehind(firstLine: firstLineBehind, rows: rowsBehind)
        }
        return .skip(.timeBackwards)
    }

    /// (a + b) / 2 without overflow, rounded half to even.
    static func midpoint(_ a: Int64, _ b: Int64) -> Int64 {
        let floor = (a & b) &+ ((a ^ b) >> 1)
        let isHalf = (a ^ b) & 1 == 1
        return isHalf && floor & 1 == 1 ? floor &+ 1 : floor
    }
}
