import Journal

// The journal is generic, and generic code is only checked for heap use where it is instantiated: this file is compiled
// for the embedded target with `-no-allocations` by the check of portable modules, and into the tests as well.

/// A flash whose every byte reads as the one that was programmed last.
struct OneByteFlash: FlashStore, ~Copyable {
    var byte: UInt8
    var sectorCount: Int { 8 }

    mutating func read(at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>) throws(FlashError) {
        guard count <= bytes.count else { throw .outOfRange(offset) }
        for index in 0..<count { bytes[index] = byte }
    }
    mutating func beginProgram(at offset: Int, _ bytes: borrowing Span<UInt8>) throws(FlashError) {
        guard bytes.count > 0 else { throw .outOfRange(offset) }
        byte = bytes[0]
    }
    mutating func beginErase(sector: Int) throws(FlashError) { byte = 0xFF }
    mutating func isFinished() throws(FlashError) -> Bool { true }
}

/// Calls every entry point of the journal, so that all of it is instantiated. The number of steps that did something.
public func usePortableJournal(_ byte: UInt8, _ snapshot: borrowing Span<UInt8>) -> Int {
    var journal = Journal(
        store: OneByteFlash(byte: byte), log: FlashRegion(firstSector: 0, sectorCount: 4),
        minutes: FlashRegion(firstSector: 4, sectorCount: 4))
    journal.mount()
    var buffer = CheckpointBytes(repeating: 0)
    var room = buffer.mutableSpan
    var busyCount = 0
    var cursor = JournalCursor()
    do throws(JournalError) {
        let length = try journal.readCheckpoint(into: &room)
        try journal.appendStart(cause: .powerOn, wentOn: length != nil, rawCause: 0, firmwareVersion: 0)
        try journal.appendCheckpoint(snapshot)
        try journal.append(EventRecord(timeMicroseconds: 1, value: 2, id: 3, severity: 4))
        let range = MinuteRange(mean: 1, minimum: 0, maximum: 2)
        try journal.append(
            MinuteRecord(
                uptimeMinutes: 1, currentNanoamperes: range, voltageMicrovolts: nil, temperatureMillikelvin: range))
        for _ in 0..<200 where journal.step() == .busy { busyCount += 1 }
        _ = try journal.nextLogRecord(&cursor)
        _ = try journal.nextMinuteRecord(&cursor)
        try journal.clearLog()
        try journal.clearMinutes()
    } catch {
        busyCount += journal.logHealth.waitingByteCount + journal.minutesHealth.waitingByteCount
    }
    return busyCount
}
