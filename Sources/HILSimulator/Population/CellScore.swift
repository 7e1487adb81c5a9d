import CellCore

/// Scores what the monitor says of one cell against the truth, observation by observation.
package struct CellScore: Sendable {
    /// An error and when it was, in seconds.
    package struct Extreme: Equatable, Sendable {
        /// Estimate less truth, or how far beyond a bound the truth lay.
        package var value: Double
        /// When.
        package var second: Int
    }

    /// By phase, in the order of `ScorePhase`.
    package private(set) var tallies = [PhaseTally](repeating: PhaseTally(), count: ScorePhase.allCases.count)
    /// The jumps of the estimate.
    package private(set) var jumps = JumpCheck()
    /// The largest error of a statement, by magnitude.
    package private(set) var worstError: Extreme?
    /// The farthest that the truth lay outside the bounds.
    package private(set) var worstExcess: Extreme?
    /// Scored samples at which a short was suspected or worse: there is none.
    package private(set) var falseShorts = 0
    /// Mean width of the bounds in each hour of the run; not a number where nothing was scored.
    package var hourlyWidths: [Double] {
        zip(widthSums, widthCounts).map { $1 > 0 ? $0 / Double($1) : .nan }
    }
    /// The range of the true state of charge while the monitor had power, beyond 0…1 at the very ends; nil before the first.
    package private(set) var truths: ClosedRange<Double>?
    /// The last status that was seen.
    package private(set) var lastStatus: CellStatus?
    private let capacityCoulombs: Double
    private var widthSums: [Double] = []
    private var widthCounts: [Int] = []

    /// Nothing is scored yet; the capacity turns counted charge into a change of state of charge.
    package init(capacityCoulombs: Double) { self.capacityCoulombs = capacityCoulombs }

    /// The tally of a phase.
    package subscript(phase: ScorePhase) -> PhaseTally { tallies[phase.rawValue] }

    /// The tally of all samples after both cut-offs, whether a restart has come or not.
    package var afterBoth: PhaseTally {
        var tally = self[.after]
        tally.add(self[.afterRestart])
        return tally
    }

    /// Takes an observation; without power there is nothing to score.
    package mutating func take(_ seen: borrowing Observation) {
        guard let status = seen.status else { return }
        let exact = seen.trueStateOfCharge
        truths = min(truths?.lowerBound ?? exact, exact)...max(truths?.upperBound ?? exact, exact)
        let truth = Observation.limited(exact)
        let stated = status.stateOfCharge
        tallies[seen.phase.rawValue].take(truth: truth, stated: stated)
        jumps.take(stated, change: seen.countedCoulombs.map { $0 / capacityCoulombs }, second: seen.second)
        if status.short.shortClass != .none { falseShorts += 1 }
        noteExtremes(stated, truth, seen.second)
        noteWidth(stated, seen.second)
        lastStatus = status
    }

    private mutating func noteExtremes(_ stated: Bounded?, _ truth: Double, _ second: Int) {
        guard let stated else { return }
        let error = Observation.limited(Double(stated.value)) - truth
        if error.magnitude > worstError?.value.magnitude ?? 0 { worstError = Extreme(value: error, second: second) }
        let lower = Observation.limited(Double(stated.lower))
        let upper = Observation.limited(Double(stated.upper))
        let excess = max(lower - truth, truth - upper)
        if excess > worstExcess?.value ?? 0 { worstExcess = Extreme(value: excess, second: second) }
    }

    private mutating func noteWidth(_ stated: Bounded?, _ second: Int) {
        let hour = second / 3600
        while widthSums.count <= hour {
            widthSums.append(0)
            widthCounts.append(0)
        }
        widthSums[hour] +=
            stated.map {
                Observation.limited(Double($0.upper)) - Observation.limited(Double($0.lower))
            } ?? 1
        widthCounts[hour] += 1
    }
}
