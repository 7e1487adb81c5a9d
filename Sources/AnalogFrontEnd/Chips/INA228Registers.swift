/// Register addresses and fields of the INA228 that the driver uses.
///
/// Source: TI INA228, SLYS021A, section 7.6.1 (Tables 7-3 to 7-24); values of more than one byte come high byte first.
enum INA228Register {
    static let configuration: UInt8 = 0x00
    static let adcConfiguration: UInt8 = 0x01
    static let shuntVoltage: UInt8 = 0x04
    static let diagnosis: UInt8 = 0x0B
    static let shuntOverLimit: UInt8 = 0x0C
    static let shuntUnderLimit: UInt8 = 0x0D
    static let manufacturerID: UInt8 = 0x3E
    static let deviceID: UInt8 = 0x3F

    /// Table 7-23: "TI" in ASCII.
    static let texasInstruments: UInt16 = 0x5449
    /// Table 7-24: bits 15…4; the low four are the revision.
    static let die: UInt16 = 0x228
    /// Table 7-5: RST.
    static let reset: UInt16 = 0x8000
    /// Table 7-5: ADCRANGE = 1, ±40.96 mV; no delay, no temperature compensation.
    static let narrowRange: UInt16 = 0x0010

    /// Table 7-16: ALATCH and CNVR. Flags stay until they are read, and ALERT falls when a conversion has ended.
    static let latchedReady: UInt16 = 0xC000
    /// Table 7-16: the bits 15…12, which are configuration; the others are flags.
    static let diagnosisSettings: UInt16 = 0xF000
    /// Table 7-16: SHNTOL and SHNTUL.
    static let shuntLimits: UInt16 = 0x0060
    /// Table 7-16: CNVRF, a conversion with its averaging has ended.
    static let conversionReady: UInt16 = 0x0002
    /// Table 7-16: MEMSTAT, 1 while the trim memory is sound.
    static let memorySound: UInt16 = 0x0001

    /// 40.755 mV, 99.5 % of full scale, in steps of 1.25 µV (Table 7-17 with ADCRANGE = 1).
    static let overLimit: UInt16 = 32_604
    /// −40.755 mV (Table 7-18).
    static let underLimit = UInt16(bitPattern: -32_604)

    /// Table 7-6: continuous shunt voltage only (Ah), 4120 µs (7h), 256 averages (5h): 1 054 720 µs.
    ///
    /// The unused conversion times keep their reset value 5h.
    static let second: UInt16 = 0xA000 | 5 << 9 | 7 << 6 | 5 << 3 | 5
    /// Table 7-6: the same with 1052 µs (5h) and 16 averages (2h): 16 832 µs.
    static let burst: UInt16 = 0xA000 | 5 << 9 | 5 << 6 | 5 << 3 | 2
}
