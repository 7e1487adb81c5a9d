/// Four numbers at once.
typealias Lanes = SIMD4<Double>

/// Elementary functions of four numbers at once, to a few units in the last place, for the inner loop of a fit.
///
/// Error below 1e-15 relative for `exp` within ±700 (a garbled number beyond) and for `hyperbolic` within 0…20.
enum LaneMath {
    private static let roundingShift = 0x1.8p52
    private static let halfPiHigh = 0x1.921fb544p0
    private static let halfPiLow = 0x1.0b4611a626331p-34
    private static let lnTwoHigh = 0x1.62e42fee00000p-1
    private static let lnTwoLow = 0x1.a39ef35793c76p-33

    /// e to the power of each. Source: reduction by ln 2 in two parts (Cody and Waite), then Taylor to the 13th power.
    @inline(__always)
    static func exp(_ x: Lanes) -> Lanes {
        let shifted = x * 1.4426950408889634 + roundingShift
        let count = shifted - roundingShift
        let r = (x - count * lnTwoHigh) - count * lnTwoLow
        var sum = Lanes(repeating: 1 / 6_227_020_800)
        sum = sum * r + 1 / 479_001_600
        sum = sum * r + 1 / 39_916_800
        sum = sum * r + 1 / 3_628_800
        sum = sum * r + 1 / 362_880
        sum = sum * r + 1 / 40_320
        sum = sum * r + 1 / 5_040
        sum = sum * r + 1 / 720
        sum = sum * r + 1 / 120
        sum = sum * r + 1 / 24
        sum = sum * r + 1 / 6
        sum = sum * r + 0.5
        sum = sum * r + 1
        sum = sum * r + 1
        // The low bits of the shifted number are the whole count; they become the exponent of a power of two.
        let bits = unsafeBitCast(shifted, to: SIMD4<Int64>.self) &+ 1023
        return sum * unsafeBitCast(bits &<< 52, to: Lanes.self)
    }

    /// Sine and cosine of each in 0…20.
    @inline(__always)
    static func sineCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
        let shifted = x * 0.6366197723675814 + roundingShift
        let count = shifted - roundingShift
        let r = (x - count * halfPiHigh) - count * halfPiLow
        let square = r * r
        var sine = Lanes(repeating: -1 / 1_307_674_368_000)
        sine = sine * square + 1 / 6_227_020_800
        sine = sine * square - 1 / 39_916_800
        sine = sine * square + 1 / 362_880
        sine = sine * square - 1 / 5_040
        sine = sine * square + 1 / 120
        sine = sine * square - 1 / 6
        sine = sine * square * r + r
        var cosine = Lanes(repeating: 1 / 20_922_789_888_000)
        cosine = cosine * square - 1 / 87_178_291_200
        cosine = cosine * square + 1 / 479_001_600
        cosine = cosine * square - 1 / 3_628_800
        cosine = cosine * square + 1 / 40_320
        cosine = cosine * square - 1 / 720
        cosine = cosine * square + 1 / 24
        cosine = cosine * square * square - 0.5 * square + 1
        let quarter = unsafeBitCast(shifted, to: SIMD4<Int64>.self)
        let isOdd = (quarter & 1) .!= 0
        let sineSign = unsafeBitCast((quarter & 2) &<< 62, to: SIMD4<UInt64>.self)
        let cosineSign = unsafeBitCast(((quarter &+ 1) & 2) &<< 62, to: SIMD4<UInt64>.self)
        let first = sine.replacing(with: cosine, where: isOdd)
        let second = cosine.replacing(with: sine, where: isOdd)
        return (
            unsafeBitCast(unsafeBitCast(first, to: SIMD4<UInt64>.self) ^ sineSign, to: Lanes.self),
            unsafeBitCast(unsafeBitCast(second, to: SIMD4<UInt64>.self) ^ cosineSign, to: Lanes.self)
        )
    }

    /// Hyperbolic sine and cosine of each in 0…20.
    @inline(__always)
    static func hyperbolic(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
        let e = exp(x)
        let inverse = 1 / e
        let square = x * x
        var small = Lanes(repeating: 1 / 6_227_020_800)
        small = small * square + 1 / 39_916_800
        small = small * square + 1 / 362_880
        small = small * square + 1 / 5_040
        small = small * square + 1 / 120
        small = small * square + 1 / 6
        small = small * square * x + x
        // The difference of the exponentials loses digits where it is small.
        return ((0.5 * (e - inverse)).replacing(with: small, where: x .< 0.4), 0.5 * (e + inverse))
    }
}
