extension TMP117Model {
    private var averageCount: UInt64 { [1, 8, 32, 64][Int(configuration >> 5 & 3)] }
    private var mode: UInt16 { configuration >> 10 & 3 }

    /// Time of all conversions of an average: 15.5 ms each (section 7.3.2).
    private var activeNanoseconds: UInt64 {
        UInt64(Double(averageCount) * 15.5e6 * (1 + errors.oscillator))
    }

    /// Time of a conversion cycle with its standby time (Table 7-7); its clock is taken to be that of the conversion.
    private var cycleNanoseconds: UInt64 {
        let settings: [Double] = [15.5e6, 125e6, 250e6, 500e6, 1e9, 4e9, 8e9, 16e9]
        let shortest: [Double] = [15.5e6, 125e6, 500e6, 1e9]
        let nominal = max(settings[Int(configuration >> 7 & 7)], shortest[Int(configuration >> 5 & 3)])
        return max(activeNanoseconds, UInt64(nominal * (1 + errors.oscillator)))
    }

    /// A new cycle; in shutdown there is none.
    func startCycle(at nanoseconds: UInt64) {
        cycleStart = nanoseconds
        nextEvent = 0
        integral = mode == 1 ? nil : InputIntegral(start: nanoseconds)
    }

    /// Converts up to `nanoseconds`: a result is the mean over the active part of its cycle.
    public func advance(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        now = nanoseconds
        if nanoseconds >= nextEvent { settle() }
    }

    /// Takes the temperature since the last change into the conversions up to now.
    func settle() {
        let nanoseconds = now
        guard isPowered, !isFrozen else { return }
        while var window = integral {
            let end = cycleStart + activeNanoseconds
            window.add(celsius, until: min(end, nanoseconds))
            integral = window
            nextEvent = end
            guard nanoseconds >= end else { return }
            // The window is closed at the end of the active part; standby follows.
            if window.start < end { publish(window.close(at: end)) }
            if mode == 3 {
                // Section 7.4.3: after a one-shot conversion the chip shuts down.
                registers[0x01] = configuration & ~0x0C00 | 0x0400
                integral = nil
                return
            }
            guard nanoseconds >= cycleStart + cycleNanoseconds else {
                integral = window
                nextEvent = cycleStart + cycleNanoseconds
                return
            }
            startCycle(at: cycleStart + cycleNanoseconds)
        }
    }

    /// A result with errors, noise, self-heating and the offset register; flags as section 7.4.4 says.
    private func publish(_ mean: Double) {
        var shown = mean + errors.offsetKelvin
        if errors.isNoisy {
            shown += 7.8125e-3 / Double(averageCount).squareRoot() * noise.gaussian()
            // 40 mK in still air when always active at 3.3 V (section 8.2.2.2).
            shown += 0.040 * Double(activeNanoseconds) / Double(cycleNanoseconds)
        }
        let code = (shown / 7.8125e-3).rounded() + Double(Int16(bitPattern: registers[0x07] ?? 0))
        let limited = Int16(min(max(code, -32_768), 32_767))
        registers[0x00] = UInt16(bitPattern: limited)
        flags |= 0x2000
        let high = Int16(bitPattern: registers[0x02] ?? 0)
        let low = Int16(bitPattern: registers[0x03] ?? 0)
        if configuration & 0x0010 != 0 {
            // Therm mode: a hysteresis between the limits.
            if limited > high { flags |= 0x8000 }
            if limited < low { flags &= ~0x8000 }
            flags &= ~0x4000
        } else {
            if limited > high { flags |= 0x8000 }
            if limited < low { flags |= 0x4000 }
        }
    }
}
