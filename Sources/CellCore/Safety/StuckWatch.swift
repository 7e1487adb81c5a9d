/// Finds a converter that repeats itself: its readings stay the same bit for bit while those of another one move.
///
/// Told of a reading that was seen to move in six windows of 20 s before: that is a noisy converter, not a source that
/// gives whole numbers. So a record of a power supply that states the current it was set to is left alone.
struct StuckWatch: Equatable, Sendable {
    /// Windows in which a converter has to have moved before it can be held to it.
    private static var aliveWindows: UInt8 { 6 }
    /// Windows in which it has to move before it counts as plausible again.
    private static var recoveredWindows: UInt8 { 3 }

    /// Windows in which the reading moved, up to six, since the last run of equal readings that was long enough.
    private var alive: UInt8 = 0
    /// Samples of the run of equal readings, saturating.
    private var frozenSamples: UInt16 = 0
    /// When the run began, in units of 2¹⁰ µs.
    private var frozenSince: UInt32 = 0
    /// True from when it was told until it moves again.
    private(set) var isStuck = false

    /// Takes a window of so many samples; true when `isStuck` changed. Cost: about ten operations, once a window.
    ///
    /// A reading that moved for a known reason, as a current whose load was changed, says nothing of its converter.
    mutating func step(
        hasMoved: Bool, isExplained: Bool = false, othersHaveMoved: Bool, samples: UInt16, from start: UInt32,
        to end: UInt32, leastSamples: UInt16,
        leastSeconds: UInt32
    ) -> Bool {
        guard !hasMoved else {
            frozenSamples = 0
            guard !isExplained else { return false }
            if alive < StuckWatch.aliveWindows { alive += 1 }
            guard isStuck, alive >= StuckWatch.recoveredWindows else { return false }
            isStuck = false
            return true
        }
        guard othersHaveMoved, !isStuck else {
            frozenSamples = 0
            return false
        }
        if frozenSamples == 0 { frozenSince = start }
        let (sum, hasOverflowed) = frozenSamples.addingReportingOverflow(samples)
        frozenSamples = hasOverflowed ? .max : sum
        guard frozenSamples >= leastSamples, end &- frozenSince >= SafetyClock.units(seconds: leastSeconds) else {
            return false
        }
        isStuck = alive >= StuckWatch.aliveWindows
        alive = 0
        frozenSamples = 0
        return isStuck
    }

    /// The reading is missing: a run ends there.
    mutating func interrupt() { frozenSamples = 0 }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&alive)
        coder.code(&frozenSamples)
        coder.code(&frozenSince)
        coder.code(&isStuck)
    }
}

/// Times of the watches in units of 2¹⁰ µs, 32 bits of them: differences hold up to 50 days.
enum SafetyClock {
    static func units(microseconds: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: microseconds >> 10) }

    static func units(seconds: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: (UInt64(seconds) * 1_000_000) >> 10) }
}
