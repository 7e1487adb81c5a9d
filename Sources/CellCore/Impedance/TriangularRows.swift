/// A linear least-squares problem that takes one row after the other: Jᵀ is never formed, only the triangle of J = Q·R.
///
/// Two rows at a time are reflected into the triangle (Householder), single ones rotated (Givens), so that the memory does not
/// grow with the rows and the condition is that of J, not its square. The last column is the right side b of J·x ≈ b; the
/// corner of the triangle is then the length of what remains. `packed` has to be width·(width + 1)/2.
/// Cost of two rows of n columns: n square roots, n divisions, 3n² multiplications; of one: the same, but 2n².
/// Source: W. M. Gentleman, J. Inst. Maths Applics 12 (1973) 329; Å. Björck, Numerical Methods for Least Squares Problems
/// (1996), sections 2.3 and 2.4.
struct TriangularRows<let width: Int, let packed: Int>: Sendable {
    /// Columns shorter than this count as 0, lest their squares leave `Float`; rows weighted by their errors are of size 1.
    private static var least: Float { 1e-15 }

    /// The triangle by rows.
    private var values = InlineArray<packed, Float>(repeating: 0)
    /// Unknowns; the right side follows them.
    let unknowns: Int

    /// No row yet; `unknowns` is at most width − 1, and no more than the triangle has room for.
    init(unknowns: Int) {
        var count = unknowns < width ? unknowns : width - 1
        while count > 0, (count + 1) * (count + 2) / 2 > packed { count -= 1 }
        self.unknowns = count > 0 ? count : 0
    }

    /// Where row `index` would begin if its columns were counted from 0.
    @inline(__always)
    private func base(_ row: Int) -> Int { row &* unknowns &- row &* (row &- 1) / 2 }

    /// The triangle's element; `column` is at least `row`.
    @inline(__always)
    func element(_ row: Int, _ column: Int) -> Float { values.span[base(row) &+ column] }

    /// Takes a row in, whose columns before `first` are 0; the row is used up.
    @inline(__always)
    mutating func include(_ row: inout InlineArray<width, Float>, from first: Int = 0) {
        for index in first...unknowns {
            let entry = row[index]
            if entry == 0 { continue }
            let start = base(index)
            let diagonal = values[start &+ index]
            let length = (diagonal * diagonal + entry * entry).squareRoot()
            guard length > TriangularRows.least else { continue }
            let inverse = 1 / length
            let cosine = diagonal * inverse
            let sine = entry * inverse
            values[start &+ index] = length
            var column = index &+ 1
            while column <= unknowns {
                let upper = values[start &+ column]
                let lower = row[column]
                values[start &+ column] = cosine * upper + sine * lower
                row[column] = cosine * lower - sine * upper
                column &+= 1
            }
        }
    }

    /// Takes two rows in; both are used up.
    @inline(__always)
    mutating func include(_ first: inout InlineArray<width, Float>, _ second: inout InlineArray<width, Float>) {
        for index in 0...unknowns {
            let (left, right) = (first[index], second[index])
            if left == 0 && right == 0 { continue }
            let start = base(index)
            let diagonal = values[start &+ index]
            let length = (diagonal * diagonal + left * left + right * right).squareRoot()
            guard length > TriangularRows.least else { continue }
            // The sign that does not cancel; I − v·vᵀ·scale turns the three into (∓length, 0, 0).
            let top = diagonal < 0 ? diagonal - length : diagonal + length
            let scale = 1 / (length * CellMath.magnitude(top))
            values[start &+ index] = diagonal < 0 ? length : -length
            var column = index &+ 1
            while column <= unknowns {
                // Unchecked: column ≤ unknowns, of which `init` sees that rows and triangle hold them. A third of the cost.
                let upper = values[unchecked: start &+ column]
                let (one, two) = (first[unchecked: column], second[unchecked: column])
                let shared = scale * (top * upper + left * one + right * two)
                values[unchecked: start &+ column] = upper - shared * top
                first[unchecked: column] = one - shared * left
                second[unchecked: column] = two - shared * right
                column &+= 1
            }
        }
    }

    /// Sum of squares of what the unknowns cannot explain.
    var remainder: Float {
        let corner = element(unknowns, unknowns)
        return corner * corner
    }

    /// Length of a column of J.
    @inline(never)
    func length(ofColumn column: Int) -> Float {
        var sum: Float = 0
        for row in 0...column { sum += element(row, column) * element(row, column) }
        return sum.squareRoot()
    }

    /// x of least ‖J·x − b‖; an unknown that no row determines is 0.
    func solution() -> InlineArray<width, Float> { solution(unknowns: unknowns) }

    /// The same with the unknowns from `count` on held at 0.
    @inline(never)
    func solution(unknowns count: Int) -> InlineArray<width, Float> {
        var result = InlineArray<width, Float>(repeating: 0)
        var row = count - 1
        while row >= 0 {
            let diagonal = element(row, row)
            if CellMath.magnitude(diagonal) > TriangularRows.least {
                var sum = element(row, unknowns)
                var column = row + 1
                while column < count {
                    sum -= element(row, column) * result[column]
                    column += 1
                }
                result[row] = sum / diagonal
            }
            row -= 1
        }
        return result
    }

    /// Row `index` of R⁻¹: its length is the standard error of that unknown, for rows of unit variance. Nil where an unknown is
    /// not determined: what its column adds to those before it is below 10⁻⁶ of it.
    @inline(never)
    func inverseRow(_ index: Int) -> InlineArray<width, Float>? {
        var result = InlineArray<width, Float>(repeating: 0)
        for column in index..<unknowns {
            let diagonal = element(column, column)
            guard CellMath.magnitude(diagonal) > 1e-6 * length(ofColumn: column) else { return nil }
            var sum: Float = column == index ? 1 : 0
            var row = index
            while row < column {
                sum -= result[row] * element(row, column)
                row += 1
            }
            result[column] = sum / diagonal
        }
        return result
    }
}
