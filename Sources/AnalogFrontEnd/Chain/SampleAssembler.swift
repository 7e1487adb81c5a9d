import CellCore

/// Makes samples of the readings of the three chips.
///
/// A sample ends with each reading of the current, and its interval is that reading's. Its voltage is the mean of the
/// conversions that ended since the sample before, so that current and voltage are means over the same time; its
/// temperature is the last. When no current comes for one and a half periods a sample without one takes its place, each
/// period, so that the others go on. What is missing, over its range or too old has no flag.
///
/// Conversions of the voltage are taken before all registers of their chip were read: the sample is held back until they
/// are (`confirmVoltage`), and a fault of the chip in the meantime takes the voltage from it (`dropVoltage`).
struct SampleAssembler: Sendable {
    /// Samples that nobody took before the next came; wraps around.
    private(set) var lostCount: UInt32 = 0
    private var sample: Sample?
    /// A sample whose voltage is not confirmed yet, and until when that may take.
    private var unconfirmed: Sample?
    private var confirmationEndMicroseconds: UInt64 = 0
    private var voltageSum: Int64 = 0
    private var voltageCount: UInt16 = 0
    /// Whether a conversion since the last sample was over its range, or may have been made with wrong registers.
    private var isVoltageSpoiled = false
    /// The last conversion; nil when it was over its range, or may be wrong.
    private var lastNanovolts: Int64?
    private var lastVoltageMicroseconds: UInt64 = 0
    private var temperature: TemperatureReading?
    private var lastTimeMicroseconds: UInt64 = 0
    private var substituteMicroseconds: UInt64?
    private var isExcited = false
    /// Before this time `substitute` has nothing to do.
    private(set) var dueMicroseconds: UInt64 = 0

    /// Reading three registers takes 0.6 ms; a bus that hangs for its 10 ms may come in between.
    private static var confirmationMicroseconds: UInt64 { 25_000 }
    /// A voltage may be this old when none ended in the interval: one conversion of 50 ms and its transfers.
    private static var voltageHoldMicroseconds: UInt64 { 60_000 }
    /// A temperature may be this old: two sample periods.
    private static var temperatureHoldMicroseconds: UInt64 { 2 * INA228.periodMicroseconds(.second) }

    var hasSample: Bool { sample != nil }

    mutating func takeSample() -> Sample? {
        defer { sample = nil }
        return sample
    }

    mutating func markExcitation() { isExcited = true }

    @inline(__always)
    mutating func take(_ reading: VoltageReading) {
        lastNanovolts = reading.nanovolts
        lastVoltageMicroseconds = reading.endMicroseconds
        if let nanovolts = reading.nanovolts {
            guard voltageCount < .max else { return }
            voltageSum += nanovolts
            voltageCount += 1
        } else {
            isVoltageSpoiled = true
        }
    }

    /// The chip of the voltage had a fault: what it gave since its registers were read may be wrong.
    mutating func dropVoltage() {
        isVoltageSpoiled = true
        lastNanovolts = nil
        dropUnconfirmed()
    }

    /// Whether a sample waits for its voltage to be confirmed.
    var isUnconfirmed: Bool { unconfirmed != nil }

    /// Every register was read after the last conversion and was right.
    mutating func confirmVoltage() {
        guard let finished = unconfirmed else { return }
        unconfirmed = nil
        noteDue()
        if sample != nil { lostCount &+= 1 }
        sample = finished
    }

    mutating func take(_ reading: TemperatureReading) { temperature = reading }

    mutating func take(_ reading: CurrentReading, period: UInt64) {
        emit(
            time: max(reading.endMicroseconds, lastTimeMicroseconds + 1), interval: reading.intervalMicroseconds,
            picoamperes: reading.picoamperes)
        substituteMicroseconds = reading.endMicroseconds + period + period / 2
        noteDue()
    }

    /// Makes a sample without a current when one is overdue at `now`. Not to be called before `dueMicroseconds`, but it may be.
    mutating func substitute(at now: UInt64, period: UInt64) {
        if unconfirmed != nil, now >= confirmationEndMicroseconds { dropUnconfirmed() }
        guard let due = substituteMicroseconds else {
            substituteMicroseconds = now + period + period / 2
            noteDue()
            return
        }
        guard now >= due else { return }
        emit(time: max(now, lastTimeMicroseconds + 1), interval: 0, picoamperes: nil)
        substituteMicroseconds = now + period
        noteDue()
    }

    private mutating func noteDue() {
        let substitute = substituteMicroseconds ?? 0
        dueMicroseconds = unconfirmed == nil ? substitute : min(substitute, confirmationEndMicroseconds)
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
        dropUnconfirmed()
        unconfirmed = Sample(
            timeMicroseconds: time, intervalMicroseconds: picoamperes == nil ? 0 : interval,
            currentPicoamperes: picoamperes ?? 0, voltageNanovolts: nanovolts ?? 0,
            temperatureMillikelvin: millikelvin ?? 0, flags: flags)
        lastTimeMicroseconds = time
        voltageSum = 0
        voltageCount = 0
        isVoltageSpoiled = false
        isExcited = false
        confirmationEndMicroseconds = time + Self.confirmationMicroseconds
    }

    /// Lets a sample go without its voltage, which nobody confirmed in time.
    private mutating func dropUnconfirmed() {
        if let flags = unconfirmed?.flags {
            unconfirmed?.flags = flags.subtracting(.voltageValid)
            unconfirmed?.voltageNanovolts = 0
        }
        confirmVoltage()
    }

    private func meanNanovolts(at time: UInt64) -> Int64? {
        guard !isVoltageSpoiled else { return nil }
        if voltageCount > 0 { return voltageSum.quotient(by: voltageCount) }
        return time < lastVoltageMicroseconds + Self.voltageHoldMicroseconds ? lastNanovolts : nil
    }
}
