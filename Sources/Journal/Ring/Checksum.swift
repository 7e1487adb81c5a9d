/// CRC-32 of Ethernet and zlib, bit by bit: the polynomial is all there is to it. "123456789" gives 0xCBF43926.
///
/// The core has one by table; the journal, which may use no other module, states the polynomial rather than the table.
/// Cost: eight shifts a byte. Source: ISO/IEC/IEEE 8802-3, clause 3.2.9.
struct Checksum {
    private var register: UInt32 = 0xFFFF_FFFF

    /// The check value of all bytes added so far.
    var value: UInt32 { ~register }

    init() {}

    /// Begins the check value of an entry, with its ring's magic.
    ///
    /// Without the magic, 0xFF and then zeros, a common sight in a flash, would check: 0xFFFFFFFF is the value of both
    /// FF FF FF FF and FF FF FF FF 00 00….
    init(in format: RingFormat) {
        var magic = InlineArray<4, UInt8>(repeating: 0)
        var room = magic.mutableSpan
        room.put(UInt64(format.magic), at: 0, length: 4)
        add(magic.span)
    }

    mutating func add(_ bytes: borrowing Span<UInt8>) {
        for index in bytes.indices {
            register ^= UInt32(bytes[index])
            for _ in 0..<8 { register = (register >> 1) ^ (0xEDB8_8320 & (0 &- (register & 1))) }
        }
    }

    /// The check value of an entry: of its ring's magic and then of `bytes`.
    static func of(_ bytes: borrowing Span<UInt8>, in format: RingFormat) -> UInt32 {
        var checksum = Checksum(in: format)
        checksum.add(bytes)
        return checksum.value
    }

    /// The check value of `bytes`.
    static func of(_ bytes: borrowing Span<UInt8>) -> UInt32 {
        var checksum = Checksum()
        checksum.add(bytes)
        return checksum.value
    }
}
