import CellCore
import CellData
import Foundation

/// A status as one line of plain text, for a pipe.
enum PlainLine {
    /// Seconds, right-aligned, so that lines stand one below the other for 11 days.
    static func time(_ microseconds: UInt64) -> String {
        padded(String(format: "%.1f s", Double(microseconds) / 1e6), 11)
    }

    static func status(_ status: CellStatus) -> StyledText {
        var line = StyledText(time(status.timeMicroseconds), .dim)
        line.add("  \(padded(Wording.voltage(status), 8))  \(padded(Wording.current(status), 9))")
        line.add("  \(padded(Wording.temperature(status), 8))  SOC ")
        line.add(padded(status.stateOfCharge.map { "\(Wording.percent($0.value)) %" } ?? Wording.unknown, 7))
        line.add("  short ")
        line.add(status.short.shortClass.name, status.short.shortClass.style)
        if let ohms = status.short.resistanceOhms { line.add(" \(Wording.ohms(ohms.value))") }
        if let prospect = status.state?.prospect { line.add("  \(prospect)") }
        return line
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
