import CellCore
import CellData

/// Follows one expectation through a run.
package struct ExpectationWatch {
    package let expectation: Expectation
    /// When what is expected, or what must not be, was first seen, in seconds.
    package private(set) var seenSecond: Double?
    private var lastHolds = false
    private var violatedSecond: Double?

    package init(_ expectation: Expectation) { self.expectation = expectation }

    /// What there was to see after a sample.
    package struct Sight {
        var second: Double
        var status: CellStatus
        var trueStateOfCharge: Double
        var leakSiemens: Double

        package init(second: Double, status: CellStatus, trueStateOfCharge: Double, leakSiemens: Double) {
            self.second = second
            self.status = status
            self.trueStateOfCharge = trueStateOfCharge
            self.leakSiemens = leakSiemens
        }
    }

    package mutating func see(_ sight: Sight) {
        let isInside = sight.second >= expectation.fromSecond && sight.second <= expectation.untilSecond
        switch expectation.what {
        case .atLeast(let name):
            guard seenSecond == nil, let wanted = ShortClass(name: name) else { return }
            if sight.status.short.shortClass >= wanted { seenSecond = sight.second }
        case .noAlarm:
            guard isInside, seenSecond == nil else { return }
            if sight.status.short.shortClass.isAlarm { seenSecond = sight.second }
        case .cleared:
            guard isInside else { return }
            follow(sight.status.short.shortClass == .none, at: sight.second)
        case .stateOfChargeKnown:
            guard seenSecond == nil, sight.status.stateOfCharge != nil else { return }
            seenSecond = sight.second
        case .stateOfChargeWithinBounds:
            guard isInside else { return }
            let truth = sight.trueStateOfCharge
            let holds = sight.status.stateOfCharge.map { Double($0.lower) <= truth && truth <= Double($0.upper) }
            if holds != true, violatedSecond == nil { violatedSecond = sight.second }
            seenSecond = violatedSecond
            lastHolds = violatedSecond == nil
        case .resistanceWithinBounds:
            guard isInside else { return }
            let ohms = sight.leakSiemens > 0 ? 1 / sight.leakSiemens : Double.infinity
            let bounds = sight.status.short.resistanceOhms
            follow(bounds.map { Double($0.lower) <= ohms && ohms <= Double($0.upper) } ?? false, at: sight.second)
        }
    }

    /// The last state within the window decides; the time is when it began.
    private mutating func follow(_ holds: Bool, at second: Double) {
        if holds && !lastHolds { seenSecond = second }
        if !holds { seenSecond = nil }
        lastHolds = holds
    }

    /// Whether it was met, after the run.
    package var isMet: Bool {
        switch expectation.what {
        case .atLeast, .stateOfChargeKnown:
            guard let seenSecond else { return false }
            return seenSecond >= expectation.fromSecond && seenSecond <= expectation.untilSecond
        case .noAlarm: return seenSecond == nil
        case .cleared, .stateOfChargeWithinBounds, .resistanceWithinBounds: return lastHolds
        }
    }
}

/// How one expectation ended.
public struct ExpectationResult: Equatable, Sendable {
    /// What was expected.
    public var expectation: Expectation
    /// When it, or what must not be, was first seen, in seconds; nil when never.
    public var seenSecond: Double?
    /// Whether it was met.
    public var isMet: Bool
}

/// How a scenario ended.
public struct ScenarioVerdict: Equatable, Sendable {
    /// The scenario's name.
    public var scenario: String
    /// One for each expectation, in the order of the file.
    public var results: [ExpectationResult]
    /// Rules that the monitor's body broke.
    public var complaints: [String]
    /// Samples that were taken.
    public var sampleCount: Int

    /// True when every expectation is met and no rule was broken.
    public var isMet: Bool { complaints.isEmpty && results.allSatisfy(\.isMet) }

    /// The `verdict` line.
    public var json: JSONLine {
        var line = JSONLine(type: "verdict")
        line.add("scenario", scenario)
        line.add("met", isMet)
        line.add("samples", sampleCount)
        line.add(
            "expectations",
            results.map { result in
                var item = JSONLine.nested()
                item.add("what", result.expectation.what.text)
                item.add("from_second", result.expectation.fromSecond)
                item.add("until_second", result.expectation.untilSecond)
                item.add("seen_second", result.seenSecond)
                item.add("met", result.isMet)
                return item
            })
        if let first = complaints.first { line.add("complaint", first) }
        return line
    }
}
