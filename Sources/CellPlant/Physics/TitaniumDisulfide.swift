import RealModule

/// The open-circuit voltage of NaₓTiS₂ against sodium, over the filling y = (x − trapped)/(largest − trapped).
///
/// U(y) = U₀ − s·(y − ½) + g·RT/F·ln((1 − y)/y) − 1.2·e^((y − 1)/0.012) + 0.6·e^(−y/0.012) − (first lattice state). U₀ is
/// fitted, the shape assumed: one sloped plateau, since the text does not tell the stages apart.
enum TitaniumDisulfide {

    /// Volts and their slope dU/dy. Falls everywhere, also beyond 0…1, where it is steep but finite.
    @inline(__always)
    static func volts(_ cathode: borrowing Cathode, filling y: Double, thermalVolts: Double)
        -> (volts: Double, slope: Double)
    {
        let inside = min(max(y, 1e-6), 1 - 1e-6)
        let logarithm = cathode.interaction * thermalVolts
        // Beyond e³ the exponentials go on as straight lines, so that a solver always finds its way back.
        let full = steep((y - 1) * (1 / 0.012))
        let empty = steep(y * (-1 / 0.012))
        // The logarithm, too, goes on as a straight line where a shorted cell is emptier than empty.
        let beyond = y == inside ? 0 : logarithm / (inside * (1 - inside)) * (y - inside)
        let volts =
            cathode.middleVolts - cathode.slopeVolts * (y - 0.5) + logarithm * .log((1 - inside) / inside) - beyond
            - 1.2 * full.value + 0.6 * empty.value
        let slope =
            -cathode.slopeVolts - logarithm / (inside * (1 - inside)) - (1.2 * full.slope + 0.6 * empty.slope) / 0.012
        return (volts, slope)
    }

    @inline(__always)
    private static func steep(_ x: Double) -> (value: Double, slope: Double) {
        // Below e^−30 it is a thousandth of a nanovolt of a volt: most of the plateau needs no exponential.
        if x < -30 { return (0, 0) }
        if x <= 3 {
            let value = Double.exp(x)
            return (value, value)
        }
        let top = 20.085_536_923_187_668
        return (top * (x - 2), top)
    }
}
