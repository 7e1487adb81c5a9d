/// What registers, errors and inputs make of a conversion; computed again when one of them changes.
struct INA228Settings {
    /// Time of one conversion of each enabled input, by true time.
    var conversionNanoseconds: UInt64 = 1
    var averageCount: UInt64 = 1
    /// Whether any input is enabled, and whether the shunt is.
    var convertsAny = false
    var convertsShunt = false
    /// Time of an average by the chip's own clock.
    var nominalSeconds = 0.0
    /// What a conversion of the present input shows, also as a code, and whether that is beyond a limit.
    var shownVolts = 0.0
    var shownCode: Int64 = 0
    var isShownOverLimit = false
    /// Volts of a code.
    var step = 1.0
    /// Noise of an average.
    var noiseVolts = 0.0
}

extension INA228Model {
    private var adcConfiguration: UInt64 { registers[.adcConfiguration] }
    private var isContinuous: Bool { adcConfiguration >> 12 >= 9 }
    private var convertsBus: Bool { adcConfiguration >> 12 & 1 != 0 }
    private var convertsShunt: Bool { adcConfiguration >> 12 & 2 != 0 }
    private var convertsTemperature: Bool { adcConfiguration >> 12 & 4 != 0 }
    private var isNarrow: Bool { registers[.configuration] & 0x10 != 0 }
    private var averageCount: UInt64 { INA228Model.averages[Int(adcConfiguration & 7)] }

    /// Time of one conversion of each enabled input by the chip's clock, in microseconds (section 7.3.4).
    private var nominalMicroseconds: UInt64 {
        let times = INA228Model.conversionMicroseconds
        return (convertsBus ? times[Int(adcConfiguration >> 9 & 7)] : 0)
            + (convertsShunt ? times[Int(adcConfiguration >> 6 & 7)] : 0)
            + (convertsTemperature ? times[Int(adcConfiguration >> 3 & 7)] : 0)
    }

    /// The same by true time, in nanoseconds: the oscillator is off.
    private var conversionNanoseconds: UInt64 {
        max(1, UInt64(Double(nominalMicroseconds) * 1_000 / (1 + errors.oscillator)))
    }

    /// Sees to it that the settings are those in force.
    @inline(__always)
    private func renewSettings() {
        if !isSettingCurrent { computeSettings() }
    }

    @inline(never)
    private func computeSettings() {
        isSettingCurrent = true
        settings.conversionNanoseconds = conversionNanoseconds
        settings.averageCount = averageCount
        settings.convertsAny = nominalMicroseconds > 0
        settings.convertsShunt = convertsShunt
        settings.nominalSeconds = Double(nominalMicroseconds * averageCount) * 1e-6
        settings.step = isNarrow ? 78.125e-9 : 312.5e-9
        settings.shownVolts = convert(shuntVolts)
        settings.shownCode = code(settings.shownVolts)
        settings.isShownOverLimit = isOverLimit(settings.shownCode)
        settings.noiseVolts = errors.isNoisy ? noiseVolts : 0
    }

    private var noiseVolts: Double {
        INA228Noise.volts(
            averaging: Int(adcConfiguration & 7), conversionTime: Int(adcConfiguration >> 6 & 7), isNarrow: isNarrow)
    }

    func startConversions(at nanoseconds: UInt64) {
        integral = InputIntegral(start: nanoseconds)
        isConverting = true
        nextEnd = 0
        doneConversions = 0
        sumVolts = 0
    }

    func stopConversions() {
        isConverting = false
        nextEnd = .max
    }

    /// Converts up to `nanoseconds`: each conversion is the mean of its input over its time, clipped to the range.
    public func advance(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        now = nanoseconds
        if nanoseconds >= nextEnd { convert() }
    }

    /// Takes the input since the last change into the conversion under way, before it changes or is looked at.
    func settle() {
        renewSettings()
        guard isPowered, !isFrozen, isConverting, settings.convertsAny else { return }
        if now >= nextEnd { convert() }
        guard isConverting else { return }
        finishConversions(until: now)
        integral.add(settings.shownVolts, until: now)
    }

    /// Publishes the averages that have ended by now. What has passed of the next waits for a change of the input.
    private func convert() {
        renewSettings()
        guard isPowered, !isFrozen, isConverting, settings.convertsAny else { return }
        while true {
            nextEnd = integral.start + settings.conversionNanoseconds * (settings.averageCount - doneConversions)
            guard now >= nextEnd else { return }
            finishConversions(until: nextEnd)
            publish(sumVolts / Double(settings.averageCount))
            doneConversions = 0
            sumVolts = 0
            // Section 7.3.4: a triggered conversion ends in shutdown.
            guard isContinuous else { return stopConversions() }
        }
    }

    /// Takes the conversions that end by `nanoseconds` into the average, at most as many as it is short of.
    private func finishConversions(until nanoseconds: UInt64) {
        let duration = settings.conversionNanoseconds
        guard nanoseconds >= integral.start + duration else { return }
        if !integral.isFresh {
            let end = integral.start + duration
            integral.add(settings.shownVolts, until: end)
            let mean = integral.close(at: end)
            finish(mean, code: code(mean), count: 1)
        }
        // Whole conversions of an input that does not change are alike.
        let remaining = settings.averageCount - doneConversions
        let count = min(remaining, nanoseconds > integral.start ? (nanoseconds - integral.start) / duration : 0)
        guard count > 0 else { return }
        integral = InputIntegral(start: integral.start + count * duration)
        finish(settings.shownVolts, code: settings.shownCode, count: count)
    }

    /// When ALERT falls next if nothing is read or written before: at the end of an average, or of the first conversion
    /// over a limit; `.max` while it is low or nothing is converted.
    var nextEdgeNanoseconds: UInt64 {
        if nextEnd == 0 { convert() }
        renewSettings()
        guard isPowered, !isFrozen, isConverting, settings.convertsAny, !isPinLow else { return .max }
        if settings.isShownOverLimit, settings.convertsShunt, registers[.diagnosis] & 0x2000 == 0 {
            // The conversion under way may have begun with another input, so that the next one is sure to trip.
            let end = (now - min(now, integral.start)) / settings.conversionNanoseconds + (integral.isFresh ? 1 : 2)
            return min(nextEnd, integral.start + end * settings.conversionNanoseconds)
        }
        return registers[.diagnosis] & 0x4000 != 0 ? nextEnd : .max
    }

    /// What a conversion of 0 V shows at the present temperature, in volts.
    var offsetVolts: Double { errors.offsetVolts + errors.offsetVoltsPerKelvin * (dieCelsius - 25) }

    /// The voltage that a conversion of `volts` shows: offset, gain, their drift, non-linearity and the range's ends.
    private func convert(_ volts: Double) -> Double {
        let fullScale = isNarrow ? 40.96e-3 : 163.84e-3
        let warming = dieCelsius - 25
        var shown = volts + errors.offsetVolts + errors.offsetVoltsPerKelvin * warming
        shown *= 1 + errors.gain + errors.gainPerKelvin * warming
        let relative = min(max(volts / fullScale, -1), 1)
        // A cubic that is zero at the ends and the middle; 2.6 makes its extremes 1.
        shown += errors.nonlinearity * fullScale * 2.6 * (relative - relative * relative * relative)
        return min(max(shown, -fullScale), fullScale)
    }

    /// Counts conversions and compares them with the limits (Table 7-1), unless SLOWALERT asks for averages.
    private func finish(_ volts: Double, code: Int64, count: UInt64) {
        doneConversions += count
        sumVolts += volts * Double(Int64(bitPattern: count))
        if registers[.diagnosis] & 0x2000 == 0 { compare(code) }
    }

    /// The nearest code of 20 bits.
    @inline(__always)
    private func code(_ volts: Double) -> Int64 {
        let exact = min(max(volts / settings.step, -524_288), 524_287)
        return Int64(exact < 0 ? exact - 0.5 : exact + 0.5)
    }

    private func isOverLimit(_ code: Int64) -> Bool {
        code > Int64(Int16(truncatingIfNeeded: registers[.shuntOverLimit])) * 16
            || code < Int64(Int16(truncatingIfNeeded: registers[.shuntUnderLimit])) * 16
    }

    /// SHNTOL and SHNTUL: thresholds have steps of 16 codes (section 8.2.2.4).
    private func compare(_ code: Int64) {
        guard settings.convertsShunt else { return }
        set(0x0040, code > Int64(Int16(truncatingIfNeeded: registers[.shuntOverLimit])) * 16)
        set(0x0020, code < Int64(Int16(truncatingIfNeeded: registers[.shuntUnderLimit])) * 16)
    }

    /// Table 7-16: a limit's flag follows it, or stays until it is read when ALATCH is set.
    private func set(_ flag: UInt16, _ isReached: Bool) {
        if isReached {
            registers.flags |= flag
        } else if registers[.diagnosis] & 0x8000 == 0 {
            registers.flags &= ~flag
        }
    }

    /// Moves an average into the output registers and sets CNVRF.
    private func publish(_ volts: Double) {
        registers.flags |= 0x0002
        if settings.convertsShunt {
            let rms = settings.noiseVolts
            let shown = code(rms > 0 ? volts + rms * noise.gaussian() : volts)
            if registers[.diagnosis] & 0x2000 != 0 { compare(shown) }
            registers[.shuntVoltage] = UInt64(bitPattern: shown) << 4 & 0xFF_FFFF
            publishCurrent(shown)
        }
        if convertsBus {
            // 195.3125 µV, positive only (Table 7-10); the limits have steps of 3.125 mV.
            let code = UInt64(min(max((busVolts / 195.3125e-6).rounded(), 0), 524_287))
            registers[.busVoltage] = code << 4
            set(0x0010, code > registers[.busOverLimit] * 16)
            set(0x0008, code < registers[.busUnderLimit] * 16)
        }
        if convertsTemperature {
            let code = Int64(((dieCelsius + errors.dieKelvin) / 7.8125e-3).rounded())
            registers[.dieTemperature] = UInt64(bitPattern: code) & 0xFFFF
            set(0x0080, code > Int64(Int16(truncatingIfNeeded: registers[.temperatureLimit])))
        }
        if convertsBus && convertsShunt { publishPower() }
    }

    /// CURRENT = code · 4096 / SHUNT_CAL, which is Equations 2 to 4 solved for it; the same for both ranges.
    private func publishCurrent(_ code: Int64) {
        var calibration = Double(registers[.shuntCalibration])
        if registers[.configuration] & 0x20 != 0 {
            // Equation 1: the shunt's resistance at the die's temperature.
            calibration *= 1 + (dieCelsius - 25) * Double(registers[.shuntTemperature]) * 1e-6
        }
        let current = calibration == 0 ? 0 : (Double(code) * 4_096 / calibration).rounded(.towardZero)
        let limited = min(max(current, -524_288), 524_287)
        if limited != current { registers.flags |= 0x0200 }
        registers[.current] = UInt64(bitPattern: Int64(limited)) << 4 & 0xFF_FFFF
        guard isContinuous else { return }
        // Equation 7, with the time that the chip believes in; it rolls over at 40 bits.
        registers.charge += limited * settings.nominalSeconds
        if abs(registers.charge) >= 0x1p39 {
            registers.flags |= 0x0400
            registers.charge = 0
        }
        registers[.charge] = UInt64(bitPattern: Int64(registers.charge)) & 0xFF_FFFF_FFFF
    }

    /// POWER = |CURRENT| · VBUS / 16384, from Equation 5; ENERGY counts 16 of its steps a second (Equation 6).
    private func publishPower() {
        let current = Double(Int32(truncatingIfNeeded: registers[.current] << 8) >> 12)
        let bus = Double(registers[.busVoltage] >> 4)
        let power = min((abs(current) * bus / 16_384).rounded(.towardZero), 0xFF_FFFF)
        registers[.power] = UInt64(power)
        set(0x0004, UInt64(power) > registers[.powerLimit] * 256)
        guard isContinuous else { return }
        registers.energy += power * settings.nominalSeconds / 16
        if registers.energy >= 0x1p40 {
            registers.flags |= 0x0800
            registers.energy = 0
        }
        registers[.energy] = UInt64(registers.energy)
    }
}
