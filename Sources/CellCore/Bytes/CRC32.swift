/// The table of the nibble-wise CRC-32: entry n is the register after shifting n through four times.
private let nibbleTable: InlineArray<16, UInt32> = [
    0x0000_0000, 0x1DB7_1064, 0x3B6E_20C8, 0x26D9_30AC, 0x76DC_4190, 0x6B6B_51F4, 0x4DB2_6158, 0x5005_713C,
    0xEDB8_8320, 0xF00F_9344, 0xD6D6_A3E8, 0xCB61_B38C, 0x9B64_C2B0, 0x86D3_D2D4, 0xA00A_E278, 0xBDBD_F21C,
]

/// CRC-32 with the reflected polynomial 0xEDB88320, as Ethernet and zlib use it.
///
/// Two table look-ups a byte and 64 bytes of table. Check value: "123456789" gives 0xCBF43926.
/// Source: ISO/IEC/IEEE 8802-3, clause 3.2.9.
public struct CRC32: Sendable {
    private var register: UInt32 = 0xFFFF_FFFF

    /// The check of no bytes, 0.
    public init() {}

    /// Adds one byte. Cost: two table look-ups.
    public mutating func add(_ byte: UInt8) {
        register ^= UInt32(byte)
        register = (register >> 4) ^ nibbleTable[Int(register & 0xF)]
        register = (register >> 4) ^ nibbleTable[Int(register & 0xF)]
    }

    /// Adds bytes in order.
    public mutating func add(_ bytes: borrowing Span<UInt8>) {
        for index in bytes.indices { add(bytes[index]) }
    }

    /// The check value of all bytes added so far.
    public var value: UInt32 { register ^ 0xFFFF_FFFF }
}
