import CellCore

/// Commands and register values of the ADS122C04 that the driver uses.
///
/// Source: TI ADS122C04, SBAS751B, Table 16 (commands) and section 8.6.2 (registers).
enum ADS122C04Register {
    static let reset: UInt8 = 0x06
    static let start: UInt8 = 0x08
    static let readData: UInt8 = 0x10
    static func read(_ register: UInt8) -> UInt8 { 0x20 | register << 2 }
    static func write(_ register: UInt8) -> UInt8 { 0x40 | register << 2 }

    /// Table 19: PGA_BYPASS, gain 1, AIN0 against AIN1.
    static let bypass: UInt8 = 1
    /// Table 19: MUX = 1100b, a quarter of REFP − REFN against the internal reference.
    static let referenceMonitor: UInt8 = 0xC0
    /// Table 20: 20 SPS (0), normal mode, continuous, external reference (1), no temperature sensor.
    static let second: UInt8 = 0 << 5 | 0 << 4 | 1 << 3 | 1 << 1
    /// Table 20: 90 SPS in turbo mode (DR = 1, MODE = 1), which has less noise than 90 SPS in normal mode.
    static let burst: UInt8 = 1 << 5 | 1 << 4 | 1 << 3 | 1 << 1
    /// Table 22: data counter and CRC16 on.
    static let integrity: UInt8 = 1 << 6 | 2 << 4
    /// Table 22: the burn-out current sources of 10 µA.
    static let burnOut: UInt8 = 1 << 3
    /// Table 22: all bits but DRDY, which is a flag.
    static let settings2: UInt8 = 0x7F
}

extension I2CBytes {
    /// CRC-16-CCITT of the first `length` bytes, 0…8: polynomial 1021h, initial value FFFFh, nothing reflected.
    ///
    /// Source: SBAS751B, section 8.3.13. Cost: twelve instructions for two bytes and no table. The quotient of h·x¹⁶, for h
    /// of 16 bits, is the upper half of h·⌊x³²/P⌋, and ⌊x³²/P⌋ = x¹⁶ + x¹² + x⁸ + x⁵ + x⁴ for P = x¹⁶ + x¹² + x⁵ + 1.
    @inline(__always)
    func checkSum(_ length: Int) -> UInt16 {
        var remainder: UInt32 = 0xFFFF
        var rest = low.byteSwapped
        for _ in 0..<min(length, 8) >> 1 {
            remainder ^= UInt32(truncatingIfNeeded: rest &>> 48)
            rest &<<= 16
            let sum = remainder ^ remainder &>> 4
            remainder = Self.product(sum ^ sum &>> 8 ^ remainder &>> 11)
        }
        guard length & 1 != 0 else { return UInt16(truncatingIfNeeded: remainder) }
        // The same for the last of an odd number of bytes: h has 8 bits.
        let last = (remainder &>> 8 ^ UInt32(truncatingIfNeeded: rest &>> 56)) & 0xFF
        return UInt16(truncatingIfNeeded: remainder &<< 8 ^ Self.product(last ^ last &>> 4))
    }

    /// A quotient times the polynomial without its highest term.
    @inline(__always)
    private static func product(_ quotient: UInt32) -> UInt32 {
        (quotient ^ quotient &<< 5 ^ quotient &<< 12) & 0xFFFF
    }

    /// True when the two bytes after the first `length` are their check sum.
    @inline(__always)
    func hasCheckSum(after length: Int) -> Bool { count == length + 2 && word(at: length) == checkSum(length) }
}
