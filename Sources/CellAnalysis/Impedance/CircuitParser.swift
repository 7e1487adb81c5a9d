/// Compiles the text of a circuit by recursive descent.
///
///     series   = branch { "-" branch }
///     branch   = "p(" series { "," series } ")" | element
///     element  = R | C | L | CPE | W | Wo | Ws, and then digits
struct CircuitParser {
    private static let depthLimit = 32
    private static let lengthLimit = 1_000
    /// Covariance of more parameters than this tells nothing.
    private static let parameterLimit = 32

    private let text: String
    /// Bytes that are no blanks, and their places.
    private let bytes: [(byte: UInt8, column: Int)]
    private var index = 0
    private var names: Set<String> = []
    private(set) var steps: [Circuit.Step] = []
    private(set) var parameters: [Circuit.Parameter] = []

    init(_ text: String) {
        self.text = text
        // A character beyond ASCII becomes a byte that no rule takes, so that places are counted in characters.
        bytes = text.prefix(CircuitParser.lengthLimit + 1).enumerated().compactMap { offset, character in
            character == " " || character == "\t" ? nil : (character.asciiValue ?? 0, offset + 1)
        }
    }

    var plainText: String { String(decoding: bytes.map(\.byte), as: UTF8.self) }

    mutating func parse() throws(CircuitError) {
        guard text.count <= CircuitParser.lengthLimit else {
            throw fault(.tooLong(limit: CircuitParser.lengthLimit), at: CircuitParser.lengthLimit + 1)
        }
        guard !bytes.isEmpty else { throw fault(.empty, at: 1) }
        _ = try series(depth: 0)
        guard index == bytes.count else { throw fault(.expected("- or the end", found: here)) }
    }

    private var byte: UInt8 { index < bytes.count ? bytes[index].byte : 0 }
    private var column: Int { index < bytes.count ? bytes[index].column : (bytes.last?.column ?? 0) + 1 }
    /// The character at the place, for a message.
    private var here: String? {
        guard index < bytes.count else { return nil }
        return String(text[text.index(text.startIndex, offsetBy: column - 1)])
    }

    private func fault(_ fault: CircuitError.Fault, at place: Int? = nil) -> CircuitError {
        CircuitError(fault: fault, column: place ?? column, text: text)
    }

    private mutating func take(_ wanted: Character) -> Bool {
        guard byte == wanted.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func series(depth: Int) throws(CircuitError) -> Int {
        var result = try branch(depth: depth)
        while take("-") {
            let next = try branch(depth: depth)
            steps.append(.series(result, next))
            result = steps.count - 1
        }
        return result
    }

    private mutating func branch(depth: Int) throws(CircuitError) -> Int {
        guard take("p") else { return try element() }
        guard depth < CircuitParser.depthLimit else { throw fault(.tooDeep(limit: CircuitParser.depthLimit)) }
        guard take("(") else { throw fault(.expectedOpening) }
        var result = try series(depth: depth + 1)
        while take(",") {
            let next = try series(depth: depth + 1)
            steps.append(.parallel(result, next))
            result = steps.count - 1
        }
        guard take(")") else { throw fault(.expected("-, a comma or )", found: here)) }
        return result
    }

    private mutating func element() throws(CircuitError) -> Int {
        let start = column
        var code = ""
        while byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
            code.unicodeScalars.append(Unicode.Scalar(byte))
            index += 1
        }
        guard !code.isEmpty else { throw fault(.expectedElement(found: here)) }
        guard let element = CircuitElement(rawValue: code) else { throw fault(.unknownElement(code), at: start) }
        var name = code
        while byte >= 0x30, byte <= 0x39 {
            name.unicodeScalars.append(Unicode.Scalar(byte))
            index += 1
        }
        guard names.insert(name).inserted else { throw fault(.repeatedName(name), at: start) }
        guard parameters.count + element.parameterCount <= CircuitParser.parameterLimit else {
            throw fault(.tooLong(limit: CircuitParser.parameterLimit), at: start)
        }
        steps.append(.element(element, parameters.count))
        for (index, unit) in element.units.enumerated() {
            parameters.append(
                Circuit.Parameter(
                    name: element.parameterCount == 1 ? name : "\(name)_\(index)", unit: unit,
                    isExponent: element.isExponent(index)))
        }
        return steps.count - 1
    }
}
