import CellData
import Foundation

/// A ladder of R–C elements whose time constants are fixed, with R0, L and perhaps a capacitor in series: it can describe
/// any spectrum that obeys the Kramers–Kronig relations, and no other.
///
/// Each point counts by the inverse of its magnitude. The resistances may be negative.
/// Source: B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885; the spacing of the time constants as in M. Schönleber,
/// D. Klotz, E. Ivers-Tiffée, Electrochim. Acta 131 (2014) 20, eq. 9 to 11.
struct MeasurementModel {
    /// How many R–C elements.
    let elements: Int
    /// The resistance of each R–C element in ohms, the shortest time constant first.
    let resistances: [Double]
    /// (Z − Ẑ)/|Z| of each point, real and imaginary, in the order of the points.
    let residuals: [KramersKronigResult.Residual]
    /// Numbers that were fitted.
    let parameterCount: Int

    /// The best ladder of `elements`, at least 1, for points of magnitudes above 0, at least half as many as parameters.
    ///
    /// - Parameter shares: factors by which each point counts, besides the inverse of its magnitude; all 1 unless given.
    init(_ points: [Spectrum.Point], elements: Int, hasCapacitor: Bool, shares: [Double]? = nil) {
        let omegas = points.map { 2 * Double.pi * $0.frequencyHertz }
        let (slowest, fastest) = (omegas.min() ?? 1, omegas.max() ?? 1)
        let span = log(fastest / slowest)
        // One element alone stands at the slow end, as in impedance.py.
        let times = (0..<elements).map { index in
            elements == 1 ? 1 / slowest : exp(span * Double(index) / Double(elements - 1)) / fastest
        }
        let extras = hasCapacitor ? 3 : 2
        let columns = elements + extras
        let count = points.count
        var matrix = [Double](repeating: 0, count: 2 * count * columns)
        var right = [Double](repeating: 0, count: 2 * count)
        for (index, point) in points.enumerated() {
            let omega = omegas[index]
            let weight = (shares?[index] ?? 1) / point.magnitudeOhms
            right[index] = point.realOhms * weight
            right[count + index] = point.imaginaryOhms * weight
            func set(_ column: Int, _ real: Double, _ imaginary: Double) {
                matrix[2 * count * column + index] = real * weight
                matrix[2 * count * column + count + index] = imaginary * weight
            }
            set(0, 1, 0)
            set(1, 0, omega / fastest)
            if hasCapacitor { set(2, 0, -slowest / omega) }
            for (element, time) in times.enumerated() {
                let x = omega * time
                set(extras + element, 1 / (1 + x * x), -x / (1 + x * x))
            }
        }
        let solution = LeastSquares.solve(matrix, columns: columns, right: right)
        var rest = right
        for (column, value) in solution.enumerated() where value != 0 {
            for row in rest.indices { rest[row] -= matrix[2 * count * column + row] * value }
        }
        self.elements = elements
        parameterCount = columns
        resistances = Array(solution[extras...])
        residuals = (0..<count).map { index in
            let share = shares?[index] ?? 1
            return .init(real: rest[index] / share, imaginary: rest[count + index] / share)
        }
    }

    /// 1 − Σ|negative R|/Σ(positive R): 1 for too few elements, near 0 where they follow the noise.
    /// Source: Schönleber et al. (2014), eq. 21.
    var mu: Double {
        let positive = resistances.reduce(0) { $0 + max($1, 0) }
        let negative = resistances.reduce(0) { $0 - min($1, 0) }
        return positive > 0 ? 1 - negative / positive : -.infinity
    }

    /// Bayesian information criterion, up to a constant: the ladder of the least is the one that the data support.
    /// Source: G. Schwarz, Ann. Statist. 6 (1978) 461.
    var informationCriterion: Double {
        let count = Double(2 * residuals.count)
        // Rounding alone leaves 1e-10; below that, fewer elements are as good as more.
        let square = residuals.reduce(0) { $0 + $1.square } / count + 1e-20
        return count * log(square) + Double(parameterCount) * log(count)
    }
}
