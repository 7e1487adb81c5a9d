extension LayerFit {
    /// Puts the result together at the best circuit found. In parts, so that their frames do not lie on the stack at once.
    @inline(never)
    mutating func finish() {
        system = linearised(best)
        rounds += 1
        sum = squaredSum(system)
        let scale = weighting == .standardErrors ? 1 : (sum / Float(freedom)).squareRoot()
        fixHeld()
        let empty = LayerEstimate(value: 0, standardError: nil)
        let emptyArc = LayerArcResult(ohms: empty, seconds: empty, exponent: empty, farads: empty)
        result = LayerFitResult(
            circuit: best, seriesOhms: relative(best.seriesOhms, error(0, scale)), inductanceHenries: nil,
            arcs: InlineArray(repeating: emptyArc), chiSquare: sum, freedom: freedom,
            relativeResidualRMS: relativeResidual(), isConverged: bestIsConverged, isWarm: bestStart == 0,
            rounds: rounds)
        var column = 1
        for index in 0..<best.arcCount {
            let arc = arcResult(index, column, scale)
            result?.arcs[index] = arc
            column += best.storage[index].fitsExponent ? 3 : 2
        }
        if best.hasInductance {
            let inductance = relative(best.inductanceHenries, error(column, scale))
            result?.inductanceHenries = inductance
        }
    }

    @inline(never)
    private func arcResult(_ index: Int, _ column: Int, _ scale: Float) -> LayerArcResult {
        let arc = best.storage[index]
        var exponent = LayerEstimate(value: arc.exponent, standardError: nil)
        if arc.fitsExponent, let error = error(column + 2, scale), error <= 0.3 { exponent.standardError = error }
        return LayerArcResult(
            ohms: relative(arc.ohms, error(column, scale)), seconds: relative(arc.seconds, error(column + 1, scale)),
            exponent: exponent, farads: relative(arc.farads, error(column + 1, scale, less: column)))
    }

    /// Root mean square of |ΔZ|/|Z| at the best circuit.
    @inline(never)
    private func relativeResidual() -> Float {
        var sum: Float = 0
        let model = LayerModel(best)
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let point = points[index]
            let value = model.impedance(omega: 2 * Float.pi * point.hertz)
            let real = (value.real - point.realOhms) / point.magnitudeOhms
            let imaginary = (value.imaginary - point.imaginaryOhms) / point.magnitudeOhms
            sum += real * real + imaginary * imaginary
        }
        return (sum / Float(spectrum.count)).squareRoot()
    }

    /// Fixes what stands at a limit there.
    @inline(never)
    private mutating func fixHeld() {
        for column in 0..<system.unknowns where limit(best, column) != 0 {
            var row = InlineArray<11, Float>(repeating: 0)
            row[column] = 1e6 * system.length(ofColumn: 0)
            system.include(&row, from: column)
        }
    }

    /// Standard error of a variable, or of its difference from another; nil where it is not determined.
    @inline(never)
    private func error(_ column: Int, _ scale: Float, less other: Int? = nil) -> Float? {
        guard bestIsConverged, limit(best, column) == 0, var row = system.inverseRow(column) else { return nil }
        if let other {
            guard limit(best, other) == 0, let second = system.inverseRow(other) else { return nil }
            for index in 0..<system.unknowns { row[index] -= second[index] }
        }
        var sum: Float = 0
        for index in 0..<system.unknowns { sum += row[index] * row[index] }
        let error = scale * sum.squareRoot()
        return error.isFinite ? error : nil
    }

    /// A value with the error of its logarithm.
    private func relative(_ value: Float, _ error: Float?) -> LayerEstimate {
        guard let error, error <= 1 else { return LayerEstimate(value: value, standardError: nil) }
        return LayerEstimate(value: value, standardError: error * value)
    }
}
