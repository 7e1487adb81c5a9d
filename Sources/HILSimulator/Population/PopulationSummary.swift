import CellCore
import CellData

/// What all cells showed together; cells are added in the order of their seeds, so that sums have the same bits.
public struct PopulationSummary: Sendable {
    /// A part of the population with its counts.
    public struct Group: Sendable {
        /// Its name for people.
        public let name: String
        /// Cells in it.
        public private(set) var cells = 0
        // Before both cut-offs, after them, and of the latter those without a restart since a cut-off, and the others.
        package private(set) var before = PhaseTally()
        package private(set) var after = PhaseTally()
        package private(set) var afterSteadily = PhaseTally()
        package private(set) var afterRestart = PhaseTally()
        package private(set) var timesToEmpty: [TimeToEmpty] = []

        init(_ name: String) { self.name = name }

        mutating func add(_ cell: CellResult) {
            cells += 1
            before.add(cell.score[.before])
            after.add(cell.score.afterBoth)
            afterSteadily.add(cell.score[.after])
            afterRestart.add(cell.score[.afterRestart])
            timesToEmpty += cell.timesToEmpty
        }
    }

    /// What a figure shows of a cell.
    struct Point: Sendable {
        var celsius: Double
        var coverage: Double?
        var hourlyWidths: [Double]
    }

    /// All cells.
    public private(set) var all = Group("all")
    /// Warm and cold cells, then each protocol.
    public private(set) var groups: [Group]
    /// Samples that the monitors took.
    public private(set) var sampleCount = 0
    /// Cells that met both cut-offs while their monitor had power.
    public private(set) var metBoth = 0
    /// Restarts of all monitors.
    public private(set) var restarts = 0
    /// Restarts from which a monitor did not go on, since it refused its checkpoint or had none.
    public private(set) var refusedRestarts = 0
    /// Jumps beyond the bounds.
    public private(set) var jumps = 0
    /// Pairs of neighbouring samples that were looked at for jumps.
    public private(set) var jumpPairs = 0
    /// The worst jump, as a share of the capacity beyond what was allowed.
    public private(set) var worstJump = 0.0
    /// Cells with samples at which a short was suspected.
    public private(set) var falselyShorted = 0
    /// For each cell that states one: whether its capacity is inside, the width, and the relative error.
    private(set) var capacities: [(isInside: Bool, width: Double, error: Double)] = []
    private(set) var points: [Point] = []

    /// No cell yet.
    public init() {
        groups =
            [Group("15…45 °C"), Group("−5…15 °C")]
            + CyclingProtocol.allCases.map { Group("\($0.rawValue) \($0.text)") }
    }

    /// Adds a cell.
    public mutating func add(_ cell: CellResult) {
        all.add(cell)
        groups[cell.plan.isCold ? 1 : 0].add(cell)
        let place = CyclingProtocol.allCases.firstIndex(of: cell.plan.cycling) ?? 0
        groups[2 + place].add(cell)
        sampleCount += cell.sampleCount
        if cell.metBothAtSecond != nil { metBoth += 1 }
        restarts += cell.restarts
        refusedRestarts += cell.refusedRestarts
        jumps += cell.score.jumps.violations
        jumpPairs += cell.score.jumps.pairs
        worstJump = max(worstJump, cell.score.jumps.worst)
        if cell.score.falseShorts > 0 { falselyShorted += 1 }
        if cell.metBothAtSecond != nil, let learned = cell.learnedCoulombs, let isInside = cell.isCapacityInside,
            let width = cell.capacityWidth
        {
            capacities.append((isInside, width, Double(learned.value) / cell.capacityCoulombs - 1))
        }
        var tally = cell.score[.before]
        tally.add(cell.score.afterBoth)
        points.append(
            Point(celsius: cell.celsius, coverage: tally.coverage, hourlyWidths: cell.score.hourlyWidths))
    }

    /// All counts before both cut-offs.
    package var before: PhaseTally { all.before }

    /// All counts after both cut-offs.
    package var afterBoth: PhaseTally { all.after }

    /// All times to empty.
    package var timesToEmpty: [TimeToEmpty] { all.timesToEmpty }

    /// The criteria.
    public var criteria: [PopulationCriterion] { PopulationCriterion.all(self) }

    /// Whether every criterion is met.
    public var isMet: Bool { criteria.allSatisfy(\.isMet) }
}
