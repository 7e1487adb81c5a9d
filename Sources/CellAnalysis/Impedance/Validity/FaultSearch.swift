import CellData

/// Why a spectrum that is not sound is not: each explanation is one that the rest of the points bears out.
struct FaultSearch {
    /// An outlier lies off the ladder of the others by so many standard deviations of the scatter, and by twice the accuracy.
    private static let outlierDeviations = 7.0

    private let check: KramersKronig
    private let points: [Spectrum.Point]
    private let model: MeasurementModel
    private let pattern: ResidualPattern

    /// `points` rise in frequency; `model` is the ladder that failed.
    init(
        check: KramersKronig, _ points: [Spectrum.Point], _ model: MeasurementModel, _ pattern: ResidualPattern
    ) {
        self.check = check
        self.points = points
        self.model = model
        self.pattern = pattern
    }

    /// The reason, and with `outliers` their frequencies in hertz.
    func reason() -> (KramersKronigResult.Reason, [Double]) {
        let quarter = points.count / 4
        if let removed = outliers(), let first = removed.first, let last = removed.last {
            // Points that lie off at an end are the beginning of what goes wrong there.
            if first == 0, last < quarter { return (.drift, []) }
            if last == points.count - 1, first >= points.count - quarter { return (.range, []) }
            return (.outliers, removed.map { points[$0].frequencyHertz })
        }
        func square(_ range: Range<Int>) -> Double {
            model.residuals[range].reduce(0) { $0 + $1.square } / Double(max(range.count, 1))
        }
        let (low, high) = (0..<quarter, (points.count - quarter)..<points.count)
        let inside = square(quarter..<points.count - quarter)
        if square(low) > 2 * max(inside, square(high)), isSound(Array(points.dropFirst(quarter))) {
            return (.drift, [])
        }
        if square(high) > 2 * max(inside, square(low)), isSound(Array(points.dropLast(quarter))) {
            return (.range, [])
        }
        if pattern.isSmooth { return (.nonlinearity, []) }
        return (pattern.scatter > ResidualPattern.mostScatter ? .noise : .unexplained, [])
    }

    /// The places, rising, of a few points without which the rest is sound and off which they lie; nil where there are none.
    private func outliers() -> [Int]? {
        let suspects = suspects()
        for count in 1...max(suspects.count, 1) {
            let removed = Set(suspects.prefix(count))
            let left = points.indices.filter { !removed.contains($0) }
            guard left.count >= KramersKronig.fewestPoints else { return nil }
            let rest = check.model(left.map { points[$0] }).0
            let next = ResidualPattern(rest.residuals)
            guard next.isSound else { continue }
            // All points, but the removed so light that the ladder is that of the others.
            let shares = points.indices.map { removed.contains($0) ? 1e-6 : 1 }
            let whole = MeasurementModel(
                points, elements: rest.elements, hasCapacitor: check.hasCapacitor, shares: shares)
            let limit = max(2 * ResidualPattern.accuracy, Self.outlierDeviations * next.scatter)
            guard removed.allSatisfy({ whole.residuals[$0].largest > limit }) else { return nil }
            return removed.sorted()
        }
        return nil
    }

    /// The points farthest from a ladder that is least in the sum of |residual|, which few wrong points hardly move.
    ///
    /// Each counts by the median magnitude of five neighbours: a wrong point of small magnitude must have no lever.
    /// Source: iteratively reweighted least squares, P. W. Holland, R. E. Welsch, Commun. Statist. A 6 (1977) 813.
    private func suspects() -> [Int] {
        let elements = max(min(points.count / 3, check.mostElements), 1)
        let levers = points.indices.map { index in
            let near = points[max(index - 2, 0)..<min(index + 3, points.count)].map(\.magnitudeOhms).sorted()
            return points[index].magnitudeOhms / near[near.count / 2]
        }
        var shares = levers
        var residuals: [Double] = []
        for _ in 0..<20 {
            let model = MeasurementModel(
                points, elements: elements, hasCapacitor: check.hasCapacitor, shares: shares)
            residuals = zip(model.residuals, levers).map { $0.square.squareRoot() * $1 }
            shares = zip(residuals, levers).map { $1 / max($0, 1e-4).squareRoot() }
        }
        let order = residuals.indices.sorted { residuals[$0] > residuals[$1] }
        return Array(order.prefix(min(max(2, points.count / 20), 5)))
    }

    private func isSound(_ points: [Spectrum.Point]) -> Bool {
        guard points.count >= KramersKronig.fewestPoints else { return false }
        return ResidualPattern(check.model(points).0.residuals).isSound
    }
}
