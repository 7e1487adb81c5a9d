import Foundation

/// Standard errors from the curvature of the sum of squares at its minimum.
enum FitCovariance {
    /// Standard errors of the variables; nil where one is held or is not determined to better than a factor e²⁰.
    ///
    /// The covariance is s² (JᵀJ)⁻¹; `variance` is s², the residuals' own or 1 where weights are absolute.
    static func standardErrors(matrix: [Double], isHeld: [Bool], variance: Double) -> [Double?] {
        let whole = isHeld.count
        let largest = isHeld.indices.map { matrix[$0 * whole + $0] }.max() ?? 0
        // A variable that moves nothing says nothing of the others either.
        let free = isHeld.indices.filter { !isHeld[$0] && matrix[$0 * whole + $0] > largest * 1e-24 }
        var result = [Double?](repeating: nil, count: whole)
        let count = free.count
        // Scaled to a unit diagonal, so that the size of a variable does not matter.
        let scales = free.map { matrix[$0 * whole + $0].squareRoot() }
        guard count > 0, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return result }
        var factor = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0...row {
                factor[row * count + column] =
                    matrix[free[row] * whole + free[column]] / (scales[row] * scales[column])
            }
        }
        factor.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, CholeskySolver.factor(base, count) else { return }
            for index in 0..<count {
                var column = [Double](repeating: 0, count: count)
                column[index] = 1
                column.withUnsafeMutableBufferPointer { vector in
                    if let start = vector.baseAddress { CholeskySolver.solve(base, count, start) }
                }
                let error = (variance * column[index]).squareRoot() / scales[index]
                if error.isFinite, error < 20 { result[free[index]] = error }
            }
        }
        return result
    }
}
