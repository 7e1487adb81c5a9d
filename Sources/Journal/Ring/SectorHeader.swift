/// The first 64 bytes of a sector in use.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | CRC-32 of bytes 4…63 |
/// | 4 | 4 | magic |
/// | 8 | 2 | format version |
/// | 10 | 2 | reserved, 0 |
/// | 12 | 4 | sequence: counts up by one a sector, by two over a start |
/// | 16 | 4 | erase count of this sector |
/// | 20 | 4 | number of the start in which it was opened |
/// | 24 | 4 | number of the first entry |
/// | 28 | 4 | reserved, 0 |
/// | 32 | 32 | up to 16 retired sectors, two bytes each, 0xFFFF for none |
///
/// Check value, magic and version keep place and meaning in all versions to come.
struct SectorHeader {
    static var length: Int { 64 }

    var version: UInt16 = journalFormatVersion
    var sequence: UInt32 = 0
    var eraseCount: UInt32 = 0
    var startNumber: UInt32 = 0
    var firstNumber: UInt32 = 0
    var retired = RetiredSectors()

    init() {}

    /// Nil when the bytes are not a header of this ring, in any version.
    init?(_ bytes: borrowing Span<UInt8>, format: RingFormat) {
        guard bytes.count == SectorHeader.length, bytes.u32(at: 4) == format.magic else { return nil }
        guard Checksum.of(bytes.extracting(4..<SectorHeader.length)) == bytes.u32(at: 0) else { return nil }
        version = bytes.u16(at: 8)
        guard version > 0 else { return nil }
        sequence = bytes.u32(at: 12)
        eraseCount = bytes.u32(at: 16)
        startNumber = bytes.u32(at: 20)
        firstNumber = bytes.u32(at: 24)
        for index in 0..<RetiredSectors.capacity {
            let position = bytes.u16(at: 32 + 2 * index)
            if position != 0xFFFF { retired.insert(Int(position)) }
        }
    }

    /// The header as bytes.
    func encoded(_ format: RingFormat) -> InlineArray<64, UInt8> {
        var storage = InlineArray<64, UInt8>(repeating: 0)
        var bytes = storage.mutableSpan
        bytes.put(UInt64(format.magic), at: 4, length: 4)
        bytes.put(UInt64(version), at: 8, length: 2)
        bytes.put(UInt64(sequence), at: 12, length: 4)
        bytes.put(UInt64(eraseCount), at: 16, length: 4)
        bytes.put(UInt64(startNumber), at: 20, length: 4)
        bytes.put(UInt64(firstNumber), at: 24, length: 4)
        for index in 0..<RetiredSectors.capacity {
            let position = index < retired.count ? retired[index] : 0xFFFF
            bytes.put(UInt64(position), at: 32 + 2 * index, length: 2)
        }
        let check = Checksum.of(storage.span.extracting(4..<SectorHeader.length))
        var field = storage.mutableSpan
        field.put(UInt64(check), at: 0, length: 4)
        return storage
    }
}
