/// What an entry of the log holds. Raw values are in the flash and never change their meaning.
public enum LogRecordType: UInt8, Sendable {
    /// The monitor's snapshot, at most as long as `CheckpointBytes`.
    case checkpoint = 1
    /// An `EventRecord`.
    case event = 2
    /// A `StartRecord`.
    case start = 3
}

/// An entry of the log that has been read.
public enum LogRecord: Equatable, Sendable {
    /// A snapshot of so many bytes; the bytes themselves are not copied.
    case checkpoint(length: Int)
    /// Something that happened.
    case event(EventRecord)
    /// The device began to run.
    case start(StartRecord)
    /// A whole entry whose type or length this version does not know; carries the raw type.
    case unknown(UInt8)
}

/// What one call of `nextLogRecord` came to.
public enum LogReading: Equatable, Sendable {
    /// A record, and the number that `append` gave it.
    case record(LogRecord, number: UInt32)
    /// Nothing yet, for the work of one call is bounded: call again.
    case searching
    /// No more for now.
    case end
}

/// What one call of `nextMinuteRecord` came to.
public enum MinuteReading: Equatable, Sendable {
    /// A record.
    case record(MinuteRecord)
    /// Nothing yet, for the work of one call is bounded: call again.
    case searching
    /// No more for now.
    case end
}
