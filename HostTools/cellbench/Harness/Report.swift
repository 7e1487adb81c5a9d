import CellData
import Foundation

/// A section as a table of 100 columns, and as JSON lines.
enum Report {
    private static let labelWidth = 36
    private static let valueWidth = 17
    private static let spanWidth = 21

    static var heading: String {
        line("", "median", "lowest – highest", "goal")
    }

    /// The section for people.
    static func text(_ section: Section) -> String {
        var lines = ["", "\(section.name.uppercased())  \(section.title)"]
        for figure in section.figures {
            lines.append(
                line(
                    "  " + figure.label, figure.quantity.text(figure.median),
                    figure.count > 1 ? figure.quantity.span(figure.lowest, figure.highest) : "", goal(figure)))
        }
        for peer in section.peers {
            let value =
                peer.low == peer.high
                ? peer.quantity.text(peer.low) : "\(peer.quantity.span(peer.low, peer.high)) \(unit(peer))"
            let note = peer.note.isEmpty ? "" : "  " + peer.note
            lines.append(padded("  peer: \(peer.name)", labelWidth) + leading(value, valueWidth + 9) + note)
        }
        lines += section.text.map { $0.isEmpty ? "" : "  " + $0 }
        return lines.joined(separator: "\n")
    }

    /// The section for machines, a line a figure.
    static func json(_ section: Section) -> [JSONLine] {
        let figures = section.figures.map { figure in
            var line = JSONLine(type: "benchmark")
            line.add("benchmark", section.name)
            line.add("figure", figure.label)
            line.add("unit", figure.quantity.unit)
            line.add("median", figure.median)
            line.add("lowest", figure.lowest)
            line.add("highest", figure.highest)
            line.add("count", figure.count)
            switch figure.goal {
            case .atLeast(let least): line.add("goal_at_least", least)
            case .atMost(let most): line.add("goal_at_most", most)
            case nil: break
            }
            line.add("met", figure.goal?.isMet(by: figure.median))
            return line
        }
        let peers = section.peers.map { peer in
            var line = JSONLine(type: "peer")
            line.add("benchmark", section.name)
            line.add("peer", peer.name)
            line.add("unit", peer.quantity.unit)
            line.add("lowest", peer.low)
            line.add("highest", peer.high)
            line.add("note", peer.note.isEmpty ? nil : peer.note)
            return line
        }
        return figures + section.rows + peers
    }

    private static func goal(_ figure: Figure) -> String {
        guard let goal = figure.goal else { return "" }
        let bound =
            switch goal {
            case .atLeast(let least): "≥ \(figure.quantity.text(least))"
            case .atMost(let most): "≤ \(figure.quantity.text(most))"
            }
        return "\(bound) \(goal.isMet(by: figure.median) ? "met" : "NOT MET")"
    }

    /// The unit with the prefix of the upper end.
    private static func unit(_ peer: Peer) -> String {
        let text = peer.quantity.text(peer.high)
        return String(text[(text.firstIndex { $0.isLetter || $0 == "µ" } ?? text.endIndex)...])
    }

    private static func line(_ label: String, _ median: String, _ span: String, _ goal: String) -> String {
        let text = padded(label, labelWidth) + leading(median, valueWidth) + leading(span, spanWidth) + "  " + goal
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    static func padded(_ text: String, _ width: Int) -> String { Measure.padded(text, width) }

    static func leading(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 0)) + text
    }
}
