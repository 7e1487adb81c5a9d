import ArgumentParser
import CellCore
import CellData
import CellWire
import Foundation
import USBHost

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Shows the cell live: a table on a terminal, a line a status in a pipe.",
        discussion: "Ends with Ctrl-C, or when one of the conditions given is met.")

    @OptionGroup var device: DeviceOptions
    @OptionGroup var format: OutputOptions

    @Option(
        help: ArgumentHelp(
            "Seconds between two looks; 0 shows every sample, as the device streams them.", valueName: "seconds"))
    var interval = 1.0

    @Option(help: ArgumentHelp("End after so many statuses.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("End once the cell has a short at least that grave.", valueName: "class"))
    var until: ShortClass?

    @Option(
        help: ArgumentHelp(
            "End after so many seconds: with exit code 75 if --count or --until is not met by then.",
            valueName: "seconds"))
    var timeout: Double?

    func validate() throws {
        guard interval >= 0, interval <= 86_400 else { throw ValidationError("--interval must be 0…86400 seconds") }
        if let count, count < 1 { throw ValidationError("--count must be at least 1") }
        if let timeout, !(timeout > 0 && timeout <= 1e9) {
            throw ValidationError("--timeout must be more than 0 seconds")
        }
    }

    func run() throws {
        Interruption.install()
        let started = ContinuousClock.now
        let session = try device.open()
        defer { session.close() }
        var source = try Failing.session { () throws(SessionError) in
            try ReportSource(session, isStreaming: interval == 0)
        }
        let output = StandardOutput()
        var view = try makeView(session, output)
        defer { view.end() }
        var ending = WatchEnding(count: count, until: until)
        let limit = timeout.map { started + .seconds($0) }
        var next = ContinuousClock.now
        while !Interruption.isRequested {
            if let limit, ContinuousClock.now >= limit { return try timedOut(&view) }
            let reports = try Failing.session { () throws(SessionError) in
                try source.look(waitingAtMost: limit.map { $0 - ContinuousClock.now })
            }
            for report in reports where !ending.isMet {
                try view.show(report)
                ending.see(report)
            }
            try output.flush()
            if ending.isMet { return }
            guard interval > 0 else { continue }
            next = max(next + .seconds(interval), .now)
            Interruption.sleep(until: limit.map { min($0, next) } ?? next)
        }
        if until != nil { throw ExitCode(130) }
    }

    private func makeView(_ session: MonitorSession, _ output: StandardOutput) throws(CommandFailure) -> WatchView {
        if format.json { return .json(output) }
        guard output.isTerminal, ProcessInfo.processInfo.environment["TERM"] ?? "dumb" != "dumb" else {
            return .lines(output)
        }
        let info = try Failing.session { () throws(SessionError) in try session.info() }
        return .live(LiveScreen(LiveTable(info: info, path: session.path), output))
    }

    private func timedOut(_ view: inout WatchView) throws {
        guard count != nil || until != nil else { return }
        view.end()
        let condition = until.map { "a short of class \($0.name)" } ?? "\(count ?? 0) statuses"
        let limit = String(format: "%g", timeout ?? 0)
        throw CommandFailure("\(condition) was not seen within \(limit) s; allow more with --timeout", code: 75)
    }
}

/// When a watch has seen what it was asked to wait for.
struct WatchEnding {
    private var remaining: Int?
    private let until: ShortClass?
    private var isReached = false

    init(count: Int?, until: ShortClass?) {
        remaining = count
        self.until = until
    }

    /// True once nothing more has to be waited for. A class counts with the status after it, which shows it.
    private(set) var isMet = false

    mutating func see(_ report: WatchReport) {
        switch report {
        case .status(let status):
            if let left = remaining { remaining = left - 1 }
            if let until, status.short.shortClass >= until { isReached = true }
            if isReached || remaining.map({ $0 <= 0 }) ?? false { isMet = true }
        case .event(let event):
            if let until, let reached = event.shortClass, reached >= until { isReached = true }
        case .lost: break
        }
    }
}
