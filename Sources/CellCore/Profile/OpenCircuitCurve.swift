/// Open-circuit voltage against state of charge, at 65 equally spaced states of charge from 0 to 1, rising.
public struct OpenCircuitCurve: Equatable, Sendable {
    /// Intervals between the entries of the table.
    public static var intervalCount: Int { 64 }

    private var volts: InlineArray<65, Float>
    /// The table without its bends.
    private var smooth: InlineArray<65, Float>
    /// The bend at the empty end.
    public private(set) var lowerTail: CurveTail
    /// The bend at the full end.
    public private(set) var upperTail: CurveTail
    /// How far a rested cell may lie from the curve, in volts, besides hysteresis, temperature and interpolation error.
    public private(set) var toleranceVolts: Float
    /// Half of the distance between the branches of charge and discharge, in volts; the table is their middle.
    public private(set) var hysteresisVolts: Float
    /// Change of state of charge over which the voltage goes from one branch to the other, above 0.
    public private(set) var hysteresisSpan: Float
    /// Change with temperature from 25 °C on, in volts a kelvin, at states of charge 0, 1/16 … 1.
    public private(set) var voltsPerKelvin: InlineArray<17, Float>

    /// A curve from its voltages; nil when they do not rise everywhere, or when a value is not finite or below its range.
    ///
    /// Between the entries the bends are taken as they are, and what is left as straight. Cost: up to 130 exponentials.
    public init?(
        volts: InlineArray<65, Float>, toleranceVolts: Float, hysteresisVolts: Float = 0, hysteresisSpan: Float = 0.05,
        voltsPerKelvin: InlineArray<17, Float> = InlineArray(repeating: 0), lowerTail: CurveTail = .none,
        upperTail: CurveTail = .none
    ) {
        guard toleranceVolts >= 0, toleranceVolts.isFinite, volts[0].isFinite, volts[64].isFinite else { return nil }
        guard hysteresisVolts >= 0, hysteresisVolts.isFinite, hysteresisSpan > 0, hysteresisSpan.isFinite else {
            return nil
        }
        for index in 0..<OpenCircuitCurve.intervalCount where !(volts[index + 1] > volts[index]) { return nil }
        for index in voltsPerKelvin.indices where !voltsPerKelvin[index].isFinite { return nil }
        smooth = volts
        for index in smooth.indices {
            let charge = Float(index) / 64
            smooth[index] +=
                lowerTail.value(distance: charge).volts - upperTail.value(distance: 1 - charge).volts
        }
        self.volts = volts
        self.lowerTail = lowerTail
        self.upperTail = upperTail
        self.toleranceVolts = toleranceVolts
        self.hysteresisVolts = hysteresisVolts
        self.hysteresisSpan = hysteresisSpan
        self.voltsPerKelvin = voltsPerKelvin
    }

    /// Equal in every entry, in tolerance, hysteresis and bends.
    public static func == (left: OpenCircuitCurve, right: OpenCircuitCurve) -> Bool {
        guard left.toleranceVolts == right.toleranceVolts, left.hysteresisVolts == right.hysteresisVolts,
            left.hysteresisSpan == right.hysteresisSpan, left.lowerTail == right.lowerTail,
            left.upperTail == right.upperTail
        else { return false }
        for index in left.voltsPerKelvin.indices
        where left.voltsPerKelvin[index] != right.voltsPerKelvin[index] { return false }
        for index in 0...intervalCount where left.volts[index] != right.volts[index] { return false }
        return true
    }

    /// A table of zeros, which stands where a profile has no curve.
    init() {
        volts = InlineArray(repeating: 0)
        smooth = InlineArray(repeating: 0)
        lowerTail = .none
        upperTail = .none
        toleranceVolts = 0
        hysteresisVolts = 0
        hysteresisSpan = 1
        voltsPerKelvin = InlineArray(repeating: 0)
    }

    /// The voltage at entry `index`, nil outside 0…64.
    public subscript(index: Int) -> Float? { index >= 0 && index <= 64 ? volts[index] : nil }

    /// How far a rested cell of unknown past may lie from the middle branch, in volts.
    public var restToleranceVolts: Float { toleranceVolts + hysteresisVolts }

    /// The table lent for look-ups, without a copy.
    var points: CurvePoints {
        @_lifetime(borrow self)
        get {
            CurvePoints(
                smooth: smooth.span, voltsPerKelvin: voltsPerKelvin.span, lowerTail: lowerTail, upperTail: upperTail)
        }
    }
}
