/// Decodes fields from a byte string of bounded length.
public struct ByteReader<let capacity: Int>: FieldCoder, Sendable {
    @usableFromInline let buffer: ByteBuffer<capacity>
    @usableFromInline var position: Int
    @usableFromInline let end: Int
    @usableFromInline var hasRunOut: Bool

    /// True once a field reached beyond the end; that field and those after it kept their values.
    @inlinable public var isExhausted: Bool { hasRunOut }

    /// Reads `buffer` from the byte at `start` up to, not including, `end`.
    @inlinable
    public init(_ buffer: ByteBuffer<capacity>, from start: Int = 0, to end: Int? = nil) {
        self.buffer = buffer
        self.end = min(end ?? buffer.count, buffer.count)
        position = max(start, 0)
        hasRunOut = false
    }

    /// Bytes not yet read.
    @inlinable public var remaining: Int { max(end - position, 0) }

    @inlinable
    mutating func take(_ length: Int) -> UInt64? {
        guard !hasRunOut, length <= remaining else {
            hasRunOut = true
            return nil
        }
        var bits: UInt64 = 0
        var index = 0
        while index < length {
            bits |= UInt64(buffer.storage[position + index]) << UInt64(8 * index)
            index += 1
        }
        position += length
        return bits
    }

    /// Takes one byte.
    @inlinable
    public mutating func code(_ value: inout UInt8) {
        if let bits = take(1) { value = UInt8(truncatingIfNeeded: bits) }
    }

    /// Takes two bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt16) {
        if let bits = take(2) { value = UInt16(truncatingIfNeeded: bits) }
    }

    /// Takes four bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt32) {
        if let bits = take(4) { value = UInt32(truncatingIfNeeded: bits) }
    }

    /// Takes eight bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt64) {
        if let bits = take(8) { value = bits }
    }
}
