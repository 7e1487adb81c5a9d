/// An open-circuit curve lent for look-ups: a table inside a struct is copied whole at each access, a span of it is not.
struct CurvePoints: ~Escapable {
    private let volts: Span<Float>
    private let toleranceVolts: Float

    /// `volts` are the 65 entries of the curve.
    @_lifetime(copy volts)
    init(volts: Span<Float>, toleranceVolts: Float) {
        self.volts = volts
        self.toleranceVolts = toleranceVolts
    }

    /// The voltage at the state of charge of a surface, −1…2; beyond 0…1 the ends go on straight. Cost: one look-up; runs
    /// three times a sample.
    func volts(at stateOfCharge: Float) -> Float {
        let position = CellMath.limited(stateOfCharge, to: -1...2) * 64
        let index = max(min(Int(position), 63), 0)
        let step = volts[index + 1] - volts[index]
        return volts[index] + step * (position - Float(index))
    }

    /// How far a rested cell's voltage may lie from the curve at a state of charge. Cost: one look-up; runs on each sample.
    ///
    /// The profile's tolerance and a quarter of the second difference of the table: an eighth bounds the interpolation
    /// error of a parabola, and the steep ends are more curved than that.
    func tolerance(at stateOfCharge: Float) -> Float {
        toleranceVolts + interpolationError(min(Int(CurvePoints.position(stateOfCharge)), 63))
    }

    private static func position(_ stateOfCharge: Float) -> Float { CellMath.limited(stateOfCharge, to: 0...1) * 64 }

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
