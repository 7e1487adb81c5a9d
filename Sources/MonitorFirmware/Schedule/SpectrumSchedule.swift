/// When a spectrum is measured: every 4 h, as soon as the load has held its current for a minute.
///
/// The first one is due two minutes after power-up. One that was given up is tried again after ten minutes.
/// Source: the paper's spectra of a resting cell, every 4 h (Figure S5a).
struct SpectrumSchedule: Sendable {
    /// Time between two spectra in microseconds.
    static var periodMicroseconds: UInt64 { 14_400_000_000 }
    /// Time after which one that was given up is tried again, in microseconds.
    static var retryMicroseconds: UInt64 { 600_000_000 }
    /// How long the load must have held its current, in microseconds.
    static var steadyMicroseconds: UInt64 { 60_000_000 }

    /// Points of the spectrum under way.
    private(set) var pointCount: UInt32 = 0
    private(set) var isRunning = false
    /// Spectra that the front end had completed when this one began.
    private(set) var countBefore: UInt32 = 0
    private var nextMicroseconds: UInt64 = 120_000_000

    /// True when a spectrum should begin now.
    func isDue(at now: UInt64, load: LoadWatch) -> Bool {
        !isRunning && now >= nextMicroseconds && load.isSteady(for: Self.steadyMicroseconds, at: now)
    }

    /// A spectrum has begun, or the front end was not ready: then again in a second.
    mutating func began(_ hasBegun: Bool, count: UInt32, at now: UInt64) {
        isRunning = hasBegun
        countBefore = count
        pointCount = 0
        nextMicroseconds = now + (hasBegun ? Self.periodMicroseconds : 1_000_000)
    }

    mutating func took() { pointCount &+= 1 }

    /// The spectrum is over; true when it was given up.
    mutating func ended(isWhole: Bool, at now: UInt64) {
        isRunning = false
        if !isWhole { nextMicroseconds = now + Self.retryMicroseconds }
    }
}
