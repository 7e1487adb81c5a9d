import CellData
import Foundation

/// A spectrum as a ladder of R–C elements on a grid of time constants, none negative: where its resistance lies.
///
/// It is a coarse distribution of relaxation times, good enough to start a fit from. Coordinate descent on the normal
/// equations. Source: V. Franc, V. Hlaváč, M. Navara, "Sequential coordinate-wise algorithm for the non-negative least
/// squares problem", CAIP 2005.
struct RelaxationLadder {
    private static let sweeps = 40
    private static let longest = 28

    /// Natural logarithms of the time constants, in seconds, rising.
    let logTimes: [Double]
    /// The resistance at each, in ohms.
    let resistances: [Double]
    /// The resistance at each as a share of the magnitude measured there: how much it shows.
    let shares: [Double]
    /// The magnitude measured at the frequency of each, in ohms.
    let magnitudes: [Double]
    /// Resistance at infinite frequency, in ohms; 0 where the data give none.
    let seriesOhms: Double
    /// Inductance in series, in henries.
    let inductance: Double
    /// Inverse of the capacitance in series, in 1/F.
    let elastance: Double

    /// `points` are sorted by frequency; each counts by the inverse of its magnitude, so that small arcs show.
    init(_ points: [Spectrum.Point]) {
        let weights = points.map { $0.magnitudeOhms > 0 ? 1 / $0.magnitudeOhms : 0 }
        let omegas = points.map { 2 * Double.pi * $0.frequencyHertz }
        let low = log(1 / (omegas.max() ?? 1)) - 0.7
        let high = log(1 / (omegas.min() ?? 1)) + 0.7
        let count = min(max(Int((high - low) / 0.7), 4), RelaxationLadder.longest)
        let grid = (0..<count).map { low + (high - low) * Double($0) / Double(max(count - 1, 1)) }
        logTimes = grid
        let times = grid.map { exp($0) }
        // Columns: resistor, inductor, capacitor, then the ladder.
        let width = count + 3
        var gram = [Double](repeating: 0, count: width * width)
        var right = [Double](repeating: 0, count: width)
        var real = [Double](repeating: 0, count: width)
        var imaginary = [Double](repeating: 0, count: width)
        let (fastest, slowest) = (omegas.max() ?? 1, omegas.min() ?? 1)
        for (index, point) in points.enumerated() {
            let (omega, weight) = (omegas[index], weights[index])
            (real[0], imaginary[0]) = (weight, 0)
            (real[1], imaginary[1]) = (0, weight * omega / fastest)
            (real[2], imaginary[2]) = (0, -weight * slowest / omega)
            for column in 0..<count {
                let x = omega * times[column]
                let share = weight / (1 + x * x)
                (real[column + 3], imaginary[column + 3]) = (share, -share * x)
            }
            for row in 0..<width {
                right[row] += weight * (real[row] * point.realOhms + imaginary[row] * point.imaginaryOhms)
                for column in 0...row {
                    gram[row * width + column] += real[row] * real[column] + imaginary[row] * imaginary[column]
                }
            }
        }
        let found = RelaxationLadder.solve(&gram, right)
        seriesOhms = found[0]
        inductance = found[1] / fastest
        elastance = found[2] * slowest
        resistances = Array(found[3...])
        magnitudes = times.map { time in
            let hertz = 1 / (2 * Double.pi * time)
            return (points.first { $0.frequencyHertz >= hertz } ?? points.last)?.magnitudeOhms ?? 0
        }
        shares = zip(resistances, magnitudes).map { $1 > 0 ? $0 / $1 : 0 }
    }

    private static func solve(_ gram: inout [Double], _ right: [Double]) -> [Double] {
        let width = right.count
        for row in 0..<width { for column in 0..<row { gram[column * width + row] = gram[row * width + column] } }
        var solution = [Double](repeating: 0, count: width)
        var slope = right.map { -$0 }
        gram.withUnsafeBufferPointer { gram in
            slope.withUnsafeMutableBufferPointer { slope in
                for _ in 0..<sweeps {
                    for index in 0..<width {
                        let diagonal = gram[index * width + index]
                        guard diagonal > 0 else { continue }
                        let next = max(solution[index] - slope[index] / diagonal, 0)
                        let change = next - solution[index]
                        guard change != 0, change.isFinite else { continue }
                        solution[index] = next
                        for other in 0..<width { slope[other] += change * gram[index * width + other] }
                    }
                }
            }
        }
        return solution
    }
}
