import Foundation

extension StartGenerator {
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
    func clusters(of variables: [Double]) -> [Cluster] {
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
    func moved(_ variables: [Double], from old: [Cluster], to new: [Cluster]) -> [Double] {
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
}
