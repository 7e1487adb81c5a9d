/// Bursts of fast samples: 10 s after a jump of the voltage, then at least 50 s at the ordinary rate.
struct BurstSchedule: Sendable {
    /// Length of a burst in microseconds.
    static var lengthMicroseconds: UInt64 { 10_000_000 }
    /// Least time between the ends of two bursts' beginnings: telegraph noise may go on for hours, the flash may not fill.
    static var periodMicroseconds: UInt64 { 60_000_000 }

    /// Bursts begun; wraps around.
    private(set) var count: UInt32 = 0
    private var endMicroseconds: UInt64?
    private var nextMicroseconds: UInt64 = 0

    /// True while samples come fast.
    var isRunning: Bool { endMicroseconds != nil }
    /// When the burst under way ends.
    var dueMicroseconds: UInt64 { endMicroseconds ?? .max }

    /// The voltage has jumped; true when a burst begins.
    mutating func jumped(at now: UInt64) -> Bool {
        guard endMicroseconds == nil, now >= nextMicroseconds else { return false }
        endMicroseconds = now + Self.lengthMicroseconds
        nextMicroseconds = now + Self.periodMicroseconds
        count &+= 1
        return true
    }

    /// True once when the burst is over.
    mutating func hasEnded(at now: UInt64) -> Bool {
        guard let end = endMicroseconds, now >= end else { return false }
        endMicroseconds = nil
        return true
    }
}
