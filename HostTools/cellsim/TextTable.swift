import CellData

/// A table for people: Markdown, or columns of fixed width whose notes stand below as numbered lines.
struct TextTable {
    enum Style: Equatable {
        /// Notes are wrapped at this many columns.
        case plain(width: Int)
        case markdown
    }

    let style: Style
    private let names: [String]
    /// Of all columns but the last, which is as wide as it is.
    private let widths: [Int]
    private var notes: [String] = []

    init(_ style: Style, columns: [(name: String, width: Int)]) {
        self.style = style
        names = columns.map(\.name)
        widths = columns.map(\.width)
    }

    var header: [String] {
        style == .markdown ? [row(names), row(names.map { _ in "---" })] : [row(names)]
    }

    /// A line that stands above the rows of one kind.
    func heading(_ text: String) -> String {
        style == .markdown ? row(["", "**\(text)**"] + Array(repeating: "", count: names.count - 2)) : text
    }

    func row(_ cells: [String]) -> String {
        if style == .markdown { return "| \(cells.joined(separator: " | ")) |" }
        let padded = zip(cells, widths).map { Measure.padded($0, $1) }.joined(separator: " ")
        return String(padded.reversed().drop { $0 == " " }.reversed())
    }

    /// Where the row points to a note: `[3]`. A note that was there before keeps its number.
    mutating func mark(_ note: String) -> String {
        let known = notes.firstIndex(of: note)
        if known == nil { notes.append(note) }
        return "[\((known ?? notes.count - 1) + 1)]"
    }

    /// The notes and a summary.
    func footer(_ summary: String) -> [String] {
        switch style {
        case .markdown:
            let list = notes.enumerated().map { "\($0 + 1). \($1)" }
            return [""] + list + (list.isEmpty ? [] : [""]) + [summary]
        case .plain(let width):
            let list = notes.enumerated().flatMap { TextTable.wrapped("[\($0 + 1)] \($1)", width, indent: 5) }
            return [""] + list + [""] + TextTable.wrapped(summary, width, indent: 0)
        }
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
