/// How the residuals of a ladder lie along the frequencies, which rise: scatter, or a pattern.
///
/// Scatter is what second differences see: the noise of neighbouring points is independent, a misfit is alike in them. All
/// limits are the larger of what an honest measurement keeps anyway and of what scatter alone exceeds too rarely to matter.
struct ResidualPattern {
    /// The accuracy that is asked of a spectrum, 0.5 % of the magnitude: a point within it is good enough.
    static let accuracy = 0.005
    /// Half of it for what several neighbouring points agree on.
    static let systematic = 0.0025
    /// Standard deviations that a point may lie off: of 180 normal numbers one exceeds 5 in 1 spectrum of 10 000, and the
    /// scatter, found from some 60 points, is itself 10 to 15 % uncertain (1 of 500 at 4.35).
    static let deviations = 5.0
    /// The root mean square of a quarter of the points, in standard deviations: of 30 numbers it exceeds 1.8 in 1 spectrum
    /// of 10 million, and 1.56, which the scatter's uncertainty may make of it, in 1 of 50 000 (χ² of 30 degrees).
    static let quarterDeviations = 1.8
    /// Neighbouring residuals correlate by at most this over the root of their number: of independent ones the correlation is
    /// normal around 0, and lower after a fit.
    static let likeness = 3.3
    /// With more scatter than this a violation of 5 % would be within the limit.
    static let mostScatter = 0.01

    /// Standard deviation of either part from point to point, relative to |Z|.
    let scatter: Double
    /// The largest residual that is allowed.
    let limit: Double
    /// True when neither points nor groups of points lie off.
    let isSound: Bool
    /// True when neighbouring residuals agree where they are large.
    let isSmooth: Bool
    /// Of the points, in the order given: the largest residual's.
    let worst: Int

    init(_ residuals: [KramersKronigResult.Residual]) {
        let parts = [residuals.map(\.real), residuals.map(\.imaginary)]
        let squares = parts.map { ResidualPattern.variance($0) }
        scatter = ((squares[0] + squares[1]) / 2).squareRoot()
        limit = max(Self.accuracy, Self.deviations * scatter)
        worst = residuals.indices.max { residuals[$0].largest < residuals[$1].largest } ?? 0
        let largest = residuals.isEmpty ? 0 : residuals[worst].largest

        // The mean of five neighbours scatters √5 times less than one of them.
        let groupLimit = max(Self.systematic, Self.deviations * scatter / 5.0.squareRoot())
        let group = parts.map { ResidualPattern.largestMean($0, of: 5) }.max() ?? 0
        let quarterLimit = max(Self.systematic, Self.quarterDeviations * scatter)
        let quarter = ResidualPattern.largestRMS(residuals, of: max(residuals.count / 4, 5))
        let whole = ResidualPattern.largestRMS(residuals, of: max(residuals.count, 1))
        let isAlike =
            ResidualPattern.correlation(parts) > Self.likeness / Double(max(2 * residuals.count, 1)).squareRoot()
        isSound =
            largest <= limit && group <= groupLimit && quarter <= quarterLimit
            && !(isAlike && whole > Self.systematic)
        isSmooth = isAlike
    }

    /// Variance of the scatter: of normal numbers the median magnitude is 0.6745 σ, and their second differences have √6 σ.
    private static func variance(_ values: [Double]) -> Double {
        guard values.count > 2 else { return 0 }
        let seconds = (1..<values.count - 1).map { (index) -> Double in
            abs(values[index - 1] - 2 * values[index] + values[index + 1])
        }.sorted()
        let median = (seconds[seconds.count / 2] + seconds[(seconds.count - 1) / 2]) / 2
        return median * median / (0.6745 * 0.6745 * 6)
    }

    /// Of neighbours, in −1…1.
    private static func correlation(_ parts: [[Double]]) -> Double {
        var (product, square) = (0.0, 0.0)
        for part in parts {
            for (left, right) in zip(part, part.dropFirst()) { product += left * right }
            for value in part { square += value * value }
        }
        return square > 0 ? product / square : 0
    }

    private static func largestMean(_ values: [Double], of width: Int) -> Double {
        guard values.count >= width else { return 0 }
        return (0...(values.count - width)).reduce(0) { largest, start in
            max(largest, abs(values[start..<start + width].reduce(0, +)) / Double(width))
        }
    }

    private static func largestRMS(_ residuals: [KramersKronigResult.Residual], of width: Int) -> Double {
        guard residuals.count >= width else { return 0 }
        return (0...(residuals.count - width)).reduce(0) { largest, start in
            let square = residuals[start..<start + width].reduce(0) { $0 + $1.square }
            return max(largest, (square / Double(2 * width)).squareRoot())
        }
    }
}
