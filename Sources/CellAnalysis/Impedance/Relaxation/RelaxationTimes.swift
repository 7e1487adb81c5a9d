import CellData
import Foundation

/// The distribution of relaxation times of a spectrum by regularised non-negative least squares.
///
/// Least is Σ|ΔZ/Z|² + λ Σ(second difference of γ)², γ ≥ 0 (Tikhonov). λ is chosen by the spectrum itself: of a grid, the
/// largest whose five-fold cross-validation error (every fifth point left out in turn and predicted) is within one standard
/// error of the least: T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning (2009), section 7.10.
/// Some 0.3 s for sixty points. Source: T. H. Wan, M. Saccoccio, C. Chen, F. Ciucci, Electrochim. Acta 184 (2015) 483.
///
/// ```swift
/// let found = try RelaxationTimes().run(spectrum)
/// for peak in found.peaks { print(peak.timeSeconds, peak.resistanceOhms) }
/// ```
public struct RelaxationTimes: Sendable {
    /// Fewer points say nothing about a distribution.
    public static let fewestPoints = 10
    /// More points take too long.
    public static let mostPoints = 2_000
    private static let folds = 5
    /// λ for unit magnitudes, from none to speak of to a straight line.
    static let strengths = (0...12).map { pow(10, -5 + Double($0) / 2) }

    /// Adds a capacitor in series, for cells that block direct current.
    public var hasCapacitor: Bool
    /// λ; nil lets the spectrum choose.
    public var strength: Double?

    /// A search for relaxation times.
    public init(hasCapacitor: Bool = false, strength: Double? = nil) {
        self.hasCapacitor = hasCapacitor
        self.strength = strength
    }

    /// The distribution of a spectrum. Throws on points that are none, and on too few or too many of them.
    public func run(_ spectrum: Spectrum) throws(SpectrumError) -> RelaxationResult {
        let points = spectrum.points.sorted { $0.frequencyHertz < $1.frequencyHertz }
        try KramersKronig.check(
            spectrum.points, sorted: points, fewest: Self.fewestPoints, most: Self.mostPoints)
        let basis = RelaxationBasis(points, hasCapacitor: hasCapacitor)
        let parts = (0..<Self.folds).map { fold in
            Equations(basis, only: points.indices.filter { $0 % Self.folds == fold })
        }
        let chosen = strength.map { max($0, 1e-12) } ?? choose(basis, parts)
        let solution = solve(basis, Equations.sum(parts, leaving: nil), chosen)
        return RelaxationResult(basis, solution, strength: chosen)
    }

    /// The λ that cross-validation chooses.
    private func choose(_ basis: RelaxationBasis, _ parts: [Equations]) -> Double {
        // Neighbouring strengths have solutions alike.
        let wholes = (0..<Self.folds).map { Equations.sum(parts, leaving: $0) }
        var starts = [[Double]?](repeating: nil, count: Self.folds)
        let errors = Self.strengths.map { strength in
            var errors: [Double] = []
            for fold in 0..<Self.folds {
                let solution = solve(basis, wholes[fold], strength, start: starts[fold] ?? starts[0])
                starts[fold] = solution
                for point in basis.rows.indices where point % Self.folds == fold {
                    errors.append(basis.squaredError(point, solution))
                }
            }
            let mean = errors.reduce(0, +) / Double(errors.count)
            let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(errors.count - 1, 1))
            return (mean: mean, uncertainty: (variance / Double(errors.count)).squareRoot())
        }
        guard let least = errors.min(by: { $0.mean < $1.mean }) else { return Self.strengths[0] }
        let place = errors.lastIndex { $0.mean <= least.mean + least.uncertainty } ?? 0
        return Self.strengths[place]
    }

    private func solve(_ basis: RelaxationBasis, _ equations: Equations, _ strength: Double, start: [Double]? = nil)
        -> [Double]
    {
        var gram = equations.gram
        let size = equations.right.count
        // A little of everything keeps a column that nothing determines from being singular.
        for index in 0..<size { gram[index * size + index] += 1e-11 }
        // Second differences by a step of a decade's twelfth, so that λ means the same on each grid; γ is 0 beyond its ends.
        let factor = strength * pow(log(10) / RelaxationBasis.density / basis.step, 3)
        let pattern = [1.0, -2, 1]
        for middle in basis.extras..<size {
            for row in 0..<3 {
                for column in 0..<3 {
                    let (one, other) = (middle + row - 1, middle + column - 1)
                    guard one >= basis.extras, other >= basis.extras, one < size, other < size else { continue }
                    gram[one * size + other] += factor * pattern[row] * pattern[column]
                }
            }
        }
        return NonNegativeLeastSquares.solve(gram: gram, right: equations.right, start: start)
            ?? [Double](repeating: 0, count: size)
    }

    /// Normal equations of some of the points.
    private struct Equations {
        var gram: [Double]
        var right: [Double]

        init(_ basis: RelaxationBasis, only points: [Int]) {
            let size = basis.scales.count
            gram = [Double](repeating: 0, count: size * size)
            right = [Double](repeating: 0, count: size)
            for point in points {
                let (row, value) = (basis.rows[point], basis.right[point])
                for one in 0..<size {
                    right[one] += row.real[one] * value.real + row.imaginary[one] * value.imaginary
                    for other in 0..<size {
                        gram[one * size + other] +=
                            row.real[one] * row.real[other] + row.imaginary[one] * row.imaginary[other]
                    }
                }
            }
        }

        /// The sum of some, without one of them; never of none.
        static func sum(_ parts: [Equations], leaving left: Int?) -> Equations {
            let chosen = parts.indices.filter { $0 != left }
            var sum = parts[chosen[0]]
            for index in chosen.dropFirst() {
                for place in sum.gram.indices { sum.gram[place] += parts[index].gram[place] }
                for place in sum.right.indices { sum.right[place] += parts[index].right[place] }
            }
            return sum
        }
    }
}

extension RelaxationBasis {
    /// |ΔZ/Z|² of a point.
    func squaredError(_ point: Int, _ solution: [Double]) -> Double {
        var (real, imaginary) = (right[point].real, right[point].imaginary)
        for (index, value) in solution.enumerated() where value != 0 {
            real -= rows[point].real[index] * value
            imaginary -= rows[point].imaginary[index] * value
        }
        return real * real + imaginary * imaginary
    }
}
