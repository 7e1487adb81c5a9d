import CellData

/// A number of the paper beside the simulation's.
public struct PaperTarget: Equatable, Sendable {
    /// How the number came about.
    public enum Kind: String, Equatable, Sendable {
        /// It follows from values that were put in; it checks the arithmetic alone.
        case identity
        /// A constant was chosen to meet it, or to meet another number that it follows from: the fit has converged.
        case fitted
        /// No constant was chosen for it: it tests the physics.
        case predicted
    }

    /// When the two numbers agree.
    public enum Criterion: Equatable, Sendable {
        /// They differ by no more than this.
        case within(Double)
        /// The simulated one lies in this range, where the paper leaves open which number it means.
        case between(ClosedRange<Double>)
        /// The paper's lies in the 5–95 % band of the simulated population.
        case population(ClosedRange<Double>)
    }

    /// Short name, the same in every release.
    public let id: String
    /// The cell.
    public let cell: String
    /// What is compared.
    public let quantity: String
    /// Unit of the numbers.
    public let unit: String
    /// The paper's number, or what follows from it by arithmetic.
    public let paper: Double
    /// When ours agrees.
    public internal(set) var criterion: Criterion
    /// Where ours comes from.
    public let kind: Kind
    /// What decides the number besides: an inconsistency F1…F12 of `Docs/CellModel.md`, or an assumption.
    public let note: String?
    /// Stated beforehand as a number that the cell cannot show; not being met is then what is right.
    public let isExpectedUnmet: Bool
    /// Ours; of a population the median. Not a number until it has been simulated.
    public internal(set) var simulated = Double.nan

    init(
        _ id: String, _ cell: String, _ quantity: String, _ unit: String, _ paper: Double, _ criterion: Criterion,
        _ kind: Kind, _ note: String? = nil, isExpectedUnmet: Bool = false
    ) {
        self.id = id
        self.cell = cell
        self.quantity = quantity
        self.unit = unit
        self.paper = paper
        self.criterion = criterion
        self.kind = kind
        self.note = note
        self.isExpectedUnmet = isExpectedUnmet
    }

    /// Whether the numbers agree.
    public var isMet: Bool {
        switch criterion {
        case .within(let tolerance): (simulated - paper).magnitude <= tolerance
        case .between(let range): range.contains(simulated)
        case .population(let band): band.contains(paper)
        }
    }

    /// Whether the row is as it should be: met, or not met as stated beforehand.
    public var isAsStated: Bool { isMet != isExpectedUnmet }

    /// By how much the numbers may differ: the farther end of a range, half the width of a band.
    public var tolerance: Double {
        switch criterion {
        case .within(let tolerance): tolerance
        case .between(let range): max(range.upperBound - paper, paper - range.lowerBound)
        case .population(let band): (band.upperBound - band.lowerBound) / 2
        }
    }

    /// The line of `cellsim paper --json`.
    public var json: JSONLine {
        var line = JSONLine(type: "target")
        line.add("id", id)
        line.add("cell", cell)
        line.add("quantity", quantity)
        line.add("unit", unit)
        line.add("paper", paper)
        line.add("simulated", simulated)
        line.add("tolerance", tolerance)
        switch criterion {
        case .within: break
        case .between(let range):
            line.add("accepted_from", range.lowerBound)
            line.add("accepted_to", range.upperBound)
        case .population(let band):
            line.add("population_p05", band.lowerBound)
            line.add("population_p95", band.upperBound)
        }
        line.add("kind", kind.rawValue)
        line.add("met", isMet)
        if isExpectedUnmet { line.add("expected_met", false) }
        line.add("note", note)
        return line
    }
}
