/// Checkpoints, events, starts and minutes in a flash, so that power may fail between any two bytes.
///
/// ```swift
/// var journal = Journal(store: flash, log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
/// journal.mount()
/// let length = try journal.readCheckpoint(into: &room)      // nil: a monitor without a past
/// try journal.appendStart(cause: .powerOn, wentOn: length != nil, rawCause: 0, firmwareVersion: 0x00_04_00)
/// while true {
///     // a sample first; each minute, and at an event of weight: try journal.appendCheckpoint(bytes)
///     _ = journal.step()
/// }
/// ```
/// Two rings of sectors share the flash: the log and the minutes. What is appended waits in memory, 1.5 kB a ring, until
/// steps have written it. Nothing waits: an erase runs in the flash while the loop goes on. Not `Copyable`.
public struct Journal<Store: FlashStore & ~Copyable>: ~Copyable {
    /// The flash. Nobody else may use it while `isFlashInUse`.
    public var store: Store
    var log: SectorRing
    var minutes: SectorRing

    /// A journal over two regions that do not overlap; call `mount` before anything else.
    public init(store: consuming Store, log: FlashRegion, minutes: FlashRegion) {
        self.store = store
        self.log = SectorRing(.log, region: log)
        self.minutes = SectorRing(.minutes, region: minutes)
    }

    /// Finds what the flash holds; only reads, and waits for nothing. Whatever it finds, it returns.
    ///
    /// Cost: `Docs/Journal.md` has the bounds; 11 kB for the log of 64 kB and 43 kB for 2164 kB of minutes as a rule.
    public mutating func mount() {
        log.mount(&store)
        minutes.mount(&store)
        minutes.startNumber = log.startNumber
    }

    /// Whether the log can be written, and how its sectors are.
    public var logHealth: RingHealth { log.health }
    /// Whether the minutes can be written, and how their sectors are.
    public var minutesHealth: RingHealth { minutes.health }
    /// True while the flash erases or programs for the journal, or is about to be read back.
    public var isFlashInUse: Bool { log.isInFlight || minutes.isInFlight }

    /// Begins or ends one operation of the flash; the loop calls it between two samples. See `Docs/Journal.md`.
    ///
    /// Bound: one program of 256 bytes or one erase is begun, or one is asked for and then 512 bytes are read back.
    public mutating func step() -> JournalActivity {
        if minutes.isInFlight { return minutes.step(&store) }
        if log.step(&store) == .busy { return .busy }
        return minutes.step(&store)
    }

    /// Erases everything in the log, step by step: the way out of `newerVersion`. Errors: `flash(.busy)`.
    public mutating func clearLog() throws(JournalError) {
        guard !isFlashInUse else { throw .flash(.busy) }
        if log.state != .unusable && log.state != .unmounted { log.clear(&store) }
    }

    /// As `clearLog`, for the minutes.
    public mutating func clearMinutes() throws(JournalError) {
        guard !isFlashInUse else { throw .flash(.busy) }
        if minutes.state != .unusable && minutes.state != .unmounted { minutes.clear(&store) }
    }
}
