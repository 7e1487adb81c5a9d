import CellCore
import Foundation

/// Layer circuits and their fit in double precision, written without the core's formulas: the reference for `LayerFit`.
///
/// Derivatives are central differences; exponents stay within 0.3…1; normal equations by Gauss elimination.
struct ReferenceFit {
    /// ln R0, then ln R, ln τ and, where it is fitted, n of each arc; ln L at the end if there is one.
    typealias Variables = [Double]

    struct Point {
        var hertz: Double
        var real: Double
        var imaginary: Double
        var weight: Double
    }

    /// Whether each arc's exponent is fitted, by arc.
    var fitsExponent: [Bool]
    var hasInductance = false
    var points: [Point]

    /// Z of a circuit at a frequency.
    func impedance(_ variables: Variables, hertz: Double) -> (real: Double, imaginary: Double) {
        let omega = 2 * Double.pi * hertz
        var real = exp(variables[0])
        var imaginary = hasInductance ? omega * exp(variables[variables.count - 1]) : 0
        var next = 1
        for fits in fitsExponent {
            let exponent = fits ? variables[next + 2] : 1
            let size = pow(omega * exp(variables[next + 1]), exponent)
            let below = (1 + size * cos(exponent * .pi / 2), size * sin(exponent * .pi / 2))
            let square = below.0 * below.0 + below.1 * below.1
            real += exp(variables[next]) * below.0 / square
            imaginary -= exp(variables[next]) * below.1 / square
            next += fits ? 3 : 2
        }
        return (real, imaginary)
    }

    private func residuals(_ variables: Variables) -> [Double] {
        points.flatMap { point in
            let value = impedance(variables, hertz: point.hertz)
            return [point.weight * (value.real - point.real), point.weight * (value.imaginary - point.imaginary)]
        }
    }

    func squaredSum(_ variables: Variables) -> Double { residuals(variables).reduce(0) { $0 + $1 * $1 } }

    private func isExponent(_ index: Int) -> Bool {
        var next = 1
        for fits in fitsExponent {
            if fits && index == next + 2 { return true }
            next += fits ? 3 : 2
        }
        return false
    }

    /// The minimum reached from a start, with the standard errors for unit variance.
    func minimum(from start: Variables) -> (variables: Variables, sum: Double, errors: [Double]) {
        var variables = start
        let count = variables.count
        var sum = squaredSum(variables)
        var damping = 1e-3
        for _ in 0..<300 {
            let (matrix, gradient) = normal(variables)
            var trial = variables
            var held = Set<Int>()
            for _ in 0...count {
                var work = matrix
                for index in 0..<count {
                    work[index][index] *= 1 + damping
                    if held.contains(index) { work[index][index] = 1e30 }
                }
                let step = solve(work, gradient.map { -$0 })
                let before = held.count
                for index in 0..<count {
                    trial[index] = variables[index] + min(max(step[index], -1), 1)
                    guard isExponent(index) else { continue }
                    trial[index] = min(max(trial[index], 0.3), 1)
                    if trial[index] == variables[index] { held.insert(index) }
                }
                if held.count == before { break }
            }
            let next = squaredSum(trial)
            if next < sum {
                let fall = (sum - next) / sum
                variables = trial
                sum = next
                damping = max(damping / 10, 1e-12)
                if fall < 1e-14 { break }
            } else {
                damping *= 10
                if damping > 1e12 { break }
            }
        }
        let matrix = normal(variables).matrix
        let errors = (0..<count).map { index in
            var unit = [Double](repeating: 0, count: count)
            unit[index] = 1
            return solve(matrix, unit)[index].squareRoot()
        }
        return (variables, sum, errors)
    }

    private func normal(_ variables: Variables) -> (matrix: [[Double]], gradient: [Double]) {
        let here = residuals(variables)
        let columns = variables.indices.map { index -> [Double] in
            var up = variables
            var down = variables
            up[index] += 1e-5
            down[index] -= 1e-5
            return zip(residuals(up), residuals(down)).map { ($0 - $1) / 2e-5 }
        }
        let matrix = columns.map { left in columns.map { right in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } } }
        return (matrix, columns.map { zip($0, here).reduce(0) { $0 + $1.0 * $1.1 } })
    }

    private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var work = matrix
        var result = right
        let count = right.count
        for pivot in 0..<count {
            let best = (pivot..<count).max { abs(work[$0][pivot]) < abs(work[$1][pivot]) } ?? pivot
            work.swapAt(pivot, best)
            result.swapAt(pivot, best)
            guard work[pivot][pivot] != 0 else { continue }
            for row in (pivot + 1)..<max(count, pivot + 1) {
                let factor = work[row][pivot] / work[pivot][pivot]
                guard factor != 0 else { continue }
                for column in pivot..<count { work[row][column] -= factor * work[pivot][column] }
                result[row] -= factor * result[pivot]
            }
        }
        for row in (0..<count).reversed() {
            for column in (row + 1)..<max(count, row + 1) { result[row] -= work[row][column] * result[column] }
            result[row] = work[row][row] == 0 ? 0 : result[row] / work[row][row]
        }
        return result
    }
}
