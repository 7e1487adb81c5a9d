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

    /// Sends a sample to a host that asked for inputs.
    mutating func send(_ sample: Sample, over link: inout HostLink) {
        if contents.contains(.samples) { send(SampleReport(sample), over: &link) }
    }

    /// Sends a notice to a host that asked for inputs.
    mutating func send(_ notice: DeviceNotice, over link: inout HostLink) {
        if contents.contains(.samples) { send(NoticeReport(notice), over: &link) }
    }

    /// Sends an event to a host that asked for events.
    mutating func send(_ event: MonitorEvent, over link: inout HostLink) {
        if contents.contains(.events) { send(EventReport(event), over: &link) }
    }

    /// Sends a status to a host that asked for it.
    mutating func send(_ status: CellStatus, over link: inout HostLink) {
        if contents.contains(.status) { send(StatusReport(status), over: &link) }
    }

    /// Sends a point to a host that asked for spectra.
    mutating func send(_ point: ImpedancePoint, over link: inout HostLink) {
        if contents.contains(.spectra) { send(ImpedanceReport(point), over: &link) }
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
