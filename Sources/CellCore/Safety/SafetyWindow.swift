/// Twenty seconds or more of samples: what a quantity changed by over it, and which readings moved in it at all.
struct SafetyWindow: Equatable, Sendable {
    /// What a window said at its end; a rate is nil when it was not measured at both ends.
    struct Result {
        /// In mK a minute, as a magnitude.
        var temperatureRate: Int64?
        /// In nV a second, as a magnitude.
        var voltageRate: Int64?
        /// True when it changed whether the converter is stuck.
        var currentChanged = false
        var voltageChanged = false
        var temperatureChanged = false
    }

    private var start: UInt32 = 0
    private(set) var hasStarted = false
    private var sampleCount: UInt32 = 0
    /// The readings at the start, and which of them hold.
    private var voltage: Int64 = 0
    private var current: Int64 = 0
    private var temperature: Int32 = 0
    private var flags = SampleFlags.none
    /// Bits in which a reading differed from that at the start.
    private var voltageMoves: UInt64 = 0
    private var currentMoves: UInt64 = 0
    private var temperatureMoves: UInt32 = 0
    /// What the last window said, for the events, saturating: in mK a minute and in nV a second.
    private(set) var temperatureRate: Int32 = 0
    private(set) var voltageRate: Int32 = 0

    private(set) var voltageStuck = StuckWatch()
    private(set) var currentStuck = StuckWatch()
    private(set) var temperatureStuck = StuckWatch()

    var isStuck: Bool { voltageStuck.isStuck || currentStuck.isStuck || temperatureStuck.isStuck }

    /// Notes what moves. Cost: three differences and a count; runs on each sample.
    mutating func see(_ sample: Sample) {
        voltageMoves |= UInt64(bitPattern: sample.voltageNanovolts ^ voltage)
        currentMoves |= UInt64(bitPattern: sample.currentPicoamperes ^ current)
        temperatureMoves |= UInt32(bitPattern: sample.temperatureMillikelvin ^ temperature)
        sampleCount &+= 1
    }

    /// True when the window is long enough, or has not begun.
    @inline(__always)
    func isOver(at now: UInt32) -> Bool {
        !hasStarted || now &- start >= SafetyClock.units(seconds: SafetyWatch.windowSeconds)
    }

    /// True when it is half as long again, or has not begun.
    func isLate(at now: UInt32) -> Bool {
        !hasStarted || now &- start >= SafetyClock.units(seconds: SafetyWatch.windowSeconds * 3 / 2)
    }

    /// How long the load had been steady when the window began.
    func steadyUnits(since steady: UInt32) -> UInt32 {
        // A load that changed within the window was steady for less than no time.
        let units = start &- steady
        return units > UInt32(Int32.max) ? 0 : units
    }

    /// Ends the window with this sample and begins the next; `isSteady` when the load was the same all through it.
    mutating func close(_ sample: Sample, hasVoltage: Bool, isSteady: Bool, now: UInt32) -> Result {
        var result = Result()
        let elapsed = now &- start
        let held = sample.flags.intersection(flags)
        if hasStarted && elapsed > 0 {
            if held.contains(.temperatureValid) {
                let change = Int64(sample.temperatureMillikelvin) - Int64(temperature)
                // 58 593.75 units are a minute.
                let rate = Int64(change.magnitude) * 937_500 / (16 * Int64(elapsed))
                temperatureRate = Int32(clamping: rate)
                result.temperatureRate = rate
            }
            if held.contains(.voltageValid) && hasVoltage && !held.contains(.excitation) {
                let change = sample.voltageNanovolts.magnitudeOfDifference(voltage)
                // 976.5625 units are a second; 10¹³ nV are beyond all that is judged.
                let rate = Int64(min(change, 10_000_000_000_000)) * 15_625 / (16 * Int64(elapsed))
                voltageRate = Int32(clamping: rate)
                result.voltageRate = rate
            }
            lookForStuck(held, isSteady: isSteady, to: now, &result)
        }
        begin(sample, at: now)
        return result
    }

    private mutating func lookForStuck(_ held: SampleFlags, isSteady: Bool, to now: UInt32, _ result: inout Result) {
        guard held.intersection(.allValid) == .allValid else {
            voltageStuck.interrupt()
            currentStuck.interrupt()
            temperatureStuck.interrupt()
            return
        }
        // Of a noise of a third of a step, 0.82 of the readings at the middle of one are equal: 120 in a row with 5·10⁻¹¹.
        // The noise of the current's converter is 0.75 steps, that of the voltage's three.
        result.voltageChanged = voltageStuck.step(
            hasMoved: voltageMoves != 0, othersHaveMoved: currentMoves != 0, samples: UInt16(clamping: sampleCount),
            from: start, to: now,
            leastSamples: 120, leastSeconds: 100)
        // A current of exactly 0 is how a record or a bench supply says that nothing is connected.
        result.currentChanged = currentStuck.step(
            hasMoved: currentMoves != 0, isExplained: !isSteady, othersHaveMoved: voltageMoves != 0 && current != 0,
            samples: UInt16(clamping: sampleCount), from: start, to: now, leastSamples: 120, leastSeconds: 100)
        // The thermometer's noise is a third of its step, and a cell may be as steady as that for long.
        result.temperatureChanged = temperatureStuck.step(
            hasMoved: temperatureMoves != 0, othersHaveMoved: voltageMoves != 0 || currentMoves != 0,
            samples: UInt16(clamping: sampleCount), from: start, to: now, leastSamples: 3600, leastSeconds: 3600)
    }

    private mutating func begin(_ sample: Sample, at now: UInt32) {
        start = now
        hasStarted = true
        sampleCount = 0
        voltage = sample.voltageNanovolts
        current = sample.currentPicoamperes
        temperature = sample.temperatureMillikelvin
        flags = sample.flags
        voltageMoves = 0
        currentMoves = 0
        temperatureMoves = 0
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&start)
        coder.code(&hasStarted)
        coder.code(&sampleCount)
        coder.code(&voltage)
        coder.code(&current)
        coder.code(&temperature)
        coder.code(&flags.rawValue)
        coder.code(&temperatureRate)
        coder.code(&voltageRate)
        // Whether a reading moved is all that is asked of its bits.
        var moves: UInt8 = (voltageMoves != 0 ? 1 : 0) | (currentMoves != 0 ? 2 : 0) | (temperatureMoves != 0 ? 4 : 0)
        coder.code(&moves)
        voltageMoves = moves & 1 != 0 ? 1 : 0
        currentMoves = moves & 2 != 0 ? 1 : 0
        temperatureMoves = moves & 4 != 0 ? 1 : 0
        voltageStuck.visit(&coder)
        currentStuck.visit(&coder)
        temperatureStuck.visit(&coder)
    }
}
