import CellCore
import CellData
import CellWire
import Foundation

/// An event as a device sends it, also one that a newer device knows and this program does not.
struct EventLine {
    let report: EventReport

    init(_ report: EventReport) { self.report = report }

    init(_ event: MonitorEvent) { report = EventReport(event) }

    var time: UInt64 { report.timeMicroseconds }

    var severity: EventSeverity { EventSeverity(rawValue: report.rawSeverity) ?? .warning }

    var sentence: String {
        if let event = report.event { return MonitorReport.text(event) }
        return "event \(report.rawID) of a newer device (value \(report.value))"
    }

    /// The class of shorts that the event says has been reached.
    var shortClass: ShortClass? { report.event?.id.shortClass }

    var json: JSONLine {
        if let event = report.event { return MonitorReport.json(event) }
        var line = JSONLine(type: "event")
        line.add("time_second", MonitorReport.seconds(time))
        line.add("id", "unknown-\(report.rawID)")
        line.add("severity", severity.name)
        line.add("text", sentence)
        line.add("sequence", report.sequence)
        return line
    }

    /// One line for people, with seconds.
    var text: StyledText { text(at: PlainLine.time(time)) }

    /// One line for people, with the time as it is shown elsewhere.
    func text(at time: String) -> StyledText {
        var line = StyledText(time, .dim)
        line.add("  ")
        line.add(severity.name.padding(toLength: 8, withPad: " ", startingAt: 0), severity.style)
        line.add(" ")
        line.add(sentence, severity >= .caution ? .bold : .plain)
        return line
    }
}

extension EventID {
    /// The class that the verdict on shorts has changed to with this event; nil for other events.
    var shortClass: ShortClass? {
        switch self {
        case .shortCleared: ShortClass.none
        case .shortSuspected: .suspected
        case .shortTransient: .transient
        case .shortSoft: .soft
        case .shortHard: .hard
        default: nil
        }
    }
}
