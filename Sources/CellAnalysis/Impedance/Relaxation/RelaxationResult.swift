import Foundation

/// A distribution of relaxation times.
public struct RelaxationResult: Equatable, Sendable {
    /// One value of it.
    public struct Node: Equatable, Sendable {
        /// Relaxation time in seconds.
        public var timeSeconds: Double
        /// γ(ln τ) in ohms: its integral over ln τ is a resistance.
        public var densityOhms: Double
    }

    /// A maximum with what belongs to it, from the minimum before to the minimum after.
    public struct Peak: Equatable, Sendable {
        /// Relaxation time of the maximum in seconds, by a parabola through three nodes.
        public var timeSeconds: Double
        /// Resistance in ohms: the integral of γ over ln τ.
        public var resistanceOhms: Double
        /// Frequency in hertz, 1/(2πτ).
        public var frequencyHertz: Double { 1 / (2 * Double.pi * timeSeconds) }
    }

    /// The distribution, relaxation times rising evenly in ln τ.
    public let nodes: [Node]
    /// Its maxima, the fastest first; those below a thousandth of the whole are left out.
    public let peaks: [Peak]
    /// Resistance in series in ohms.
    public let seriesOhms: Double
    /// Inductance in series in henries.
    public let inductanceHenries: Double
    /// Capacitance in series in farads; nil where there is none.
    public let capacitanceFarads: Double?
    /// The integral of γ: the whole polarisation resistance in ohms.
    public let polarisationOhms: Double
    /// λ.
    public let strength: Double
    /// Root mean square of |ΔZ|/|Z|.
    public let relativeResidualRMS: Double

    init(_ basis: RelaxationBasis, _ solution: [Double], strength: Double) {
        let values = zip(solution, basis.scales).map { $0 * $1 }
        let density = Array(values[basis.extras...])
        nodes = zip(basis.logTimes, density).map { Node(timeSeconds: exp($0), densityOhms: $1) }
        seriesOhms = values[0]
        inductanceHenries = values[1]
        capacitanceFarads = basis.extras == 3 && values[2] > 0 ? 1 / values[2] : nil
        // The hats at both ends are half as wide.
        let areas = density.indices.map { index in
            density[index] * basis.step * (index == 0 || index == density.count - 1 ? 0.5 : 1)
        }
        let whole = areas.reduce(0, +)
        polarisationOhms = whole
        self.strength = strength
        let square = basis.rows.indices.reduce(0) { $0 + basis.squaredError($1, solution) }
        relativeResidualRMS = (square / Double(basis.rows.count)).squareRoot()
        peaks = RelaxationResult.peaks(basis, density, areas).filter { $0.resistanceOhms > whole * 1e-3 }
    }

    private static func peaks(_ basis: RelaxationBasis, _ density: [Double], _ areas: [Double]) -> [Peak] {
        var result: [Peak] = []
        var area = 0.0
        var summit: Int?
        func close() {
            if let summit, area > 0 { result.append(peak(basis, density, summit, area)) }
            area = 0
            summit = nil
        }
        for index in density.indices {
            let (before, after) = (
                index > 0 ? density[index - 1] : 0, index + 1 < density.count ? density[index + 1] : 0
            )
            // A minimum parts two peaks and is shared.
            if summit != nil, density[index] <= before, density[index] < after {
                area += areas[index] / 2
                close()
                area = areas[index] / 2
            } else {
                area += areas[index]
            }
            if density[index] > 0, density[index] >= before, density[index] > after { summit = index }
        }
        close()
        return result
    }

    private static func peak(_ basis: RelaxationBasis, _ density: [Double], _ summit: Int, _ area: Double) -> Peak {
        var shift = 0.0
        if summit > 0, summit + 1 < density.count {
            let (left, middle, right) = (density[summit - 1], density[summit], density[summit + 1])
            let bend = left - 2 * middle + right
            if bend < 0 { shift = 0.5 * (left - right) / bend }
        }
        return Peak(timeSeconds: exp(basis.logTimes[summit] + shift * basis.step), resistanceOhms: area)
    }
}
