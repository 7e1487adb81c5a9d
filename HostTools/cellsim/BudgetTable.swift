import CellData
import Foundation
import HILSimulator

/// The rows of `cellsim budget` for people: a heading for each group; what follows from what as numbered lines below.
struct BudgetTable {
    private let budget: ErrorBudget

    init(_ budget: ErrorBudget) { self.budget = budget }

    /// A table whose rows carry everything.
    var markdown: [String] {
        let names = ["", "quantity", "typical, measured", "data sheet", "worst, measured", "data sheet", "accepted"]
        let columns = names + ["unit", "estimate", "from"]
        var lines = [row(columns), row(columns.map { _ in "---" })]
        for group in BudgetRow.Group.allCases {
            lines.append(row(["", "**\(group.rawValue)**"] + Array(repeating: "", count: columns.count - 2)))
            for row in budget.rows where row.group == group { lines.append(self.row(cells(row))) }
        }
        return lines + ["", summary]
    }

    /// Columns of fixed width; the formulas as notes.
    func plain(_ width: Int) -> [String] {
        var lines = [padded(["", "quantity", "typical", "sheet", "worst", "sheet", "unit", "note"])]
        var notes: [String] = []
        for group in BudgetRow.Group.allCases {
            lines.append(group.rawValue)
            for row in budget.rows where row.group == group {
                let verdict = row.estimate.map { "; estimated \(number($0.value, row)): \(row.verdict ?? "")" } ?? ""
                notes.append(row.formula + verdict)
                let cells = self.cells(row)
                lines.append(padded(Array(cells[...5]) + [cells[7], "[\(notes.count)]"]))
            }
        }
        lines.append("")
        for (index, note) in notes.enumerated() {
            lines += BudgetTable.wrapped("[\(index + 1)] \(note)", width, indent: 5)
        }
        return lines + [""] + BudgetTable.wrapped(summary, width, indent: 0)
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

    private func row(_ columns: [String]) -> String { "| \(columns.joined(separator: " | ")) |" }

    private func padded(_ columns: [String]) -> String {
        let widths = [7, 47, 7, 6, 7, 6, 5, 0]
        let line = zip(columns, widths).map { Measure.padded($0, $1) }.joined(separator: " ")
        return String(line.reversed().drop { $0 == " " }.reversed())
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

    private static func wrapped(_ text: String, _ width: Int, indent: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent) + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
