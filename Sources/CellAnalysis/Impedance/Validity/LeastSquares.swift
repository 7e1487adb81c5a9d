/// Linear least squares by Householder reflections, without forming normal equations.
///
/// Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition (2013), algorithms 5.1.1 and 5.3.2.
enum LeastSquares {
    /// The vector x for which |A x − b|² is least.
    ///
    /// Columns are scaled to length 1 first; one that is a combination of those before it (within 1e-13 of its length)
    /// gets 0. Takes 2 · rows · columns² operations.
    /// - Parameters:
    ///   - matrix: A, column after column, each as long as `right`, which has at least as many rows as A has columns.
    static func solve(_ matrix: [Double], columns: Int, right: [Double]) -> [Double] {
        let rows = right.count
        var a = matrix
        var b = right
        var lengths = [Double](repeating: 0, count: columns)
        var diagonal = [Double](repeating: 0, count: columns)
        a.withUnsafeMutableBufferPointer { a in
            for column in 0..<columns {
                let at = column * rows
                var square = 0.0
                for row in 0..<rows { square += a[at + row] * a[at + row] }
                lengths[column] = square.squareRoot()
                guard lengths[column] > 0 else { continue }
                for row in 0..<rows { a[at + row] /= lengths[column] }
            }
            for column in 0..<columns {
                let at = column * rows
                var square = 0.0
                for row in column..<rows { square += a[at + row] * a[at + row] }
                let length = square.squareRoot()
                guard length > 1e-13 else { continue }
                let alpha = a[at + column] > 0 ? -length : length
                diagonal[column] = alpha
                a[at + column] -= alpha
                // |v|² of the reflection.
                let norm = 2 * length * abs(a[at + column])
                func reflect(_ vector: UnsafeMutablePointer<Double>) {
                    var product = 0.0
                    for row in column..<rows { product += a[at + row] * vector[row] }
                    let factor = 2 * product / norm
                    for row in column..<rows { vector[row] -= factor * a[at + row] }
                }
                guard let base = a.baseAddress else { continue }
                for other in (column + 1)..<max(columns, column + 1) { reflect(base + other * rows) }
                b.withUnsafeMutableBufferPointer { b in b.baseAddress.map { reflect($0) } }
            }
        }
        var solution = [Double](repeating: 0, count: columns)
        for column in (0..<columns).reversed() where diagonal[column] != 0 && lengths[column] > 0 {
            var sum = b[column]
            for other in (column + 1)..<max(columns, column + 1) { sum -= a[other * rows + column] * solution[other] }
            solution[column] = sum / diagonal[column]
        }
        return zip(solution, lengths).map { $1 > 0 ? $0 / $1 : 0 }
    }
}
