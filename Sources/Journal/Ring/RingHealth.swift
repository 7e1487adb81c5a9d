/// Whether a ring can be written and read.
public enum RingState: Equatable, Sendable {
    /// `mount` has not been called.
    case unmounted
    /// Reads and writes.
    case ready
    /// A newer firmware's layout stands in it, of the version carried: neither read nor written until it is cleared.
    case newerVersion(UInt16)
    /// Fewer than three sectors can still be erased and programmed: it reads and no longer writes.
    case worn
    /// The region is smaller than three sectors, larger than 65 535, or not within the flash.
    case unusable
    /// Every sector is being erased, as `clear` asked for.
    case clearing
}

/// What is worth telling of a ring.
public struct RingHealth: Equatable, Sendable {
    /// Whether it can be written and read.
    public var state: RingState
    /// Sectors of its region.
    public var sectorCount: Int
    /// Sectors that failed to erase or to program and are passed over; counts 16 at most.
    public var retiredCount: Int
    /// The sector that failed last since the mount, by position in the region; nil while none did.
    public var lastFailedSector: Int?
    /// Erases of the sector in use; those of the others are the same or one less, of one erased ahead perhaps one more. 0
    /// before the first.
    public var eraseCount: UInt32
    /// Bytes of entries that wait to be written.
    public var waitingByteCount: Int
    /// Entries that found no room to wait in, or no ring to be written to, since the mount.
    public var refusedCount: UInt32
    /// True when the mount found an entry that a power cut had interrupted.
    public var wasInterrupted: Bool
}

/// Whether a step found something to do.
public enum JournalActivity: Equatable, Sendable {
    /// Nothing waits and nothing runs: the loop may sleep.
    case idle
    /// An operation runs in the flash, or the next step begins one.
    case busy
}

/// Why the journal refused.
public enum JournalError: Error, Equatable, Sendable {
    /// Longer than an entry may be; carries the length in bytes.
    case tooLong(Int)
    /// Too much waits to be written already; carries the bytes that wait. The caller tries again after some steps.
    case noRoom(Int)
    /// The ring is neither written nor read in this state.
    case unavailable(RingState)
    /// The flash failed to read, mostly `busy`: the caller tries again.
    case flash(FlashError)
    /// What was whole at the mount no longer is; carries the entry's number.
    case damaged(UInt32)
}
