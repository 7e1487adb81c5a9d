/// Solves small positive definite systems in place.
enum CholeskySolver {
    /// Replaces the lower triangle of a symmetric matrix by its factor; false when it is not positive definite.
    static func factor(_ matrix: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        for row in 0..<count {
            for column in 0...row {
                var sum = matrix[row * count + column]
                for index in 0..<column { sum -= matrix[row * count + index] * matrix[column * count + index] }
                if row == column {
                    guard sum > 0, sum.isFinite else { return false }
                    matrix[row * count + row] = sum.squareRoot()
                } else {
                    matrix[row * count + column] = sum / matrix[column * count + column]
                }
            }
        }
        return true
    }

    /// Replaces a right-hand side by the solution, with the factor of `factor`.
    static func solve(_ factor: UnsafePointer<Double>, _ count: Int, _ vector: UnsafeMutablePointer<Double>) {
        for row in 0..<count {
            var sum = vector[row]
            for index in 0..<row { sum -= factor[row * count + index] * vector[index] }
            vector[row] = sum / factor[row * count + row]
        }
        for row in stride(from: count - 1, through: 0, by: -1) {
            var sum = vector[row]
            for index in (row + 1)..<max(count, row + 1) { sum -= factor[index * count + row] * vector[index] }
            vector[row] = sum / factor[row * count + row]
        }
    }
}
