/// An open-circuit curve lent for look-ups: a table inside a struct is copied whole at each access, a span of it is not.
struct CurvePoints: ~Escapable {
    private let smooth: Span<Float>
    private let voltsPerKelvin: Span<Float>
    private let hysteresisVolts: Span<Float>
    private let lowerTail: CurveTail
    private let upperTail: CurveTail

    /// States of charge that a surface is looked up at; beyond them the value at the end stands.
    static var domain: ClosedRange<Float> { -0.25...1.25 }

    /// `smooth` are the 65 entries of the curve without its bends, `voltsPerKelvin` and `hysteresisVolts` 17 each.
    @_lifetime(copy smooth, copy voltsPerKelvin, copy hysteresisVolts)
    init(
        smooth: Span<Float>, voltsPerKelvin: Span<Float>, hysteresisVolts: Span<Float>, lowerTail: CurveTail,
        upperTail: CurveTail
    ) {
        self.smooth = smooth
        self.voltsPerKelvin = voltsPerKelvin
        self.hysteresisVolts = hysteresisVolts
        self.lowerTail = lowerTail
        self.upperTail = upperTail
    }

    /// The voltage of the middle branch and its slope at the state of charge of a surface and at `kelvin` above 25 °C.
    ///
    /// Beyond 0…1 the table goes on straight and the bends as they are. Cost: about 25 operations on the plateau, an
    /// exponential more near an end.
    func value(at stateOfCharge: Float, kelvinAbove: Float) -> (volts: Float, slope: Float) {
        let charge = CellMath.limited(stateOfCharge, to: CurvePoints.domain)
        let position = charge * 64
        let index = max(min(Int(position), 63), 0)
        let step = smooth[index + 1] - smooth[index]
        let coarse = charge * 16
        let row = index >> 2
        let warm = voltsPerKelvin[row + 1] - voltsPerKelvin[row]
        let lower = lowerTail.value(distance: charge)
        let upper = upperTail.value(distance: 1 - charge)
        let heat = voltsPerKelvin[row] + warm * (coarse - Float(row))
        return (
            smooth[index] + step * (position - Float(index)) + kelvinAbove * heat - lower.volts + upper.volts,
            step * 64 + kelvinAbove * warm * 16 + lower.slope + upper.slope
        )
    }

    /// The same on another branch: −1 is that of discharge, 1 that of charge. Beyond 0…1 the branches keep their distance.
    /// Cost: 10 operations more.
    func value(at stateOfCharge: Float, kelvinAbove: Float, branch: Float) -> (volts: Float, slope: Float) {
        let middle = value(at: stateOfCharge, kelvinAbove: kelvinAbove)
        let coarse = CellMath.limited(stateOfCharge, to: 0...1) * 16
        let row = min(Int(coarse), 15)
        let turn = hysteresisVolts[row + 1] - hysteresisVolts[row]
        let isInside = stateOfCharge >= 0 && stateOfCharge <= 1
        return (
            middle.volts + branch * (hysteresisVolts[row] + turn * (coarse - Float(row))),
            isInside ? middle.slope + branch * turn * 16 : middle.slope
        )
    }

    /// The state of charge of a voltage of a branch; the nearer end of the domain for a voltage beyond it.
    /// Cost: 20 look-ups; runs where an estimate begins.
    func stateOfCharge(atVolts volts: Float, kelvinAbove: Float, branch: Float = 0) -> Float {
        var low = CurvePoints.domain.lowerBound
        var high = CurvePoints.domain.upperBound
        for _ in 0..<20 {
            let middle = (low + high) / 2
            if value(at: middle, kelvinAbove: kelvinAbove, branch: branch).volts < volts {
                low = middle
            } else {
                high = middle
            }
        }
        return (low + high) / 2
    }
}
