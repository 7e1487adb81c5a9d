import CellCore
import Foundation

/// A value with its unit as people read it: three or four significant digits and an SI prefix.
public enum Measure {
    /// A value in a unit, such as `(3012, "Ω")` → `3.01 kΩ`; "–" when it is not known.
    public static func text(_ value: Double?, _ unit: String, digits: Int = 3) -> String {
        guard let value, value.isFinite else { return "–" }
        let prefixes: [(factor: Double, prefix: String)] = [
            (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p"),
        ]
        guard value != 0 else { return "0 \(unit)" }
        // Rounding may lift a value to the next prefix: 999.96 mV is 1.00 V.
        let rounded = Double(String(format: "%.\(max(digits - 1, 0))e", value)) ?? value
        let chosen = prefixes.first { abs(rounded) >= $0.factor } ?? (1e-12, "p")
        return "\(significant(rounded / chosen.factor, digits)) \(chosen.prefix)\(unit)"
    }

    /// A duration as hours, minutes and seconds, such as `1:30:05`.
    public static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.isFinite ? min(max(seconds, 0), 1e15) : 0)
        return String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
    }

    /// A text with blanks up to a width.
    public static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }

    /// The value of an event in the unit of its diagnosis; empty where there is none.
    static func text(_ value: Int64, unit: String) -> String {
        switch unit {
        case "": ""
        case "µs": "\(text(Double(value) / 1e6, "s"))"
        case "nC": text(Double(value) / 1e9, "C")
        case "nV": text(Double(value) / 1e9, "V", digits: 4)
        case "nV/s": text(Double(value) / 1e9, "V/s")
        case "pA": text(Double(value) / 1e12, "A", digits: 4)
        case "mK": String(format: "%.2f °C", (Double(value) - 273_150) / 1e3)
        case "mK/min": String(format: "%.2f K/min", Double(value) / 1e3)
        case "event":
            UInt16(exactly: value).flatMap { EventID(rawValue: $0) }.map(\.name) ?? "event \(value)"
        case "mΩ": value > 0 ? text(Double(value) / 1e3, "Ω") : ""
        case "ppm": String(format: "%.1f %%", Double(value) / 1e4)
        case "flags": sensors(value)
        case "reasons": reasons(value)
        case "fault":
            UInt8(exactly: value).flatMap { HardwareFault(rawValue: $0) }.map { "\($0.text)" } ?? "fault \(value)"
        case "chip": chip(value)
        case "sector", "version": "\(unit) \(value)"
        case "points" where value == 1: "1 point"
        case "records": value == 1 ? "1 record since power-up" : "\(value) records since power-up"
        case "ring": ring(value)
        default: "\(value) \(unit)"
        }
    }

    private static func chip(_ member: Int64) -> String {
        let names = ["current", "voltage", "temperature", "impedance"]
        return names.indices.contains(Int(clamping: member)) ? names[Int(member)] : "chip \(member)"
    }

    private static func ring(_ index: Int64) -> String {
        switch index {
        case 0: "the log"
        case 1: "the minutes"
        default: "ring \(index)"
        }
    }

    private static func sensors(_ flags: Int64) -> String {
        let names = [(1, "current"), (2, "voltage"), (4, "temperature")] as [(Int64, String)]
        return names.filter { flags & $0.0 != 0 }.map(\.1).joined(separator: ", ")
    }

    private static func reasons(_ bits: Int64) -> String {
        UInt8(exactly: bits).map { LearningLock(rawValue: $0).names.joined(separator: ", ") } ?? "reasons \(bits)"
    }

    private static func significant(_ value: Double, _ digits: Int) -> String {
        let magnitude = abs(value)
        let before = magnitude >= 100 ? 3 : magnitude >= 10 ? 2 : 1
        return String(format: "%.\(max(digits - before, 0))f", value)
    }
}
