import CellCore

/// The errors of the measuring chain, measured on chips with seeded errors and compared with the data sheets.
///
/// The chain is the firmware's own: drivers over registers, on the simulated bus, at −5, 10, 25 and 45 °C. Bounds come
/// from the data sheets' arithmetic alone; what a mean over few samples leaves open is added as four standard errors.
///
/// ```swift
/// let budget = ErrorBudget(chips: 20, seed: 1)
/// for row in budget.rows { print(row.quantity, row.limit.measured ?? "") }
/// ```
public struct ErrorBudget: Sendable {
    /// What is measured, in the order of the table.
    public private(set) var rows: [BudgetRow] = []
    /// Chips of typical spread, and as many with every error at its limit.
    public let chips: Int

    /// How many chips there may be: beyond, four standard errors would be met by chance too often.
    public static let chipRange = 1...100
    /// Current of the paper's full cell in amperes.
    static let cellAmperes = 86.4e-6
    /// The full cell's reversible capacity in ampere-hours, and 30 of its cycles in hours.
    static let cellAmpereHours = 0.981e-3
    static let campaignHours = 690.0

    let typical: [ChipSurvey]
    let limits: [ChipSurvey]

    /// Measures; some three minutes of virtual time a chip.
    ///
    /// - Parameters:
    ///   - chips: limited to `chipRange`.
    ///   - progress: called before each chip with how many are done, 0..<2 · `chips`.
    public init(chips: Int, seed: UInt64, progress: (Int) -> Void = { _ in }) {
        let chips = min(max(chips, ErrorBudget.chipRange.lowerBound), ErrorBudget.chipRange.upperBound)
        self.chips = chips
        var typical: [ChipSurvey] = []
        var limits: [ChipSurvey] = []
        for chip in 0..<chips {
            // Three chips take a seed each.
            let seed = seed &+ UInt64(chip) &* 8
            progress(2 * chip)
            typical.append(ChipSurvey(.typical, seed: seed))
            progress(2 * chip + 1)
            limits.append(ChipSurvey(.limits, seed: seed &+ 4))
        }
        self.typical = typical
        self.limits = limits
        rows = currentRows() + shuntRows(seed: seed) + voltageRows() + temperatureRows()
        rows += derivedRows() + ErrorBudget.arithmeticRows
    }

    /// Whether every number lies within its bounds.
    public var isMet: Bool { rows.allSatisfy(\.isMet) }

    func row(_ id: String) -> BudgetRow? { rows.first { $0.id == id } }

    // MARK: What chips have in common

    /// The worst of the chips at their limits beside a limit; `others` is what else the data sheet allows in the same
    /// number, `error` the standard error of one chip's.
    func worst(_ value: (ChipSurvey) -> Double, limit: Double, others: Double = 0, error: Double)
        -> BudgetRow.Comparison
    {
        // A NaN among them must show.
        let values = limits.map { abs(value($0)) }
        let measured = values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan
        let margin = others + 4 * error
        return BudgetRow.Comparison(
            measured: measured, dataSheet: limit, accepted: max(limit - margin, 0)...limit + margin)
    }

    /// The root mean square of the chips of typical spread: as many deviates, so four standard errors are 4/√(2n).
    func rootMeanSquare(_ value: (ChipSurvey) -> Double, typical limit: Double, others: Double = 0, error: Double)
        -> BudgetRow.Comparison
    {
        let squares = typical.map { value($0) * value($0) }
        let all = (limit * limit + others * others + error * error).squareRoot()
        return BudgetRow.Comparison(
            measured: (squares.reduce(0, +) / Double(chips)).squareRoot(), dataSheet: limit,
            accepted: 0...all * (1 + 4 / (2 * Double(chips)).squareRoot()))
    }

    /// Noise about each chip's own mean, pooled over the chips of typical spread.
    func noise(
        _ samples: (ChipSurvey) -> [Sample], _ value: (Sample) -> Double, dataSheet: ClosedRange<Double>
    ) -> BudgetRow.Comparison {
        var squares = 0.0
        var freedom = 0.0
        for chip in typical {
            let values = samples(chip).map(value)
            let mean = values.reduce(0, +) / Double(values.count)
            squares += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            freedom += Double(values.count) - 1
        }
        let share = 4 / (2 * freedom).squareRoot()
        let middle = ((dataSheet.lowerBound * dataSheet.lowerBound + dataSheet.upperBound * dataSheet.upperBound) / 2)
            .squareRoot()
        return BudgetRow.Comparison(
            measured: (squares / freedom).squareRoot(), dataSheet: middle,
            accepted: dataSheet.lowerBound * (1 - share)...dataSheet.upperBound * (1 + share))
    }

    static func amperes(_ sample: Sample) -> Double { Double(sample.currentPicoamperes) * 1e-12 }
    static func volts(_ sample: Sample) -> Double { Double(sample.voltageNanovolts) * 1e-9 }
    static func kelvin(_ sample: Sample) -> Double { Double(sample.temperatureMillikelvin) * 1e-3 }

    /// The share of one error in a mean of `count` values.
    static func share(_ counts: Int...) -> Double {
        counts.reduce(0) { $0 + 1 / Double($1) }.squareRoot()
    }
}
