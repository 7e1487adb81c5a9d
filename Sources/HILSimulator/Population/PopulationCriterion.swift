import CellData

/// What the population must show, and what it showed.
public struct PopulationCriterion: Equatable, Sendable {
    /// On which side of the limit the value must lie; the limit itself is allowed.
    public enum Side: String, Equatable, Sendable {
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    /// Short name, the same in every release.
    public let id: String
    /// What is asked, for people.
    public let quantity: String
    /// What came out: a share of 1, or a count where `isCount`; nil where there was nothing to judge, which is not met.
    public let value: Double?
    /// See `limit`.
    public let side: Side
    /// What is asked.
    public let limit: Double
    /// A whole number, no share.
    public let isCount: Bool

    /// Whether it is met.
    public var isMet: Bool {
        guard let value else { return false }
        return side == .atLeast ? value >= limit : value <= limit
    }

    /// The object in the summary of `cellsim population --json`.
    public var json: JSONLine {
        var line = JSONLine.nested()
        line.add("id", id)
        line.add("value", value)
        line.add(side.rawValue, limit)
        line.add("met", isMet)
        return line
    }

    /// The criteria in order, for what all cells showed.
    ///
    /// A time to empty is asked of every instant, since a share is not stated; the others are the numbers as they were
    /// asked for.
    static func all(_ summary: PopulationSummary) -> [PopulationCriterion] {
        let before = summary.before
        let after = summary.afterBoth
        return [
            share("coverage_before", "SOC inside its bounds, before both cut-offs", before.coverage, .atLeast, 0.99),
            share("coverage_after", "SOC inside its bounds, after both cut-offs", after.coverage, .atLeast, 0.99),
            share("width_before", "median width of the bounds, before", before.medianWidth, .atMost, 0.06),
            share("width_after", "median width of the bounds, after", after.medianWidth, .atMost, 0.02),
            share("rmse_after", "root-mean-square error, after", after.rootMeanSquare, .atMost, 0.01),
            PopulationCriterion(
                id: "jumps", quantity: "jumps beyond the bounds",
                value: summary.jumpPairs > 0 ? Double(summary.jumps) : nil,
                side: .atMost, limit: 0, isCount: true),
            share(
                "time_to_empty", "times to empty within 5 % or 10 min", summary.timesToEmpty.share(of: \.isWithin),
                .atLeast, 1),
        ]
    }

    private static func share(
        _ id: String, _ quantity: String, _ value: Double?, _ side: Side, _ limit: Double
    ) -> PopulationCriterion {
        PopulationCriterion(id: id, quantity: quantity, value: value, side: side, limit: limit, isCount: false)
    }
}

extension Array {
    /// The share of elements for which something holds; nil of none.
    func share(of holds: (Element) -> Bool) -> Double? { isEmpty ? nil : Double(count(where: holds)) / Double(count) }
}
