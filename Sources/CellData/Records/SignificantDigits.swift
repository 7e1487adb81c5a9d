/// The digits of a decimal number: as many as 128 bits hold beside the factor, and whether anything follows.
struct SignificantDigits {
    /// 10³³ · 86 400 < 2¹²⁷.
    private static let limit: UInt128 = 1_000_000_000_000_000_000_000_000_000_000_000

    private var mantissa: UInt128 = 0
    /// Power of ten of the mantissa's last digit.
    var exponent = 0
    /// A digit other than zero was left out, which only breaks ties.
    private var hasTail = false

    mutating func append(_ digit: UInt8, afterPoint: Bool) {
        if mantissa < SignificantDigits.limit / 10 {
            mantissa = mantissa * 10 + UInt128(digit)
            if afterPoint { exponent -= 1 }
        } else {
            if digit != 0 { hasTail = true }
            if !afterPoint { exponent += 1 }
        }
    }

    /// The number times the scale, rounded half to even; nil beyond ±(2⁶³ − 1).
    ///
    /// Exact for every number in a unit that is a power of ten, and up to 33 digits in minutes, hours and days.
    func scaled(by scale: DecimalScale) -> UInt64? {
        if mantissa == 0 { return 0 }
        var value = mantissa * UInt128(scale.factor)
        var power = exponent + scale.exponent
        while power > 0 {
            guard value <= UInt128(Int64.max) else { return nil }
            value *= 10
            power -= 1
        }
        if power < 0 {
            // The value is below 10³⁸: of a 10³⁹th of it nothing is left, not even a half.
            guard power >= -38 else { return 0 }
            var divisor: UInt128 = 1
            for _ in 0..<(-power) { divisor *= 10 }
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
            let rest = divisor - remainder
            let up = remainder > rest || (remainder == rest && (hasTail || quotient & 1 == 1))
            value = quotient + (up ? 1 : 0)
        } else if hasTail {
            // 33 digits and more before the point.
            return nil
        }
        return value <= UInt128(Int64.max) ? UInt64(value) : nil
    }
}
