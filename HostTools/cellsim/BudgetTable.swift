import Foundation
import HILSimulator

/// The rows of `cellsim budget` for people: a heading for each group; what follows from what as numbered lines below, or
/// in Markdown in the row itself.
struct BudgetTable {
    private let budget: ErrorBudget

    init(_ budget: ErrorBudget) { self.budget = budget }

    func lines(_ style: TextTable.Style) -> [String] {
        var table = TextTable(style, columns: style == .markdown ? Self.allColumns : Self.columns)
        var lines = table.header
        for group in BudgetRow.Group.allCases {
            lines.append(table.heading(group.rawValue))
            for row in budget.rows where row.group == group {
                var cells = self.cells(row)
                if style != .markdown { cells = cells[...5] + [cells[7], table.mark(note(row))] }
                lines.append(table.row(cells))
            }
        }
        return lines + table.footer(summary)
    }

    private static let columns = [
        ("", 7), ("quantity", 47), ("typical", 7), ("sheet", 6), ("worst", 7), ("sheet", 6), ("unit", 5), ("note", 0),
    ]
    private static let allColumns = [
        "", "quantity", "typical, measured", "data sheet", "worst, measured", "data sheet", "accepted", "unit",
        "estimate", "from",
    ].map { ($0, 0) }

    private func note(_ row: BudgetRow) -> String {
        row.formula + (row.estimate.map { "; estimated \(number($0.value, row)): \(row.verdict ?? "")" } ?? "")
    }

    private func cells(_ row: BudgetRow) -> [String] {
        let range = row.limit.accepted
        let isMeasured = row.limit.measured != nil
        return [
            isMeasured ? (row.isMet ? "met" : "NOT MET") : "", row.quantity, number(row.typical?.measured, row),
            number(row.typical?.dataSheet, row), number(row.limit.measured, row), number(row.limit.dataSheet, row),
            isMeasured ? "\(number(range.lowerBound, row))…\(number(range.upperBound, row))" : "", row.unit.rawValue,
            row.estimate.map { "\(number($0.value, row)), \(row.verdict ?? "")" } ?? "", row.formula,
        ]
    }

    private func number(_ value: Double?, _ row: BudgetRow) -> String {
        guard let value else { return "" }
        let scaled = value * row.unit.scale
        // Three digits, and no exponent where whole numbers are longer.
        return abs(scaled) >= 100 ? String(format: "%.1f", scaled) : String(format: "%.3g", scaled)
    }

    private var summary: String {
        let measured = budget.rows.filter { $0.limit.measured != nil }
        let estimated = budget.rows.filter { $0.estimate != nil }
        let reproduced = estimated.count { $0.verdict == "reproduced" }
        return
            "\(measured.count { $0.isMet }) of \(measured.count) measured numbers lie within the data sheets' bounds. "
            + "Of \(estimated.count) estimates \(reproduced) are reproduced and \(estimated.count - reproduced) corrected. "
            + "Typical: root mean square of \(budget.chips) chips; worst: of \(budget.chips) with every error at its limit."
    }
}
