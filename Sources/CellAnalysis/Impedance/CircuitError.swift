/// What is wrong with the text of a circuit, and where.
public struct CircuitError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mistakes.
    public enum Fault: Equatable, Sendable {
        /// Nothing but blanks.
        case empty
        /// An element or `p(` was due; carries what stands there, nil for the end.
        case expectedElement(found: String?)
        /// An element that is not known.
        case unknownElement(String)
        /// `p` without an opening bracket.
        case expectedOpening
        /// A bracket that nothing closes, or something else where `,`, `-` or `)` was due.
        case expected(String, found: String?)
        /// Two elements of one name.
        case repeatedName(String)
        /// Brackets in brackets beyond the limit.
        case tooDeep(limit: Int)
        /// More parameters, or more letters, than the limit.
        case tooLong(limit: Int)
    }

    /// What is wrong.
    public var fault: Fault
    /// Where: 1 for the first character of the text.
    public var column: Int
    /// The circuit as it was given.
    public var text: String

    /// One sentence: the column, what was expected and what was found.
    public var description: String { "circuit, column \(column): \(fault)" }

    /// The text with a caret below the place, on two lines; nil for a text that does not fit one line.
    public var caret: String? {
        guard text.count <= 100, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) else {
            return nil
        }
        return text + "\n" + String(repeating: " ", count: max(column - 1, 0)) + "^"
    }
}

extension CircuitError.Fault: CustomStringConvertible {
    /// What was expected, and what was found.
    public var description: String {
        switch self {
        case .empty: "expected a circuit such as R0-p(R1,CPE1), found nothing"
        case .expectedElement(let found): "expected an element or p(, found \(found.map { "\"\($0)\"" } ?? "the end")"
        case .unknownElement(let name):
            "expected one of the elements \(CircuitElement.allCases.map(\.rawValue).joined(separator: ", ")), "
                + "found \"\(name)\""
        case .expectedOpening: "expected ( after p"
        case .expected(let what, let found): "expected \(what), found \(found.map { "\"\($0)\"" } ?? "the end")"
        case .repeatedName(let name): "expected each element once, found a second \"\(name)\"; number them"
        case .tooDeep(let limit): "expected at most \(limit) brackets in one another, found more"
        case .tooLong(let limit): "expected at most \(limit) of them, found a longer circuit"
        }
    }
}
