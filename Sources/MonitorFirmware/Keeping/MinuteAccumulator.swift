import CellCore
import Journal

/// Mean, least and greatest of current, voltage and temperature over each minute of uptime.
///
/// The mean of the current is weighted by time, so that a minute's charge is its mean times its measured time; voltage and
/// temperature are means of the samples, weighted likewise. Excited samples count for the current alone.
struct MinuteAccumulator: Sendable {
    /// A minute that ended later than this ago is closed without waiting for its last sample, in microseconds.
    private static var graceMicroseconds: UInt64 { 3_000_000 }
    private static var minuteMicroseconds: UInt64 { 60_000_000 }

    private var current = RangeAccumulator()
    private var voltage = RangeAccumulator()
    private var temperature = RangeAccumulator()
    /// The minute under way, counted from power-up.
    private var minute: UInt32 = 0
    private var endMicroseconds = Self.minuteMicroseconds

    /// When the minute under way is closed at the latest.
    var dueMicroseconds: UInt64 { endMicroseconds + Self.graceMicroseconds }

    /// The record of the minute that `time`, the end of a sample or the clock, leaves behind; nil while none is over.
    ///
    /// Ask until nil: several minutes may have passed. Cost: a division a quantity, once a minute.
    mutating func close(before time: UInt64) -> MinuteRecord? {
        guard time > endMicroseconds else { return nil }
        minute &+= 1
        let record = MinuteRecord(
            uptimeMinutes: minute, currentNanoamperes: current.range(divisor: 1_000),
            voltageMicrovolts: voltage.range(divisor: 1_000), temperatureMillikelvin: temperature.range(divisor: 1))
        endMicroseconds += Self.minuteMicroseconds
        current = RangeAccumulator()
        voltage = RangeAccumulator()
        temperature = RangeAccumulator()
        return record
    }

    /// The record of a minute for which no sample came, once its grace is over at `now`.
    mutating func closeOverdue(at now: UInt64) -> MinuteRecord? {
        now > dueMicroseconds ? close(before: now) : nil
    }

    /// Takes a sample of the minute under way.
    mutating func take(_ sample: Sample) {
        let weight = Int64(min(max(sample.intervalMicroseconds, 1), Self.minuteMicroseconds) >> 4) + 1
        if sample.flags.contains(.currentValid) { current.take(sample.currentPicoamperes, weight: weight) }
        if sample.flags.contains(.voltageValid), !sample.flags.contains(.excitation) {
            voltage.take(sample.voltageNanovolts, weight: weight)
        }
        if sample.flags.contains(.temperatureValid) {
            temperature.take(Int64(sample.temperatureMillikelvin), weight: weight)
        }
    }
}

/// Weighted mean, least and greatest of whole numbers.
struct RangeAccumulator: Sendable {
    private var sum: Int64 = 0
    private var weight: Int64 = 0
    private var minimum = Int64.max
    private var maximum = Int64.min

    /// |value| up to 5·10¹¹ and weights that sum up to 4·10⁶ keep within 64 bits; what is beyond is limited.
    mutating func take(_ value: Int64, weight: Int64) {
        let limited = min(max(value, -500_000_000_000), 500_000_000_000)
        sum &+= limited &* weight
        self.weight &+= weight
        minimum = min(minimum, limited)
        maximum = max(maximum, limited)
    }

    /// The range in units of `divisor`: the mean to the nearest, the ends rounded outward; nil when nothing was taken.
    func range(divisor: Int64) -> MinuteRange? {
        guard weight > 0 else { return nil }
        let mean = Self.rounded(sum / weight, divisor)
        return MinuteRange(
            mean: mean, minimum: Int32(clamping: Self.floor(minimum, divisor)),
            maximum: Int32(clamping: -Self.floor(-maximum, divisor)))
    }

    private static func rounded(_ value: Int64, _ divisor: Int64) -> Int32 {
        Int32(clamping: floor(value + divisor / 2, divisor))
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return quotient * divisor > value ? quotient - 1 : quotient
    }
}
