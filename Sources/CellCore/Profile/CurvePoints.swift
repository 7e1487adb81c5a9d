/// An open-circuit curve lent for look-ups: a table inside a struct is copied whole at each access, a span of it is not.
struct CurvePoints: ~Escapable {
    private let smooth: Span<Float>
    private let voltsPerKelvin: Span<Float>
    private let lowerTail: CurveTail
    private let upperTail: CurveTail

    /// States of charge that a surface is looked up at; beyond them the value at the end stands.
    static var domain: ClosedRange<Float> { -0.25...1.25 }

    /// `smooth` are the 65 entries of the curve without its bends, `voltsPerKelvin` 17 entries.
    @_lifetime(copy smooth, copy voltsPerKelvin)
    init(smooth: Span<Float>, voltsPerKelvin: Span<Float>, lowerTail: CurveTail, upperTail: CurveTail) {
        self.smooth = smooth
        self.voltsPerKelvin = voltsPerKelvin
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

    /// The state of charge of a voltage of the middle branch; the nearer end of the domain for a voltage beyond it.
    /// Cost: 20 look-ups; runs where an estimate begins.
    func stateOfCharge(atVolts volts: Float, kelvinAbove: Float) -> Float {
        var low = CurvePoints.domain.lowerBound
        var high = CurvePoints.domain.upperBound
        for _ in 0..<20 {
            let middle = (low + high) / 2
            if value(at: middle, kelvinAbove: kelvinAbove).volts < volts { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
