import CellCore
import CellData

/// Follows one expectation through a run.
package struct ExpectationWatch {
    package let expectation: Expectation
    /// When what is expected, or what must not be, was first seen, in seconds.
    package private(set) var seenSecond: Double?
    private var lastHolds = false
    private var violatedSecond: Double?
    private var jumps = JumpCheck()
    private var isNeighbour = false

    package init(_ expectation: Expectation) { self.expectation = expectation }

    /// What there was to see after a sample.
    package struct Sight {
        var second: Double
        var status: CellStatus
        var trueStateOfCharge: Double
        var leakSiemens: Double
        var trueCapacityCoulombs: Double
        var trueOffsetAmperes: Double
        /// Charge that went either way since the sight before.
        var countedCoulombs: Double

        package init(
            second: Double, status: CellStatus, trueStateOfCharge: Double, leakSiemens: Double,
            trueCapacityCoulombs: Double = 1, trueOffsetAmperes: Double = 0, countedCoulombs: Double = 0
        ) {
            self.second = second
            self.status = status
            self.trueStateOfCharge = trueStateOfCharge
            self.leakSiemens = leakSiemens
            self.trueCapacityCoulombs = trueCapacityCoulombs
            self.trueOffsetAmperes = trueOffsetAmperes
            self.countedCoulombs = countedCoulombs
        }
    }

    /// The monitor has lost its power and has begun again.
    package mutating func restart() { isNeighbour = false }

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
        case .noJump:
            if isInside { lookForJump(sight) }
        case .stateOfChargeWithinBounds, .stateOfChargeNeverWrong, .stateOfChargeWidth, .stateOfChargeError,
            .capacityWithinBounds, .capacityWidth, .offsetWithinBounds, .offsetWidth:
            if isInside { follow(always: holds(sight), at: sight.second) }
        case .resistanceWithinBounds:
            guard isInside else { return }
            let ohms = sight.leakSiemens > 0 ? 1 / sight.leakSiemens : Double.infinity
            let bounds = sight.status.short.resistanceOhms
            follow(bounds.map { Double($0.lower) <= ohms && ohms <= Double($0.upper) } ?? false, at: sight.second)
        }
    }

    /// What must hold at every sample of the window.
    private func holds(_ sight: Sight) -> Bool {
        let charge = sight.status.stateOfCharge
        let state = sight.status.state
        switch expectation.what {
        case .stateOfChargeWithinBounds: return charge?.holds(sight.trueStateOfCharge) ?? false
        case .stateOfChargeNeverWrong: return charge?.holds(sight.trueStateOfCharge) ?? true
        case .stateOfChargeWidth(let limit): return charge.map { $0.width <= limit } ?? false
        case .stateOfChargeError(let limit):
            return charge.map { (Double($0.value) - sight.trueStateOfCharge).magnitude <= limit } ?? false
        case .capacityWithinBounds: return state?.capacityCoulombs.holds(sight.trueCapacityCoulombs) ?? false
        case .capacityWidth(let limit):
            return state.map { $0.capacityCoulombs.width <= limit * sight.trueCapacityCoulombs } ?? false
        case .offsetWithinBounds: return state?.currentOffsetAmperes.holds(sight.trueOffsetAmperes) ?? false
        case .offsetWidth(let limit): return state.map { $0.currentOffsetAmperes.width <= limit } ?? false
        default: return false
        }
    }

    private mutating func follow(always holds: Bool, at second: Double) {
        if !holds, violatedSecond == nil { violatedSecond = second }
        seenSecond = violatedSecond
        lastHolds = violatedSecond == nil
    }

    /// Compares an estimate with the bounds of the one before, widened by the charge that was counted between them.
    private mutating func lookForJump(_ sight: Sight) {
        let change = sight.countedCoulombs / max(sight.trueCapacityCoulombs, .leastNormalMagnitude)
        jumps.take(sight.status.stateOfCharge, change: isNeighbour ? change : nil, second: 0)
        isNeighbour = true
        follow(always: jumps.violations == 0, at: sight.second)
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
        default: return lastHolds
        }
    }
}

extension Bounded {
    fileprivate func holds(_ truth: Double) -> Bool { Double(lower) <= truth && truth <= Double(upper) }
    fileprivate var width: Double { Double(upper) - Double(lower) }
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
                if let limit = result.expectation.what.limit { item.add(limit.key, limit.value) }
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
