import AnalogFrontEnd
import CellCore

/// When the voltage's input and reference are checked: every hour, and soon after a sample whose voltage is over its range.
///
/// The converter checks both at its own start. A check costs three conversions of 50 ms, and the cell 10 µA for one of
/// them; so never in a burst or a spectrum, and while the voltage stays over its range once a minute. An input that has
/// come loose drifts to a supply, and a reference that has gone leaves full scale: both end beyond the range.
struct InputCheckSchedule: Sendable {
    /// Time between two checks in microseconds.
    static var periodMicroseconds: UInt64 { 3_600_000_000 }
    /// The least time between two checks in microseconds.
    static var pauseMicroseconds: UInt64 { 60_000_000 }

    private var isSuspect = false
    private var dueMicroseconds = Self.periodMicroseconds
    private var pauseEndMicroseconds: UInt64 = 0

    /// Takes a sample and how the chip of its voltage is. Cost: two comparisons.
    mutating func take(_ sample: Sample, _ health: ChipHealth?) {
        isSuspect = health == .measuring && !sample.flags.contains(.voltageValid)
    }

    /// True once when a check should begin; `isFree` is false in a burst or a spectrum.
    mutating func isDue(at now: UInt64, isFree: Bool) -> Bool {
        guard isFree, now >= dueMicroseconds || (isSuspect && now >= pauseEndMicroseconds) else { return false }
        isSuspect = false
        dueMicroseconds = now + Self.periodMicroseconds
        pauseEndMicroseconds = now + Self.pauseMicroseconds
        return true
    }
}
