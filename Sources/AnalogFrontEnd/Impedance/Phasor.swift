/// Sine and cosine of a phase counted in 2⁻⁶⁴ turns, so that a phase wraps around exactly, however long it runs.
struct Phasor: Equatable, Sendable {
    var cosine: Float
    var sine: Float

    /// The phase of `microseconds` at a frequency whose turns a microsecond are `step` · 2⁻⁶⁴.
    init(microseconds: UInt64, step: UInt64) { self.init(turns: microseconds &* step) }

    /// Error below 10⁻⁶: Taylor polynomials of degree 7 and 8 within an eighth of a turn. Cost: 14 operations.
    init(turns: UInt64) {
        // The nearest quarter, and what is left: ±⅛ turn.
        let quarter = (turns &+ 1 << 61) >> 62
        let rest = Int64(bitPattern: turns &- quarter << 62)
        let x = Float(rest >> 32) * (6.283_185_3 / 4_294_967_296)
        let y = x * x
        let sine = x * (1 - y * (1.0 / 6) * (1 - y * (1.0 / 20) * (1 - y * (1.0 / 42))))
        let cosine = 1 - y * 0.5 * (1 - y * (1.0 / 12) * (1 - y * (1.0 / 30) * (1 - y * (1.0 / 56))))
        switch quarter & 3 {
        case 0: (self.cosine, self.sine) = (cosine, sine)
        case 1: (self.cosine, self.sine) = (-sine, cosine)
        case 2: (self.cosine, self.sine) = (-cosine, -sine)
        default: (self.cosine, self.sine) = (sine, -cosine)
        }
    }

    /// Turns a microsecond in 2⁻⁶⁴, for a frequency in microhertz below 1 Hz: f · 2⁶⁴ / 10¹² = f · 18 446 744.073 709 55.
    static func step(microhertz: UInt64) -> UInt64 { microhertz * 18_446_744 + microhertz * 73_709_551 / 1_000_000_000 }
}
