/// Open-circuit voltage against state of charge, at 65 equally spaced states of charge from 0 to 1, rising.
public struct OpenCircuitCurve: Equatable, Sendable {
    /// Intervals between the entries of the table.
    public static var intervalCount: Int { 64 }

    private var volts: InlineArray<65, Float>
    /// How far a rested cell may lie from the curve, in volts, besides the interpolation error.
    public private(set) var toleranceVolts: Float

    /// A curve from its voltages; nil when they do not rise everywhere or are not finite.
    public init?(volts: InlineArray<65, Float>, toleranceVolts: Float) {
        guard toleranceVolts >= 0, toleranceVolts.isFinite, volts[0].isFinite, volts[64].isFinite else { return nil }
        for index in 0..<OpenCircuitCurve.intervalCount where !(volts[index + 1] > volts[index]) { return nil }
        self.volts = volts
        self.toleranceVolts = toleranceVolts
    }

    /// Equal in every entry and in the tolerance.
    public static func == (left: OpenCircuitCurve, right: OpenCircuitCurve) -> Bool {
        guard left.toleranceVolts == right.toleranceVolts else { return false }
        for index in 0...intervalCount where left.volts[index] != right.volts[index] { return false }
        return true
    }

    /// A table of zeros, which stands where a profile has no curve.
    init() {
        volts = InlineArray(repeating: 0)
        toleranceVolts = 0
    }

    /// The voltage at entry `index`, nil outside 0…64.
    public subscript(index: Int) -> Float? { index >= 0 && index <= 64 ? volts[index] : nil }

    /// The table lent for look-ups, without a copy.
    var points: CurvePoints {
        @_lifetime(borrow self)
        get { CurvePoints(volts: volts.span, toleranceVolts: toleranceVolts) }
    }
}
