import Foundation

/// What a figure is in, and how people read it.
enum Quantity: Equatable {
    case seconds
    case bytes
    case bytesPerSecond
    /// Things a second, such as rows or steps; carries what.
    case perSecond(String)
    /// Instructions that a processor executed.
    case instructions

    /// The unit as it stands in JSON.
    var unit: String {
        switch self {
        case .seconds: "s"
        case .bytes: "B"
        case .bytesPerSecond: "B/s"
        case .perSecond(let things): "\(things)/s"
        case .instructions: "instructions"
        }
    }

    /// Three significant digits with a prefix, such as `2.91 M rows/s`; instructions in full.
    func text(_ value: Double) -> String {
        switch self {
        case .instructions: return "\(Quantity.grouped(value)) instr"
        case .perSecond: return "\(Quantity.scaled(value, separator: " "))\(unit)"
        case .seconds, .bytes, .bytesPerSecond: return "\(Quantity.scaled(value, separator: ""))\(unit)"
        }
    }

    /// A span without the unit, in the prefix of its upper end.
    func span(_ low: Double, _ high: Double) -> String {
        if case .instructions = self { return "\(Quantity.grouped(low)) – \(Quantity.grouped(high))" }
        let factor = Quantity.prefix(of: high).factor
        return "\(Quantity.digits(low / factor)) – \(Quantity.digits(high / factor))"
    }

    private static func scaled(_ value: Double, separator: String) -> String {
        let (factor, prefix) = prefix(of: value)
        return "\(digits(value / factor)) \(prefix)\(prefix.isEmpty ? "" : separator)"
    }

    private static func prefix(of value: Double) -> (factor: Double, prefix: String) {
        let prefixes = [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")]
        // A value that rounds up to a thousand takes the next prefix.
        return prefixes.first { abs(value) >= $0.0 * 0.9995 } ?? (1, "")
    }

    private static func digits(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        return String(format: "%.\(abs(value) >= 99.95 ? 0 : abs(value) >= 9.995 ? 1 : 2)f", value)
    }

    /// A whole number in groups of three.
    static func grouped(_ value: Double) -> String {
        let digits = Array(String(Int(value.rounded())))
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index) % 3 == 0 ? [" ", digit] : [digit]
            })
    }
}
