extension ADS122C04Model {
    private var isTurbo: Bool { registers[1] & 0x10 != 0 }
    private var isContinuous: Bool { registers[1] & 0x08 != 0 }
    private var isTemperature: Bool { registers[1] & 0x01 != 0 }
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
        let delay = isContinuous ? (isTurbo ? 105 : 28.5) * cycleNanoseconds : 0
        integral = InputIntegral(start: nanoseconds + UInt64(delay))
        nextEnd = 0
    }

    /// Converts up to `nanoseconds`: each result is the mean of its input over the conversion.
    public func advance(to nanoseconds: UInt64) {
        // An open input moves while it is converted.
        while inputs.isOpen, now + 100_000 < nanoseconds { pass(to: now + 100_000) }
        pass(to: nanoseconds)
    }

    /// Lets time pass in which no input changes.
    private func pass(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        let before = now
        now = nanoseconds
        guard inputs.isOpen || nanoseconds >= nextEnd else { return }
        defer { drift(from: before, to: nanoseconds) }
        settle()
    }

    /// Takes the input since the last change into the conversions up to now.
    func settle() {
        let nanoseconds = now
        guard isPowered, !isFrozen, var window = integral else { return }
        let duration = conversionNanoseconds
        let volts = inputs.isOpen ? differentialVolts() : steadyVolts ?? differentialVolts()
        steadyVolts = volts
        while nanoseconds >= window.start + duration {
            let end = window.start + duration
            window.add(volts, until: end)
            publish(window.close(at: end))
            guard isContinuous, !isPoweringDown else {
                integral = nil
                nextEnd = .max
                return
            }
        }
        window.add(volts, until: nanoseconds)
        integral = window
        nextEnd = window.start + duration
    }

    /// An open AIN0 moves by its input current on 10 nF of filter (assumed), or by the burn-out current, to a supply.
    private func drift(from before: UInt64, to nanoseconds: UInt64) {
        guard inputs.isOpen else { return }
        let amperes = burnsOut ? 10e-6 : inputCurrents().absolute
        floatingVolts += amperes * Double(nanoseconds - before) * 1e-9 / 10e-9
        floatingVolts = min(max(floatingVolts, 0), inputs.supply)
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
    private static let pairs = [(0, 1), (0, 2), (0, 3), (1, 0), (1, 2), (1, 3), (2, 3), (3, 2)]

    /// AINP − AINN as the modulator sees it, before errors (Table 19).
    private func differentialVolts() -> Double {
        var pins = inputs.pins
        if inputs.isOpen {
            pins[0] = floatingVolts
        } else {
            let currents = inputCurrents()
            let difference = (pins[0] - pins[1]) / inputs.reference * currents.differentialAtFullScale
            pins[0] -= (currents.absolute + difference) * inputs.seriesOhms
            // The source of 10 µA lifts AINP and the sink takes it out of AINN again (section 8.3.8).
            if burnsOut { pins[0] += 10e-6 * inputs.seriesOhms }
        }
        switch multiplexer {
        case 0...7:
            let (positive, negative) = Self.pairs[multiplexer]
            return usable(pins[positive]) - usable(pins[negative])
        case 8...11: return usable(pins[multiplexer - 8])
        case 12: return inputs.reference / 4
        case 13: return inputs.supply / 4
        default: return 0
        }
    }

    /// What is left of an input: bypassed from AVSS − 0.1 V to AVDD + 0.1 V, with the PGA 0.2 V inside (section 6.3).
    private func usable(_ volts: Double) -> Double {
        let margin = isBypassed ? -0.1 : 0.2
        return min(max(volts, margin), inputs.supply - margin)
    }

    /// Turns a mean voltage into a code and says that it is ready.
    private func publish(_ volts: Double) {
        counter = registers[2] & 0x40 != 0 ? counter &+ 1 : 0
        isReady = true
        guard !isTemperature else {
            // Table 13: 14 bits of 0.03125 °C, left-justified.
            code = Int32((inputs.celsius / 0.03125).rounded()) << 10
            return
        }
        let gain = Double(1 << gainCode)
        // Section 8.3.9: monitors use the internal reference.
        let usesInternal = registers[1] >> 1 & 3 == 0 || multiplexer == 12 || multiplexer == 13
        let reference = usesInternal ? 2.048 : (registers[1] >> 1 & 3 == 1 ? inputs.reference : inputs.supply)
        guard reference > 0 else {
            // Section 8.3.8: without a reference the result is full scale.
            code = volts < 0 ? -8_388_608 : 8_388_607
            return
        }
        let warming = inputs.celsius - 25
        let offset =
            isBypassed
            ? errors.bypassedOffsetVolts + errors.bypassedOffsetVoltsPerKelvin * warming
            : errors.offsetVolts / gain + errors.offsetVoltsPerKelvin * warming
        var shown = (volts + offset) * (1 + errors.gain + errors.gainPerKelvin * warming)
        let relative = min(max(volts * gain / reference, -1), 1)
        shown += errors.nonlinearity * 2 * reference / gain * 2.6 * (relative - relative * relative * relative)
        if errors.isNoisy {
            let rms = ADS122C04Noise.volts(rate: rate, gain: gainCode, isTurbo: isTurbo, isBypassed: isBypassed)
            shown += rms * noise.gaussian()
        }
        // Equation 8 and Table 15.
        let exact = (shown * gain / reference * 8_388_608).rounded()
        code = Int32(min(max(exact, -8_388_608), 8_388_607))
    }
}
