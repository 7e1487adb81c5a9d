/// The bytes that a transfer writes, 0…8 of them; more are not taken. One word, so that a transfer is cheap to pass on.
public struct I2CMessage: Equatable, Sendable {
    /// The bytes, the first lowest; 0 beyond `count`.
    @usableFromInline var bits: UInt64 = 0
    @usableFromInline var held: UInt8 = 0

    /// No bytes.
    @inlinable
    public init() {}

    /// A single byte.
    @inlinable
    init(_ byte: UInt8) {
        bits = UInt64(byte)
        held = 1
    }

    /// Bytes held, 0…8.
    @inlinable public var count: Int { Int(held) }

    /// The byte at `index`; 0 outside 0..<`count`.
    @inlinable public subscript(index: Int) -> UInt8 {
        guard index >= 0, index < 8 else { return 0 }
        return UInt8(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: 8 &* index))
    }

    /// Appends a byte if there is room.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        guard held < 8 else { return }
        bits |= UInt64(byte) &<< UInt64(8 &* held)
        held &+= 1
    }
}
