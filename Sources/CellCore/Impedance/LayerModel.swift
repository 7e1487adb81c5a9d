/// The impedance of a circuit and its derivatives, with what does not depend on the frequency computed once.
struct LayerModel {
    /// A complex number in ohms.
    struct Pair {
        var real: Float
        var imaginary: Float
    }

    private let circuit: LayerCircuit
    /// Cosine and sine of n·π/2 of each arc.
    private var turns: InlineArray<4, Pair>

    init(_ circuit: LayerCircuit) {
        self.circuit = circuit
        turns = InlineArray(repeating: Pair(real: 0, imaginary: 1))
        for index in 0..<circuit.arcCount where circuit.storage[index].exponent < 1 {
            let turn = CellMath.quarterTurn(circuit.storage[index].exponent)
            turns[index] = Pair(real: turn.cosine, imaginary: turn.sine)
        }
    }

    /// 1/(1 + w) and ln(ωτ) of an arc, w = (jωτ)ⁿ; the logarithm is 0 where the exponent is 1 and stays it.
    @inline(__always)
    private func fraction(_ index: Int, _ omega: Float) -> (Pair, logarithm: Float, w: Pair) {
        let arc = circuit.storage[index]
        var size = omega * arc.seconds
        var logarithm: Float = 0
        if arc.exponent < 1 || arc.fitsExponent {
            logarithm = CellMath.naturalLogarithm(size)
            if arc.exponent < 1 { size = CellMath.exponential(arc.exponent * logarithm) }
        }
        // Beyond it the arc is nothing, and its square leaves `Float`.
        if size > 1e15 { size = 1e15 }
        let w = Pair(real: size * turns[index].real, imaginary: size * turns[index].imaginary)
        let one = 1 + w.real
        let inverse = 1 / (one * one + w.imaginary * w.imaginary)
        return (Pair(real: one * inverse, imaginary: -w.imaginary * inverse), logarithm, w)
    }

    /// Z at ω in 1/s.
    func impedance(omega: Float) -> Pair {
        var sum = Pair(real: circuit.seriesOhms, imaginary: omega * circuit.inductanceHenries)
        for index in 0..<circuit.arcCount {
            let (part, _, _) = fraction(index, omega)
            sum.real += circuit.storage[index].ohms * part.real
            sum.imaginary += circuit.storage[index].ohms * part.imaginary
        }
        return sum
    }

    /// Z, and in the two rows `weight` times its derivatives by the variables in their order: ln R0; of each arc ln R, ln τ and,
    /// where it is fitted, n; ln L.
    ///
    /// ∂z/∂ln R = z; ∂z/∂ln τ = −n·z·s; ∂z/∂n = −z·s·(ln ωτ + jπ/2), with s = w/(1 + w), w = (jωτ)ⁿ.
    @inline(__always)
    func linearise(
        omega: Float, weight: Float, real: inout InlineArray<11, Float>, imaginary: inout InlineArray<11, Float>
    ) -> Pair {
        var sum = Pair(real: circuit.seriesOhms, imaginary: omega * circuit.inductanceHenries)
        real[0] = weight * circuit.seriesOhms
        imaginary[0] = 0
        var column = 1
        for index in 0..<circuit.arcCount {
            let arc = circuit.storage[index]
            let (part, logarithm, w) = fraction(index, omega)
            let z = Pair(real: arc.ohms * part.real, imaginary: arc.ohms * part.imaginary)
            sum.real += z.real
            sum.imaginary += z.imaginary
            let scaled = Pair(real: weight * z.real, imaginary: weight * z.imaginary)
            let share = Pair(
                real: w.real * part.real - w.imaginary * part.imaginary,
                imaginary: w.real * part.imaginary + w.imaginary * part.real)
            let fall = Pair(
                real: scaled.imaginary * share.imaginary - scaled.real * share.real,
                imaginary: -scaled.real * share.imaginary - scaled.imaginary * share.real)
            real[column] = scaled.real
            imaginary[column] = scaled.imaginary
            real[column + 1] = arc.exponent * fall.real
            imaginary[column + 1] = arc.exponent * fall.imaginary
            column += 2
            if arc.fitsExponent {
                let quarter = Float.pi / 2
                real[column] = logarithm * fall.real - quarter * fall.imaginary
                imaginary[column] = logarithm * fall.imaginary + quarter * fall.real
                column += 1
            }
        }
        if circuit.hasInductance {
            real[column] = 0
            imaginary[column] = weight * omega * circuit.inductanceHenries
        }
        return sum
    }
}
