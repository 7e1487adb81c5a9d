import CellCore
import Journal

/// What the application keeps in its journal, and what it says when that fails.
///
/// A checkpoint each minute and at each event of weight, an event from caution upwards, a minute's record each minute.
/// What finds no room at once is tried again; what is lost is counted and told.
struct JournalKeeper<Flash: FlashStore & ~Copyable>: ~Copyable {
    private var journal: Journal<Flash>
    /// False on a board without a flash: then nothing is kept and nothing told.
    private let isFitted: Bool
    private var waitingMinute: MinuteRecord?
    private var wantsCheckpoint = false
    private var lastCheckpointMicroseconds: UInt64 = 0
    private var lostCount: UInt32 = 0
    private var toldLostCount: UInt32 = 0
    private var nextLossMicroseconds: UInt64 = 0
    // By ring: the log, then the minutes.
    private var toldRetired: InlineArray<2, Int> = InlineArray(repeating: 0)
    private var nextFailureMicroseconds: InlineArray<2, UInt64> = InlineArray(repeating: 0)
    private var toldStates: InlineArray<2, Bool> = InlineArray(repeating: false)
    /// Minutes and checkpoints that the journal has taken since power-up.
    private(set) var minuteCount: UInt32 = 0
    private(set) var checkpointCount: UInt32 = 0

    /// Least time between two checkpoints for events, in microseconds: a storm of them may not wear the flash.
    private static var eventCheckpointMicroseconds: UInt64 { 10_000_000 }
    /// Least time between two events that tell of failed sectors of one ring, and of lost records, in microseconds: a
    /// flash that fails as a whole is told in a few events.
    private static var failureMicroseconds: UInt64 { 3_600_000_000 }
    private static var lossMicroseconds: UInt64 { 60_000_000 }

    init(flash: consuming Flash) {
        isFitted = flash.sectorCount > 0
        journal = Journal(store: flash, log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
    }

    /// The flash, for the body that simulates it.
    var flash: Flash {
        _read { yield journal.store }
        _modify { yield &journal.store }
    }

    /// Reads what is there: the newest checkpoint, nil when there is none. Cost: see `Journal.mount`.
    mutating func open() -> SnapshotBytes? {
        guard isFitted else { return nil }
        journal.mount()
        var bytes = CheckpointBytes(repeating: 0)
        var room = bytes.mutableSpan
        guard let length = try? journal.readCheckpoint(into: &room) else { return nil }
        var snapshot = SnapshotBytes()
        snapshot.append(bytes.span.extracting(first: length))
        return snapshot
    }

    /// Keeps that the device has started.
    mutating func keepStart(cause: ResetCause, rawCause: UInt32, wentOn: Bool) {
        guard isFitted else { return }
        let version = FirmwareIdentity.version
        let word = UInt32(version.major) << 16 | UInt32(version.minor) << 8 | UInt32(version.patch)
        do throws(JournalError) {
            try journal.appendStart(cause: cause, wentOn: wentOn, rawCause: rawCause, firmwareVersion: word)
        } catch {
            count(error)
        }
    }

    /// Keeps an event that is at least a caution; one of weight asks for a checkpoint.
    mutating func keep(_ event: MonitorEvent, uptimeMicroseconds: UInt64) {
        guard isFitted, event.severity >= .caution else { return }
        let record = EventRecord(
            timeMicroseconds: uptimeMicroseconds, value: event.value, id: event.id.rawValue,
            severity: event.severity.rawValue)
        do throws(JournalError) {
            try journal.append(record)
        } catch {
            if event.id != .recordLost { count(error) }
        }
        if event.severity >= .warning { wantsCheckpoint = true }
    }

    /// Counts what was lost for want of room; a ring that is not written at all says so by its state.
    private mutating func count(_ error: JournalError) {
        if case .unavailable = error { return }
        lostCount &+= 1
    }

    /// Keeps a minute, and asks for the checkpoint that goes with it.
    mutating func keep(_ minute: MinuteRecord) {
        guard isFitted else { return }
        if waitingMinute != nil { lostCount &+= 1 }
        waitingMinute = minute
        keepWaitingMinute()
        lastCheckpointMicroseconds = 0
        wantsCheckpoint = true
    }

    private mutating func keepWaitingMinute() {
        guard let minute = waitingMinute else { return }
        do throws(JournalError) {
            try journal.append(minute)
            minuteCount &+= 1
            waitingMinute = nil
        } catch {
            if case .noRoom = error { return }
            // A ring that is not written at all says so by its state.
            waitingMinute = nil
        }
    }

    /// True when a checkpoint is wanted now: the caller hands its snapshot to `keepCheckpoint`.
    func isCheckpointDue(at now: UInt64) -> Bool {
        wantsCheckpoint
            && (lastCheckpointMicroseconds == 0
                || now >= lastCheckpointMicroseconds + Self.eventCheckpointMicroseconds)
    }

    /// Keeps the monitor's state; tried again while there is no room.
    mutating func keepCheckpoint(_ snapshot: SnapshotBytes, at now: UInt64) {
        do throws(JournalError) {
            try journal.appendCheckpoint(snapshot.bytes)
            checkpointCount &+= 1
        } catch {
            if case .noRoom = error { return }
        }
        wantsCheckpoint = false
        lastCheckpointMicroseconds = now
    }

    /// Goes on with the flash by one operation; true while one runs or waits.
    mutating func step() -> Bool {
        guard isFitted else { return false }
        if waitingMinute != nil { keepWaitingMinute() }
        return journal.step() == .busy
    }

    /// What is worth telling of the journal since the last call; nil when nothing more is.
    mutating func nextProblem(at now: UInt64) -> (id: EventID, value: Int64)? {
        guard isFitted else { return nil }
        let log = journal.logHealth
        let minutes = journal.minutesHealth
        if let problem = problem(of: log, at: 0) ?? problem(of: minutes, at: 1) { return problem }
        if let sector = failure(of: log, at: 0, now: now) {
            return (.journalSectorFailed, Int64(PicoFlashMap.log.firstSector + sector))
        }
        if let sector = failure(of: minutes, at: 1, now: now) {
            return (.journalSectorFailed, Int64(PicoFlashMap.minutes.firstSector + sector))
        }
        if lostCount != toldLostCount, now >= nextLossMicroseconds {
            toldLostCount = lostCount
            nextLossMicroseconds = now + Self.lossMicroseconds
            return (.recordLost, Int64(lostCount))
        }
        return nil
    }

    /// The sector that a ring lost last, if it lost one that is to be told of now.
    private mutating func failure(of health: RingHealth, at ring: Int, now: UInt64) -> Int? {
        guard health.retiredCount > toldRetired[ring], let sector = health.lastFailedSector,
            now >= nextFailureMicroseconds[ring]
        else { return nil }
        toldRetired[ring] = health.retiredCount
        nextFailureMicroseconds[ring] = now + Self.failureMicroseconds
        return sector
    }

    private mutating func problem(of health: RingHealth, at ring: Int) -> (id: EventID, value: Int64)? {
        guard !toldStates[ring] else { return nil }
        switch health.state {
        case .newerVersion(let version):
            toldStates[ring] = true
            return (.journalNewer, Int64(version))
        case .worn, .unusable:
            toldStates[ring] = true
            return (.journalWorn, Int64(ring))
        case .ready, .unmounted, .clearing: return nil
        }
    }

    /// How the two rings are.
    var logHealth: RingHealth { journal.logHealth }
    var minutesHealth: RingHealth { journal.minutesHealth }
    /// Starts that the journal counts; 0 without one.
    var startNumber: UInt32 { isFitted ? journal.startNumber : 0 }
    /// Whether there is a flash.
    var hasFlash: Bool { isFitted }
}
