extension TMP117Model {
    private var averageCount: UInt64 {
        switch configuration >> 5 & 3 {
        case 0: 1
        case 1: 8
        case 2: 32
        default: 64
        }
    }
    private var mode: UInt16 { configuration >> 10 & 3 }

    /// Time of all conversions of an average: 15.5 ms each (section 7.3.2).
    private var computedActiveNanoseconds: UInt64 {
        UInt64(Double(averageCount) * 15.5e6 * (1 + errors.oscillator))
    }

    private var activeNanoseconds: UInt64 { currentTimes.active }
    private var cycleNanoseconds: UInt64 { currentTimes.cycle }

    /// Both times, computed when configuration or errors have changed.
    private var currentTimes: (active: UInt64, cycle: UInt64) {
        if let times { return times }
        let computed = (active: computedActiveNanoseconds, cycle: computedCycleNanoseconds)
        times = computed
        return computed
    }

    /// Time of a conversion cycle with its standby time (Table 7-7); its clock is taken to be that of the conversion.
    private var computedCycleNanoseconds: UInt64 {
        let setting =
            switch configuration >> 7 & 7 {
            case 0: 15.5e6
            case 1: 125e6
            case 2: 250e6
            case 3: 500e6
            case 4: 1e9
            case 5: 4e9
            case 6: 8e9
            default: 16e9
            }
        let shortest =
            switch configuration >> 5 & 3 {
            case 0: 15.5e6
            case 1: 125e6
            case 2: 500e6
            default: 1e9
            }
        return max(computedActiveNanoseconds, UInt64(max(setting, shortest) * (1 + errors.oscillator)))
    }

    /// A new cycle; in shutdown there is none.
    func startCycle(at nanoseconds: UInt64) {
        cycleStart = nanoseconds
        nextEvent = 0
        integral = InputIntegral(start: nanoseconds)
        isConverting = mode != 1
    }

    /// Converts up to `nanoseconds`: a result is the mean over the active part of its cycle.
    public func advance(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        now = nanoseconds
        if nanoseconds >= nextEvent { convert() }
    }

    /// Publishes the conversions that have ended by now and begins the cycles that have come.
    private func convert() {
        guard isPowered, !isFrozen else { return }
        while isConverting {
            let end = cycleStart + activeNanoseconds
            nextEvent = end
            guard now >= end else { return }
            // The window is closed at the end of the active part; standby follows.
            if integral.start < end {
                integral.add(celsius, until: end)
                publish(integral.close(at: end))
            }
            if mode == 3 {
                // Section 7.4.3: after a one-shot conversion the chip shuts down.
                registers[0x01] = configuration & ~0x0C00 | 0x0400
                isConverting = false
                return
            }
            nextEvent = cycleStart + cycleNanoseconds
            guard now >= nextEvent else { return }
            startCycle(at: nextEvent)
        }
    }

    /// Takes the temperature since the last change into the conversion under way, before it changes.
    func settle() {
        convert()
        guard isPowered, !isFrozen, isConverting else { return }
        let end = cycleStart + activeNanoseconds
        if integral.start < end { integral.add(celsius, until: min(end, now)) }
    }

    /// When ALERT falls next as Data_Ready if nothing is read or written before; `.max` while it is low or nothing is
    /// converted.
    var nextEdgeNanoseconds: UInt64 {
        if nextEvent == 0 { convert() }
        guard isPowered, !isFrozen, isConverting, configuration & 0x0004 != 0, flags & 0x2000 == 0 else { return .max }
        let end = cycleStart + activeNanoseconds
        return now < end ? end : cycleStart + cycleNanoseconds + activeNanoseconds
    }

    /// A result with errors, noise, self-heating and the offset register; flags as section 7.4.4 says.
    private func publish(_ mean: Double) {
        var shown = mean + errors.offsetKelvin
        if errors.isNoisy {
            shown += 7.8125e-3 / Double(averageCount).squareRoot() * noise.gaussian()
            // 40 mK in still air when always active at 3.3 V (section 8.2.2.2).
            shown += 0.040 * Double(activeNanoseconds) / Double(cycleNanoseconds)
        }
        let code = (shown / 7.8125e-3).rounded() + Double(Int16(bitPattern: registers[0x07]))
        let limited = Int16(min(max(code, -32_768), 32_767))
        registers[0x00] = UInt16(bitPattern: limited)
        flags |= 0x2000
        let high = Int16(bitPattern: registers[0x02])
        let low = Int16(bitPattern: registers[0x03])
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
