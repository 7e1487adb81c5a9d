import CellCore
import Foundation

/// How a piece of text looks on a terminal that shows colours.
enum TextStyle: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case caution = "33"
    case alarm = "1;97;41"
    case graph = "36"

    /// Colours are for a terminal that has them, unless NO_COLOR asks for none (no-color.org).
    static let isWanted: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(1) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }()
}

extension ShortClass {
    var style: TextStyle {
        switch self {
        case .none: .good
        case .suspected, .transient: .caution
        case .soft, .hard: .alarm
        }
    }
}

extension EventSeverity {
    var style: TextStyle {
        switch self {
        case .info: .plain
        case .caution, .warning: .caution
        case .alarm: .alarm
        }
    }
}

/// One line of text in pieces that look different. Every character is one column wide.
struct StyledText {
    private(set) var pieces: [(text: String, style: TextStyle)] = []

    init(_ text: String = "", _ style: TextStyle = .plain) { add(text, style) }

    /// Columns that the line takes.
    var width: Int { pieces.reduce(0) { $0 + $1.text.count } }

    mutating func add(_ text: String, _ style: TextStyle = .plain) {
        if !text.isEmpty { pieces.append((text, style)) }
    }

    mutating func add(_ other: StyledText) { pieces += other.pieces }

    /// Fills up with blanks to a column; one blank at least separates what follows.
    mutating func pad(to column: Int) { add(String(repeating: " ", count: max(column - width, 1))) }

    /// The line cut to `columns`, with colours or without.
    func rendered(columns: Int = .max, colours: Bool = TextStyle.isWanted) -> String {
        var result = ""
        var left = columns
        for (text, style) in pieces where left > 0 {
            let shown = text.count > left ? String(text.prefix(left - 1)) + "…" : text
            left -= shown.count
            result += colours && style != .plain ? "\u{1B}[\(style.rawValue)m\(shown)\u{1B}[0m" : shown
        }
        return result
    }
}
