/// A log over the sectors of a region: entries are appended to the newest sector; when that is full, the sector that
/// was passed over longest is erased and becomes the newest.
///
/// The flash is handed to each call, for two rings share one. The sector that holds the newest checkpoint is never
/// erased, nor is the newest sector; so three usable sectors are needed.
struct SectorRing: Sendable {
    /// What runs in the flash for this ring, or is half done between two steps.
    enum Operation: Sendable {
        case none
        /// A sector is being erased.
        case erasing(position: Int, eraseCount: UInt32)
        /// An erased sector is being looked through, up to this byte.
        case checking(position: Int, eraseCount: UInt32, offset: Int)
        /// The header of this sector is being programmed.
        case opening(position: Int, header: SectorHeader)
        /// So many bytes of the entry in front are being programmed.
        case writing(length: Int)
        /// All sectors are being erased, up to this one.
        case clearing(position: Int)
    }

    let format: RingFormat
    let region: FlashRegion

    var state = RingState.unmounted
    var operation = Operation.none
    /// Position of the sector that is written to; nil while the ring is empty.
    var head: Int?
    var headHeader = SectorHeader()
    /// Where in the head the next entry begins.
    var end = 0
    /// Bytes of the entry in front that are programmed and verified.
    var progress = 0
    /// An erased sector that has been looked through in this session.
    var spare: (position: Int, eraseCount: UInt32)?
    /// The next sector's sequence.
    var nextSequence: UInt32 = 1
    /// The next entry's number.
    var nextNumber: UInt32 = 1
    /// Number of the entry written last; the one before `nextNumber` when none waits.
    var writtenNumber: UInt32 = 0
    var startNumber: UInt32 = 0
    /// The search for a sector to erase begins behind this position.
    var searchStart = -1
    /// Sectors that failed one after the other.
    var failuresInRow = 0
    var retired = RetiredSectors()
    var lastFailedSector: Int?
    var stage = Stage()
    var newestCheckpoint: RingEntry?
    var refusedCount: UInt32 = 0
    var wasInterrupted = false

    static var fewestSectors: Int { 3 }

    init(_ format: RingFormat, region: FlashRegion) {
        self.format = format
        self.region = region
    }

    /// True while an operation runs or is half done.
    var isInFlight: Bool {
        if case .none = operation { false } else { true }
    }

    var health: RingHealth {
        RingHealth(
            state: state, sectorCount: region.sectorCount, retiredCount: retired.count,
            lastFailedSector: lastFailedSector, eraseCount: headHeader.eraseCount, waitingByteCount: stage.count,
            refusedCount: refusedCount, wasInterrupted: wasInterrupted)
    }

    /// Puts an entry into the stage; its number comes back.
    mutating func append(type: UInt8, payload: borrowing Span<UInt8>) throws(JournalError) -> UInt32 {
        guard payload.count <= format.largestPayload else { throw .tooLong(payload.count) }
        guard state == .ready else {
            refusedCount = refusedCount &+ 1
            throw .unavailable(state)
        }
        guard format.entryLength(payload: payload.count) <= Stage.capacity - stage.count else {
            refusedCount = refusedCount &+ 1
            throw .noRoom(stage.count)
        }
        let number = nextNumber
        stage.append(format, number: number, type: type, payload: payload)
        nextNumber = nextNumber &+ 1
        return number
    }

    /// Bytes that the entry in front of the stage takes.
    var frontLength: Int {
        format.entryLength(payload: format == .log ? Int(stage.bytes.u16(at: 8)) : format.largestPayload)
    }

    /// Passes a sector over from now on.
    mutating func retire(_ position: Int) {
        retired.insert(position)
        lastFailedSector = position
        searchStart = position
        failuresInRow += 1
        let isOutOfSectors = region.sectorCount - retired.count < SectorRing.fewestSectors
        if isOutOfSectors || failuresInRow >= region.sectorCount { becomeWorn() }
    }

    mutating func becomeWorn() {
        state = .worn
        stage.removeAll()
        progress = 0
        operation = .none
    }
}
