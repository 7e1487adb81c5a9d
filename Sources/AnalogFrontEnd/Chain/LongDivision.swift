// A Cortex-M33 divides 32 bits by 32; a 64-bit division would be a library call of some hundred instructions.

extension UInt64 {
    /// The quotient by any divisor above 0 and below 2⁶³, a bit a step: for start-up.
    func quotient(by divisor: UInt64) -> UInt64 {
        var quotient: UInt64 = 0
        var remainder: UInt64 = 0
        var bit: UInt64 = 64
        while bit > 0 {
            bit -= 1
            remainder = remainder << 1 | self >> bit & 1
            quotient <<= 1
            if remainder >= divisor {
                remainder -= divisor
                quotient |= 1
            }
        }
        return quotient
    }
}

extension Int64 {
    /// The quotient by a count, towards zero, by four 32-bit divisions in digits of 16 bits; by 0 it is 0.
    func quotient(by count: UInt16) -> Int64 {
        guard count > 0 else { return 0 }
        let divisor = UInt32(count)
        var quotient: UInt64 = 0
        var remainder: UInt32 = 0
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 16
            remainder = remainder << 16 | UInt32(truncatingIfNeeded: magnitude >> shift & 0xFFFF)
            let digit = remainder / divisor
            remainder -= digit * divisor
            quotient = quotient << 16 | UInt64(digit)
        }
        return self < 0 ? 0 &- Int64(bitPattern: quotient) : Int64(bitPattern: quotient)
    }
}
