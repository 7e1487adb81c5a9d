extension CellMath {
    /// The natural logarithm of `x`; what is below the smallest normal number, 0 and NaN too, counts as that: −87.34.
    ///
    /// Relative error at most 3·10⁻⁷; infinity counts as the greatest finite number. x = 2ⁿ·m, ½√2 ≤ m < √2, and ln m by the
    /// series of 2·artanh((m − 1)/(m + 1)) to the ninth power, whose remainder is below 0.1716¹⁰/11 = 2·10⁻⁹ of it; m − 1 is
    /// exact, so that values near 1 keep their digits. Cost: 20 floating-point operations.
    public static func naturalLogarithm(_ x: Float) -> Float {
        let size =
            x >= Float.leastNormalMagnitude
            ? (x < Float.greatestFiniteMagnitude ? x : .greatestFiniteMagnitude) : .leastNormalMagnitude
        // Exponent and mantissa, relative to ½√2.
        let bits = size.bitPattern &- 0x3F35_04F3
        let n = Int32(bitPattern: bits) >> 23
        let excess = Float(bitPattern: (bits & 0x7F_FFFF) &+ 0x3F35_04F3) - 1
        let z = excess / (2 + excess)
        let power = z * z
        var sum: Float = 1.0 / 9
        sum = sum * power + 1.0 / 7
        sum = sum * power + 1.0 / 5
        sum = sum * power + 1.0 / 3
        return 2 * (z + z * (sum * power)) + Float(n) * 0.693_147_18
    }

    /// `x` to the power of `exponent`, for a positive `x`: exp(exponent·ln x), with the ranges of those two.
    ///
    /// Relative error at most 4·10⁻⁷ + 4·10⁻⁷·|exponent·ln x|. Cost: 40 floating-point operations.
    public static func power(_ x: Float, _ exponent: Float) -> Float {
        exponential(exponent * naturalLogarithm(x))
    }

    /// Cosine and sine of `turns` quarter turns, turns·π/2, for 0…1; what is outside counts as the nearer end, NaN as 0.
    ///
    /// Error at most 2·10⁻⁷. Taylor polynomials of degree 8 and 9 up to an eighth of a turn, whose remainders are below
    /// (π/4)¹⁰/10! = 2.5·10⁻⁸; beyond it the two change places. Cost: 14 floating-point operations.
    public static func quarterTurn(_ turns: Float) -> (cosine: Float, sine: Float) {
        let inside = limited(turns, to: 0...1)
        let isBeyond = inside > 0.5
        let angle = (isBeyond ? 1 - inside : inside) * 1.570_796_33
        let square = angle * angle
        var sine: Float = 1.0 / 362_880
        sine = sine * square - 1.0 / 5_040
        sine = sine * square + 1.0 / 120
        sine = sine * square - 1.0 / 6
        sine = angle + angle * (sine * square)
        var cosine: Float = 1.0 / 40_320
        cosine = cosine * square - 1.0 / 720
        cosine = cosine * square + 1.0 / 24
        cosine = cosine * square - 0.5
        cosine = cosine * square + 1
        return isBeyond ? (sine, cosine) : (cosine, sine)
    }
}
