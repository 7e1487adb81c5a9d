/// Quotient and remainder of a 64-bit number by 10⁹, by three 32-bit divisions.
///
/// 10⁹ = 2⁹ · 5⁹, so the number is shifted right by nine and what is left, 55 bits, divided by 5⁹ = 1 953 125 in digits:
/// 32 bits first, then twice eleven and a single one; the running remainder is below 2²¹, so each dividend fits 32 bits.
/// A Cortex-M33 has a 32-bit divider; a 64-bit division would be a library call of a hundred instructions.
struct BillionDivision {
    let quotient: UInt64
    let remainder: UInt32

    init(_ number: UInt64) {
        let divisor: UInt32 = 1_953_125
        let shifted = number >> 9
        let high = UInt32(truncatingIfNeeded: shifted >> 23)
        let middle = UInt32(truncatingIfNeeded: shifted >> 12) & 0x7FF
        let low = UInt32(truncatingIfNeeded: shifted >> 1) & 0x7FF
        let last = UInt32(truncatingIfNeeded: shifted) & 1

        let first = high / divisor
        let second = ((high - first * divisor) << 11) | middle
        let secondQuotient = second / divisor
        let third = ((second - secondQuotient * divisor) << 11) | low
        let thirdQuotient = third / divisor
        let fourth = ((third - thirdQuotient * divisor) << 1) | last
        let fourthQuotient: UInt32 = fourth >= divisor ? 1 : 0

        quotient =
            (UInt64(first) << 23) | (UInt64(secondQuotient) << 12) | (UInt64(thirdQuotient) << 1)
            | UInt64(fourthQuotient)
        remainder = ((fourth - fourthQuotient * divisor) << 9) | (UInt32(truncatingIfNeeded: number) & 0x1FF)
    }
}
