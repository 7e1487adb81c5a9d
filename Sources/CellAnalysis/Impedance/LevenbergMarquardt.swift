import Foundation

/// Minimises a circuit's sum of squares from one start, within bounds; memory is taken once.
///
/// Levenberg–Marquardt with Nielsen's damping; a variable at a bound that the step would cross is held for that step.
/// Source: K. Madsen, H. B. Nielsen, O. Tingleff, Methods for Non-Linear Least Squares Problems (2004), algorithm 3.16.
final class LevenbergMarquardt {
    /// What a minimisation came to.
    struct Outcome {
        /// Sum of squares.
        var squaredSum: Double
        /// True when the next step promised less than the tolerance.
        var isConverged: Bool
    }

    /// Largest change of a variable in one step: a factor of 20, or 0.3 in an exponent.
    private static let longestStep = (logarithm: 3.0, exponent: 0.3)

    let model: CircuitModel
    private let lower: [Double]
    private let upper: [Double]
    private let isExponent: [Bool]
    private let count: Int
    private let matrix: UnsafeMutablePointer<Double>
    private let work: UnsafeMutablePointer<Double>
    private let gradient: UnsafeMutablePointer<Double>
    private let step: UnsafeMutablePointer<Double>
    private let trial: UnsafeMutablePointer<Double>
    private var isHeld: [Bool]

    init(model: CircuitModel, lower: [Double], upper: [Double], isExponent: [Bool]) {
        self.model = model
        self.lower = lower
        self.upper = upper
        self.isExponent = isExponent
        count = model.parameterCount
        isHeld = Array(repeating: false, count: count)
        func room(_ size: Int) -> UnsafeMutablePointer<Double> {
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: size)
            memory.initialize(repeating: 0, count: size)
            return memory
        }
        matrix = room(count * count)
        work = room(count * count)
        gradient = room(count)
        step = room(count)
        trial = room(count)
    }

    deinit {
        for memory in [matrix, work, gradient, step, trial] { memory.deallocate() }
    }

    /// Improves `variables` until a step promises less than `tolerance` of the sum, or for `limit` steps.
    ///
    /// It also ends when even twenty steps such as the next would not bring the sum below `hope`.
    func minimise(
        _ variables: inout [Double], limit: Int, tolerance: Double, hope: Double = .infinity
    ) -> Outcome {
        variables.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress, buffer.count == count else {
                return Outcome(squaredSum: .infinity, isConverged: false)
            }
            return minimise(start, limit: limit, tolerance: tolerance, hope: hope)
        }
    }

    private func minimise(
        _ variables: UnsafeMutablePointer<Double>, limit: Int, tolerance: Double, hope: Double
    ) -> Outcome {
        for index in 0..<count { variables[index] = min(max(variables[index], lower[index]), upper[index]) }
        var sum = model.squaredSum(variables)
        guard sum.isFinite else { return Outcome(squaredSum: .infinity, isConverged: false) }
        model.normalEquations(variables, matrix: matrix, gradient: gradient)
        var damping = 1e-2
        var growth = 2.0
        for iteration in 0..<limit {
            guard sum > 0 else { break }
            guard let promised = proposeStep(from: variables, damping: damping) else {
                damping *= growth
                growth *= 2
                if damping > 1e12 { break }
                continue
            }
            if promised <= tolerance * sum, damping < 1 || promised <= 1e-3 * tolerance * sum {
                return Outcome(squaredSum: sum, isConverged: true)
            }
            if iteration > 8, damping < 1, sum - 20 * promised > hope { break }
            let next = model.squaredSum(trial)
            if next < sum {
                let gain = (sum - next) / promised
                let factor = 2 * gain - 1
                damping = max(damping * max(1.0 / 5, 1 - factor * factor * factor), 1e-12)
                growth = 2
                sum = next
                for index in 0..<count { variables[index] = trial[index] }
                model.normalEquations(variables, matrix: matrix, gradient: gradient)
            } else {
                damping *= growth
                growth *= 2
                if damping > 1e12 { break }
            }
        }
        return Outcome(squaredSum: sum, isConverged: sum == 0)
    }

    /// Sets `trial`; returns by how much the linear model falls, nil when the system cannot be solved.
    private func proposeStep(from variables: UnsafePointer<Double>, damping: Double) -> Double? {
        var largest = 0.0
        for index in 0..<count {
            isHeld[index] = false
            largest = max(largest, matrix[index * count + index])
        }
        guard largest > 0, largest.isFinite else { return nil }
        // Each pass holds the variables that would leave their bounds; there are never more passes than variables.
        for pass in 0...count {
            for row in 0..<count {
                for column in 0..<row {
                    work[row * count + column] =
                        isHeld[row] || isHeld[column] ? 0 : matrix[row * count + column]
                }
                let diagonal = matrix[row * count + row]
                work[row * count + row] =
                    isHeld[row] ? 1 : diagonal * (1 + damping) + largest * damping * 1e-6 + largest * 1e-16
                step[row] = isHeld[row] ? 0 : -gradient[row]
            }
            guard CholeskySolver.factor(work, count) else { return nil }
            CholeskySolver.solve(work, count, step)
            var hasNew = false
            for index in 0..<count where !isHeld[index] {
                if variables[index] <= lower[index] && step[index] < 0
                    || variables[index] >= upper[index] && step[index] > 0
                {
                    isHeld[index] = true
                    hasNew = true
                }
            }
            if !hasNew || pass == count { break }
        }
        for index in 0..<count {
            let longest =
                isExponent[index] ? LevenbergMarquardt.longestStep.exponent : LevenbergMarquardt.longestStep.logarithm
            let bounded = isHeld[index] ? 0 : min(max(step[index], -longest), longest)
            trial[index] = min(max(variables[index] + bounded, lower[index]), upper[index])
            step[index] = trial[index] - variables[index]
        }
        return promised()
    }

    /// −2 gᵀδ − δᵀAδ, for the step as it was shortened; a small positive number where shortening spoilt it.
    private func promised() -> Double {
        var linear = 0.0
        var quadratic = 0.0
        var scale = 0.0
        for row in 0..<count {
            linear -= 2 * gradient[row] * step[row]
            for column in 0..<row { quadratic += 2 * matrix[row * count + column] * step[row] * step[column] }
            quadratic += matrix[row * count + row] * step[row] * step[row]
            scale += abs(gradient[row] * step[row])
        }
        let fall = linear - quadratic
        return fall > 0 ? fall : scale
    }
}
