/// An extended Kalman filter for what the voltage of a cell depends on: six uncertain numbers and their covariance.
///
/// Its model of the voltage is V = U(z + a·d·L + m) + s·P + e. What is given: charge, the profile's polarisation P and lead
/// L. Source: Simon, Optimal State Estimation, 2006, chapter 13 (the filter, and its iterated form near a bend of the curve).
struct StateFilter: Sendable {
    /// The place of each number in mean and covariance.
    enum Part {
        /// z: mean state of charge.
        static var charge: Int { 0 }
        /// a: the profile's capacity over the cell's.
        static var perCapacity: Int { 1 }
        /// s: the cell's polarisation over the profile's.
        static var polarisation: Int { 2 }
        /// d: the cell's lead of the surface over the profile's.
        static var lead: Int { 3 }
        /// e: the cell's open-circuit voltage above the profile's, in volts.
        static var curve: Int { 4 }
        /// m: lead of the surface that is left from before the monitor began.
        static var memory: Int { 5 }
    }

    private static var count: Int { 6 }

    /// The six estimates.
    private(set) var mean: InlineArray<6, Float> = InlineArray(repeating: 0)
    /// Their covariance, row by row, both triangles.
    private var covariance: InlineArray<36, Float> = InlineArray(repeating: 0)
    /// What a float could not take of the charge counted so far.
    private var remainder: Float = 0

    /// Variance of one of them.
    func variance(_ part: Int) -> Float { covariance[part * 7] }

    /// Begins one anew: its estimate, its deviation, and no relation to the others.
    mutating func set(_ part: Int, to value: Float, deviation: Float) {
        mean[part] = value
        for other in 0..<StateFilter.count {
            covariance[part * 6 + other] = 0
            covariance[other * 6 + part] = 0
        }
        covariance[part * 7] = deviation * deviation
    }

    /// Moves an estimate by what is known for certain.
    mutating func shift(_ part: Int, by value: Float) { mean[part] += value }

    /// Counts charge: z grows by a·`share`, `share` being the charge over the profile's capacity. Cost: 18 operations.
    mutating func count(_ share: Float) {
        let own = covariance[7]
        let cross = covariance[1]
        // At C/10 000 ten seconds are five units in the last place of a float: what rounding leaves is kept.
        // Source: Kahan, Commun. ACM 8 (1965) 40.
        let change = mean[1] * share + remainder
        let sum = mean[0] + change
        remainder = change - (sum - mean[0])
        mean[0] = sum
        covariance[0] += share * (cross + cross + share * own)
        for part in 1..<StateFilter.count {
            let moved = covariance[part] + share * covariance[6 + part]
            covariance[part] = moved
            covariance[part * 6] = moved
        }
    }

    /// Adds to the deviation of one: errors of one sign, which sum up as they are. Cost: 5 operations.
    mutating func widen(_ part: Int, by deviation: Float) {
        let sum = covariance[part * 7].squareRoot() + deviation
        covariance[part * 7] = sum * sum
    }

    /// Adds to the variance of one: errors that know nothing of each other.
    mutating func disturb(_ part: Int, by variance: Float) { covariance[part * 7] += variance }

    /// Lets one fade towards 0: multiplied by `factor`, 0…1.
    mutating func fade(_ part: Int, by factor: Float) {
        guard factor != 1 else { return }
        mean[part] *= factor
        for other in 0..<StateFilter.count {
            covariance[part * 6 + other] *= factor
            covariance[other * 6 + part] *= factor
        }
    }

    /// How a voltage depends on each of the six.
    typealias Gradient = InlineArray<6, Float>

    /// Covariance of each of the six with a voltage, and the voltage's own variance without that of its measurement.
    ///
    /// Mutating, so that the covariance is lent and not copied.
    mutating func project(_ gradient: Gradient) -> (columns: Gradient, variance: Float) {
        var columns = Gradient(repeating: 0)
        var total: Float = 0
        for row in 0..<StateFilter.count {
            var sum: Float = 0
            for column in 0..<StateFilter.count { sum += covariance[row * 6 + column] * gradient[column] }
            columns[row] = sum
            total += sum * gradient[row]
        }
        return (columns, total)
    }

    /// Takes a voltage in: moves the means by `columns`·`weight` and the covariance by −columns·columns/`variance`.
    ///
    /// `least` is the variance of z below which it is never taken, for a float's rounding and for what the model leaves out.
    mutating func take(_ columns: Gradient, weight: Float, variance: Float, least: Float) {
        let inverse = 1 / variance
        for row in 0..<StateFilter.count {
            mean[row] += columns[row] * weight
            let scaled = columns[row] * inverse
            for column in 0..<StateFilter.count { covariance[row * 6 + column] -= scaled * columns[column] }
        }
        for part in 0..<StateFilter.count where !(covariance[part * 7] >= 1e-10) { covariance[part * 7] = 1e-10 }
        if covariance[0] < least { covariance[0] = least }
    }

    /// Keeps an estimate within what is physically possible.
    mutating func limit(_ part: Int, to range: ClosedRange<Float>) {
        mean[part] = CellMath.limited(mean[part], to: range)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&remainder)
        for part in 0..<StateFilter.count {
            coder.code(&mean[part])
            for other in 0...part {
                coder.code(&covariance[part * 6 + other])
                covariance[other * 6 + part] = covariance[part * 6 + other]
            }
        }
    }
}
