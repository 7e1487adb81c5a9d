import Foundation

extension StartGenerator {
    /// A time constant and the resistance that belongs to it.
    struct Cluster {
        var logTime: Double
        var logOhms: Double
    }

    /// Clusters of the ladder by one-dimensional k-means, values to a power: a low one lets small arcs count.
    func clusters(_ values: [Double], power: Double) -> [Cluster] {
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

    func nearest(_ centres: [Double], _ value: Double) -> Int {
        var best = 0
        for index in centres.indices where abs(centres[index] - value) < abs(centres[best] - value) { best = index }
        return best
    }

    /// Gives each step of the ladder to the nearest of sorted centres; no cluster is without a little resistance.
    func partition(_ centres: [Double]) -> [Cluster] {
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
    func start(clusters: [Cluster], assignment: [Int], variant: Int) -> [Double] {
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
