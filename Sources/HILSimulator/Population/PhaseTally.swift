import CellCore

/// Counts of one phase: how often bounds held the truth, how wide they were, how far the estimate was off.
///
/// A state of charge that the monitor does not state counts as 0…1 around 0.5: it holds the truth, is as wide as can be,
/// and its error counts.
package struct PhaseTally: Equatable, Sendable {
    /// Scored samples.
    package private(set) var samples = 0
    /// Samples whose bounds hold the truth.
    package private(set) var inside = 0
    /// Samples without a state of charge.
    package private(set) var absent = 0
    /// Widths in bins of 0.0005.
    package private(set) var widths = Histogram(0...1, bins: 2000)
    /// Estimate less truth in bins of 0.0025.
    package private(set) var errors = Histogram(-0.25...0.25, bins: 200)
    private var squares = 0.0

    /// Nothing is counted yet.
    package init() {}

    /// Takes a sample: the truth within 0…1, and what was stated of it, limited to 0…1.
    @inline(__always)
    package mutating func take(truth: Double, stated: Bounded?) {
        let error: Double
        samples += 1
        if let stated {
            let lower = Observation.limited(Double(stated.lower))
            let upper = Observation.limited(Double(stated.upper))
            if lower <= truth && truth <= upper { inside += 1 }
            widths.add(upper - lower)
            error = Observation.limited(Double(stated.value)) - truth
        } else {
            absent += 1
            inside += 1
            widths.add(1)
            error = 0.5 - truth
        }
        errors.add(error)
        squares += error * error
    }

    /// Adds the counts of another.
    package mutating func add(_ other: PhaseTally) {
        samples += other.samples
        inside += other.inside
        absent += other.absent
        widths.add(other.widths)
        errors.add(other.errors)
        squares += other.squares
    }

    /// Share of samples whose bounds hold the truth; nil without samples.
    package var coverage: Double? { samples > 0 ? Double(inside) / Double(samples) : nil }
    /// Root-mean-square error of the estimate; nil without samples.
    package var rootMeanSquare: Double? { samples > 0 ? (squares / Double(samples)).squareRoot() : nil }
    /// Median width, rounded up to the bin; nil without samples.
    package var medianWidth: Double? { widths.quantile(0.5) }
}
