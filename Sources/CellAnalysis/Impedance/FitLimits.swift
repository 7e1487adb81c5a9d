import Foundation

/// Bounds of the variables of a fit: logarithms of the parameters, but for exponents.
struct FitLimits {
    /// No parameter leaves e±115, so that no product of impedances overflows.
    private static let farthest = 115.0

    var lower: [Double] = []
    var upper: [Double] = []
    var isExponent: [Bool] = []

    init(_ circuit: Circuit, _ bounds: [String: ClosedRange<Double>]) throws(FitError) {
        for name in bounds.keys.sorted() where !circuit.parameters.contains(where: { $0.name == name }) {
            throw .unknownParameter(name)
        }
        for parameter in circuit.parameters {
            let given = bounds[parameter.name]
            if parameter.isExponent {
                lower.append(max(given?.lowerBound ?? 0, 0))
                upper.append(min(given?.upperBound ?? 1, 1))
            } else {
                let farthest = FitLimits.farthest
                lower.append(
                    given.map { $0.lowerBound > 0 ? max(log($0.lowerBound), -farthest) : -farthest } ?? -farthest)
                upper.append(
                    given.map { $0.upperBound > 0 ? min(log($0.upperBound), farthest) : -.infinity } ?? farthest)
            }
            isExponent.append(parameter.isExponent)
            guard let low = lower.last, let high = upper.last, low <= high else { throw .emptyBounds(parameter.name) }
        }
    }

    /// Which variables lie at a bound.
    func isAtBound(_ variables: [Double]) -> [Bool] {
        variables.indices.map { variables[$0] <= lower[$0] || variables[$0] >= upper[$0] }
    }
}
