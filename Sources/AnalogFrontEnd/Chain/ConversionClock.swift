/// Times the conversions of a free-running converter by the host's crystal.
///
/// The converter's own oscillator may be off by percents; its conversions are back to back. So an interval is the time
/// from one seen end to the next, and the sum of intervals is the time that passed: what a late look adds to one interval
/// it takes from the next. An interval of nearly two periods says that an end was missed; then the result covers the
/// last period alone, whose nominal length is used. After an end that was found late the next is looked for all along.
///
/// Once an edge of the data-ready pin has led to an end, the next edge is waited for: there is no look before the
/// conversion is overdue. If an end is then found without an edge the pin counts as lost, and looks take its place.
struct ConversionClock: Equatable, Sendable {
    /// Nominal time from one end to the next in microseconds.
    var periodMicroseconds: UInt64
    /// How much earlier than nominal a conversion may end, in microseconds.
    var toleranceMicroseconds: UInt64
    /// Time between two looks in microseconds.
    var lookMicroseconds: UInt64
    /// When the last conversion ended or the first one began.
    private(set) var lastEndMicroseconds: UInt64 = 0
    /// When to look next.
    private(set) var nextLookMicroseconds: UInt64 = 0
    /// What is known of the data-ready pin.
    private(set) var pin = DataReadyPin.unseen
    private var edgeMicroseconds: UInt64?
    /// A look takes less than this on a bus that the other chips use as well.
    private static var edgeHoldMicroseconds: UInt64 { 2_000 }
    /// Whether a look found no end since the last one: only then is the next end known to within two looks.
    private var hasLookedInVain = false
    /// Whether the last end was found late, so that the next may come at any time.
    private var isLost = false

    init(periodMicroseconds: UInt64, toleranceMicroseconds: UInt64, lookMicroseconds: UInt64) {
        self.periodMicroseconds = periodMicroseconds
        self.toleranceMicroseconds = toleranceMicroseconds
        self.lookMicroseconds = lookMicroseconds
    }

    /// Conversions begin anew at `now`.
    mutating func restart(at now: UInt64) {
        lastEndMicroseconds = now
        nextLookMicroseconds = pin == .working ? overdueMicroseconds : now + periodMicroseconds - toleranceMicroseconds
        edgeMicroseconds = nil
        hasLookedInVain = false
        isLost = false
    }

    /// The same with other times; what is known of the pin stays.
    mutating func restart(at now: UInt64, as other: ConversionClock) {
        periodMicroseconds = other.periodMicroseconds
        toleranceMicroseconds = other.toleranceMicroseconds
        lookMicroseconds = other.lookMicroseconds
        restart(at: now)
    }

    /// When the conversion under way should have ended, however slow the converter is.
    private var overdueMicroseconds: UInt64 {
        lastEndMicroseconds &+ periodMicroseconds &+ toleranceMicroseconds
    }

    /// The data-ready pin fell at `time`: look at once.
    @inline(__always)
    mutating func edge(at time: UInt64) {
        guard time > lastEndMicroseconds else { return }
        edgeMicroseconds = time
        nextLookMicroseconds = min(nextLookMicroseconds, time)
    }

    /// A look at `now` found no end. The time since the last one once it is too long, one and a half periods.
    mutating func missed(at now: UInt64) -> UInt32? {
        hasLookedInVain = true
        nextLookMicroseconds = now + (isLost ? max(toleranceMicroseconds, lookMicroseconds) : lookMicroseconds)
        // An edge that fell while the look was on the bus is right, and asks for another at once.
        if let edge = edgeMicroseconds, now < edge + Self.edgeHoldMicroseconds {
            nextLookMicroseconds = now
        } else {
            edgeMicroseconds = nil
            if pin == .working { nextLookMicroseconds = max(nextLookMicroseconds, overdueMicroseconds) }
        }
        let elapsed = now > lastEndMicroseconds ? now - lastEndMicroseconds : 0
        return elapsed > periodMicroseconds + periodMicroseconds / 2 ? UInt32(clamping: elapsed) : nil
    }

    /// A look that ended at `now` found an end: when it was, how long the conversion took, and whether ends were missed.
    ///
    /// The edge counts when it may be trusted; else the end was somewhere between this look and the one before. Cost: some
    /// twenty instructions while a pin works and no end is missed.
    @inline(__always)
    mutating func ended(at now: UInt64, trustsEdge: Bool = true) -> (end: UInt64, interval: UInt64, followsGap: Bool) {
        guard trustsEdge, pin == .working, !isLost, let edge = edgeMicroseconds, edge <= now,
            edge >= lastEndMicroseconds, edge &- lastEndMicroseconds <= longestMicroseconds
        else { return endedSomewhere(at: now, trustsEdge: trustsEdge) }
        let elapsed = edge &- lastEndMicroseconds
        edgeMicroseconds = nil
        hasLookedInVain = false
        lastEndMicroseconds = edge
        nextLookMicroseconds = overdueMicroseconds
        return (edge, elapsed, false)
    }

    /// Two ends with one missed between them lie nearly two periods apart: a longer time than this.
    private var longestMicroseconds: UInt64 { 2 &* periodMicroseconds &- toleranceMicroseconds }

    private mutating func endedSomewhere(
        at now: UInt64, trustsEdge: Bool
    ) -> (end: UInt64, interval: UInt64, followsGap: Bool) {
        var end = now
        // After an end that was found late the next may come at once.
        let longest = isLost ? periodMicroseconds + periodMicroseconds / 4 : longestMicroseconds
        isLost = !hasLookedInVain
        if trustsEdge, let edgeMicroseconds, edgeMicroseconds <= now {
            end = edgeMicroseconds
            isLost = false
            pin = .working
        } else if trustsEdge, pin == .working {
            pin = .lost
        }
        edgeMicroseconds = nil
        hasLookedInVain = false
        let elapsed = end > lastEndMicroseconds ? end - lastEndMicroseconds : 0
        let followsGap = elapsed > longest
        lastEndMicroseconds = end
        if pin == .working {
            nextLookMicroseconds = overdueMicroseconds
        } else {
            nextLookMicroseconds = end + (isLost ? toleranceMicroseconds : expectedMicroseconds(after: elapsed))
        }
        return (end, followsGap ? periodMicroseconds : elapsed, followsGap)
    }

    /// When to begin looking after an interval of `elapsed`: four looks before one as long, when that was a whole one.
    private func expectedMicroseconds(after elapsed: UInt64) -> UInt64 {
        let earliest = periodMicroseconds - toleranceMicroseconds
        let isWhole = elapsed > earliest && elapsed < periodMicroseconds + toleranceMicroseconds
        return isWhole ? max(earliest, elapsed - 4 * lookMicroseconds) : earliest
    }
}
