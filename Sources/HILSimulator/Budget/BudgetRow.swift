import CellData

/// One error of the measuring chain: what the chain showed, what the data sheets give, and what was estimated before.
public struct BudgetRow: Equatable, Sendable {
    /// The headings of the table.
    public enum Group: String, CaseIterable, Sendable {
        case current = "Current, shunt of 68 Ω"
        case shunts = "Choice of the shunt"
        case voltage = "Voltage"
        case temperature = "Temperature"
        case derived = "What follows for a cell"
        case arithmetic = "Arithmetic alone"
    }

    /// A number from a measurement, the arithmetic's, and where the former must lie.
    public struct Comparison: Equatable, Sendable {
        /// What the chain showed; nil in a row of arithmetic alone.
        public var measured: Double?
        /// What the data sheets give.
        public var dataSheet: Double
        /// Bounds of the arithmetic, widened by four standard errors of the measurement.
        public var accepted: ClosedRange<Double>

        /// A number beside the arithmetic's.
        public init(measured: Double?, dataSheet: Double, accepted: ClosedRange<Double>) {
            self.measured = measured
            self.dataSheet = dataSheet
            self.accepted = accepted
        }

        /// Whether what was measured lies within the bounds.
        public var isMet: Bool { measured.map(accepted.contains) ?? true }

        /// The same numbers times a factor.
        func scaled(_ factor: Double) -> Comparison {
            Comparison(
                measured: measured.map { $0 * factor }, dataSheet: dataSheet * factor,
                accepted: accepted.lowerBound * factor...accepted.upperBound * factor)
        }
    }

    /// An estimate from before the chips were modelled, with what its rounding leaves open.
    public struct Estimate: Equatable, Sendable {
        /// The number.
        public var value: Double
        /// Half a unit of its last digit.
        public var rounding: Double

        /// A number as it was printed: `digit` is one unit of its last digit.
        public init(_ value: Double, digit: Double) {
            self.value = value
            rounding = digit / 2
        }
    }

    /// Short name, the same in every release.
    public let id: String
    /// The heading.
    public let group: Group
    /// What is measured.
    public let quantity: String
    /// Unit for people.
    public let unit: BudgetUnit
    /// The worst of the chips whose every error is at its limit, or what every chip shows.
    public let limit: Comparison
    /// The root mean square of chips of typical spread; nil where the data sheet gives no typical value.
    public let typical: Comparison?
    /// How the number follows from the data sheet, with the table.
    public let formula: String
    /// The estimate; nil where there was none.
    public let estimate: Estimate?
    /// Why the estimate does not hold.
    public let correction: String?

    /// A row with all its fields.
    public init(
        _ id: String, _ group: Group, _ quantity: String, _ unit: BudgetUnit, _ limit: Comparison,
        typical: Comparison? = nil, formula: String, estimate: Estimate? = nil, correction: String? = nil
    ) {
        self.id = id
        self.group = group
        self.quantity = quantity
        self.unit = unit
        self.limit = limit
        self.typical = typical
        self.formula = formula
        self.estimate = estimate
        self.correction = correction
    }

    /// Whether everything measured lies within the bounds of the arithmetic.
    public var isMet: Bool { limit.isMet && typical?.isMet != false }

    /// "reproduced" or "corrected: …"; nil where nothing was estimated.
    ///
    /// The estimate holds when the data sheets' number rounds to it; that the chain shows that number is `isMet`.
    public var verdict: String? {
        guard let estimate else { return nil }
        // A rounding at its very edge is still one.
        let isReproduced = abs(limit.dataSheet - estimate.value) <= estimate.rounding * 1.001
        return isReproduced ? "reproduced" : "corrected: \(correction ?? "the arithmetic gives another number")"
    }

    /// The line of `cellsim budget --json`; numbers are in the SI unit that their keys end with.
    public var json: JSONLine {
        var line = JSONLine(type: "budget")
        line.add("id", id)
        line.add("group", "\(group)")
        line.add("quantity", quantity)
        line.add("measured_\(unit.key)", limit.measured)
        line.add("data_sheet_\(unit.key)", limit.dataSheet)
        line.add("accepted_from_\(unit.key)", limit.accepted.lowerBound)
        line.add("accepted_to_\(unit.key)", limit.accepted.upperBound)
        if let typical {
            line.add("typical_measured_\(unit.key)", typical.measured)
            line.add("typical_data_sheet_\(unit.key)", typical.dataSheet)
            line.add("typical_accepted_to_\(unit.key)", typical.accepted.upperBound)
        }
        line.add("estimate_\(unit.key)", estimate?.value)
        line.add("formula", formula)
        line.add("met", isMet)
        line.add("verdict", verdict)
        return line
    }
}
