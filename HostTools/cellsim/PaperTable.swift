import CellData
import Foundation
import HILSimulator

/// The rows of `cellsim paper` for people: a heading for each cell and protocol, notes as numbered lines below.
struct PaperTable {
    enum Style: Equatable {
        /// Notes are wrapped at this many columns.
        case plain(width: Int)
        case markdown
    }

    private static let widths = [13, 36, 7, 9, 9, 5, 9]
    private let style: Style
    private var heading = ""
    private var notes: [String] = []

    init(style: Style) { self.style = style }

    var header: [String] {
        let names = ["", "quantity", "paper", "simulated", "accepted", "unit", "kind", "note"]
        return style == .markdown ? [row(names), row(names.map { _ in "---" })] : [row(names)]
    }

    /// The row, below a heading where another cell begins.
    mutating func lines(_ target: PaperTarget, of part: PaperRun.Part) -> [String] {
        var lines: [String] = []
        let next = "\(target.cell): \(part.rawValue)"
        if next != heading {
            heading = next
            lines.append(style == .markdown ? row(["", "**\(next)**"] + Array(repeating: "", count: 6)) : next)
        }
        let columns = [
            PaperTable.mark(target), target.quantity, PaperTable.number(target.paper),
            PaperTable.number(target.simulated), PaperTable.accepted(target), target.unit == "1" ? "" : target.unit,
            target.kind.rawValue, target.note.map { "[\(number(of: $0))]" } ?? "",
        ]
        lines.append(row(columns))
        return lines
    }

    /// Notes and a summary.
    func footer(_ targets: [PaperTarget]) -> [String] {
        var lines = [""]
        for (index, note) in notes.enumerated() {
            switch style {
            case .markdown: lines.append("\(index + 1). \(note)")
            case .plain(let width): lines += PaperTable.wrapped("[\(index + 1)] \(note)", width, indent: 5)
            }
        }
        lines += style == .markdown ? [""] : ["", PaperTable.summary(targets)]
        guard case .plain(let width) = style else { return lines.dropLast() + ["", PaperTable.summary(targets)] }
        let text = lines.removeLast()
        return lines + PaperTable.wrapped(text, width, indent: 0)
    }

    private mutating func number(of note: String) -> Int {
        if let index = notes.firstIndex(of: note) { return index + 1 }
        notes.append(note)
        return notes.count
    }

    private func row(_ columns: [String]) -> String {
        if style == .markdown { return "| \(columns.joined(separator: " | ")) |" }
        let padded = zip(columns, PaperTable.widths + [0]).map { Measure.padded($0, $1) }.joined(separator: " ")
        return String(padded[..<(padded.lastIndex { $0 != " " }.map(padded.index(after:)) ?? padded.startIndex)])
    }

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
