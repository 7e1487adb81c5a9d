/// The transcendental functions that the core needs, from `+ - * /` alone, so that every body computes the same bits.
public enum CellMath {
    /// e to the power of `x`, for any finite `x`.
    ///
    /// Relative error at most 4·10⁻⁷ for −87 ≤ x ≤ 88; below that range 0, above it the value at 88, NaN gives 0.
    /// x = (n + f)·ln 2 with |f| ≤ ½; 2ᶠ by its Taylor polynomial of degree 7, whose remainder is below
    /// (ln 2 / 2)⁸ / 8! = 5·10⁻⁹. Cost: 17 floating-point operations; runs when the temperature or the interval changes.
    public static func exponential(_ x: Float) -> Float {
        guard x >= -87 else { return 0 }
        let limited = x > 88 ? 88 : x
        let scaled = limited * 1.442_695_04
        let n = Int32(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
        // ln 2 in two parts, so that the product with n is exact and f keeps its last bits.
        let r = (limited - Float(n) * 0.693_359_375) + Float(n) * 2.121_944_4e-4
        var sum: Float = 1.0 / 5040
        sum = sum * r + 1.0 / 720
        sum = sum * r + 1.0 / 120
        sum = sum * r + 1.0 / 24
        sum = sum * r + 1.0 / 6
        sum = sum * r + 0.5
        sum = sum * r + 1
        sum = sum * r + 1
        return sum * Float(bitPattern: UInt32(bitPattern: (n + 127) << 23))
    }

    /// 1 − e⁻ˣ for `x` of 0 or more: up to 1/8 by x/(1 + x/2 + x²/12), which is that to x⁵/720, 4·10⁻⁸ at the most. Cost: six
    /// operations then, else an exponential.
    @inline(__always)
    static func rise(_ x: Float) -> Float {
        x > 0.125 ? 1 - exponential(-x) : x / (1 + x * (0.5 + x / 12))
    }

    /// The factor on a resistance at `kelvin` against its value at 25 °C, for an activation energy in electronvolts.
    ///
    /// exp(Eₐ/k·(1/T − 1/298.15 K)); temperatures outside 200…400 K count as the nearer end.
    public static func arrheniusFactor(activationEnergyElectronvolts: Float, kelvin: Float) -> Float {
        let limited = kelvin > 200 ? (kelvin < 400 ? kelvin : 400) : 200
        // k = 8.617 333 262·10⁻⁵ eV/K (CODATA 2018, exact).
        return exponential(activationEnergyElectronvolts / 8.617_333e-5 * (1 / limited - 1 / 298.15))
    }

    /// |x|; NaN gives 0.
    static func magnitude(_ x: Float) -> Float { x < 0 ? -x : (x == x ? x : 0) }

    /// `x` limited to `range`; NaN gives the lower end.
    static func limited(_ x: Float, to range: ClosedRange<Float>) -> Float {
        x >= range.lowerBound ? (x <= range.upperBound ? x : range.upperBound) : range.lowerBound
    }

    /// Nearest integer, saturating at ±9.2·10¹⁸; NaN gives 0.
    static func saturatingInt64(_ x: Float) -> Int64 {
        guard x == x else { return 0 }
        if x >= 9.2e18 { return 9_200_000_000_000_000_000 }
        if x <= -9.2e18 { return -9_200_000_000_000_000_000 }
        return Int64(x < 0 ? x - 0.5 : x + 0.5)
    }
}
