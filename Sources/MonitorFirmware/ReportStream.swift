import CellCore
import CellWire

/// The reports that a host has asked to be sent of themselves. A host that does not read loses reports, never a sample.
struct ReportStream: Sendable {
    private(set) var contents = StreamContents.nothing
    private var framer = OutputFramer()
    private var lostReportCount: UInt32 = 0

    /// Starts anew with the contents; reports are numbered from 0.
    mutating func start(_ contents: StreamContents) {
        self = ReportStream()
        self.contents = contents
    }

    /// Sends what was asked for of a sample: the sample, its events, the status after it.
    mutating func send(_ sample: Sample, _ events: EventList, _ status: CellStatus, over link: inout HostLink) {
        if contents.contains(.samples) { send(SampleReport(sample), over: &link) }
        if contents.contains(.events) {
            for index in 0..<events.count {
                if let event = events[index] { send(EventReport(event), over: &link) }
            }
        }
        if contents.contains(.status) { send(StatusReport(status), over: &link) }
    }

    private mutating func send(_ message: some WireMessage, over link: inout HostLink) {
        if lostReportCount > 0 {
            var next = framer
            guard link.send(report: next.frame(LossReport(lostReportCount: lostReportCount))) else {
                lostReportCount &+= 1
                return
            }
            framer = next
            lostReportCount = 0
        }
        var next = framer
        if link.send(report: next.frame(message)) {
            framer = next
        } else {
            lostReportCount &+= 1
        }
    }
}
