/// Where a table stands in its file: the names of the tables above it, with an index where there are several.
struct ConfigurationPath: CustomStringConvertible {
    private var parts: [(name: String, index: Int?)] = []

    static let root = ConfigurationPath()

    var isRoot: Bool { parts.isEmpty }
    var firstName: String { parts.first?.name ?? "" }
    var name: String { parts.map(\.name).joined(separator: ".") }
    var lastIndex: Int? { parts.last?.index }

    func appending(_ name: String, index: Int?) -> ConfigurationPath {
        var path = self
        path.parts.append((name, index))
        return path
    }

    var description: String { lastIndex.map { "[[\(name)]] number \($0 + 1)" } ?? "[\(name)]" }
}

/// Finds the line of a key in the text, since the parser keeps positions of syntax errors alone.
struct ConfigurationLines {
    private let lines: [Substring]

    /// CR LF is a single character to Swift, so both ends of a line are named.
    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    /// The key's line and column from 1; where it is absent or written in another way, its table's header; for a table
    /// without one (`name = { … }`, `name.key = …`) the line that begins with the table's name.
    func place(of key: String, in path: ConfigurationPath) -> (line: Int, column: Int) {
        var header: Int?
        var isInside = path.isRoot
        var seen = -1
        for (index, line) in lines.enumerated() {
            let text = line.drop { $0 == " " || $0 == "\t" }
            // An array goes on over lines that begin with a bracket too; a table's name has no comma.
            if text.hasPrefix("["), let name = text.firstIndex(of: "]"), !text[..<name].contains(",") {
                let isArray = text.hasPrefix("[[")
                let name = text.drop { $0 == "[" }.prefix { $0 != "]" }
                if isInside, !path.isRoot, let header { return (header, 1) }
                isInside = false
                guard name == path.name else {
                    if path.isRoot, name == key { return (index + 1, line.count - text.count + 1) }
                    continue
                }
                seen += 1
                isInside = !isArray || seen == path.lastIndex
                if isInside { header = index + 1 }
            } else if isInside, text.hasPrefix(key) {
                let rest = text.dropFirst(key.count).drop { $0 == " " || $0 == "\t" }
                if rest.hasPrefix("=") || path.isRoot && rest.hasPrefix(".") {
                    return (index + 1, line.count - text.count + 1)
                }
            }
        }
        if let header { return (header, 1) }
        return path.isRoot ? (1, 1) : place(of: path.firstName, in: .root)
    }

    /// The place of the array `element`, counted from 0, in the array of arrays that `key` holds; the key's where it is
    /// written in another way.
    func place(of key: String, in path: ConfigurationPath, element: Int) -> (line: Int, column: Int) {
        let start = place(of: key, in: path)
        var depth = 0
        var seen = -1
        for index in (start.line - 1)..<lines.count {
            var quote: Character?
            for (column, character) in lines[index].enumerated() where index >= start.line || column >= start.column {
                if let open = quote {
                    if character == open { quote = nil }
                    continue
                }
                if character == "#" { break }
                if character == "\"" || character == "'" { quote = character }
                if character == "]" { depth -= 1 }
                if character == "[" {
                    depth += 1
                    if depth == 2 { seen += 1 }
                    if depth == 2, seen == element { return (index + 1, column + 1) }
                }
                if depth < 0 { return start }
            }
            if depth == 0, index >= start.line { return start }
        }
        return start
    }
}
