/// Integers in bytes, the low byte first. An index outside the bytes reads 0 and writes nothing.
extension Span<UInt8> {
    /// The unsigned integer of `length` bytes, 1…8, at `offset`.
    func integer(at offset: Int, length: Int) -> UInt64 {
        var bits: UInt64 = 0
        for index in 0..<length where offset + index < count {
            bits |= UInt64(self[offset + index]) << UInt64(8 * index)
        }
        return bits
    }

    func u16(at offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: integer(at: offset, length: 2)) }
    func u32(at offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: integer(at: offset, length: 4)) }

    /// The two's complement of `length` bytes, 1…8.
    func signed(at offset: Int, length: Int) -> Int64 {
        let unused = UInt64(64 - 8 * length)
        return Int64(bitPattern: integer(at: offset, length: length) << unused) >> Int64(unused)
    }

    /// True when no bit is programmed.
    var isErased: Bool {
        for index in indices where self[index] != 0xFF { return false }
        return true
    }
}

extension MutableSpan<UInt8> {
    /// Writes the low `length` bytes of `value` at `offset`.
    @_lifetime(self: copy self)
    mutating func put(_ value: UInt64, at offset: Int, length: Int) {
        for index in 0..<length where offset + index < count {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }
}

/// True when `number` comes after `other`, by the shorter way round: numbers may wrap.
func isAfter(_ number: UInt32, _ other: UInt32) -> Bool { Int32(bitPattern: number &- other) > 0 }
