extension Journal where Store: ~Copyable {
    /// Number of the newest whole checkpoint; nil while there is none.
    public var newestCheckpointNumber: UInt32? { log.newestCheckpoint?.number }

    /// Copies the newest whole checkpoint; its length comes back, nil when there is none. `CheckpointBytes` are room enough.
    ///
    /// One that is no longer as whole as it was at the mount is given up for the newest that is; three times at most.
    /// Errors: `flash(.busy)` while an operation runs, `tooLong` when `room` is too short, `unavailable`, `damaged`.
    public mutating func readCheckpoint(into room: inout MutableSpan<UInt8>) throws(JournalError) -> Int? {
        var damaged: UInt32?
        for _ in 0..<3 {
            guard let entry = log.newestCheckpoint else { return nil }
            guard room.count >= entry.payloadLength else { throw .tooLong(entry.payloadLength) }
            if try copy(entry, of: log, into: &room) { return entry.payloadLength }
            damaged = entry.number
            log.findCheckpoint(&store)
        }
        if let damaged { throw .damaged(damaged) }
        return nil
    }

    /// Reads the log on from a place, oldest first. A checkpoint's bytes are not copied.
    ///
    /// Bound: one sector, or the header of each, is read in a call. Errors: `flash(.busy)`, `unavailable`.
    public mutating func nextLogRecord(_ cursor: inout JournalCursor) throws(JournalError) -> LogReading {
        switch try read(log, &cursor) {
        case .searching: return .searching
        case .end: return .end
        case .entry(let entry):
            var buffer = ShortRecordBytes(repeating: 0)
            guard entry.type != LogRecordType.checkpoint.rawValue, entry.payloadLength <= buffer.count else {
                return .record(long(entry), number: entry.number)
            }
            var room = buffer.mutableSpan
            guard try copy(entry, of: log, into: &room) else { return .searching }
            let payload = buffer.span.extracting(first: entry.payloadLength)
            return .record(record(entry, payload), number: entry.number)
        }
    }

    /// Reads the minutes on from a place, oldest first. Bound and errors as for `nextLogRecord`.
    public mutating func nextMinuteRecord(_ cursor: inout JournalCursor) throws(JournalError) -> MinuteReading {
        switch try read(minutes, &cursor) {
        case .searching: return .searching
        case .end: return .end
        case .entry(let entry):
            var buffer = InlineArray<28, UInt8>(repeating: 0)
            var room = buffer.mutableSpan
            guard try copy(entry, of: minutes, into: &room) else { return .searching }
            guard let record = MinuteRecord(buffer.span) else { return .searching }
            return .record(record)
        }
    }

    private func long(_ entry: RingEntry) -> LogRecord {
        entry.type == LogRecordType.checkpoint.rawValue
            ? .checkpoint(length: entry.payloadLength) : .unknown(entry.type)
    }

    private func record(_ entry: RingEntry, _ payload: borrowing Span<UInt8>) -> LogRecord {
        switch LogRecordType(rawValue: entry.type) {
        case .event: if let event = EventRecord(payload) { return .event(event) }
        case .start: if let start = StartRecord(payload) { return .start(start) }
        case .checkpoint, nil: break
        }
        return .unknown(entry.type)
    }

    private mutating func read(
        _ ring: SectorRing, _ cursor: inout JournalCursor
    ) throws(JournalError) -> SectorRing.Reading {
        guard ring.state == .ready || ring.state == .worn else { throw .unavailable(ring.state) }
        do { return try ring.read(&cursor, &store) } catch { throw .flash(error) }
    }

    private mutating func copy(
        _ entry: RingEntry, of ring: SectorRing, into room: inout MutableSpan<UInt8>
    ) throws(JournalError) -> Bool {
        do { return try ring.copyPayload(of: entry, &store, into: &room) } catch { throw .flash(error) }
    }
}
