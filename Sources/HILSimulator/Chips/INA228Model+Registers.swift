extension INA228Model {
    /// Register addresses. Source: Table 7-3.
    enum Register: UInt8 {
        case configuration = 0x00
        case adcConfiguration = 0x01
        case shuntCalibration = 0x02
        case shuntTemperature = 0x03
        case shuntVoltage = 0x04
        case busVoltage = 0x05
        case dieTemperature = 0x06
        case current = 0x07
        case power = 0x08
        case energy = 0x09
        case charge = 0x0A
        case diagnosis = 0x0B
        case shuntOverLimit = 0x0C
        case shuntUnderLimit = 0x0D
        case busOverLimit = 0x0E
        case busUnderLimit = 0x0F
        case temperatureLimit = 0x10
        case powerLimit = 0x11
        case manufacturerID = 0x3E
        case deviceID = 0x3F

        /// Size in bytes.
        var size: Int {
            switch self {
            case .shuntVoltage, .busVoltage, .current, .power: 3
            case .energy, .charge: 5
            default: 2
            }
        }

        /// Bits that a write changes; measurements and identifications have none. Source: Tables 7-5 to 7-22.
        var writableBits: UInt16 {
            switch self {
            case .configuration: 0x3FF0
            case .adcConfiguration, .shuntOverLimit, .shuntUnderLimit, .temperatureLimit, .powerLimit: 0xFFFF
            case .shuntCalibration, .busOverLimit, .busUnderLimit: 0x7FFF
            case .shuntTemperature: 0x3FFF
            case .diagnosis: 0xF000
            default: 0
            }
        }
    }

    /// Stored values with the reset values of Tables 7-5 to 7-24, and the flags of DIAG_ALRT.
    struct Registers {
        var values: InlineArray<0x40, UInt64>
        /// Bits 11…1 of DIAG_ALRT.
        var flags: UInt16 = 0
        /// The accumulators in units of their registers, with fractions.
        var energy = 0.0
        var charge = 0.0

        init() {
            values = InlineArray(repeating: 0)
            values[0x01] = 0xFB68
            values[0x02] = 0x1000
            values[0x0C] = 0x7FFF
            values[0x0D] = 0x8000
            values[0x0E] = 0x7FFF
            values[0x10] = 0x7FFF
            values[0x11] = 0xFFFF
        }

        subscript(register: Register) -> UInt64 {
            get { values[Int(register.rawValue)] }
            set { values[Int(register.rawValue)] = newValue }
        }
    }

    /// The register and its length in bytes, with what reading does to flags.
    func readRegister(_ pointer: UInt8) -> (UInt64, Int) {
        // Addresses that Table 7-3 does not list are reserved; they answer 0 here (unverified).
        guard let register = Register(rawValue: pointer) else { return (0, 2) }
        if register == .diagnosis { settle() }
        var value = registers[register]
        switch register {
        case .manufacturerID: value = UInt64(manufacturerID)
        case .deviceID: value = UInt64(deviceID)
        case .energy: registers.flags &= ~0x0800
        case .charge: registers.flags &= ~0x0400
        case .diagnosis:
            value = value & 0xF000 | UInt64(registers.flags) | (isMemorySound ? 1 : 0)
            // Section 7.3.4: reading clears CNVRF. Table 7-16: with ALATCH also the limits.
            registers.flags &= ~0x0002
            if value & 0x8000 != 0 { registers.flags &= ~0x00FC }
        default: break
        }
        return (value, register.size)
    }

    /// Writes a register of two bytes, with what that starts.
    func writeRegister(_ pointer: UInt8, _ value: UInt16) {
        guard let register = Register(rawValue: pointer), register.writableBits != 0 else { return }
        if register == .configuration {
            // Table 7-5: RST resets everything and clears itself, RSTACC clears the accumulators.
            if value & 0x8000 != 0 { return reset(at: now) }
            if value & 0x4000 != 0 { clearAccumulators() }
        }
        let kept = registers[register] & UInt64(~register.writableBits)
        // What was converted so far was converted as configured.
        settle()
        registers[register] = kept | UInt64(value & register.writableBits)
        isSettingCurrent = false
        guard register == .adcConfiguration else { return }
        // Section 7.3.4: writing ADC_CONFIG clears CNVRF, except for shutdown, and restarts conversions.
        let mode = value >> 12
        guard mode != 0, mode != 8 else {
            stopConversions()
            return
        }
        registers.flags &= ~0x0002
        let delay = (registers[.configuration] >> 6 & 0xFF) * 2_000_000
        startConversions(at: now + delay)
    }

    private func clearAccumulators() {
        registers.energy = 0
        registers.charge = 0
        registers[.energy] = 0
        registers[.charge] = 0
        registers.flags &= ~0x0200
    }
}
