/// Counts in equal bins; what lies outside counts in the first or the last.
package struct Histogram: Equatable, Sendable {
    private let range: ClosedRange<Double>
    /// Counts, from the lowest bin up.
    package private(set) var counts: [Int]

    /// Empty bins over a range.
    package init(_ range: ClosedRange<Double>, bins: Int) {
        self.range = range
        counts = [Int](repeating: 0, count: max(bins, 1))
    }

    /// The width of a bin.
    package var binWidth: Double { (range.upperBound - range.lowerBound) / Double(counts.count) }
    /// All counts.
    package var total: Int { counts.reduce(0, +) }

    /// The middle of a bin.
    package func middle(_ bin: Int) -> Double { range.lowerBound + (Double(bin) + 0.5) * binWidth }

    /// Counts a value; one that is no number counts in the last bin.
    @inline(__always)
    package mutating func add(_ value: Double) {
        let place = (value - range.lowerBound) / (range.upperBound - range.lowerBound) * Double(counts.count)
        counts[place < Double(counts.count - 1) ? max(Int(place), 0) : counts.count - 1] += 1
    }

    /// Adds the counts of another over the same range.
    package mutating func add(_ other: Histogram) {
        for bin in counts.indices where bin < other.counts.count { counts[bin] += other.counts[bin] }
    }

    /// The upper edge of the bin in which a quantile lies; nil when empty.
    package func quantile(_ share: Double) -> Double? {
        let total = total
        guard total > 0 else { return nil }
        var left = share * Double(total)
        for bin in counts.indices {
            left -= Double(counts[bin])
            if left <= 0 { return range.lowerBound + Double(bin + 1) * binWidth }
        }
        return range.upperBound
    }
}
