import Foundation
import HILSimulator

/// The rows of `cellsim paper` for people: a heading for each cell and protocol, notes as numbered lines below.
struct PaperTable {
    private var table: TextTable
    private var heading = ""

    init(style: TextTable.Style) {
        table = TextTable(
            style,
            columns: [
                ("", 13), ("quantity", 36), ("paper", 7), ("simulated", 9), ("accepted", 9), ("unit", 5), ("kind", 9),
                ("note", 0),
            ])
    }

    var header: [String] { table.header }

    /// The row, below a heading where another cell begins.
    mutating func lines(_ target: PaperTarget, of part: PaperRun.Part) -> [String] {
        var lines: [String] = []
        let next = "\(target.cell): \(part.rawValue)"
        if next != heading {
            heading = next
            lines.append(table.heading(next))
        }
        let note = target.note.map { table.mark($0) } ?? ""
        lines.append(
            table.row([
                PaperTable.mark(target), target.quantity, PaperTable.number(target.paper),
                PaperTable.number(target.simulated), PaperTable.accepted(target),
                target.unit == "1" ? "" : target.unit, target.kind.rawValue, note,
            ]))
        return lines
    }

    /// Notes and a summary.
    func footer(_ targets: [PaperTarget]) -> [String] { table.footer(PaperTable.summary(targets)) }

    private static func mark(_ target: PaperTarget) -> String {
        switch (target.isMet, target.isExpectedUnmet) {
        case (true, false): "met"
        case (false, false): "NOT MET"
        case (false, true): "unmet, stated"
        case (true, true): "UNSTATED MET"
        }
    }

    private static func accepted(_ target: PaperTarget) -> String {
        switch target.criterion {
        case .within(0): "equal"
        case .within(let tolerance): "±\(number(tolerance, digits: 3))"
        case .between(let range), .population(let range):
            String(format: "%.0f–%.0f", range.lowerBound, range.upperBound)
        }
    }

    private static func number(_ value: Double, digits: Int = 4) -> String { String(format: "%.\(digits)g", value) }

    static func summary(_ targets: [PaperTarget]) -> String {
        func count(_ condition: (PaperTarget) -> Bool) -> Int { targets.count(where: condition) }
        func met(_ kind: PaperTarget.Kind) -> String {
            let all = count { $0.kind == kind && !$0.isExpectedUnmet }
            return "\(count { $0.kind == kind && $0.isMet && !$0.isExpectedUnmet }) of \(all) \(kind.rawValue)"
        }
        let stated = count { $0.isExpectedUnmet && !$0.isMet }
        return "Met: \(met(.identity)), \(met(.fitted)), \(met(.predicted)). Not met, as stated beforehand: \(stated). "
            + "Only predictions test the physics; a fitted row shows that a fit converged, an identity that the "
            + "arithmetic holds."
    }
}
