import Foundation

/// A start of a fit.
struct FitStart {
    /// Where it begins.
    var variables: [Double]
    /// Which assignment of time constants to elements it is of.
    var kind: Int
}

/// Starts for a fit: first from the clusters of the ladder, then at random around them; always the same for the same data.
struct StartGenerator {
    let layout: CircuitLayout
    let ladder: RelaxationLadder
    let variableCount: Int
    let logScale: Double
    let fastLogTime: Double
    var random: SplitMix64
    let masses: [Double]
    let shares: [Double]

    init(layout: CircuitLayout, ladder: RelaxationLadder, variableCount: Int, scaleOhms: Double) {
        self.layout = layout
        self.ladder = ladder
        self.variableCount = variableCount
        logScale = log(max(scaleOhms, 1e-100))
        fastLogTime = (ladder.logTimes.first ?? 0) + 0.7
        random = SplitMix64(state: 0x1357_9BDF_0246_8ACE)
        // What the ladder has no element for, a capacitor in series, is resistance at its slow end.
        var masses = ladder.resistances
        var shares = ladder.shares
        if let last = masses.indices.last, ladder.elastance > 0 {
            let slowest = exp(ladder.logTimes[last] - 0.7)
            masses[last] += ladder.elastance * slowest
            shares[last] += ladder.magnitudes[last] > 0 ? ladder.elastance * slowest / ladder.magnitudes[last] : 0
        }
        self.masses = masses
        self.shares = shares
    }

    /// Starts from clusters: each way to weigh the ladder, each way to give the clusters to the elements.
    mutating func clustered(limit: Int) -> [FitStart] {
        guard layout.slotCount > 0 else {
            return [FitStart(variables: start(clusters: [], assignment: [], variant: 0), kind: 0)]
        }
        var result: [FitStart] = []
        let peak = max(masses.max() ?? 0, 1e-300)
        let sets = [
            clusters(shares, power: 1), clusters(shares, power: 0.3), clusters(masses.map { $0 / peak }, power: 0.5),
            clusters(shares, power: 0),
        ]
        for variant in 0..<3 {
            for set in sets {
                for (kind, assignment) in layout.assignments.enumerated() where result.count < limit {
                    let variables = start(clusters: set, assignment: assignment, variant: variant)
                    result.append(FitStart(variables: variables, kind: kind))
                }
            }
        }
        return result
    }

    /// Starts at random: time constants anywhere in the range, some elements far larger or smaller than the ladder says.
    mutating func scattered(count: Int) -> [FitStart] {
        (0..<count).map { _ in
            let low = ladder.logTimes.first ?? 0
            let high = ladder.logTimes.last ?? 0
            let centres = (0..<layout.slotCount).map { _ in low + (high - low) * random.unit() }.sorted()
            let kind = random.below(layout.assignments.count)
            var variables = start(
                clusters: partition(centres), assignment: layout.assignments[kind], variant: random.below(3))
            for member in layout.members {
                variables[member.start] += 1.5 * (random.unit() + random.unit() - 1)
                if member.element == .constantPhase {
                    variables[member.start + 1] = 0.5 + 0.5 * random.unit()
                } else if member.element.parameterCount == 2 {
                    variables[member.start + 1] += 3 * (random.unit() + random.unit() - 1)
                }
            }
            return FitStart(variables: variables, kind: kind)
        }
    }
}
