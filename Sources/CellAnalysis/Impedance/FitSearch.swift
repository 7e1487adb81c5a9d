import CellData
import Foundation

/// Looks for the lowest minimum: many starts scored on some of the points, the better ones refined, the best fully.
///
/// It ends when the lowest minimum has been reached from several starts, and in any case after `roundLimit` rounds.
struct FitSearch {
    /// The best so far.
    struct Best {
        var variables: [Double]
        var squaredSum: Double
        var isConverged: Bool
    }

    private static let roundLimit = 12
    private static let tolerance = 1e-9

    let model: CircuitModel
    private let coarse: CircuitModel
    private let full: LevenbergMarquardt
    private let quick: LevenbergMarquardt
    private let limits: FitLimits
    private var starts: StartGenerator
    private(set) var best: Best
    private var hits = 0
    var rounds = 0

    /// Sums of squares that were taken, those of a part of the points counted as part.
    var evaluations: Int { model.evaluations + coarse.evaluations * coarse.points.count / max(model.points.count, 1) }

    init(circuit: Circuit, limits: FitLimits, points: [Spectrum.Point], weights: [Double]) {
        let count = circuit.parameters.count
        self.limits = limits
        func make(_ chosen: [Int]) -> CircuitModel {
            CircuitModel(
                steps: circuit.steps, parameterCount: count,
                points: LanePoints(chosen.map { points[$0] }, weights: chosen.map { weights[$0] }))
        }
        model = make(Array(points.indices))
        // Enough points that no parameter goes free, few enough that a start costs little.
        let wanted = max(20, 2 * count)
        let stride = max(points.count / wanted, 1)
        coarse = stride == 1 ? model : make(Array(Swift.stride(from: stride / 2, to: points.count, by: stride)))
        full = LevenbergMarquardt(
            model: model, lower: limits.lower, upper: limits.upper, isExponent: limits.isExponent)
        quick = LevenbergMarquardt(
            model: coarse, lower: limits.lower, upper: limits.upper, isExponent: limits.isExponent)
        let magnitudes = points.map(\.magnitudeOhms)
        starts = StartGenerator(
            layout: CircuitLayout(circuit), ladder: RelaxationLadder(points), variableCount: count,
            scaleOhms: magnitudes.max() ?? 1)
        best = Best(variables: Array(repeating: 0, count: count), squaredSum: .infinity, isConverged: false)
    }

    /// Searches.
    mutating func run() {
        refine(starts.clustered(limit: 48) + starts.scattered(count: 16), count: 8)
        var stale = 0
        for round in 1..<FitSearch.roundLimit {
            rounds = round
            let (likeness, worst) = judgeResiduals()
            if hits >= 2, likeness < 0.3 || stale > (likeness < 0.6 ? 0 : 1) { return }
            let before = best.squaredSum
            let altered =
                before.isFinite ? starts.altered(best.variables, worst: worst, count: 16) : []
            refine(altered + starts.scattered(count: 8), count: 10)
            stale = best.squaredSum < before * (1 - 1e-6) ? 0 : stale + 1
        }
    }

    /// How alike neighbouring residuals of the best fit are, 0 for noise and 1 for a smooth misfit, and the logarithm of
    /// the time constant where they are largest. Where they look like noise no other minimum is much lower.
    private func judgeResiduals() -> (likeness: Double, worst: Double) {
        guard best.squaredSum.isFinite else { return (1, 0) }
        _ = model.squaredSum(best.variables)
        var product = 0.0
        var largest = -1.0
        var place = 0
        var last = (real: 0.0, imaginary: 0.0)
        for point in 0..<model.points.count {
            let residual = model.residual(point)
            product += last.real * residual.real + last.imaginary * residual.imaginary
            let square = residual.real * residual.real + residual.imaginary * residual.imaginary
            if square > largest { (largest, place) = (square, point) }
            last = residual
        }
        let logOmega = model.points.logOmega[place / 4][place % 4]
        return (best.squaredSum > 0 ? product / best.squaredSum : 0, -logOmega)
    }

    private mutating func refine(_ candidates: [FitStart], count: Int) {
        var scored = candidates.map { start in
            (sum: coarse.squaredSum(limits.clamped(start.variables)), start: start)
        }
        scored.sort { $0.sum < $1.sum }
        // The best of each assignment first: scores say little across them.
        var seen = Set<Int>()
        let firsts = scored.filter { seen.insert($0.start.kind).inserted }.prefix(count - 2)
        seen.removeAll()
        let others = scored.filter { !seen.insert($0.start.kind).inserted }.prefix(count - firsts.count)
        let hope = best.squaredSum.isFinite ? coarse.squaredSum(best.variables) * 1.2 : .infinity
        var refined: [(sum: Double, variables: [Double])] = []
        for candidate in firsts + others {
            var variables = candidate.start.variables
            let outcome = quick.minimise(&variables, limit: 30, tolerance: 1e-3)
            if outcome.squaredSum < 20 * hope { refined.append((outcome.squaredSum, variables)) }
        }
        refined.sort { $0.sum < $1.sum }
        for candidate in refined.prefix(4) { finish(candidate.variables) }
    }

    private mutating func finish(_ start: [Double]) {
        var variables = start
        // Most starts end in the best valley; those that came close need not be followed to its floor.
        if isBest(variables, within: 0.3) {
            hits += 1
            return
        }
        var outcome = full.minimise(&variables, limit: 12, tolerance: 1e-5, hope: best.squaredSum * 1.0001)
        if outcome.squaredSum <= best.squaredSum * 1.001, isBest(variables, within: 0.1) {
            hits += 1
            return
        }
        outcome = full.minimise(
            &variables, limit: 200, tolerance: FitSearch.tolerance, hope: best.squaredSum * 1.0001)
        guard outcome.squaredSum.isFinite else { return }
        if outcome.squaredSum < best.squaredSum * (1 - 1e-6) {
            hits = 1
        } else if outcome.squaredSum <= best.squaredSum * (1 + 1e-6) {
            hits += 1
        }
        if outcome.squaredSum < best.squaredSum {
            best = Best(variables: variables, squaredSum: outcome.squaredSum, isConverged: outcome.isConverged)
        }
    }

    /// True for variables near the best: none differs by more than `distance`.
    private func isBest(_ variables: [Double], within distance: Double) -> Bool {
        zip(variables, best.variables).allSatisfy { abs($0 - $1) < distance }
    }
}

extension FitLimits {
    /// The variables, within the bounds.
    func clamped(_ variables: [Double]) -> [Double] {
        variables.indices.map { min(max(variables[$0], lower[$0]), upper[$0]) }
    }
}
