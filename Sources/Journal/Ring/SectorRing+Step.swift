extension SectorRing {
    /// Goes on with what runs, or begins the next operation; `idle` when there is nothing to do.
    ///
    /// A step begins at most one program of 256 bytes or one erase, or asks for its end and then reads at most 512 bytes
    /// back. It never waits.
    mutating func step<Store: FlashStore & ~Copyable>(_ store: inout Store) -> JournalActivity {
        switch operation {
        case .none: return begin(&store)
        case .erasing(let position, let eraseCount):
            switch outcome(&store) {
            case .running: break
            case .done:
                operation = .checking(position: position, eraseCount: eraseCount, offset: 0)
            case .failed: fail(position)
            }
        case .checking(let position, let eraseCount, let offset):
            check(position, eraseCount: eraseCount, from: offset, &store)
        case .opening(let position, let header):
            switch outcome(&store) {
            case .running: break
            case .done:
                if verifyHeader(header, at: position, &store) { open(position, header) } else { fail(position) }
            case .failed: fail(position)
            }
        case .writing(let length):
            switch outcome(&store) {
            case .running: break
            case .done: if verifyFront(length, &store) { advance(length) } else { leaveHead() }
            case .failed: leaveHead()
            }
        case .clearing(let position):
            if outcome(&store) != .running { clear(from: position + 1, &store) }
        }
        return .busy
    }

    private enum Outcome { case running, done, failed }

    private func outcome<Store: FlashStore & ~Copyable>(_ store: inout Store) -> Outcome {
        do { return try store.isFinished() ? .done : .running } catch { return .failed }
    }

    /// Begins what the stage or the end of the newest sector asks for.
    private mutating func begin<Store: FlashStore & ~Copyable>(_ store: inout Store) -> JournalActivity {
        guard state == .ready else { return .idle }
        let room = head == nil ? 0 : FlashGeometry.sectorLength - end
        if !stage.isEmpty, frontLength <= room {
            beginWriting(&store)
        } else if !stage.isEmpty, let spare {
            beginOpening(spare.position, eraseCount: spare.eraseCount, &store)
        } else if spare == nil, !stage.isEmpty || (head != nil && room <= format.eraseAhead) {
            beginErasing(&store)
        } else {
            return .idle
        }
        return .busy
    }

    private mutating func beginWriting<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        guard let head else { return }
        let offset = end + progress
        let length = min(frontLength - progress, FlashGeometry.pageLength - offset % FlashGeometry.pageLength)
        operation = .writing(length: length)
        do {
            try store.beginProgram(
                at: region.offset(head, offset), stage.bytes.extracting(progress..<(progress + length)))
        } catch {
            leaveHead()
        }
    }

    private mutating func beginOpening<Store: FlashStore & ~Copyable>(
        _ position: Int, eraseCount: UInt32, _ store: inout Store
    ) {
        var header = SectorHeader()
        header.sequence = nextSequence
        header.eraseCount = eraseCount
        header.startNumber = startNumber
        header.firstNumber = format == .log ? stage.bytes.u32(at: 4) : writtenNumber &+ 1
        header.retired = retired
        spare = nil
        operation = .opening(position: position, header: header)
        let bytes = header.encoded(format)
        do { try store.beginProgram(at: region.offset(position), bytes.span) } catch { fail(position) }
    }

    /// Begins to erase the sector that was passed over longest, unless there is none that may be.
    private mutating func beginErasing<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        guard let position = nextErasable() else {
            becomeWorn()
            return
        }
        searchStart = position
        // A header that a cut erase took away counted as many erases as its neighbour's, or one more.
        let found = try? header(at: position, &store)
        let previous = found?.eraseCount ?? max(headHeader.eraseCount, 1) - 1
        let eraseCount = previous == UInt32.max ? previous : previous + 1
        operation = .erasing(position: position, eraseCount: eraseCount)
        do { try store.beginErase(sector: region.firstSector + position) } catch { fail(position) }
    }

    private func nextErasable() -> Int? {
        for distance in 1...region.sectorCount {
            let position = (searchStart + distance) % region.sectorCount
            if position != head, position != newestCheckpoint?.position, !retired.contains(position) { return position }
        }
        return nil
    }

    private mutating func check<Store: FlashStore & ~Copyable>(
        _ position: Int, eraseCount: UInt32, from offset: Int, _ store: inout Store
    ) {
        var buffer = InlineArray<512, UInt8>(repeating: 0)
        var bytes = buffer.mutableSpan
        do { try store.read(at: region.offset(position, offset), count: 512, into: &bytes) } catch {
            fail(position)
            return
        }
        guard buffer.span.isErased else {
            fail(position)
            return
        }
        if offset + 512 < FlashGeometry.sectorLength {
            operation = .checking(position: position, eraseCount: eraseCount, offset: offset + 512)
        } else {
            operation = .none
            spare = (position, eraseCount)
        }
    }

    private func verifyHeader<Store: FlashStore & ~Copyable>(
        _ header: SectorHeader, at position: Int, _ store: inout Store
    ) -> Bool {
        let bytes = header.encoded(format)
        return isProgrammed(bytes.span, at: region.offset(position), &store)
    }

    private func verifyFront<Store: FlashStore & ~Copyable>(_ length: Int, _ store: inout Store) -> Bool {
        guard let head else { return false }
        let bytes = stage.bytes.extracting(progress..<(progress + length))
        return isProgrammed(bytes, at: region.offset(head, end + progress), &store)
    }

    private func isProgrammed<Store: FlashStore & ~Copyable>(
        _ bytes: borrowing Span<UInt8>, at offset: Int, _ store: inout Store
    ) -> Bool {
        var buffer = InlineArray<256, UInt8>(repeating: 0)
        var found = buffer.mutableSpan
        do { try store.read(at: offset, count: bytes.count, into: &found) } catch { return false }
        for index in bytes.indices where buffer[index] != bytes[index] { return false }
        return true
    }

    private mutating func open(_ position: Int, _ header: SectorHeader) {
        operation = .none
        head = position
        headHeader = header
        end = SectorHeader.length
        nextSequence = header.sequence &+ 1
        failuresInRow = 0
    }

    /// Counts verified bytes of the entry in front, and takes it from the stage when it is whole.
    private mutating func advance(_ length: Int) {
        operation = .none
        progress += length
        let entryLength = frontLength
        guard progress >= entryLength, let head else { return }
        var entry = RingEntry(
            position: head, offset: end, payloadLength: format.largestPayload, length: entryLength, type: 0, number: 0)
        writtenNumber = writtenNumber &+ 1
        if format == .log {
            entry.payloadLength = Int(stage.bytes.u16(at: 8))
            entry.type = stage.bytes[10]
            entry.number = stage.bytes.u32(at: 4)
            writtenNumber = entry.number
            if entry.type == LogRecordType.checkpoint.rawValue { newestCheckpoint = entry }
        }
        end += entryLength
        progress = 0
        stage.removeFirst(entryLength)
    }

    /// The newest sector failed to program: what it holds stays readable, and the entry in front goes to the next one.
    private mutating func leaveHead() {
        operation = .none
        progress = 0
        end = FlashGeometry.sectorLength
        if let head { retire(head) }
    }

    /// The sector keeps the sequence that may stand in it to itself.
    private mutating func fail(_ position: Int) {
        operation = .none
        nextSequence = nextSequence &+ 1
        retire(position)
    }

    /// Begins to erase every sector, whatever it holds; `.unusable` alone cannot be cleared.
    mutating func clear<Store: FlashStore & ~Copyable>(_ store: inout Store) {
        let count = retired
        self = SectorRing(format, region: region)
        retired = count
        state = .clearing
        clear(from: 0, &store)
    }

    private mutating func clear<Store: FlashStore & ~Copyable>(from first: Int, _ store: inout Store) {
        for position in first..<max(first, region.sectorCount) where !retired.contains(position) {
            operation = .clearing(position: position)
            if (try? store.beginErase(sector: region.firstSector + position)) != nil { return }
        }
        operation = .none
        state = .ready
    }
}
