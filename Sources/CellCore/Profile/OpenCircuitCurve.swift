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

    /// The voltage at entry `index`, nil outside 0…64.
    public subscript(index: Int) -> Float? { index >= 0 && index <= 64 ? volts[index] : nil }

    /// Voltage, slope in volts per unit of state of charge, and tolerance at a state of charge, which is limited to 0…1.
    ///
    /// Cost: one look-up; runs on each sample. The tolerance adds a quarter of the second difference of the table:
    /// an eighth bounds the interpolation error of a parabola, and the steep ends are more curved than that.
    func point(at stateOfCharge: Float) -> (volts: Float, slope: Float, tolerance: Float) {
        let position = CellMath.limited(stateOfCharge, to: 0...1) * 64
        let index = min(Int(position), 63)
        let step = volts[index + 1] - volts[index]
        let value = volts[index] + step * (position - Float(index))
        return (value, step * 64, toleranceVolts + interpolationError(index))
    }

    /// The state of charge of a rested voltage with its bounds; nil when it lies outside the curve by more than the
    /// tolerance. Cost: three searches of seven halvings; runs once a rest.
    func stateOfCharge(atRestVolts rest: Float, extraToleranceVolts: Float) -> Bounded? {
        let value = inverse(rest)
        let index = min(Int(value * 64), 63)
        let tolerance = toleranceVolts + interpolationError(index) + extraToleranceVolts
        guard rest >= volts[0] - tolerance, rest <= volts[64] + tolerance else { return nil }
        return Bounded(value: value, lower: inverse(rest - tolerance), upper: inverse(rest + tolerance))
    }

    private func interpolationError(_ index: Int) -> Float {
        let middle = min(max(index, 1), 63)
        return CellMath.magnitude(volts[middle + 1] - 2 * volts[middle] + volts[middle - 1]) / 4
    }

    private func inverse(_ target: Float) -> Float {
        if target <= volts[0] { return 0 }
        if target >= volts[64] { return 1 }
        var low = 0
        var high = 64
        while high - low > 1 {
            let middle = (low + high) / 2
            if volts[middle] <= target { low = middle } else { high = middle }
        }
        return (Float(low) + (target - volts[low]) / (volts[high] - volts[low])) / 64
    }
}
