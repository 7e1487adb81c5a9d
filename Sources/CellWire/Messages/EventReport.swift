import CellCore

/// One event: 24 bytes. Time u64 µs, sequence u32, identifier u16, severity u8, reserved u8, value i64.
public struct EventReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .eventReport }

    /// Time of the sample that raised it, µs.
    public var timeMicroseconds: UInt64 = 0
    /// Counts up by one an event, from 1.
    public var sequence: UInt32 = 0
    /// The identifier's raw value; it may be one that this version does not know.
    public var rawID: UInt16 = 0
    /// The severity's raw value.
    public var rawSeverity: UInt8 = 0
    /// The offending value, in the unit that belongs to the identifier.
    public var value: Int64 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(_ event: MonitorEvent) {
        timeMicroseconds = event.timeMicroseconds
        sequence = event.sequence
        rawID = event.id.rawValue
        rawSeverity = event.severity.rawValue
        value = event.value
    }

    /// The event, nil when its identifier or severity is one of a newer device.
    public var event: MonitorEvent? {
        guard let id = EventID(rawValue: rawID), let severity = EventSeverity(rawValue: rawSeverity) else { return nil }
        return MonitorEvent(
            timeMicroseconds: timeMicroseconds, sequence: sequence, id: id, severity: severity, value: value)
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&timeMicroseconds)
        coder.code(&sequence)
        coder.code(&rawID)
        coder.code(&rawSeverity)
        coder.codeReserved(1)
        coder.code(&value)
    }
}

/// Reports that did not reach the host because it did not read: 4 bytes, their count u32.
public struct LossReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .lossReport }

    /// Reports lost since the stream began or the last loss report.
    public var lostReportCount: UInt32 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(lostReportCount: UInt32) { self.lostReportCount = lostReportCount }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) { coder.code(&lostReportCount) }
}
