import CellWire

/// What a device sends of itself once a stream has been started.
public enum StreamedReport: Sendable {
    case sample(SampleReport)
    case event(EventReport)
    case status(StatusReport)
    /// So many reports are missing here: the host did not read in time.
    case lost(Int)
}

/// Reports that have come and wait to be taken, with what is missing between them. Holds 4096 at most.
struct ReportQueue {
    private static let limit = 4096

    private var reports: [StreamedReport] = []
    private var expectedSequence: UInt16 = 0

    /// Forgets everything; a stream that starts numbers its reports from 0.
    mutating func restart() { self = ReportQueue() }

    mutating func next() -> StreamedReport? { reports.isEmpty ? nil : reports.removeFirst() }

    /// Takes the frame of a report; other frames and reports of a newer device are passed over.
    mutating func take(_ frame: Frame) throws(WireError) {
        let report: StreamedReport?
        switch frame.type {
        case .sampleReport: report = .sample(try frame.decode(SampleReport.self))
        case .eventReport: report = .event(try frame.decode(EventReport.self))
        case .statusReport: report = .status(try frame.decode(StatusReport.self))
        case .lossReport: report = .lost(Int(try frame.decode(LossReport.self).lostReportCount))
        default: report = nil
        }
        guard report != nil || (0x40...0x5F).contains(frame.rawType) else { return }
        let missing = frame.sequence &- expectedSequence
        expectedSequence = frame.sequence &+ 1
        if missing > 0 { append(.lost(Int(missing))) }
        if let report { append(report) }
    }

    private mutating func append(_ report: StreamedReport) {
        // A caller that never takes reports must not fill the memory.
        if reports.count >= ReportQueue.limit { reports = [.lost(reports.count)] }
        reports.append(report)
    }
}
