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
    /// Source: SBAS751B, section 8.3.13. Cost: seven instructions a byte and no table. The eight steps of a byte x, which
    /// is the remainder's high byte and the message's, come to x ^ x >> 4 shifted to the polynomial's three places.
    func checkSum(_ length: Int) -> UInt16 {
        var remainder: UInt16 = 0xFFFF
        var rest = low
        for _ in 0..<min(length, 8) {
            var byte = remainder >> 8 ^ UInt16(truncatingIfNeeded: rest & 0xFF)
            rest >>= 8
            byte ^= byte >> 4
            remainder = remainder << 8 ^ byte << 12 ^ byte << 5 ^ byte
        }
        return remainder
    }

    /// True when the two bytes after the first `length` are their check sum.
    func hasCheckSum(after length: Int) -> Bool { count == length + 2 && word(at: length) == checkSum(length) }
}
