/// Register addresses and fields of the TMP117 that the driver uses.
///
/// Source: TI TMP117, SNOSD82D, section 7.6 (Tables 7-3 to 7-15); the high byte comes first.
enum TMP117Register {
    static let temperature: UInt8 = 0x00
    static let configuration: UInt8 = 0x01
    static let offset: UInt8 = 0x07
    static let deviceID: UInt8 = 0x0F

    /// Table 7-15: bits 11…0; the high four are the revision.
    static let device: UInt16 = 0x117
    /// Table 7-6: Soft_Reset, 2 ms.
    static let reset: UInt16 = 0x0002
    /// Table 7-6: continuous, a conversion cycle of 1 s (CONV = 4), 8 averages (AVG = 1), ALERT shows Data_Ready.
    ///
    /// The last bit is what a brown-out would lose: everything else is the factory's default 0220h.
    static let settings: UInt16 = 4 << 7 | 1 << 5 | 1 << 2
    /// Table 7-6: the bits 11…2, which are configuration; the others are flags.
    static let settingsMask: UInt16 = 0x0FFC
    /// Table 7-6: Data_Ready; reading the configuration or the temperature clears it.
    static let dataReady: UInt16 = 0x2000
    /// Table 7-1: −256 °C, what the register holds before the first conversion.
    static let none = Int16.min
}
