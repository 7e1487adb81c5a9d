extension ADS122C04Model {
    private var isTurbo: Bool { registers[1] & 0x10 != 0 }
    private var isContinuous: Bool { registers[1] & 0x08 != 0 }
    private var rate: Int { Int(registers[1] >> 5) }
    private var multiplexer: Int { Int(registers[0] >> 4) }
    private var burnsOut: Bool { registers[2] & 0x08 != 0 }

    /// Whether an internal signal or AVSS is selected, which always bypasses the PGA (sections 8.3.2.2, 8.3.9).
    private var isForcedBypass: Bool { (8...13).contains(multiplexer) }

    /// Gains 8 and up need the PGA; single-ended inputs allow 4 at most and monitors 1 (sections 8.3.2.2, 8.3.9).
    private var gainCode: Int {
        let code = Int(registers[0] >> 1 & 7)
        if multiplexer == 12 || multiplexer == 13 { return 0 }
        return isForcedBypass ? min(code, 2) : code
    }
    private var isBypassed: Bool { isForcedBypass || (registers[0] & 1 != 0 && gainCode <= 2) }

    /// A clock cycle in true nanoseconds: 1.024 MHz, 2.048 MHz in turbo mode, whose error is twice as large.
    private var cycleNanoseconds: Double {
        let error = 1 + errors.oscillator * (isTurbo ? 2 : 1)
        return (isTurbo ? 1e9 / 2.048e6 : 1e9 / 1.024e6) / error
    }

    /// From the start of a conversion to its end (Table 12).
    private var conversionNanoseconds: UInt64 {
        var cycles = Self.continuousCycles[rate]
        // In single-shot mode counted from START/SYNC; the 28.5 or 105 cycles before it are taken off again here.
        if !isContinuous { cycles += isTurbo ? (rate == 0 ? 25 : 29) : (rate == 0 ? 21 : 25) }
        return max(1, UInt64(Double(cycles) * cycleNanoseconds))
    }

    /// START/SYNC, or a restart by WREG: the first conversion begins 28.5 or 105 cycles later (section 8.4.2.2).
    func startConversion(at nanoseconds: UInt64) {
        isPoweringDown = false
        isSettingCurrent = false
        let delay = isContinuous ? (isTurbo ? 105 : 28.5) * cycleNanoseconds : 0
        integral = InputIntegral(start: nanoseconds + UInt64(delay))
        isConverting = true
        nextEnd = 0
    }

    /// Converts up to `nanoseconds`: each result is the mean of its input over the conversion.
    @inline(__always)
    public func advance(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        if inputs.isOpen { return drift(to: nanoseconds) }
        now = nanoseconds
        if nanoseconds >= nextEnd { convertNext() }
    }

    /// Closes the conversion whose end has come. Most are one of many alike, with an input that has not changed since it
    /// began: then no more is to be done than to take its mean, and it is true.
    @discardableResult
    private func convertNext() -> Bool {
        let end = nextEnd
        let following = end &+ settings.conversionNanoseconds
        guard isSettingCurrent, settings.isPlain, now < following, end > 0, integral.isFresh else {
            convert()
            return false
        }
        let mean = mean(from: integral.start, to: end)
        integral = InputIntegral(start: end)
        nextEnd = following
        counter &+= 1
        isReady = true
        show(mean)
        return true
    }

    /// When DRDY falls next after `nanoseconds`, as `nextEdgeNanoseconds` tells it after `advance`.
    @inline(__always)
    func nextEdge(after nanoseconds: UInt64) -> UInt64 {
        if nanoseconds >= nextEnd, nanoseconds > now, !inputs.isOpen {
            now = nanoseconds
            if convertNext() { return nextEnd }
        }
        advance(to: nanoseconds)
        return nextEdgeNanoseconds
    }

    /// Closes the conversions that have ended by now. What has passed of the next is added when something changes.
    @inline(never)
    func convert() {
        guard isPowered, !isFrozen, isConverting else { return }
        renewSettings()
        let duration = settings.conversionNanoseconds
        while now >= integral.start &+ duration {
            let end = integral.start &+ duration
            publish(closeWindow(at: end))
            guard isContinuous, !isPoweringDown else {
                isConverting = false
                nextEnd = .max
                return
            }
        }
        nextEnd = integral.start &+ duration
    }

    /// Takes the input since the last change into the conversions up to now, before it changes.
    func settle() {
        convert()
        guard isPowered, !isFrozen, isConverting, now > integral.last else { return }
        renewSettings()
        integral.add(mean(from: integral.last, to: now), until: now)
    }

    /// The mean of the conversion that ends at `end`; the next begins there.
    @inline(__always)
    private func closeWindow(at end: UInt64) -> Double {
        let mean = mean(from: integral.last, to: end)
        if integral.isFresh {
            integral = InputIntegral(start: end)
            return mean
        }
        integral.add(mean, until: end)
        return integral.close(at: end)
    }

    /// The input half-way between two times: in a straight line that is its mean.
    @inline(__always)
    private func mean(from start: UInt64, to end: UInt64) -> Double {
        // A signed number becomes a Double in one instruction.
        let since = Double(Int64(bitPattern: start &- inputsNanoseconds))
        return settings.volts(at: (since + 0.5 * Double(Int64(bitPattern: end &- start))) * 1e-9)
    }

    /// An open AIN0 moves by its input current on 10 nF of filter (assumed), or by the burn-out current, to a supply.
    ///
    /// In steps of 0.1 ms that do not depend on who looks when.
    private func drift(to nanoseconds: UInt64) {
        let step: UInt64 = 100_000
        while driftNanoseconds + step <= nanoseconds {
            driftNanoseconds += step
            now = max(now, driftNanoseconds)
            settle()
            let amperes = burnsOut ? 10e-6 : inputCurrents().absolute
            floatingVolts += amperes * Double(step) * 1e-9 / 10e-9
            floatingVolts = min(max(floatingVolts, 0), inputs.supply)
            isSettingCurrent = false
        }
        now = nanoseconds
        if nanoseconds >= nextEnd { convert() }
    }

    /// Input currents in amperes (section 6.5); the differential one is proportional to the voltage.
    private func inputCurrents() -> (absolute: Double, differentialAtFullScale: Double) {
        let typical = isBypassed ? (isTurbo ? 10e-9 : 5e-9) : 1e-9
        let bypassedDrift = 10e-12 * (inputs.celsius - 25)
        return (
            errors.absoluteCurrentShare * (typical + (isBypassed ? bypassedDrift : bypassedDrift / 2)),
            errors.differentialCurrentShare * typical
        )
    }

    /// AINP and AINN by MUX (Table 19).
    private static func pair(_ multiplexer: Int) -> (Int, Int) {
        switch multiplexer {
        case 0: (0, 1)
        case 1: (0, 2)
        case 2: (0, 3)
        case 3: (1, 0)
        case 4: (1, 2)
        case 5: (1, 3)
        case 6: (2, 3)
        default: (3, 2)
        }
    }

    /// The settings in force, computed when something has changed.
    @inline(__always)
    private func renewSettings() {
        guard !isSettingCurrent else { return }
        settings = computedSettings()
        isSettingCurrent = true
    }

    private func computedSettings() -> ADS122C04Settings {
        var result = ADS122C04Settings()
        result.conversionNanoseconds = conversionNanoseconds
        result.isTemperature = registers[1] & 0x01 != 0
        let isCounted = registers[2] & 0x40 != 0
        choosePins(&result)
        result.limitNegative()
        let gain = Double(1 << gainCode)
        let warming = inputs.celsius - 25
        // Section 8.3.9: monitors use the internal reference.
        let selected = multiplexer == 12 || multiplexer == 13 ? 0 : Int(registers[1] >> 1 & 3)
        let internalVolts = 2.048 * (1 + errors.reference + errors.referencePerKelvin * warming)
        let fullScale = max(
            0, (selected == 0 ? internalVolts : selected == 1 ? inputs.reference : inputs.supply) / gain)
        // Equation 8 and Table 15.
        if fullScale > 0 {
            result.codesPerVolt = 8_388_608 / fullScale
            result.scalesPerVolt = 1 / fullScale
        }
        result.isPlain =
            isContinuous && isCounted && fullScale > 0 && !result.isTemperature && isPowered && !isFrozen
            && !isPoweringDown
        result.offsetVolts =
            isBypassed
            ? errors.bypassedOffsetVolts + errors.bypassedOffsetVoltsPerKelvin * warming
            : errors.offsetVolts / gain + errors.offsetVoltsPerKelvin * warming
        result.gain = 1 + errors.gain + errors.gainPerKelvin * warming
        // A cubic that is zero at the ends and the middle; 2.6 makes its extremes 1.
        result.nonlinearityVolts = errors.nonlinearity * 2 * fullScale * 2.6
        if errors.isNoisy {
            result.noiseVolts = ADS122C04Noise.volts(
                rate: rate, gain: gainCode, isTurbo: isTurbo, isBypassed: isBypassed)
        }
        return result
    }

    /// AINP and AINN as the modulator sees them, before errors (Table 19).
    private func choosePins(_ result: inout ADS122C04Settings) {
        // What is left of an input: bypassed from AVSS − 0.1 V to AVDD + 0.1 V, with the PGA 0.2 V inside (section 6.3).
        let margin = isBypassed ? -0.1 : 0.2
        result.lowestVolts = margin
        result.highestVolts = inputs.supply - margin
        var pins = inputs.pins
        var slopes = SIMD4<Double>.zero
        if inputs.isOpen {
            pins[0] = floatingVolts
        } else {
            let currents = inputCurrents()
            let share = inputs.reference > 0 ? currents.differentialAtFullScale / inputs.reference : 0
            let drop = (currents.absolute + (pins[0] - pins[1]) * share) * inputs.seriesOhms
            slopes[0] = inputs.slopePerSecond * (1 - share * inputs.seriesOhms)
            pins[0] -= drop
            // The source of 10 µA lifts AINP and the sink takes it out of AINN again (section 8.3.8).
            if burnsOut { pins[0] += 10e-6 * inputs.seriesOhms }
        }
        switch multiplexer {
        case 0...7:
            let (positive, negative) = Self.pair(multiplexer)
            result.positiveVolts = pins[positive]
            result.positiveSlope = slopes[positive]
            result.negativeVolts = pins[negative]
            result.negativeSlope = slopes[negative]
        case 8...11:
            result.positiveVolts = pins[multiplexer - 8]
            result.positiveSlope = slopes[multiplexer - 8]
            // AVSS itself, which is always in range: single-ended inputs bypass the PGA.
            result.negativeVolts = 0
        case 12: result.positiveVolts = inputs.reference / 4
        case 13: result.positiveVolts = inputs.supply / 4
        default: break
        }
    }

    /// Turns a mean voltage into a code and says that it is ready.
    @inline(__always)
    private func publish(_ volts: Double) {
        counter = registers[2] & 0x40 != 0 ? counter &+ 1 : 0
        isReady = true
        guard settings.codesPerVolt > 0, !settings.isTemperature else { return publishSpecial(volts) }
        show(volts)
    }

    /// The code of a mean voltage, with the errors and the noise.
    @inline(__always)
    private func show(_ volts: Double) {
        var shown = (volts + settings.offsetVolts) * settings.gain
        if settings.nonlinearityVolts != 0 {
            var relative = volts * settings.scalesPerVolt
            if abs(relative) > 1 { relative = saturated(relative) }
            shown += settings.nonlinearityVolts * (relative - relative * relative * relative)
        }
        if settings.noiseVolts > 0 { shown += settings.noiseVolts * noise.gaussian() }
        var exact = shown * settings.codesPerVolt
        if abs(exact) > 8_388_607 { exact = limited(exact) }
        code = Int32(exact < 0 ? exact - 0.5 : exact + 0.5)
    }

    @inline(never)
    private func limited(_ exact: Double) -> Double { min(max(exact, -8_388_608), 8_388_607) }

    @inline(never)
    private func saturated(_ relative: Double) -> Double { relative < 0 ? -1 : 1 }

    /// The temperature sensor, and a converter without a reference.
    @inline(never)
    private func publishSpecial(_ volts: Double) {
        if settings.isTemperature {
            // Table 13: 14 bits of 0.03125 °C, left-justified.
            code = Int32((inputs.celsius / 0.03125).rounded()) << 10
        } else {
            // Section 8.3.8: without a reference the result is full scale.
            code = volts < 0 ? -8_388_608 : 8_388_607
        }
    }
}
