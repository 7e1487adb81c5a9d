/// Watches that every sample reaches the monitor in time.
///
/// A sample must be there 50 ms after the end of its interval: then the next conversion of the voltage ends, whose
/// predecessor would be lost if the loop hung that long, and twenty such delays in a row would lose a current.
struct DeadlineCounter: Sendable {
    /// The most that may pass between the end of an interval and the monitor, in microseconds.
    static var deadlineMicroseconds: UInt64 { 50_000 }

    /// Samples that came after their deadline; wraps around.
    private(set) var lateCount: UInt32 = 0
    /// Samples that were lost altogether; wraps around.
    private(set) var lostCount: UInt32 = 0
    /// The longest delay so far in microseconds.
    private(set) var greatestMicroseconds: UInt64 = 0

    /// Takes a sample that ended at `end` and is seen at `now`; its lateness when it missed its deadline, else nil.
    mutating func take(end: UInt64, now: UInt64) -> UInt64? {
        let delay = now > end ? now - end : 0
        if delay > greatestMicroseconds { greatestMicroseconds = delay }
        guard delay > Self.deadlineMicroseconds else { return nil }
        lateCount &+= 1
        return delay
    }

    /// Takes the count of lost samples as the chain tells it; how many are new.
    mutating func take(lost: UInt32) -> UInt32 {
        defer { lostCount = lost }
        return lost &- lostCount
    }
}
