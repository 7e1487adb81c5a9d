extension LayerFit {
    /// Puts the result together at the best circuit found.
    mutating func finish() {
        let rows = linearised(best)
        rounds += 1
        sum = squaredSum(rows)
        let variance = weighting == .standardErrors ? 1 : sum / Float(freedom)
        let free = withoutHeld(rows)
        let scale = variance.squareRoot()
        var residual: Float = 0
        let model = LayerModel(best)
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let point = points[index]
            let value = model.impedance(omega: 2 * Float.pi * point.hertz)
            let real = (value.real - point.realOhms) / point.magnitudeOhms
            let imaginary = (value.imaginary - point.imaginaryOhms) / point.magnitudeOhms
            residual += real * real + imaginary * imaginary
        }
        var arcs = InlineArray<4, LayerArcResult>(repeating: emptyArc)
        var column = 1
        for index in 0..<best.arcCount {
            let arc = best.storage[index]
            arcs[index].ohms = relative(arc.ohms, error(free, column, scale))
            arcs[index].seconds = relative(arc.seconds, error(free, column + 1, scale))
            arcs[index].farads = relative(arc.farads, error(free, column + 1, scale, less: column))
            arcs[index].exponent = LayerEstimate(value: arc.exponent, standardError: nil)
            column += 2
            if arc.fitsExponent {
                if let error = error(free, column, scale), error <= 0.3 { arcs[index].exponent.standardError = error }
                column += 1
            }
        }
        result = LayerFitResult(
            circuit: best, seriesOhms: relative(best.seriesOhms, error(free, 0, scale)),
            inductanceHenries: best.hasInductance
                ? relative(best.inductanceHenries, error(free, column, scale)) : nil,
            arcs: arcs, chiSquare: sum, freedom: freedom,
            relativeResidualRMS: (residual / Float(spectrum.count)).squareRoot(),
            isConverged: bestIsConverged, isWarm: bestStart == 0, rounds: rounds)
    }

    private var emptyArc: LayerArcResult {
        let empty = LayerEstimate(value: 0, standardError: nil)
        return LayerArcResult(ohms: empty, seconds: empty, exponent: empty, farads: empty)
    }

    /// The problem with what stands at a limit fixed there.
    private func withoutHeld(_ rows: TriangularRows<11, 66>) -> TriangularRows<11, 66> {
        var result = rows
        for column in 0..<rows.unknowns where limit(best, column) != 0 {
            var row = InlineArray<11, Float>(repeating: 0)
            row[column] = 1e6 * rows.length(ofColumn: 0)
            result.include(&row, from: column)
        }
        return result
    }

    /// Standard error of a variable, or of its difference from another; nil where it is not determined.
    private func error(
        _ rows: TriangularRows<11, 66>, _ column: Int, _ scale: Float, less other: Int? = nil
    ) -> Float? {
        guard bestIsConverged, limit(best, column) == 0, var row = rows.inverseRow(column) else { return nil }
        if let other {
            guard limit(best, other) == 0, let second = rows.inverseRow(other) else { return nil }
            for index in 0..<rows.unknowns { row[index] -= second[index] }
        }
        var sum: Float = 0
        for index in 0..<rows.unknowns { sum += row[index] * row[index] }
        let error = scale * sum.squareRoot()
        return error.isFinite ? error : nil
    }

    /// A value with the error of its logarithm.
    private func relative(_ value: Float, _ error: Float?) -> LayerEstimate {
        guard let error, error <= 1 else { return LayerEstimate(value: value, standardError: nil) }
        return LayerEstimate(value: value, standardError: error * value)
    }
}
