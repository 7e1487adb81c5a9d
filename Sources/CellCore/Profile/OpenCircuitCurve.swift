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
    /// Half of the distance between the branches of charge and discharge, in volts, at states of charge 0, 1/16 … 1; the
    /// table is their middle.
    public private(set) var hysteresisVolts: InlineArray<17, Float>
    /// Change of state of charge over which the voltage goes from one branch to the other, above 0.
    public private(set) var hysteresisSpan: Float
    /// Change with temperature from 25 °C on, in volts a kelvin, at states of charge 0, 1/16 … 1.
    public private(set) var voltsPerKelvin: InlineArray<17, Float>

    /// A curve with the same hysteresis everywhere.
    public init?(
        volts: InlineArray<65, Float>, toleranceVolts: Float, hysteresisVolts: Float = 0, hysteresisSpan: Float = 0.05,
        voltsPerKelvin: InlineArray<17, Float> = InlineArray(repeating: 0), lowerTail: CurveTail = .none,
        upperTail: CurveTail = .none
    ) {
        self.init(
            volts: volts, toleranceVolts: toleranceVolts, hysteresisVolts: InlineArray(repeating: hysteresisVolts),
            hysteresisSpan: hysteresisSpan, voltsPerKelvin: voltsPerKelvin, lowerTail: lowerTail, upperTail: upperTail)
    }

    /// A curve from its voltages; nil when one of its branches does not rise everywhere, or when a value is not finite or
    /// below its range.
    ///
    /// Between the entries the bends are taken as they are, and what is left as straight. Cost: up to 130 exponentials.
    public init?(
        volts: InlineArray<65, Float>, toleranceVolts: Float, hysteresisVolts: InlineArray<17, Float>,
        hysteresisSpan: Float = 0.05,
        voltsPerKelvin: InlineArray<17, Float> = InlineArray(repeating: 0), lowerTail: CurveTail = .none,
        upperTail: CurveTail = .none
    ) {
        guard toleranceVolts >= 0, toleranceVolts.isFinite, volts[0].isFinite, volts[64].isFinite else { return nil }
        guard hysteresisSpan > 0, hysteresisSpan.isFinite else { return nil }
        for index in hysteresisVolts.indices where !(hysteresisVolts[index] >= 0 && hysteresisVolts[index].isFinite) {
            return nil
        }
        for index in 0..<OpenCircuitCurve.intervalCount {
            let turn = CellMath.magnitude(hysteresisVolts[index / 4 + 1] - hysteresisVolts[index / 4]) / 4
            guard volts[index + 1] - volts[index] > turn else { return nil }
        }
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
        guard left.toleranceVolts == right.toleranceVolts,
            left.hysteresisSpan == right.hysteresisSpan, left.lowerTail == right.lowerTail,
            left.upperTail == right.upperTail
        else { return false }
        for index in left.voltsPerKelvin.indices
        where left.voltsPerKelvin[index] != right.voltsPerKelvin[index]
            || left.hysteresisVolts[index] != right.hysteresisVolts[index]
        { return false }
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
        hysteresisVolts = InlineArray(repeating: 0)
        hysteresisSpan = 1
        voltsPerKelvin = InlineArray(repeating: 0)
    }

    /// The voltage at entry `index`, nil outside 0…64.
    public subscript(index: Int) -> Float? { index >= 0 && index <= 64 ? volts[index] : nil }

    /// How far a rested cell of unknown past may lie from the middle branch, in volts.
    public var restToleranceVolts: Float {
        var most: Float = 0
        for index in hysteresisVolts.indices where hysteresisVolts[index] > most { most = hysteresisVolts[index] }
        return toleranceVolts + most
    }

    /// Half of the distance between the branches, mean over the state of charge, in volts.
    public var meanHysteresisVolts: Float {
        var sum = -(hysteresisVolts[0] + hysteresisVolts[16]) / 2
        for index in hysteresisVolts.indices { sum += hysteresisVolts[index] }
        return sum / 16
    }

    /// The table lent for look-ups, without a copy.
    var points: CurvePoints {
        @_lifetime(borrow self)
        get {
            CurvePoints(
                smooth: smooth.span, voltsPerKelvin: voltsPerKelvin.span, hysteresisVolts: hysteresisVolts.span,
                lowerTail: lowerTail, upperTail: upperTail)
        }
    }
}
