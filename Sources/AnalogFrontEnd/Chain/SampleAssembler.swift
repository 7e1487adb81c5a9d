import CellCore

/// Makes samples of the readings of the three chips.
///
/// A sample ends with each reading of the current, and its interval is that reading's. Its voltage is the mean of the
/// conversions that ended since the sample before, so that current and voltage are means over the same time; its
/// temperature is the last. When no current comes for one and a half periods a sample without one takes its place, each
/// period, so that the others go on. What is missing, over its range or too old has no flag.
struct SampleAssembler: Sendable {
    /// Samples that nobody took before the next came; wraps around.
    private(set) var lostCount: UInt32 = 0
    private var sample: Sample?
    private var voltageSum: Int64 = 0
    private var voltageCount: Int64 = 0
    private var isVoltageOverRange = false
    private var lastVoltage: VoltageReading?
    private var temperature: TemperatureReading?
    private var lastTimeMicroseconds: UInt64 = 0
    private var substituteMicroseconds: UInt64?
    private var isExcited = false

    /// A voltage may be this old when none ended in the interval: one conversion of 50 ms and its transfers.
    private static var voltageHoldMicroseconds: UInt64 { 60_000 }
    /// A temperature may be this old: two sample periods.
    private static var temperatureHoldMicroseconds: UInt64 { 2 * INA228.periodMicroseconds(.second) }

    mutating func takeSample() -> Sample? {
        defer { sample = nil }
        return sample
    }

    mutating func markExcitation() { isExcited = true }

    mutating func take(_ reading: VoltageReading) {
        lastVoltage = reading
        if let nanovolts = reading.nanovolts {
            voltageSum += nanovolts
            voltageCount += 1
        } else {
            isVoltageOverRange = true
        }
    }

    mutating func take(_ reading: TemperatureReading) { temperature = reading }

    mutating func take(_ reading: CurrentReading, period: UInt64) {
        emit(
            time: max(reading.endMicroseconds, lastTimeMicroseconds + 1), interval: reading.intervalMicroseconds,
            picoamperes: reading.picoamperes)
        substituteMicroseconds = reading.endMicroseconds + period + period / 2
    }

    /// Makes a sample without a current when one is overdue at `now`.
    mutating func substitute(at now: UInt64, period: UInt64) {
        guard let due = substituteMicroseconds else {
            substituteMicroseconds = now + period + period / 2
            return
        }
        guard now >= due else { return }
        emit(time: max(now, lastTimeMicroseconds + 1), interval: 0, picoamperes: nil)
        substituteMicroseconds = now + period
    }

    private mutating func emit(time: UInt64, interval: UInt64, picoamperes: Int64?) {
        var flags = SampleFlags.none
        if picoamperes != nil { flags.insert(.currentValid) }
        let nanovolts = meanNanovolts(at: time)
        if nanovolts != nil { flags.insert(.voltageValid) }
        var millikelvin: Int32?
        if let temperature, time < temperature.endMicroseconds + Self.temperatureHoldMicroseconds {
            millikelvin = temperature.millikelvin
        }
        if millikelvin != nil { flags.insert(.temperatureValid) }
        if isExcited { flags.insert(.excitation) }
        if sample != nil { lostCount &+= 1 }
        sample = Sample(
            timeMicroseconds: time, intervalMicroseconds: picoamperes == nil ? 0 : interval,
            currentPicoamperes: picoamperes ?? 0, voltageNanovolts: nanovolts ?? 0,
            temperatureMillikelvin: millikelvin ?? 0, flags: flags)
        lastTimeMicroseconds = time
        voltageSum = 0
        voltageCount = 0
        isVoltageOverRange = false
        isExcited = false
    }

    private func meanNanovolts(at time: UInt64) -> Int64? {
        guard !isVoltageOverRange else { return nil }
        if voltageCount > 0 { return voltageSum / voltageCount }
        guard let lastVoltage, time < lastVoltage.endMicroseconds + Self.voltageHoldMicroseconds else { return nil }
        return lastVoltage.nanovolts
    }
}
