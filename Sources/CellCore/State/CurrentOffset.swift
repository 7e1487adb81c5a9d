/// The offset of the current measurement: from the profile's limits, then from what is measured while nothing flows.
///
/// A verified rest that reads no more than the profile allows as offset is taken as no current, up to a share of the
/// limit for what a cycler leaks. The offset is carried as an interval and never leaves the profile's.
struct CurrentOffset: Equatable, Sendable {
    /// A rest teaches after so many seconds.
    private static var leastSeconds: Float { 600 }
    /// What may truly flow at a rest, as a share of the profile's largest offset.
    private static var restShare: Float { 0.2 }

    /// Mean of the readings of this rest so far, in amperes, and how long it has lasted, in seconds.
    private var sum: Float = 0
    private var seconds: Float = 0
    /// Learned offset in amperes; meaningless before `isLearned`.
    private var learned: Float = 0
    private(set) var isLearned = false

    /// Takes a reading at a verified rest. Cost: four operations.
    mutating func rest(amperes: Float, seconds interval: Float) {
        // A mean that forgets after an hour: a sum in a float would stop counting.
        seconds = seconds + interval < 3_600 ? seconds + interval : 3_600
        if seconds > 0 { sum += (amperes - sum) * (interval < seconds ? interval / seconds : 1) }
    }

    /// The rest is over: what it showed is kept when it was long and small enough, and may be. Returns true when it was
    /// long and small enough, kept or not.
    mutating func endRest(limit: Float, mayLearn: Bool) -> Bool {
        let isUsable = seconds >= CurrentOffset.leastSeconds && CellMath.magnitude(sum) <= limit
        if isUsable, mayLearn {
            learned = sum
            isLearned = true
        }
        sum = 0
        seconds = 0
        return isUsable
    }

    /// What this rest has shown so far does not count.
    mutating func interrupt() {
        sum = 0
        seconds = 0
    }

    /// The offset in amperes; 0 before one is learned.
    var estimate: Float { isLearned ? learned : 0 }

    /// The offset with its interval, in amperes; `limit` is the profile's.
    func value(limit: Float) -> Bounded {
        guard isLearned else { return Bounded(value: 0, lower: -limit, upper: limit) }
        let share = limit * CurrentOffset.restShare
        return Bounded(
            value: learned, lower: CellMath.limited(learned - share, to: -limit...limit),
            upper: CellMath.limited(learned + share, to: -limit...limit))
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&sum)
        coder.code(&seconds)
        coder.code(&learned)
        coder.code(&isLearned)
    }
}
