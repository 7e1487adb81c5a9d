/// The events of one step, in order. Holds fifteen, as many as a step can raise; a further one is counted and lost.
public struct EventList: Sendable {
    /// Events that find room.
    public static var capacity: Int { 15 }

    private var storage: InlineArray<15, MonitorEvent>
    /// Events held, 0…15.
    public private(set) var count: Int
    /// Events that found no room.
    public private(set) var lostCount: Int

    /// An empty list.
    public init() {
        storage = InlineArray(
            repeating: MonitorEvent(timeMicroseconds: 0, sequence: 0, id: .started, severity: .info, value: 0))
        count = 0
        lostCount = 0
    }

    /// The event at `index`, nil outside 0..<`count`.
    public subscript(index: Int) -> MonitorEvent? {
        index >= 0 && index < count ? storage[index] : nil
    }

    /// Adds an event, or counts it as lost when the list is full.
    public mutating func append(_ event: MonitorEvent) {
        guard count < EventList.capacity else {
            lostCount += 1
            return
        }
        storage[count] = event
        count += 1
    }

    /// Empties the list and forgets what was lost.
    public mutating func removeAll() {
        count = 0
        lostCount = 0
    }
}
