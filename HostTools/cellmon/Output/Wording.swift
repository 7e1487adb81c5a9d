import CellCore
import CellData
import CellWire
import Foundation

/// Values of the monitor as people read them; "–" for what is not known.
enum Wording {
    static let unknown = "–"

    static func voltage(_ status: CellStatus) -> String {
        Measure.text(status.voltageNanovolts.map { Double($0) / 1e9 }, "V", digits: 4)
    }

    static func current(_ status: CellStatus) -> String {
        Measure.text(status.currentPicoamperes.map { Double($0) / 1e12 }, "A", digits: 4)
    }

    /// What the current does to the cell.
    static func direction(_ status: CellStatus) -> String {
        guard let current = status.currentPicoamperes else { return "" }
        return current > 0 ? "charging" : current < 0 ? "discharging" : "at rest"
    }

    static func temperature(_ status: CellStatus) -> String {
        guard let millikelvin = status.temperatureMillikelvin else { return unknown }
        return String(format: "%.2f °C", MonitorReport.celsius(millikelvin))
    }

    static func netCharge(_ status: CellStatus) -> String {
        let coulombs = MonitorReport.coulombs(status.charge.net)
        return "\(charge(coulombs: coulombs)) (\(Measure.text(coulombs, "C", digits: 4)))"
    }

    static func charge(coulombs: Double) -> String { Measure.text(coulombs / 3600, "Ah", digits: 4) }

    static func percent(_ fraction: Float, _ digits: Int = 1) -> String {
        String(format: "%.\(digits)f", Double(fraction) * 100)
    }

    static func stateOfCharge(_ value: Bounded?) -> String {
        guard let value else { return unknown }
        return "\(percent(value.value)) % (\(percent(value.lower))…\(percent(value.upper)) %)"
    }

    static func resistance(_ value: Bounded?) -> String {
        guard let value else { return unknown }
        return "\(ohms(value.value)) (\(ohms(value.lower))…\(ohms(value.upper)))"
    }

    /// A gigaohm and more is no short that anyone could tell from none.
    static func ohms(_ value: Float) -> String { value >= 1e9 ? "∞" : Measure.text(Double(value), "Ω") }

    static func evidence(_ verdict: ShortVerdict) -> String {
        var entries: [String] = []
        for index in verdict.evidence.indices {
            guard let entry = verdict.evidence[index] else { continue }
            let kind = entry.kind.name.replacing("-", with: " ")
            entries.append("\(kind) \(percent(entry.weight, 0)) %")
        }
        return entries.isEmpty ? unknown : entries.joined(separator: ", ")
    }

    static func time(_ microseconds: UInt64) -> String { duration(Double(microseconds) / 1e6) }

    /// Seconds as `0:05:12.3`, beyond a day as `3 d 04:05:12`.
    static func duration(_ seconds: Double) -> String {
        let tenths = Int((max(seconds, 0) * 10).rounded(.down))
        let (whole, tenth) = tenths.quotientAndRemainder(dividingBy: 10)
        let (hours, rest) = whole.quotientAndRemainder(dividingBy: 3600)
        let (days, hour) = hours.quotientAndRemainder(dividingBy: 24)
        let clock = String(format: "%02d:%02d", rest / 60, rest % 60)
        return days > 0 ? String(format: "%d d %02d:", days, hour) + clock : "\(hour):\(clock).\(tenth)"
    }

    /// A count with a thin space between thousands.
    static func count(_ value: some BinaryInteger) -> String {
        var text = ""
        for (index, digit) in "\(value)".reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append("\u{202F}") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}

extension FixedText {
    /// The text; bytes that no terminal should see become "?".
    var text: String {
        var result = ""
        for index in 0..<count {
            let byte = bytes[index]
            result.append((0x20..<0x7F).contains(byte) ? Character(UnicodeScalar(byte)) : "?")
        }
        return result
    }
}
