/// One JSON object on one line, its keys in the order they are added: the machine interface of both commands.
///
/// ```swift
/// var line = JSONLine(type: "serving")
/// line.add("listen", "127.0.0.1:3240")
/// print(line.text)
/// ```
/// A number that is not finite is left out: what is unknown is absent.
public struct JSONLine: Sendable {
    private var body = ""

    /// An object with `"schema":"cellmon/1"` and its type.
    public init(type: String) {
        add("schema", "cellmon/1")
        add("type", type)
    }

    private init() {}

    /// An object without schema and type, to stand inside another.
    public static func nested() -> JSONLine { JSONLine() }

    /// The object as text, without a line end.
    public var text: String { "{\(body)}" }

    /// Adds a text, unless it is nil.
    public mutating func add(_ key: String, _ value: String?) {
        if let value { add(key, raw: JSONLine.quoted(value)) }
    }

    /// Adds true or false, unless it is nil.
    public mutating func add(_ key: String, _ value: Bool?) {
        if let value { add(key, raw: value ? "true" : "false") }
    }

    /// Adds a whole number, unless it is nil.
    public mutating func add(_ key: String, _ value: (some BinaryInteger)?) {
        if let value { add(key, raw: String(value)) }
    }

    /// Adds a number with as many digits as it takes, unless it is nil or not finite.
    public mutating func add(_ key: String, _ value: Double?) {
        if let value, value.isFinite { add(key, raw: "\(value)") }
    }

    /// Adds a number with as many digits as it takes, unless it is nil or not finite.
    public mutating func add(_ key: String, _ value: Float?) {
        if let value, value.isFinite { add(key, raw: "\(value)") }
    }

    /// Adds an object inside this one, unless it is nil.
    public mutating func add(_ key: String, _ value: JSONLine?) {
        if let value { add(key, raw: value.text) }
    }

    /// Adds an array of objects.
    public mutating func add(_ key: String, _ values: [JSONLine]) {
        add(key, raw: "[\(values.map(\.text).joined(separator: ","))]")
    }

    /// Adds an array of texts.
    public mutating func add(_ key: String, _ values: [String]) {
        add(key, raw: "[\(values.map(JSONLine.quoted).joined(separator: ","))]")
    }

    private mutating func add(_ key: String, raw: String) {
        if !body.isEmpty { body += "," }
        body += JSONLine.quoted(key) + ":" + raw
    }

    /// Source: RFC 8259, section 7.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
