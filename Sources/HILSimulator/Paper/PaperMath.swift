import Foundation

/// Small helpers of the paper's evaluations.
enum PaperMath {
    static func log10(_ x: Double) -> Double { Foundation.log10(x) }
    static func power10(_ x: Double) -> Double { Foundation.pow(10, x) }

    /// The normal distribution's share below x.
    static func normal(_ x: Double) -> Double { 0.5 * Foundation.erfc(-x / 2.0.squareRoot()) }

    /// The value at a fraction of the sorted values, between neighbours.
    static func percentile(_ sorted: [Double], _ fraction: Double) -> Double {
        guard let first = sorted.first else { return .nan }
        let position = fraction * Double(sorted.count - 1)
        let index = min(Int(position), sorted.count - 2)
        guard index >= 0 else { return first }
        return sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
    }

    /// Slope of the straight line nearest to the points.
    static func slope(_ points: [(x: Double, y: Double)]) -> Double {
        let count = Double(points.count)
        let middleX = points.reduce(0) { $0 + $1.x } / count
        let middleY = points.reduce(0) { $0 + $1.y } / count
        let product = points.reduce(0) { $0 + ($1.x - middleX) * ($1.y - middleY) }
        return product / points.reduce(0) { $0 + ($1.x - middleX) * ($1.x - middleX) }
    }

    /// A number with so many decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

    /// A number with so many significant digits, the same on every run.
    static func text(_ value: Double, digits: Int = 7) -> String { String(format: "%.\(digits)g", value) }
}
