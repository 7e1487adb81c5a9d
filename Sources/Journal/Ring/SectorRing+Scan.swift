extension SectorRing {
    /// The header at the beginning of a sector; nil when there is none of this ring's. Reads 64 bytes.
    func header<Store: FlashStore & ~Copyable>(
        at position: Int, _ store: inout Store
    ) throws(FlashError) -> SectorHeader? {
        var buffer = InlineArray<64, UInt8>(repeating: 0)
        var bytes = buffer.mutableSpan
        try store.read(at: region.offset(position), count: 64, into: &bytes)
        return SectorHeader(buffer.span, format: format)
    }

    /// The first whole entry of a sector in `start`..<`limit`; nil when there is none.
    ///
    /// Bytes that are no entry are passed over unit by unit. Reads at most 12 bytes a unit and, behind each that looks
    /// like the beginning of an entry, one entry: 4 kB in an intact sector, 84 kB in one made up to cost most.
    func nextEntry<Store: FlashStore & ~Copyable>(
        in position: Int, from start: Int, to limit: Int, _ store: inout Store
    ) throws(FlashError) -> RingEntry? {
        var offset = start
        while offset + format.unit <= limit {
            if let entry = try entry(in: position, at: offset, to: limit, &store) { return entry }
            offset += format.unit
        }
        return nil
    }

    /// The whole entry that begins at `offset`, if one does.
    func entry<Store: FlashStore & ~Copyable>(
        in position: Int, at offset: Int, to limit: Int, _ store: inout Store
    ) throws(FlashError) -> RingEntry? {
        var buffer = EntryBuffer(repeating: 0)
        guard let entry = try load(in: position, at: offset, to: limit, &store, into: &buffer) else { return nil }
        let end = format.entryHeaderLength + entry.payloadLength
        let check = Checksum.of(buffer.span.extracting(4..<end), in: format)
        return check == buffer.span.u32(at: 0) ? entry : nil
    }

    /// Reads what may be an entry, its check value not yet looked at; nil when its fields rule that out.
    private func load<Store: FlashStore & ~Copyable>(
        in position: Int, at offset: Int, to limit: Int, _ store: inout Store, into buffer: inout EntryBuffer
    ) throws(FlashError) -> RingEntry? {
        let start = region.offset(position, offset)
        var entry = RingEntry(
            position: position, offset: offset, payloadLength: format.largestPayload, length: format.unit, type: 0,
            number: 0)
        if format == .log {
            try read(12, at: start, &store, into: &buffer)
            entry.payloadLength = Int(buffer.span.u16(at: 8))
            entry.type = buffer.span[10]
            entry.number = buffer.span.u32(at: 4)
            guard entry.payloadLength <= format.largestPayload, entry.type != 0, buffer.span[11] == 0 else {
                return nil
            }
            entry.length = format.entryLength(payload: entry.payloadLength)
        }
        guard offset + entry.length <= limit else { return nil }
        try read(format.entryHeaderLength + entry.payloadLength, at: start, &store, into: &buffer)
        return entry
    }

    private func read<Store: FlashStore & ~Copyable>(
        _ length: Int, at offset: Int, _ store: inout Store, into buffer: inout EntryBuffer
    ) throws(FlashError) {
        var bytes = buffer.mutableSpan
        try store.read(at: offset, count: length, into: &bytes)
    }

    /// Copies an entry's payload, checked again; false when it is no longer whole. `room` holds at least the payload.
    func copyPayload<Store: FlashStore & ~Copyable>(
        of entry: RingEntry, _ store: inout Store, into room: inout MutableSpan<UInt8>
    ) throws(FlashError) -> Bool {
        var buffer = EntryBuffer(repeating: 0)
        let end = entry.offset + entry.length
        guard let found = try load(in: entry.position, at: entry.offset, to: end, &store, into: &buffer) else {
            return false
        }
        let header = format.entryHeaderLength
        let check = Checksum.of(buffer.span.extracting(4..<(header + found.payloadLength)), in: format)
        guard found.payloadLength == entry.payloadLength, found.number == entry.number,
            check == buffer.span.u32(at: 0), room.count >= entry.payloadLength
        else { return false }
        for index in 0..<entry.payloadLength { room[index] = buffer[header + index] }
        return true
    }

    /// Offset behind the last byte of a sector that does not read 0xFF. Reads at most 4 kB.
    func endOfBytes<Store: FlashStore & ~Copyable>(
        in position: Int, _ store: inout Store
    ) throws(FlashError) -> Int {
        var buffer = InlineArray<64, UInt8>(repeating: 0)
        var offset = FlashGeometry.sectorLength
        while offset > 0 {
            offset -= 64
            var bytes = buffer.mutableSpan
            try store.read(at: region.offset(position, offset), count: 64, into: &bytes)
            for index in stride(from: 63, through: 0, by: -1) where buffer[index] != 0xFF { return offset + index + 1 }
        }
        return 0
    }
}
