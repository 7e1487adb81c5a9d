import CellCore

/// Puts what a monitor says after a sample into frames: its events, then its status, numbered from 0.
///
/// These are the frames on which bit identity is compared; a device's stream of status and events is the same bytes.
public struct OutputFramer: Sendable {
    private var sequence: UInt16 = 0

    /// A framer whose next number is 0.
    public init() {}

    /// The frame of an event, with the next number.
    public mutating func frame(_ event: MonitorEvent) -> Frame { frame(EventReport(event)) }

    /// The frame of a status, with the next number.
    public mutating func frame(_ status: CellStatus) -> Frame { frame(StatusReport(status)) }

    /// The frame of any other report, with the next number.
    public mutating func frame(_ message: some WireMessage) -> Frame {
        defer { sequence &+= 1 }
        return Frame(message, sequence: sequence)
    }
}
