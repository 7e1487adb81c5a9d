/// What the device tells of itself: an input of the monitor, like a sample, so that a recording replays it.
///
/// The monitor numbers it among its events; nothing is estimated from it.
public struct DeviceNotice: Equatable, Sendable {
    /// When it happened, in microseconds of the samples' time.
    public var timeMicroseconds: UInt64
    /// What happened: an identifier for which `isNotice` holds.
    public var id: EventID
    /// The offending value, in the unit of the identifier's diagnosis.
    public var value: Int64

    /// A notice; `value` is in the unit that the identifier's diagnosis states.
    public init(timeMicroseconds: UInt64, id: EventID, value: Int64) {
        self.timeMicroseconds = timeMicroseconds
        self.id = id
        self.value = value
    }
}

extension EventID {
    /// True for what the device tells of itself, false for what the monitor finds in samples.
    public var isNotice: Bool { rawValue >= 40 && rawValue < 80 }
}

extension CellMonitor {
    /// Takes a notice: it becomes an event with the next number. One whose identifier is no notice's is left out.
    ///
    /// Cost: one event.
    public mutating func note(_ notice: DeviceNotice, events: inout EventList) {
        guard notice.id.isNotice else { return }
        var reporter = Reporter(timeMicroseconds: notice.timeMicroseconds, sequence: eventSequence)
        reporter.report(notice.id, value: notice.value, to: &events)
        eventSequence = reporter.sequence
    }
}
