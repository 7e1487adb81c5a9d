/// The exponential bend of an open-circuit curve at one of its ends, which a table of 65 entries is too coarse for.
///
/// It is `volts`·e^(−`perUnit`·d) at a distance d of the state of charge from the end, away from the curve: below it at the
/// empty end, above it at the full one. Beyond the end it goes on, from d = −4/`perUnit` straight.
public struct CurveTail: Equatable, Sendable {
    /// Size at the end itself, in volts, 0 or more.
    public var volts: Float
    /// How fast it fades, in 1 over state of charge, above 0.
    public var perUnit: Float

    /// A bend of `volts` that fades with `perUnit`; nil unless both are finite, 0 or more and above 0.
    public init?(volts: Float, perUnit: Float) {
        guard volts >= 0, volts.isFinite, perUnit > 0, perUnit.isFinite else { return nil }
        self.volts = volts
        self.perUnit = perUnit
    }

    private init() {
        volts = 0
        perUnit = 1
    }

    /// No bend.
    public static var none: CurveTail { CurveTail() }

    /// Size and −d/dd of it at a distance from the end. Cost: a comparison far from the end, else an exponential.
    @inline(__always)
    func value(distance: Float) -> (volts: Float, slope: Float) {
        let exponent = -distance * perUnit
        // e^−16 is 10⁻⁷: less than a float's digits of the curve.
        guard exponent > -16 else { return (0, 0) }
        if exponent <= 4 {
            let value = volts * CellMath.exponential(exponent)
            return (value, value * perUnit)
        }
        let top = volts * 54.598_15
        return (top * (exponent - 3), top * perUnit)
    }
}
