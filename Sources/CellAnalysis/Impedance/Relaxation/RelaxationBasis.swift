import CellData
import Foundation

/// The linear equations between a distribution of relaxation times and a spectrum.
///
/// The distribution γ(ln τ), in ohms, is linear between the nodes of an even grid in ln τ. Unknowns are R0, L, perhaps 1/C
/// and γ at each node, all scaled to like size; each equation counts by the inverse of the point's magnitude.
struct RelaxationBasis {
    /// Nodes a decade of τ.
    static let density = 12.0
    /// The grid goes on by so many decades beyond the range of 1/ω.
    static let margin = 1.0
    /// The most nodes; a spectrum of many decades has a coarser grid.
    static let mostNodes = 180

    /// ln τ of each node, τ in seconds.
    let logTimes: [Double]
    /// Unknowns before the nodes: R0, L and, if wanted, 1/C.
    let extras: Int
    /// Size of each unknown in ohms, henries, 1/farads, ohms….
    let scales: [Double]
    /// For each point the row of the real and that of the imaginary part.
    let rows: [(real: [Double], imaginary: [Double])]
    /// For each point the measured parts, divided by its magnitude.
    let right: [(real: Double, imaginary: Double)]

    /// The distance of two nodes.
    var step: Double { logTimes[1] - logTimes[0] }

    /// For points of magnitudes above 0.
    init(_ points: [Spectrum.Point], hasCapacitor: Bool) {
        let omegas = points.map { 2 * Double.pi * $0.frequencyHertz }
        let (slowest, fastest) = (omegas.min() ?? 1, omegas.max() ?? 1)
        let (low, high) = (-log(fastest) - Self.margin * log(10), -log(slowest) + Self.margin * log(10))
        let count = min(max(Int((high - low) / log(10) * Self.density) + 1, 8), Self.mostNodes)
        let step = (high - low) / Double(count - 1)
        let grid = (0..<count).map { low + step * Double($0) }
        logTimes = grid
        extras = hasCapacitor ? 3 : 2
        let size = points.map(\.magnitudeOhms).sorted()[points.count / 2]
        let head = hasCapacitor ? [size, size / fastest, size * slowest] : [size, size / fastest]
        scales = head + [Double](repeating: size, count: count)
        rows = points.enumerated().map { index, point in
            let omega = omegas[index]
            let weight = size / point.magnitudeOhms
            var real = [weight, 0] + (hasCapacitor ? [0] : [])
            var imaginary = [0, weight * omega / fastest] + (hasCapacitor ? [-weight * slowest / omega] : [])
            for node in 0..<count {
                let share = Self.hat(log(omega) + grid[node], step, isFirst: node == 0, isLast: node == count - 1)
                real.append(weight * share.real)
                imaginary.append(weight * share.imaginary)
            }
            return (real, imaginary)
        }
        right = points.map { ($0.realOhms / $0.magnitudeOhms, $0.imaginaryOhms / $0.magnitudeOhms) }
    }

    /// ∫ hat(x) / (1 + jωτ) dx over the two sides of a node at ln ωτ = `place`, by Simpson's rule of four parts a side: at
    /// twelve nodes a decade it is exact within 1e-7.
    private static func hat(
        _ place: Double, _ step: Double, isFirst: Bool, isLast: Bool
    ) -> (real: Double, imaginary: Double) {
        let weights = [1.0, 4, 2, 4, 1]
        var (real, imaginary) = (0.0, 0.0)
        for side in [-1.0, 1.0] where !(side < 0 && isFirst) && !(side > 0 && isLast) {
            for (part, weight) in weights.enumerated() {
                let distance = Double(part) / 4
                // exp of ±300 is finite; beyond there is nothing left.
                let x = exp(min(max(place + side * distance * step, -300), 300))
                let factor = weight * (1 - distance) * step / 12
                real += factor / (1 + x * x)
                imaginary -= factor / (x + 1 / x)
            }
        }
        return (real, imaginary)
    }
}
