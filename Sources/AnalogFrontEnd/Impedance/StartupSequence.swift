/// The accesses that start the chip: identification, reset, the vendor's initial values, clocks, the coupling switch, and
/// the settings that no measurement changes.
///
/// Source: AD5940/AD5941 data sheet, sections "System initialization", "Clocking", "Digital die identification".
enum StartupSequence {
    /// The first step after the reset that identifies the chip again.
    private static var initial: Int { 5 }
    private static var clocks: Int { initial + 14 }
    private static var settings: Int { clocks + 6 }
    /// The step that sees the coupling switch open.
    static var switchStep: Int { settings + 4 }
    /// Steps in all.
    static var count: Int { settings + 31 }

    /// The access of a step.
    static func access(_ step: Int) -> AD5941Access {
        switch step {
        case 0: .read(AD5941Register.manufacturer)
        case 1: .read(AD5941Register.chip)
        case 2: .write(AD5941Register.reset, AD5941Value.reset)
        // The chip needs 200 µs.
        case 3: .pause(2_000)
        case 4: .read(AD5941Register.manufacturer)
        case initial..<clocks: initialValue(step - initial)
        case clocks..<settings: clock(step - clocks)
        default: setting(step - settings)
        }
    }

    /// Judges an identification: nil when it is right.
    static func fault(_ step: Int, _ value: UInt32) -> ChipFault? {
        switch step {
        case 0, 4:
            if value == 0 || value == 0xFFFF { return .absent }
            return value == AD5941Value.analogDevices ? nil : .wrongIdentity(UInt16(truncatingIfNeeded: value))
        case 1:
            return value >> 8 == AD5941Value.chipFamily ? nil : .wrongIdentity(UInt16(truncatingIfNeeded: value))
        default: return nil
        }
    }

    /// Values that are to be written after every reset, in this order; some registers are not otherwise documented.
    private static func initialValue(_ index: Int) -> AD5941Access {
        switch index {
        case 0: .write(0x0908, 0x02C9)
        case 1: .write(0x0C08, 0x206C)
        case 2: .write(0x21F0, 0x0010)
        case 3: .write(0x0410, 0x02C9)
        case 4: .write(0x0A28, 0x0009)
        case 5: .write(0x238C, 0x0104)
        case 6: .write(0x0A04, 0x4859)
        case 7: .write(0x0A04, 0xF27B)
        case 8: .write(0x0A00, 0x8009)
        case 9: .write(0x22F0, 0x0000)
        case 10: .write(0x2230, 0xDE87_A5AF)
        case 11: .write(0x2250, 0x103F)
        case 12: .write(0x22B0, 0x203C)
        default: .write(0x2230, 0xDE87_A5A0)
        }
    }

    /// 32 MHz for the converter and 16 MHz for the rest. The converter's clock rests while it changes (CLKEN1 bit 5);
    /// CLKEN1 is not read back, for its bits 8 and 9 come exchanged.
    private static func clock(_ index: Int) -> AD5941Access {
        switch index {
        case 0: .write(AD5941Register.clockEnables, 0x02C9 | 1 << 5)
        case 1: .set(AD5941Register.clockDividers, AD5941Value.dividers, mask: 0x3FF)
        case 2: .set(AD5941Register.oscillator, AD5941Value.oscillator32, mask: 1 << 2)
        case 3: .pause(200)
        case 4: .write(AD5941Register.clockEnables, 0x02C9)
        default: .set(AD5941Register.clockSources, 0, mask: 0xF)
        }
    }

    private static func setting(_ index: Int) -> AD5941Access {
        switch index {
        // The coupling switch is opened before its pin drives.
        case 0: .write(AD5941Register.pinClear, 0xFF)
        case 1: .set(AD5941Register.pinFunctions, AD5941Value.pinFunctions)
        case 2: .set(AD5941Register.pinInputs, AD5941Value.couplingPin)
        case 3: .set(AD5941Register.pinOutputs, AD5941Value.pinOutputs)
        case 4: .check(AD5941Register.pinLevels, 0, mask: AD5941Value.couplingPin)
        case 5: .set(AD5941Register.powerMode, AD5941Value.highPower, mask: 0xF)
        // As after reset: references of 1.82 V and 1.11 V on.
        case 6: .set(AD5941Register.referenceBuffers, 0x37, mask: 0x1FF)
        case 7: .set(AD5941Register.lowPowerReference, 0)
        // The feedback amplifier's positive input at 1.11 V, its other feedback open.
        case 8: .set(AD5941Register.amplifierBias, 0)
        case 9: .set(AD5941Register.sensorFeedback, 0xFF)
        case 10: .set(AD5941Register.waveform, AD5941Value.sine)
        case 11: .set(AD5941Register.sinePhase, 0)
        case 12: .set(AD5941Register.sineOffset, 0)
        // LPDAC0 on, writable, its 12 bits at VBIAS; VBIAS at the low-power amplifier, switches by register.
        case 13: .set(AD5941Register.lowPowerDAC, 1)
        case 14: .set(AD5941Register.lowPowerDACData, MultisineWave.data(MultisineWave.middle))
        case 15: .set(AD5941Register.lowPowerDACSwitches, 1 << 5 | 1 << 4)
        case 16: .set(AD5941Register.lowPowerAmplifiers, 3)
        case 17: .set(AD5941Register.lowPowerSwitches, 0)
        case 18: .set(AD5941Register.fifo, 0, mask: 0xE800)
        case 19: .set(AD5941Register.memory, AD5941Value.memory, mask: 0xFFF)
        case 20: .set(AD5941Register.fifoThreshold, 16 << 16)
        case 21: .set(AD5941Register.flagsSelect0, AD5941Value.dftReady | AD5941Value.fifoReached)
        case 22: .set(AD5941Register.flagsSelect1, AD5941Value.watchedFlags)
        case 23: .set(AD5941Register.adcMinimum, UInt32(32_768 - ConverterInput.limit))
        case 24: .set(AD5941Register.adcMaximum, UInt32(32_768 + ConverterInput.limit))
        case 25: .set(AD5941Register.control, AD5941Value.off)
        case 26: SwitchSetting.open.access(0)
        case 27: SwitchSetting.open.access(1)
        case 28: SwitchSetting.open.access(2)
        case 29: SwitchSetting.open.access(3)
        default: SwitchSetting.open.access(4)
        }
    }
}
