import CellCore
import CellWire
import USBHost

/// What a watch shows.
enum WatchReport {
    case event(EventLine)
    case status(CellStatus)
    /// So many events or reports are missing here.
    case lost(Int)
}

/// Statuses and the events between them in the order of time: asked for, or streamed by the device.
struct ReportSource {
    /// A device that streams and says nothing for so long is at fault.
    private static let leastSilence = 10_000

    private let session: MonitorSession
    private let isStreaming: Bool
    private var silenceLimit = ReportSource.leastSilence
    private var silentMilliseconds = 0
    private var lastSequence: UInt32 = 0
    private var hasFetched = false
    /// Events that are newer than the last status; shown before the next.
    private var held: [EventReport] = []

    init(_ session: MonitorSession, isStreaming: Bool) throws(SessionError) {
        self.session = session
        self.isStreaming = isStreaming
        guard isStreaming else { return }
        let period = Int(clamping: try session.info().samplePeriodMicroseconds / 1000)
        silenceLimit = max(ReportSource.leastSilence, min(period, 3_600_000) * 3)
        // Started before the kept events are fetched, so that none falls between; what comes twice is dropped.
        try session.stream(.status.union(.events))
    }

    /// What there is to show now. While streaming, waits up to a quarter of a second for the next sample.
    mutating func look(waitingAtMost limit: Duration?) throws(SessionError) -> [WatchReport] {
        guard isStreaming else { return try ask() }
        let wait = Int(min(250, max(1, limit.map { $0 / .milliseconds(1) } ?? 250)))
        var reports: [WatchReport] = []
        if !hasFetched { reports += try fetchEvents().map { .event(EventLine($0)) } }
        guard let report = try session.nextReport(timeoutMilliseconds: wait) else {
            silentMilliseconds += wait
            guard silentMilliseconds < silenceLimit else {
                throw .usb(.timedOut(operation: "the stream", milliseconds: silenceLimit))
            }
            return reports
        }
        silentMilliseconds = 0
        switch report {
        case .event(let event):
            if event.sequence > lastSequence {
                lastSequence = event.sequence
                reports.append(.event(EventLine(event)))
            }
        case .status(let status): reports.append(.status(status.status))
        case .lost(let count): reports.append(.lost(count))
        case .sample: break
        }
        return reports
    }

    private mutating func ask() throws(SessionError) -> [WatchReport] {
        let status = try session.status().status
        var reports: [WatchReport] = []
        let expected = lastSequence &+ 1
        let known = lastSequence
        let fresh = try fetchEvents()
        if known > 0, let first = fresh.first, first.sequence > expected {
            reports.append(.lost(Int(first.sequence - expected)))
        }
        held += fresh
        let shown = held.prefix { $0.timeMicroseconds <= status.timeMicroseconds }
        held.removeFirst(shown.count)
        return reports + shown.map { .event(EventLine($0)) } + [.status(status)]
    }

    /// The events since the last that was fetched; from the oldest again after a restart of the device.
    private mutating func fetchEvents() throws(SessionError) -> [EventReport] {
        var events: [EventReport] = []
        hasFetched = true
        // A device keeps 64 and a reply holds 16; more rounds than this would be a device that never ends.
        for _ in 0..<16 {
            let reply = try session.events(after: lastSequence)
            if reply.newestSequence < lastSequence {
                lastSequence = 0
                held = []
                continue
            }
            for index in 0..<Int(reply.count) {
                guard let event = reply[index] else { continue }
                events.append(event)
                lastSequence = max(lastSequence, event.sequence)
            }
            if reply.count == 0 || lastSequence >= reply.newestSequence { break }
        }
        return events
    }
}
