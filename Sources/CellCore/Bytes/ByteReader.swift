/// Decodes fields from a byte string of bounded length.
public struct ByteReader<let capacity: Int>: FieldCoder, Sendable {
    private let buffer: ByteBuffer<capacity>
    private var position: Int
    private let end: Int
    /// True once a field reached beyond the end; that field and those after it kept their values.
    public private(set) var isExhausted: Bool

    /// Reads `buffer` from the byte at `start` up to, not including, `end`.
    public init(_ buffer: ByteBuffer<capacity>, from start: Int = 0, to end: Int? = nil) {
        self.buffer = buffer
        self.end = min(end ?? buffer.count, buffer.count)
        position = max(start, 0)
        isExhausted = false
    }

    /// Bytes not yet read.
    public var remaining: Int { max(end - position, 0) }

    private mutating func take(_ length: Int) -> UInt64? {
        guard !isExhausted, length <= remaining else {
            isExhausted = true
            return nil
        }
        var bits: UInt64 = 0
        var index = 0
        while index < length {
            bits |= UInt64(buffer[position + index]) << UInt64(8 * index)
            index += 1
        }
        position += length
        return bits
    }

    /// Takes one byte.
    public mutating func code(_ value: inout UInt8) {
        if let bits = take(1) { value = UInt8(truncatingIfNeeded: bits) }
    }

    /// Takes two bytes, the low one first.
    public mutating func code(_ value: inout UInt16) {
        if let bits = take(2) { value = UInt16(truncatingIfNeeded: bits) }
    }

    /// Takes four bytes, the low one first.
    public mutating func code(_ value: inout UInt32) {
        if let bits = take(4) { value = UInt32(truncatingIfNeeded: bits) }
    }

    /// Takes eight bytes, the low one first.
    public mutating func code(_ value: inout UInt64) {
        if let bits = take(8) { value = bits }
    }
}
