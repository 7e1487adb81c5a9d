extension SectorRing {
    /// Finds where the ring ends and what its newest checkpoint is. Only reads.
    ///
    /// Cost: the headers (64 bytes a sector), the newest sector twice (8 kB), and for the log the sectors back to the
    /// newest checkpoint, mostly none; with nothing but events, every sector and the headers once for each.
    mutating func mount<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        self = SectorRing(format, region: region)
        let inFlash = region.firstSector >= 0 && region.firstSector <= store.sectorCount
        guard inFlash, region.sectorCount >= SectorRing.fewestSectors, region.sectorCount < 0xFFFF,
            region.sectorCount <= store.sectorCount - region.firstSector
        else {
            state = .unusable
            return
        }
        state = .ready
        findHead(&store)
        guard state == .ready, let head else { return }
        for index in 0..<headHeader.retired.count where Int(headHeader.retired[index]) < region.sectorCount {
            retired.insert(Int(headHeader.retired[index]))
        }
        startNumber = headHeader.startNumber
        searchStart = head
        // One is left out, for a sector that a power cut has hidden may still turn up.
        nextSequence = headHeader.sequence &+ 2
        resume(head, &store)
        writtenNumber = nextNumber &- 1
        if format == .log { findCheckpoint(&store) }
        if region.sectorCount - retired.count < SectorRing.fewestSectors { becomeWorn() }
    }

    /// Takes the newest of all headers, or learns of a newer version.
    private mutating func findHead<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        var newer: UInt16 = 0
        for position in 0..<region.sectorCount {
            guard let found = try? header(at: position, &store) else { continue }
            if found.version > journalFormatVersion {
                newer = max(newer, found.version)
            } else if head == nil || isAfter(found.sequence, headHeader.sequence) {
                head = position
                headHeader = found
            }
        }
        if newer > 0 {
            state = .newerVersion(newer)
            head = nil
            headHeader = SectorHeader()
        }
    }

    /// Goes on behind what the newest sector holds, with a gap of the largest entry: a program that was cut at its
    /// first bytes may read as erased. A sector without a whole entry is left, for its header may have been cut.
    ///
    /// As many numbers are left out as entries would fit into what is passed over: what was cut there may still turn
    /// up, under a number of its own.
    private mutating func resume<Store: FlashStore & ~Copyable>(_ head: Int, _ store: inout Store) {
        let full = FlashGeometry.sectorLength
        var wholeEnd = SectorHeader.length
        var number = headHeader.firstNumber
        end = full
        do {
            while let entry = try nextEntry(in: head, from: wholeEnd, to: full, &store) {
                wholeEnd = entry.offset + entry.length
                number = format == .log ? entry.number &+ 1 : number &+ 1
                if entry.type == LogRecordType.start.rawValue { noteStart(entry, &store) }
            }
            let lastByte = try endOfBytes(in: head, &store)
            wasInterrupted = lastByte > wholeEnd
            if wholeEnd > SectorHeader.length {
                let used = max(wholeEnd, (lastByte + format.unit - 1) / format.unit * format.unit)
                end = min(used + format.largestEntry, full)
            }
        } catch {
            end = full
        }
        nextNumber = number &+ UInt32((end - wholeEnd) / format.unit)
    }

    private mutating func noteStart<Store: FlashStore & ~Copyable>(_ entry: RingEntry, _ store: inout Store) {
        var buffer = ShortRecordBytes(repeating: 0)
        guard entry.payloadLength <= buffer.count else { return }
        var room = buffer.mutableSpan
        guard let isWhole = try? copyPayload(of: entry, &store, into: &room), isWhole else { return }
        if let start = StartRecord(buffer.span.extracting(first: entry.payloadLength)) { startNumber = start.number }
    }

    /// Looks for the newest checkpoint from the newest sector back.
    mutating func findCheckpoint<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        newestCheckpoint = nil
        var age: UInt32?
        for _ in 0..<region.sectorCount {
            guard let sector = sector(olderThan: age, &store) else { return }
            age = sector.age
            var offset = SectorHeader.length
            while let entry = try? nextEntry(
                in: sector.position, from: offset, to: FlashGeometry.sectorLength, &store)
            {
                offset = entry.offset + entry.length
                if entry.type == LogRecordType.checkpoint.rawValue { newestCheckpoint = entry }
            }
            if newestCheckpoint != nil { return }
        }
    }

    /// The youngest sector whose age is greater than `age`: how many sequences it is behind the head; nil is the head.
    private func sector<Store: FlashStore & ~Copyable>(
        olderThan age: UInt32?, _ store: inout Store
    ) -> (position: Int, age: UInt32)? {
        var best: (position: Int, age: UInt32)?
        for position in 0..<region.sectorCount {
            guard let found = try? header(at: position, &store) else { continue }
            let itsAge = headHeader.sequence &- found.sequence
            guard itsAge < 0x8000_0000 else { continue }
            if let age, itsAge <= age { continue }
            if best.map({ itsAge < $0.age }) ?? true { best = (position, itsAge) }
        }
        return best
    }
}
