import CellData

/// How much each point of a spectrum counts in a fit.
public enum FitWeighting: String, CaseIterable, Sendable {
    /// Every point alike: Σ|ΔZ|² is least.
    case unit
    /// By the inverse of its magnitude: Σ|ΔZ/Z|² is least, which suits a spectrum over several decades.
    case proportional
    /// By the inverse of its standard deviation, which the spectrum then states.
    case uncertainty

    /// Factors of the residuals; nil where a point has none that is positive and finite.
    func weights(_ points: [Spectrum.Point]) -> [Double]? {
        let weights = points.map { (point) -> Double in
            switch self {
            case .unit: return 1
            case .proportional: return 1 / point.magnitudeOhms
            case .uncertainty: return point.uncertaintyOhms.map { 1 / $0 } ?? 0
            }
        }
        return weights.allSatisfy { $0 > 0 && $0.isFinite } ? weights : nil
    }
}
