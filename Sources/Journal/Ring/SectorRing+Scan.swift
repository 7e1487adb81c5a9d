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
    /// like the beginning of an entry, one entry: 4 kB in an intact sector, 222 kB in one made up to cost most.
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

    /// The whole entry that begins at `offset`, if one does. Its payload is read in pieces, for it may be long.
    func entry<Store: FlashStore & ~Copyable>(
        in position: Int, at offset: Int, to limit: Int, _ store: inout Store
    ) throws(FlashError) -> RingEntry? {
        guard var claim = try claim(in: position, at: offset, to: limit, &store) else { return nil }
        var buffer = InlineArray<256, UInt8>(repeating: 0)
        var done = 0
        while done < claim.entry.payloadLength {
            let length = min(claim.entry.payloadLength - done, buffer.count)
            var bytes = buffer.mutableSpan
            try store.read(at: payloadOffset(claim.entry) + done, count: length, into: &bytes)
            claim.checksum.add(buffer.span.extracting(first: length))
            done += length
        }
        return claim.isWhole ? claim.entry : nil
    }

    /// What stands before a payload: an entry if the payload has the check value.
    private struct Claim {
        var entry: RingEntry
        var stored: UInt32
        var checksum: Checksum

        var isWhole: Bool { checksum.value == stored }
    }

    /// Reads what stands before a payload; nil when it rules an entry out.
    private func claim<Store: FlashStore & ~Copyable>(
        in position: Int, at offset: Int, to limit: Int, _ store: inout Store
    ) throws(FlashError) -> Claim? {
        var buffer = InlineArray<12, UInt8>(repeating: 0)
        let length = format.entryHeaderLength
        var bytes = buffer.mutableSpan
        try store.read(at: region.offset(position, offset), count: length, into: &bytes)
        var entry = RingEntry(
            position: position, offset: offset, payloadLength: format.largestPayload, length: format.unit, type: 0,
            number: 0)
        if format == .log {
            entry.payloadLength = Int(buffer.span.u16(at: 8))
            entry.type = buffer[10]
            entry.number = buffer.span.u32(at: 4)
            guard entry.payloadLength <= format.largestPayload, entry.type != 0, buffer[11] == 0 else { return nil }
            entry.length = format.entryLength(payload: entry.payloadLength)
        }
        guard offset + entry.length <= limit else { return nil }
        var checksum = Checksum(in: format)
        checksum.add(buffer.span.extracting(4..<length))
        return Claim(entry: entry, stored: buffer.span.u32(at: 0), checksum: checksum)
    }

    /// Where an entry's payload begins in the flash.
    private func payloadOffset(_ entry: RingEntry) -> Int {
        region.offset(entry.position, entry.offset + format.entryHeaderLength)
    }

    /// Copies an entry's payload, checked again; false when it is no longer whole, and `room` then holds nothing of use.
    /// `room` holds at least the payload.
    func copyPayload<Store: FlashStore & ~Copyable>(
        of entry: RingEntry, _ store: inout Store, into room: inout MutableSpan<UInt8>
    ) throws(FlashError) -> Bool {
        let end = entry.offset + entry.length
        guard var claim = try claim(in: entry.position, at: entry.offset, to: end, &store),
            claim.entry.payloadLength == entry.payloadLength, claim.entry.number == entry.number,
            room.count >= entry.payloadLength
        else { return false }
        try store.read(at: payloadOffset(entry), count: entry.payloadLength, into: &room)
        claim.checksum.add(room.span.extracting(first: entry.payloadLength))
        return claim.isWhole
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
