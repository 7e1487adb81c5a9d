/// Between which readings nothing changes: every limit is exceeded, or kept, as it was at the last sample that was judged. Laid
/// out for one look a sample.
struct CalmBand: Equatable, Sendable {
    /// The current counts as steady within so many pA.
    let steady: UInt64
    /// The rows that it holds for: those that are told and those that are timed, a bit each, as in `LimitWatch`.
    let active: UInt32
    let pending: UInt32
    private let leastVoltage: Int64
    private let mostVoltage: Int64
    private let leastCurrent: Int64
    private let mostCurrent: Int64
    private let leastTemperature: Int64
    private let mostTemperature: Int64

    /// The band for rows that are told and timed. Cost: 150 operations; runs when one of them has changed.
    init(_ limits: borrowing CellLimits, active: UInt32, pending: UInt32) {
        self.active = active
        self.pending = pending
        steady = limits.plausible.steadyPicoamperes.magnitude
        func rows(_ quantity: LimitRow.Quantity) -> Rows {
            let shift = UInt32(truncatingIfNeeded: 3 * quantity.rawValue)
            return Rows(active: active >> shift, pending: pending >> shift)
        }
        let voltage = CalmBand.band(
            limits.voltageBelow, rows(.voltageBelow), limits.voltageAbove, rows(.voltageAbove),
            slack: limits.voltageHysteresis)
        leastVoltage = max(voltage.least, limits.plausible.lowerNanovolts)
        mostVoltage = min(voltage.most, limits.plausible.upperNanovolts)
        (leastCurrent, mostCurrent) = CalmBand.band(
            limits.dischargeAbove.negative, rows(.dischargeAbove), limits.chargeAbove, rows(.chargeAbove),
            slack: limits.currentHysteresis)
        (leastTemperature, mostTemperature) = CalmBand.band(
            limits.temperatureBelow, rows(.temperatureBelow), limits.temperatureAbove, rows(.temperatureAbove),
            slack: limits.temperatureHysteresis)
    }

    /// The three rows of a quantity, in the lowest bits.
    private struct Rows {
        var active: UInt32
        var pending: UInt32
    }

    /// A row whose limit is exceeded begins the band where it would be kept, one whose limit is kept ends it where it would be
    /// exceeded. One that is told is kept by the hysteresis.
    private static func band(
        _ below: LimitLevels, _ belowRows: Rows, _ above: LimitLevels, _ aboveRows: Rows, slack: Int64
    ) -> (least: Int64, most: Int64) {
        var least = Int64.min
        var most = Int64.max
        for level in 0..<3 {
            let bit: UInt32 = 1 << UInt32(truncatingIfNeeded: level)
            let low = below.level(level) &+ (belowRows.active & bit != 0 ? slack : 0)
            let high = above.level(level) &- (aboveRows.active & bit != 0 ? slack : 0)
            if (belowRows.active ^ belowRows.pending) & bit != 0 {
                most = min(most, low &- 1)
            } else {
                least = max(least, low)
            }
            if (aboveRows.active ^ aboveRows.pending) & bit != 0 {
                least = max(least, high &+ 1)
            } else {
                most = min(most, high)
            }
        }
        return (least, most)
    }

    /// True for a sample of current and voltage, each within its band, and of the temperature unless there is none; without
    /// excitation.
    @inline(__always)
    func isCalm(_ sample: Sample) -> Bool {
        guard isCalm(voltage: sample), isCalm(current: sample) else { return false }
        let flags = sample.flags.rawValue & 15
        if flags == 7 { return isCalm(temperature: sample) }
        // What was timed of a temperature is forgotten when it goes missing.
        return flags == 3 && pending & CalmBand.temperatureRows == 0
    }

    /// The six rows of the temperature.
    private static var temperatureRows: UInt32 { 0x3F << UInt32(3 * LimitRow.Quantity.temperatureAbove.rawValue) }

    @inline(__always)
    func isCalm(voltage sample: Sample) -> Bool {
        sample.voltageNanovolts >= leastVoltage && sample.voltageNanovolts <= mostVoltage
    }

    @inline(__always)
    func isCalm(current sample: Sample) -> Bool {
        sample.currentPicoamperes >= leastCurrent && sample.currentPicoamperes <= mostCurrent
    }

    @inline(__always)
    func isCalm(temperature sample: Sample) -> Bool {
        let temperature = Int64(sample.temperatureMillikelvin)
        return temperature >= leastTemperature && temperature <= mostTemperature
    }
}
