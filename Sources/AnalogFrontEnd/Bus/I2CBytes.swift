/// The bytes of a transfer, 0…16 of them; more are not taken. Three words, so that they travel in registers.
public struct I2CBytes: Equatable, Sendable {
    /// Bytes 0…7 and 8…15, the first lowest; 0 beyond `count`.
    @usableFromInline var low: UInt64 = 0
    @usableFromInline var high: UInt64 = 0
    @usableFromInline var held: UInt8 = 0

    /// No bytes.
    @inlinable
    public init() {}

    /// Bytes held, 0…16.
    @inlinable public var count: Int { Int(held) }

    /// The byte at `index`; 0 outside 0..<`count`.
    @inlinable public subscript(index: Int) -> UInt8 {
        guard index >= 0, index < 16 else { return 0 }
        let shift = UInt64(truncatingIfNeeded: 8 &* (index & 7))
        return UInt8(truncatingIfNeeded: (index < 8 ? low : high) &>> shift)
    }

    /// Appends a byte if there is room.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        if held < 8 {
            low |= UInt64(byte) &<< UInt64(8 &* held)
        } else if held < 16 {
            high |= UInt64(byte) &<< UInt64(8 &* (held &- 8))
        } else {
            return
        }
        held &+= 1
    }

    /// Removes all bytes.
    @inlinable
    public mutating func removeAll() { self = I2CBytes() }

    /// `count` bytes at once, 0…8 of them, which `bits` holds with the last one lowest.
    @inlinable
    public init(bigEndian bits: UInt64, count: Int) {
        guard count > 0 else { return }
        held = UInt8(truncatingIfNeeded: min(count, 8))
        low = bits.byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* Int(held))
    }

    /// The two bytes from `index` on, 0…6, as a word, the high one first; bytes that are not there count as 0.
    @inline(__always)
    func word(at index: Int = 0) -> UInt16 {
        UInt16(truncatingIfNeeded: low &>> UInt64(truncatingIfNeeded: 8 &* index)).byteSwapped
    }

    /// The three bytes from `index` on, 0…5, as a signed number, the high one first.
    @inline(__always)
    func signed24(at index: Int = 0) -> Int32 {
        let bits = UInt32(truncatingIfNeeded: low &>> UInt64(truncatingIfNeeded: 8 &* index)).byteSwapped
        return Int32(bitPattern: bits) >> 8
    }
}
