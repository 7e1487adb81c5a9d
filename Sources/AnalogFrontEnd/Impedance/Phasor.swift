/// A complex number of single precision.
struct Phasor: Equatable, Sendable {
    /// Real part.
    var real: Float
    /// Imaginary part.
    var imaginary: Float

    /// A number by its parts.
    init(_ real: Float, _ imaginary: Float) {
        self.real = real
        self.imaginary = imaginary
    }

    /// cos + j·sin of an angle in turns of 2⁻³²; both parts are right to 4·10⁻⁷.
    ///
    /// The Taylor polynomials of degree 7 and 8 within an eighth of a turn; their remainders there are below 4·10⁻⁷ and
    /// 3·10⁻⁸. Cost: 14 floating-point operations.
    init(turns: UInt32) {
        // The nearest quarter turn is taken off, so that −1/8 ≤ rest < 1/8 of a turn.
        let shifted = turns &+ 0x2000_0000
        let quarter = shifted >> 30
        let rest = Int32(bitPattern: (shifted & 0x3FFF_FFFF) &- 0x2000_0000)
        let x = Float(rest) * 1.462_918_1e-9
        let y = x * x
        let sine = x * (1 + y * (-1.0 / 6 + y * (1.0 / 120 - y * (1.0 / 5_040))))
        let cosine = 1 + y * (-0.5 + y * (1.0 / 24 + y * (-1.0 / 720 + y * (1.0 / 40_320))))
        switch quarter {
        case 0: self.init(cosine, sine)
        case 1: self.init(-sine, cosine)
        case 2: self.init(-cosine, -sine)
        default: self.init(sine, -cosine)
        }
    }

    /// The square of the magnitude.
    var square: Float { real * real + imaginary * imaginary }
    /// The magnitude.
    var magnitude: Float { square.squareRoot() }

    static func + (a: Phasor, b: Phasor) -> Phasor { Phasor(a.real + b.real, a.imaginary + b.imaginary) }
    static func - (a: Phasor, b: Phasor) -> Phasor { Phasor(a.real - b.real, a.imaginary - b.imaginary) }
    static func * (a: Phasor, b: Phasor) -> Phasor {
        Phasor(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    static func * (a: Phasor, b: Float) -> Phasor { Phasor(a.real * b, a.imaginary * b) }
    /// The quotient; both parts are 0 when the divisor is 0.
    static func / (a: Phasor, b: Phasor) -> Phasor {
        let square = b.square
        guard square > 0 else { return Phasor(0, 0) }
        return Phasor(
            (a.real * b.real + a.imaginary * b.imaginary) / square,
            (a.imaginary * b.real - a.real * b.imaginary) / square)
    }
}

extension Phasor {
    /// The phase of `microseconds` at a frequency whose turns a microsecond are `step` · 2⁻⁶⁴; it wraps around exactly.
    init(microseconds: UInt64, step: UInt64) {
        self.init(turns: UInt32(truncatingIfNeeded: (microseconds &* step &+ 0x8000_0000) >> 32))
    }

    /// Turns a microsecond in 2⁻⁶⁴, for a frequency in microhertz below 1 Hz: f · 2⁶⁴ / 10¹² = f · 18 446 744.073 709 55.
    static func step(microhertz: UInt64) -> UInt64 { microhertz * 18_446_744 + microhertz * 73_709_551 / 1_000_000_000 }
}
