/// Why a spectrum is not to be believed.
public enum SpectrumFlaw: UInt8, Sendable {
    /// Too few points, too few decades, or a gap between neighbours.
    case range = 1
    /// Standard errors so large that nothing could be seen.
    case noise = 2
    /// The harmonics say that the answer was not in proportion to the excitation.
    case nonlinearity = 3
    /// The impedance changed while it was measured.
    case drift = 4
    /// Real and imaginary part do not belong together within their errors: a wrong or exchanged point, or a change that is not
    /// steady.
    case inconsistency = 5
}

/// What the Kramers–Kronig check of a spectrum came to.
public struct SpectrumVerdict: Sendable {
    /// Why not; nil for a spectrum that is to be believed.
    public var flaw: SpectrumFlaw?
    /// Root mean square of the relative residual |ΔZ|/|Z|.
    public var residualRMS: Float
    /// The largest of them.
    public var residualMaximum: Float
    /// The point that deviates most by its standard error.
    public var worstPoint: Int
    /// Σ|ΔZ/σ|² over its degrees of freedom; nil where no standard errors are stated.
    public var reducedChiSquare: Float?
    /// Relative change of the impedance in 1/s that explains the spectrum best; nil where all points ended at the same time.
    public var driftPerSecond: LayerEstimate?
    /// Ladder elements of the linear model.
    public var elements: Int
    var residuals: InlineArray<48, Float>

    /// Whether the spectrum may move a baseline.
    public var isValid: Bool { flaw == nil }

    /// |ΔZ|/|Z| of the point at `index` in the order of frequency; nil beyond the last, and where nothing was fitted.
    public func residual(_ index: Int) -> Float? {
        index >= 0 && index < 48 && residuals[index] >= 0 ? residuals[index] : nil
    }
}
