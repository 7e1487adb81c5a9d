import CellCore
import CellWire

/// The last 64 events, so that a host that comes late still learns what happened.
public struct EventLog: Sendable {
    /// Events kept.
    public static var capacity: Int { 64 }

    private var storage: InlineArray<64, EventReport> = InlineArray(repeating: EventReport())
    /// Events ever added, saturating at the capacity for what is kept.
    private var addedCount = 0

    /// A log that holds nothing.
    public init() {}

    /// Keeps an event; the oldest of 64 goes.
    public mutating func append(_ event: MonitorEvent) {
        storage[addedCount % EventLog.capacity] = EventReport(event)
        addedCount &+= 1
        // Keep the count small without changing where the next one goes.
        if addedCount >= 4 * EventLog.capacity { addedCount -= 2 * EventLog.capacity }
    }

    /// The events after a sequence number, oldest first, as many as a reply holds. Cost: looks at each that is kept.
    public func events(after sequence: UInt32) -> EventsReply {
        var reply = EventsReply()
        let kept = min(addedCount, EventLog.capacity)
        for offset in 0..<kept {
            let event = storage[(addedCount - kept + offset) % EventLog.capacity]
            reply.newestSequence = event.sequence
            if event.sequence > sequence { _ = reply.append(event) }
        }
        return reply
    }
}
