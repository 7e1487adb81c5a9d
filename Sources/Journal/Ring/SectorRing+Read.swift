/// A place in a ring from which reading goes on. It stays good while the ring is written.
public struct JournalCursor: Equatable, Sendable {
    var isPlaced = false
    var sequence: UInt32 = 0
    var position = 0
    var offset = 0
    var lastNumber: UInt32?

    /// Before the oldest entry.
    public init() {}
}

extension SectorRing {
    /// What one call of `read` came to.
    enum Reading {
        case entry(RingEntry)
        /// The next sector was looked up: call again.
        case searching
        case end
    }

    /// Goes on to the next whole entry. One call reads at most one sector, or the header of each.
    func read<Store: FlashStore & ~Copyable>(
        _ cursor: inout JournalCursor, _ store: inout Store
    ) throws(FlashError) -> Reading {
        guard let head else { return .end }
        let isInHead = cursor.isPlaced && cursor.sequence == headHeader.sequence && cursor.position == head
        let limit = isInHead ? end : FlashGeometry.sectorLength
        if cursor.isPlaced, try header(at: cursor.position, &store)?.sequence == cursor.sequence {
            while let entry = try nextEntry(in: cursor.position, from: cursor.offset, to: limit, &store) {
                cursor.offset = entry.offset + entry.length
                // An entry stands twice when its verification failed and it was written again.
                if format == .log, cursor.lastNumber == entry.number { continue }
                cursor.lastNumber = entry.number
                return .entry(entry)
            }
        }
        if isInHead { return .end }
        return try place(&cursor, &store) ? .searching : .end
    }

    /// Moves the cursor to the sector that was opened next; false when there is none.
    private func place<Store: FlashStore & ~Copyable>(
        _ cursor: inout JournalCursor, _ store: inout Store
    ) throws(FlashError) -> Bool {
        let newest = headHeader.sequence
        let limit = cursor.isPlaced ? newest &- cursor.sequence : 0x8000_0000
        var best: (position: Int, age: UInt32)?
        let neighbour = (cursor.position + 1) % region.sectorCount
        if cursor.isPlaced, limit > 0, let next = try header(at: neighbour, &store),
            next.sequence == cursor.sequence &+ 1, limit < 0x8000_0000
        {
            best = (neighbour, limit - 1)
        } else {
            for position in 0..<region.sectorCount {
                guard let found = try header(at: position, &store), found.version == journalFormatVersion else {
                    continue
                }
                let age = newest &- found.sequence
                if age < limit, best.map({ age > $0.age }) ?? true { best = (position, age) }
            }
        }
        guard let best else { return false }
        cursor.isPlaced = true
        cursor.position = best.position
        cursor.sequence = newest &- best.age
        cursor.offset = SectorHeader.length
        return true
    }
}
