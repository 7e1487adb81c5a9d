import Journal
import TestSupport
import Testing

/// What a log entry should read as.
enum Logged: Equatable {
    case checkpoint([UInt8])
    case event(EventRecord)
    case start(StartRecord)
}

/// A plain list of what was appended, to compare a journal with.
struct Reference {
    struct Entry {
        var number: UInt32
        var content: Logged
        var fate = Fate.waits
        var isWritten: Bool { fate == .written }
    }

    enum Fate {
        case waits
        /// Reported as written, so that a power cut must not take it.
        case written
        /// Was being written when the power failed: may be there or not, and may come and go.
        case uncertain
    }

    var log: [Entry] = []
    var minutes: [(content: MinuteRecord, fate: Fate)] = []
    var restarts = 0

    /// Notes what was appended. A number comes again only when the entry that had it never reached the flash.
    mutating func append(_ number: UInt32, _ content: Logged) {
        while let last = log.last, last.fate == .uncertain, Int32(bitPattern: number &- last.number) <= 0 {
            log.removeLast()
        }
        if let last = log.last, Int32(bitPattern: number &- last.number) <= 0 {
            Issue.record("number \(number) after \(last.number)")
        }
        log.append(Entry(number: number, content: content))
    }

    /// After a power cut: of what was not reported, the first in each ring may have reached the flash, the rest not.
    mutating func restart() {
        restarts += 1
        if let first = log.firstIndex(where: { $0.fate == .waits }) {
            log[first].fate = .uncertain
            log.removeSubrange((first + 1)...)
        }
        if let first = minutes.firstIndex(where: { $0.fate == .waits }) {
            minutes[first].fate = .uncertain
            minutes.removeSubrange((first + 1)...)
        }
    }

    var newestWrittenCheckpoint: Entry? { log.last { $0.isWritten && $0.isCheckpoint } }
}

extension Reference.Entry {
    var isCheckpoint: Bool { if case .checkpoint = content { true } else { false } }
}

/// A journal in memory with the reference beside it.
struct JournalBench: ~Copyable {
    var journal: Journal<RAMFlash>
    var reference: Reference
    private var firstMinute = 0
    private var firstMinuteNumber: UInt32 = 0

    static let log = FlashRegion(firstSector: 1, sectorCount: 5)
    static let minutes = FlashRegion(firstSector: 7, sectorCount: 3)
    static let sectorCount = 11

    /// Mounts what is in `flash`; entries that did not survive and need not have are taken from the reference.
    init(
        _ flash: RAMFlash, _ reference: Reference? = nil, log: FlashRegion = JournalBench.log,
        minutes: FlashRegion = JournalBench.minutes
    ) {
        journal = Journal(store: flash, log: log, minutes: minutes)
        self.reference = reference ?? Reference()
        if reference != nil { self.reference.restart() }
        journal.mount()
        firstMinute = self.reference.minutes.count
        firstMinuteNumber = journal.writtenMinuteNumber
    }

    /// As long as the monitor's snapshot is; its entry takes 704.
    static let snapshotLength = 678
    /// The longest, as Docs/Journal.md has it; its entry takes 1008.
    static let longestSnapshot = 992

    /// Bytes that a payload takes in the log, as Docs/Journal.md has it: 12 before it, filled up to a multiple of 16.
    static func entryLength(_ payload: Int) -> Int { (payload + 12 + 15) / 16 * 16 }

    /// A snapshot that its number and length tell apart from all others.
    static func snapshot(_ number: Int, length: Int = snapshotLength) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number &* 131 &+ (number >> 8)) }
    }

    static func event(_ number: Int) -> EventRecord {
        EventRecord(
            timeMicroseconds: UInt64(number) * 1_000_003, value: Int64(number) * -77_777, id: UInt16(number % 40),
            severity: UInt8(number % 4))
    }

    static func minute(_ number: Int) -> MinuteRecord {
        let base = Int32(truncatingIfNeeded: number)
        return MinuteRecord(
            uptimeMinutes: UInt32(number),
            currentNanoamperes: MinuteRange(mean: -base, minimum: -base - 5, maximum: base + 9),
            voltageMicrovolts: number % 5 == 0
                ? nil : MinuteRange(mean: 1_900_000 + base % 1000, minimum: 1_800_000, maximum: 2_000_000),
            temperatureMillikelvin: MinuteRange(mean: 298_150, minimum: 298_130, maximum: 298_190))
    }

    mutating func checkpoint(_ bytes: [UInt8]) throws {
        reference.append(try journal.appendCheckpoint(bytes.span), .checkpoint(bytes))
    }

    mutating func event(_ event: EventRecord) throws {
        reference.append(try journal.append(event), .event(event))
    }

    mutating func start(_ cause: ResetCause = .watchdog) throws {
        let number = try journal.appendStart(cause: cause, wentOn: true, rawCause: 0x1_0000, firmwareVersion: 0x400)
        let record = StartRecord(
            number: journal.startNumber, cause: cause, wentOn: true, rawCause: 0x1_0000, firmwareVersion: 0x400)
        reference.append(number, .start(record))
    }

    mutating func minute(_ minute: MinuteRecord) throws {
        try journal.append(minute)
        reference.minutes.append((minute, .waits))
    }

    /// One step, and what it has written noted in the reference.
    mutating func step() -> JournalActivity {
        let activity = journal.step()
        note()
        return activity
    }

    private mutating func note() {
        var index = reference.log.count - 1
        while index >= 0, reference.log[index].fate == .waits {
            let number = reference.log[index].number
            if Int32(bitPattern: journal.writtenLogNumber &- number) >= 0 { reference.log[index].fate = .written }
            index -= 1
        }
        let written = firstMinute + Int(journal.writtenMinuteNumber &- firstMinuteNumber)
        index = min(written, reference.minutes.count) - 1
        while index >= 0, reference.minutes[index].fate == .waits {
            reference.minutes[index].fate = .written
            index -= 1
        }
    }

    /// Steps until nothing is left to do, so many times at most.
    mutating func settle(limit: Int = 20_000, sourceLocation: SourceLocation = #_sourceLocation) {
        for _ in 0..<limit where step() == .idle { return }
        Issue.record("not idle after \(limit) steps", sourceLocation: sourceLocation)
    }

    /// Begins the reference anew, for long runs that are not compared with it.
    mutating func forgetAll() {
        reference = Reference()
        firstMinute = 0
        firstMinuteNumber = journal.writtenMinuteNumber
    }

    /// Takes from the reference what the journal no longer has: less to compare with in thousands of cuts.
    mutating func forgetWhatIsGone() throws {
        if let first = try readLog().first { reference.log.removeAll { $0.number < first.number } }
        if let first = try readMinutes().first, let index = reference.minutes.firstIndex(where: { $0.content == first })
        {
            reference.minutes.removeFirst(index)
            firstMinute -= index
        }
    }

    /// The newest checkpoint's bytes.
    mutating func newestCheckpoint() throws -> [UInt8]? {
        var room = [UInt8](repeating: 0, count: Self.longestSnapshot)
        var span = room.mutableSpan
        guard let length = try journal.readCheckpoint(into: &span) else { return nil }
        return Array(room.prefix(length))
    }

    /// All of the log, oldest first, in a bounded number of calls.
    mutating func readLog() throws -> [(number: UInt32, record: LogRecord)] {
        var cursor = JournalCursor()
        var found: [(number: UInt32, record: LogRecord)] = []
        for _ in 0..<10_000 {
            switch try journal.nextLogRecord(&cursor) {
            case .record(let record, let number): found.append((number, record))
            case .searching: continue
            case .end: return found
            }
        }
        Issue.record("reading the log does not end")
        return found
    }

    /// All minutes, oldest first, in a bounded number of calls.
    mutating func readMinutes() throws -> [MinuteRecord] {
        var cursor = JournalCursor()
        var found: [MinuteRecord] = []
        for _ in 0..<100_000 {
            switch try journal.nextMinuteRecord(&cursor) {
            case .record(let record): found.append(record)
            case .searching: continue
            case .end: return found
            }
        }
        Issue.record("reading the minutes does not end")
        return found
    }
}
