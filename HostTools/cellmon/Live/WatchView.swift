import CellData

/// How a watch is shown: JSON lines, plain lines, or a live table.
enum WatchView {
    case json(StandardOutput)
    case lines(StandardOutput)
    case live(LiveScreen)

    mutating func show(_ report: WatchReport) throws(CommandFailure) {
        switch self {
        case .json(let output):
            switch report {
            case .event(let event): try output.line(event.json.text)
            case .status(let status): try output.line(MonitorReport.json(status).text)
            case .lost(let count): WatchView.tellLoss(count)
            }
        case .lines(let output):
            switch report {
            case .event(let event): try output.line(event.text.rendered())
            case .status(let status): try output.line(PlainLine.status(status).rendered())
            case .lost(let count): WatchView.tellLoss(count)
            }
        case .live(let screen):
            try screen.show(report)
        }
    }

    /// Leaves the terminal as it was; more calls are harmless.
    mutating func end() {
        if case .live(let screen) = self { screen.end() }
    }

    private static func tellLoss(_ count: Int) {
        Notice.write("\(count) reports did not arrive in time; look less often with --interval")
    }
}
