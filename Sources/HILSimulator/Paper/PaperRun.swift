import CellPlant

/// Everything that the paper measured and a simulation can produce, protocol by protocol.
///
/// ```swift
/// var run = PaperRun()
/// for part in PaperRun.Part.allCases { try run.perform(part) }
/// for target in run.targets { print(target.json.text) }
/// ```
/// All parts take a few seconds. The population's seeds are not those of any tuning.
public struct PaperRun: Sendable {
    /// Seed of the first cell of a population.
    public static let populationSeed: UInt64 = 20_200_118
    /// Cells of a population.
    public static let populationCount = 10_000

    /// What belongs to one protocol, in the order of the paper.
    public enum Part: String, CaseIterable, Sendable {
        case conductivity = "conductivity"
        case rest = "impedance at rest"
        case symmetric = "plating and stripping"
        case lifetimes = "lifetimes"
        case fullCell = "charge and discharge"
        case voltammetry = "voltammetry"
    }

    /// The rows so far.
    public private(set) var targets: [PaperTarget] = []
    /// The figures so far.
    public private(set) var figures: [PaperFigure] = []
    let bench: PaperBench

    /// Nothing is run yet.
    ///
    /// - Parameter altering: changes each cell's parameters before it is built, to see which rows notice.
    public init(altering: @escaping @Sendable (inout PlantParameters) -> Void = { _ in }) {
        bench = PaperBench(alter: altering)
    }

    /// Runs one part and adds its rows and figures.
    ///
    /// - Throws: `SimulationError.plant` when the plant refuses a step, which no protocol of the paper asks of it.
    public mutating func perform(_ part: Part) throws(SimulationError) {
        switch part {
        case .conductivity: try addConductivity()
        case .rest: try addRest()
        case .symmetric: try addSymmetric()
        case .lifetimes: try addLifetimes()
        case .fullCell: try addFullCell()
        case .voltammetry: try addVoltammetry()
        }
    }

    /// Whether every row is as it should be: met, or not met where that was stated beforehand.
    public var isAsStated: Bool { targets.allSatisfy(\.isAsStated) }

    /// Adds a row with its simulated number.
    mutating func add(_ target: PaperTarget, _ simulated: Double, population: ClosedRange<Double>? = nil) {
        var target = target
        target.simulated = simulated
        if let population { target.criterion = .population(population) }
        targets.append(target)
    }

    mutating func add(_ figure: PaperFigure) { figures.append(figure) }
}
