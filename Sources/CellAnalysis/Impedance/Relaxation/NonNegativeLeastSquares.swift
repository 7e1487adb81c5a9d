/// Least squares whose solution has no negative number.
///
/// Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23, on normal equations as in R. Bro,
/// S. de Jong, J. Chemom. 11 (1997) 393.
enum NonNegativeLeastSquares {
    /// The x ≥ 0 for which ½ xᵀG x − rᵀx is least, for a positive definite G of `count` rows, row after row.
    ///
    /// Ends after at most 6 · count exchanges; nil when G is not positive definite. A `start` that is near the solution, and
    /// not negative, saves most of them.
    static func solve(gram: [Double], right: [Double], start: [Double]? = nil) -> [Double]? {
        let count = right.count
        var solution = start ?? [Double](repeating: 0, count: count)
        var passive = solution.map { $0 > 0 }
        var isWarm = passive.contains(true)
        // A gradient this small against its terms is zero.
        let small = (right.map { abs($0) }.max() ?? 0) * 1e-12
        for _ in 0..<(6 * count) {
            var entering = -1
            var steepest = small
            for index in 0..<count where !passive[index] {
                var slope = right[index]
                for other in 0..<count where passive[other] { slope -= gram[index * count + other] * solution[other] }
                if slope > steepest { (entering, steepest) = (index, slope) }
            }
            // The first round of a warm start only moves within the numbers that it has.
            guard entering >= 0 || isWarm else { break }
            if entering >= 0, !isWarm { passive[entering] = true }
            isWarm = false
            for _ in 0...count {
                guard let next = restricted(gram, right, passive) else { return nil }
                let falling = (0..<count).filter { passive[$0] && next[$0] <= 0 }
                guard !falling.isEmpty else {
                    solution = next
                    break
                }
                // The farthest way towards `next` on which nothing turns negative; what stops it leaves.
                func reach(_ index: Int) -> Double {
                    solution[index] / max(solution[index] - next[index], .leastNormalMagnitude)
                }
                let first = falling.min { reach($0) < reach($1) } ?? falling[0]
                let step = reach(first)
                for index in 0..<count where passive[index] {
                    solution[index] = max(solution[index] + step * (next[index] - solution[index]), 0)
                }
                solution[first] = 0
                passive[first] = false
            }
        }
        return solution
    }

    /// The least squares of the passive columns alone.
    private static func restricted(_ gram: [Double], _ right: [Double], _ passive: [Bool]) -> [Double]? {
        let chosen = passive.indices.filter { passive[$0] }
        let size = chosen.count
        var matrix = [Double](repeating: 0, count: size * size)
        var vector = chosen.map { right[$0] }
        for (row, from) in chosen.enumerated() {
            for column in 0...row { matrix[row * size + column] = gram[from * right.count + chosen[column]] }
        }
        let isDefinite = matrix.withUnsafeMutableBufferPointer { matrix in
            vector.withUnsafeMutableBufferPointer { vector in
                guard let matrix = matrix.baseAddress, let vector = vector.baseAddress else { return true }
                guard CholeskySolver.factor(matrix, size) else { return false }
                CholeskySolver.solve(matrix, size, vector)
                return true
            }
        }
        guard isDefinite else { return nil }
        var result = [Double](repeating: 0, count: right.count)
        for (index, place) in chosen.enumerated() { result[place] = vector[index] }
        return result
    }
}
