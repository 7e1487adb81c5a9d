extension SpectrumCheck {
    /// Holds the residuals against the limits.
    func conclusion() -> SpectrumVerdict {
        var verdict = SpectrumVerdict(
            flaw: .range, residualRMS: 0, residualMaximum: 0, worstPoint: 0, reducedChiSquare: nil, driftPerSecond: nil,
            elements: elements, residuals: InlineArray(repeating: -1))
        guard !hasNoRange else { return verdict }
        let largest = putResiduals(&verdict)
        // The drift is the last unknown: what it explains is the square of its right side.
        let driftColumn = 3 + elements
        let freedom = 2 * spectrum.count - driftColumn
        let explained = rows.element(driftColumn, driftColumn + 1) * rows.element(driftColumn, driftColumn + 1)
        let variance = isWeighted ? 1 : rows.remainder / Float(freedom - 1)
        let reduced = (rows.remainder + explained) / Float(freedom)
        if isWeighted { verdict.reducedChiSquare = reduced }
        let change = drift(at: driftColumn, variance: variance)
        if let change, halfSeconds > 0 {
            verdict.driftPerSecond = LayerEstimate(
                value: change.share / halfSeconds, standardError: change.error / halfSeconds)
        }
        verdict.flaw = flaw(
            verdict, reduced: reduced, largest: largest, freedom: freedom, change: change)
        return verdict
    }

    /// Relative change in half of the time, with its standard error; nil where it is not determined.
    private func drift(at column: Int, variance: Float) -> (share: Float, error: Float)? {
        let diagonal = rows.element(column, column)
        guard CellMath.magnitude(diagonal) > 1e-5 * rows.length(ofColumn: column) else { return nil }
        return (
            rows.element(column, column + 1) / diagonal, variance.squareRoot() / CellMath.magnitude(diagonal)
        )
    }

    private func flaw(
        _ verdict: SpectrumVerdict, reduced: Float, largest: Float, freedom: Int,
        change: (share: Float, error: Float)?
    ) -> SpectrumFlaw? {
        if isWeighted && relativeNoise > limits.noiseShare { return .noise }
        // A share that is no number is none that would be small.
        if !(harmonicShare <= limits.harmonicShare) { return .nonlinearity }
        if let repeated, !isSteady(repeated.value, repeated.standardError ?? 0, share: limits.driftShare) {
            return .drift
        }
        // It has to explain what is wrong: one bad point is no drift.
        let isExplained = !isWeighted || rows.remainder <= Float(freedom - 1) * ChiSquare.limit(freedom: freedom - 1)
        if isExplained, let change, !isSteady(change.share, change.error, share: limits.driftShare / 2) {
            return .drift
        }
        // Of N points with two normal errors each, one in a thousand cases has a square above 2·ln(1000·N).
        let limit = 2 * CellMath.naturalLogarithm(1_000 * Float(spectrum.count))
        if isWeighted {
            return reduced <= ChiSquare.limit(freedom: freedom) && largest <= limit ? nil : .inconsistency
        }
        return verdict.residualRMS <= limits.residualShare && largest <= limit * reduced ? nil : .inconsistency
    }

    /// Whether a change is of no consequence, or not significant; one that is no number is neither.
    private func isSteady(_ change: Float, _ error: Float, share: Float) -> Bool {
        guard change.isFinite, error.isFinite else { return false }
        let size = CellMath.magnitude(change)
        return size <= share || size <= significance(freedom: 2 * spectrum.count - 4 - elements) * error
    }

    /// Ratio to the standard error that pure noise exceeds in one case of 1000: z + (z³ + z)/4ν, z = 3.29; for stated errors z.
    ///
    /// Source: Abramowitz, Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
    private func significance(freedom: Int) -> Float {
        3.290_5 + (isWeighted ? 0 : 9.73 / Float(freedom > 1 ? freedom : 1))
    }

    /// Root mean square of σ/|Z|.
    private var relativeNoise: Float {
        var sum: Float = 0
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let share = points[index].standardErrorOhms / points[index].magnitudeOhms
            sum += share * share
        }
        return (sum / Float(spectrum.count)).squareRoot()
    }

    /// Residuals of the linear model without drift; returns the largest |ΔZ/σ|².
    private func putResiduals(_ verdict: inout SpectrumVerdict) -> Float {
        let driftColumn = 3 + elements
        let values = rows.solution(unknowns: driftColumn)
        var largest: Float = -1
        var sum: Float = 0
        var real = InlineArray<31, Float>(repeating: 0)
        var imaginary = InlineArray<31, Float>(repeating: 0)
        for index in 0..<spectrum.count {
            let point = spectrum[index]
            fill(point, &real, &imaginary)
            var left = real[driftColumn + 1]
            var right = imaginary[driftColumn + 1]
            for column in 0..<driftColumn {
                left -= real[column] * values[column]
                right -= imaginary[column] * values[column]
            }
            let square = left * left + right * right
            let ratio = allowedOhms(point) / point.magnitudeOhms
            let relative = square.squareRoot() * ratio
            verdict.residuals[index] = relative
            sum += relative * relative
            if relative > verdict.residualMaximum { verdict.residualMaximum = relative }
            if square > largest {
                largest = square
                verdict.worstPoint = index
            }
        }
        verdict.residualRMS = (sum / Float(spectrum.count)).squareRoot()
        return largest
    }
}
