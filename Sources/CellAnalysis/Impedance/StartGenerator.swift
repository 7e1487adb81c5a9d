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
    private let layout: CircuitLayout
    private let ladder: RelaxationLadder
    private let variableCount: Int
    private let logScale: Double
    private let fastLogTime: Double
    private var random: SplitMix64
    private let masses: [Double]
    private let shares: [Double]

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

    /// Starts from a fit that may be the wrong minimum: two slow elements exchanged, or one moved elsewhere.
    ///
    /// `worst` is the logarithm of the time constant at which the fit is farthest from the data: each is moved there first.
    mutating func altered(_ variables: [Double], worst: Double, count: Int) -> [FitStart] {
        let places = clusters(of: variables)
        guard !places.isEmpty, let low = ladder.logTimes.first, let high = ladder.logTimes.last else { return [] }
        var result: [FitStart] = []
        for first in places.indices {
            for second in 0..<first where result.count < count / 2 {
                var next = places
                next.swapAt(first, second)
                result.append(FitStart(variables: moved(variables, from: places, to: next), kind: result.count))
            }
        }
        var moves = 0
        while result.count < count {
            var next = places
            let chosen = result.count % places.count
            let isFirst = moves < 2 * places.count
            moves += 1
            let time = isFirst ? worst + random.unit() - 0.5 : low + (high - low) * random.unit()
            next[chosen] = Cluster(
                logTime: time,
                logOhms: log(max(ladder.magnitudes[nearest(ladder.logTimes, time)], 1e-30)) - 4 * random.unit())
            // Its neighbour takes over what it leaves.
            let others = places.indices.filter { $0 != chosen }
            if let heir = others.min(by: {
                abs(places[$0].logTime - places[chosen].logTime) < abs(places[$1].logTime - places[chosen].logTime)
            }) {
                next[heir].logOhms = log(exp(places[heir].logOhms) + exp(min(places[chosen].logOhms, logScale)))
            }
            result.append(FitStart(variables: moved(variables, from: places, to: next), kind: result.count))
        }
        return result
    }

    /// Where a fit has its slow elements: the inverse of `start`.
    private func clusters(of variables: [Double]) -> [Cluster] {
        var result = [Cluster](repeating: Cluster(logTime: 0, logOhms: 0), count: layout.slotCount)
        for member in layout.members where member.element == .resistor {
            if let slot = member.slot { result[slot].logOhms = variables[member.start] }
        }
        for member in layout.members where member.element.isSlow {
            guard let slot = member.slot else { continue }
            let value = variables[member.start]
            if !member.hasResistor {
                result[slot].logOhms = logScale - 1
                if member.element.isDiffusionLayer { result[slot].logOhms = value }
            }
            let ohms = result[slot].logOhms
            switch member.element {
            case .capacitor: result[slot].logTime = value + ohms
            case .constantPhase: result[slot].logTime = (value + ohms) / max(variables[member.start + 1], 0.2)
            case .warburg: result[slot].logTime = 2 * (ohms - value)
            default: result[slot].logTime = variables[member.start + 1] - 0.9
            }
        }
        return result
    }

    /// The variables with the slow elements elsewhere; exponents stay.
    private func moved(_ variables: [Double], from old: [Cluster], to new: [Cluster]) -> [Double] {
        var result = variables
        for member in layout.members {
            guard let slot = member.slot else { continue }
            let ohms = new[slot].logOhms - old[slot].logOhms
            let time = new[slot].logTime - old[slot].logTime
            switch member.element {
            case .resistor: result[member.start] += ohms
            case .inductor: break
            case .capacitor: result[member.start] += time - ohms
            case .constantPhase: result[member.start] += variables[member.start + 1] * time - ohms
            case .warburg: result[member.start] += ohms - 0.5 * time
            case .warburgOpen, .warburgShort:
                result[member.start] += ohms
                result[member.start + 1] += time
            }
        }
        return result
    }

    /// A time constant and the resistance that belongs to it.
    private struct Cluster {
        var logTime: Double
        var logOhms: Double
    }

    /// Clusters of the ladder by one-dimensional k-means, values to a power: a low one lets small arcs count.
    private func clusters(_ values: [Double], power: Double) -> [Cluster] {
        let count = layout.slotCount
        let peak = max(values.max() ?? 0, 1e-300)
        let weights = values.map { power == 0 ? 1 : pow(max($0 / peak, 1e-9), power) }
        let sum = weights.reduce(0, +)
        var centres: [Double] = []
        var reached = 0.0
        for (index, weight) in weights.enumerated() {
            reached += weight
            while centres.count < count, reached >= sum * (Double(centres.count) + 0.5) / Double(count) * (1 - 1e-12) {
                centres.append(ladder.logTimes[index])
            }
        }
        while centres.count < count { centres.append(ladder.logTimes.last ?? 0) }
        for _ in 0..<10 {
            var moments = [(weight: Double, sum: Double)](repeating: (0, 0), count: count)
            for (index, weight) in weights.enumerated() {
                let nearest = nearest(centres, ladder.logTimes[index])
                moments[nearest].weight += weight
                moments[nearest].sum += weight * ladder.logTimes[index]
            }
            for index in 0..<count where moments[index].weight > 0 {
                centres[index] = moments[index].sum / moments[index].weight
            }
        }
        return partition(centres)
    }

    private func nearest(_ centres: [Double], _ value: Double) -> Int {
        var best = 0
        for index in centres.indices where abs(centres[index] - value) < abs(centres[best] - value) { best = index }
        return best
    }

    /// Gives each step of the ladder to the nearest of sorted centres; no cluster is without a little resistance.
    private func partition(_ centres: [Double]) -> [Cluster] {
        var ohms = [Double](repeating: 0, count: centres.count)
        for (index, mass) in masses.enumerated() where !centres.isEmpty {
            ohms[nearest(centres, ladder.logTimes[index])] += mass
        }
        return zip(centres, ohms).map { centre, ohms in
            let magnitude = ladder.magnitudes[nearest(ladder.logTimes, centre)]
            return Cluster(logTime: centre, logOhms: log(max(ohms, magnitude * 0.03, exp(logScale) * 1e-6)))
        }
    }

    /// The variables for clusters given to elements; `variant` varies exponents and the length of diffusion.
    private func start(clusters: [Cluster], assignment: [Int], variant: Int) -> [Double] {
        var variables = [Double](repeating: 0, count: variableCount)
        let series = log(max(ladder.seriesOhms, exp(logScale) * 1e-3))
        for member in layout.members {
            let cluster = member.slot.map { clusters[assignment[$0]] }
            let logOhms = cluster?.logOhms ?? series
            let logTime = cluster?.logTime ?? fastLogTime
            switch member.element {
            case .resistor: variables[member.start] = logOhms
            case .capacitor: variables[member.start] = logTime - logOhms
            case .inductor:
                variables[member.start] =
                    cluster == nil && ladder.inductance > 0 ? log(ladder.inductance) : logOhms + fastLogTime
            case .constantPhase:
                let exponent = [0.85, 0.7, 0.97][variant]
                variables[member.start] = exponent * logTime - logOhms
                variables[member.start + 1] = exponent
            case .warburg: variables[member.start] = logOhms - 0.5 * logTime
            case .warburgOpen, .warburgShort:
                // Both bend where ωτ is about 2.5.
                let shift = [0.9, 3, -1][variant]
                variables[member.start] = logOhms + [0, 1, -0.5][variant]
                variables[member.start + 1] = logTime + shift
            }
        }
        return variables
    }
}

/// A random sequence that its state repeats. Source: Steele, Lea, Flood, OOPSLA 2014, Fig. 17.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// In 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// In 0..<count; `count` is above 0.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
