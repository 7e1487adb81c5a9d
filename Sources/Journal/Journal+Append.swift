extension Journal where Store: ~Copyable {
    /// Puts the monitor's snapshot, at most as long as `CheckpointBytes`, in front of the flash; its number comes back.
    ///
    /// Errors: `tooLong`, `noRoom`, `unavailable`; nothing is taken then.
    @discardableResult
    public mutating func appendCheckpoint(_ snapshot: borrowing Span<UInt8>) throws(JournalError) -> UInt32 {
        try log.append(type: LogRecordType.checkpoint.rawValue, payload: snapshot)
    }

    /// Puts an event in front of the flash; its number comes back. Errors: `noRoom`, `unavailable`.
    @discardableResult
    public mutating func append(_ event: EventRecord) throws(JournalError) -> UInt32 {
        let payload = event.encoded
        return try log.append(type: LogRecordType.event.rawValue, payload: payload.span)
    }

    /// Tells of this start, once after the mount, under the start number after the last; the entry's number comes back.
    ///
    /// Errors: `noRoom`, `unavailable`.
    @discardableResult
    public mutating func appendStart(
        cause: ResetCause, wentOn: Bool, rawCause: UInt32, firmwareVersion: UInt32
    ) throws(JournalError) -> UInt32 {
        let record = StartRecord(
            number: log.startNumber &+ 1, cause: cause, wentOn: wentOn, rawCause: rawCause,
            firmwareVersion: firmwareVersion)
        let payload = record.encoded
        let number = try log.append(type: LogRecordType.start.rawValue, payload: payload.span)
        log.startNumber = record.number
        minutes.startNumber = record.number
        return number
    }

    /// Puts a minute in front of the flash. Errors: `noRoom`, `unavailable`.
    @discardableResult
    public mutating func append(_ minute: MinuteRecord) throws(JournalError) -> UInt32 {
        let payload = minute.encoded
        return try minutes.append(type: 0, payload: payload.span)
    }

    /// Number of the newest start that was told of; 0 before the first.
    public var startNumber: UInt32 { log.startNumber }

    /// Number of the log's entry that was written and read back last: all up to it survive a power cut.
    public var writtenLogNumber: UInt32 { log.writtenNumber }
    /// As `writtenLogNumber`, for the minutes. Numbers of minutes count within one start.
    public var writtenMinuteNumber: UInt32 { minutes.writtenNumber }
}
