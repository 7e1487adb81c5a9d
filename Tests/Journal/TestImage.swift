/// Sectors as Docs/Journal.md describes them, made without the module under test.
enum TestImage {
    /// CRC-32 by the definition: the message as a polynomial, divided bit by bit. "123456789" gives 0xCBF43926.
    static func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            for bit in 0..<8 {
                let isSet = (register ^ UInt32(byte >> UInt8(bit))) & 1 == 1
                register >>= 1
                if isSet { register ^= 0xEDB8_8320 }
            }
        }
        return register ^ 0xFFFF_FFFF
    }

    static func little(_ value: UInt64, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    /// The 64 bytes at the beginning of a sector.
    static func header(
        magic: String = "CMJL", version: UInt16 = 1, sequence: UInt32, eraseCount: UInt32 = 1, start: UInt32 = 0,
        firstNumber: UInt32 = 1, retired: [UInt16] = []
    ) -> [UInt8] {
        var body = Array(magic.utf8) + little(UInt64(version), 2) + [0, 0]
        for field in [sequence, eraseCount, start, firstNumber, 0] { body += little(UInt64(field), 4) }
        for index in 0..<16 { body += little(UInt64(index < retired.count ? retired[index] : 0xFFFF), 2) }
        return little(UInt64(crc(body)), 4) + body
    }

    /// An entry of the log with its filling.
    static func entry(type: UInt8, number: UInt32, payload: [UInt8]) -> [UInt8] {
        let body = little(UInt64(number), 4) + little(UInt64(payload.count), 2) + [type, 0] + payload
        let whole = little(UInt64(crc(Array("CMJL".utf8) + body)), 4) + body
        return whole + [UInt8](repeating: 0xFF, count: (16 - whole.count % 16) % 16)
    }

    /// A minute's slot.
    static func slot(_ payload: [UInt8]) -> [UInt8] { little(UInt64(crc(Array("CMJM".utf8) + payload)), 4) + payload }

    /// A sector that begins with `bytes` and is erased behind them.
    static func sector(_ bytes: [UInt8]) -> [UInt8] {
        Array((bytes + [UInt8](repeating: 0xFF, count: 4096)).prefix(4096))
    }
}
