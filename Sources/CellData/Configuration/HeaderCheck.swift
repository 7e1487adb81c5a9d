/// Finds a table header, or a brace in an array, that the TOML parser would not survive: one whose name does not begin like a name.
///
/// toml++ 3.4 checks that with an assertion alone (`parse_key`), which ends the program: `[#name]`, `[.name]`, `[é]`.
/// Only what comes before the first error in the file matters, since the parser stops there.
struct HeaderCheck {
    private let bytes: [UInt8]
    private var position = 0
    /// Byte at which the bad header's line begins, and the byte that should begin its name; nil when there is none.
    private(set) var found: (lineStart: Int, place: Int)?
    /// True when it is a brace within an array, `[}`, on which `parse_value` fails in the same way.
    private var isBrace = false
    /// What should have stood there.
    var expected: String {
        isBrace ? "a value or ] in an array" : "a table's name must begin with a letter, a digit, _, - or a quote"
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
        var lineStart = 0
        while position < bytes.count, found == nil {
            skipBlanks()
            if current == UInt8(ascii: "[") { checkHeader(lineStart) }
            if found == nil { skipExpression(lineStart) }
            lineStart = position
        }
    }

    /// The bytes before the bad header, which the parser may see; nil when there is none.
    var harmlessText: String? { found.map { String(decoding: bytes[..<$0.lineStart], as: UTF8.self) } }

    /// Line and column of the bad header's name, from 1; the column counts characters.
    var place: (line: Int, column: Int) {
        guard let found else { return (1, 1) }
        let before = bytes[..<found.place]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (line, String(decoding: bytes[start..<found.place], as: UTF8.self).count + 1)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { position += 1 }
    }

    private mutating func checkHeader(_ lineStart: Int) {
        position += 1
        let isSingle = current != UInt8(ascii: "[")
        if !isSingle { position += 1 }
        skipBlanks()
        // The parser has an error for `[ [`, not for `[[[`.
        if isSingle, current == UInt8(ascii: "[") { return }
        switch current {
        // The parser has an error for the end and for `[]`.
        case nil, UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            break
        case .some(let byte):
            let isAlphanumeric =
                byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || byte >= 0x30 && byte <= 0x39)
            if !isAlphanumeric { found = (lineStart, position) }
        }
    }

    /// To the line end that ends the expression: not one within a string of several lines, or an array.
    private mutating func skipExpression(_ lineStart: Int) {
        var brackets: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\n"): if brackets.isEmpty { return }
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(byte)
            case UInt8(ascii: "]"): _ = brackets.popLast()
            case UInt8(ascii: "}"):
                if brackets.popLast() == UInt8(ascii: "[") {
                    found = (lineStart, position - 1)
                    isBrace = true
                    return
                }
            case UInt8(ascii: "#"): while let next = current, next != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte)
            default: break
            }
        }
    }

    /// Behind a string of which the first quote has been passed.
    private mutating func skipString(_ quote: UInt8) {
        let isLong = bytes[position...].starts(with: [quote, quote])
        if isLong { position += 2 }
        while let byte = current {
            if !isLong, byte == UInt8(ascii: "\n") { return }
            position += 1
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                position += 1
            } else if byte == quote {
                if !isLong { return }
                guard bytes[min(position, bytes.count)...].starts(with: [quote, quote]) else { continue }
                position += 2
                // Up to two quotes may stand before the three that end it.
                while current == quote { position += 1 }
                return
            }
        }
    }
}
