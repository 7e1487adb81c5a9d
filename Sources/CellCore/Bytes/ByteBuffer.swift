/// A byte string of bounded length without a heap. Bytes beyond the capacity are not taken, and that is remembered.
///
/// Inlinable throughout: a module that codes its fields gets them specialised, worth a factor of ten to a recording.
public struct ByteBuffer<let capacity: Int>: Sendable {
    @usableFromInline var storage: InlineArray<capacity, UInt8>
    @usableFromInline var held: Int
    @usableFromInline var hasOverflowed: Bool

    /// Bytes held, 0…`capacity`.
    @inlinable public var count: Int { held }
    /// True once a byte found no room.
    @inlinable public var isOverflowed: Bool { hasOverflowed }

    /// An empty buffer.
    @inlinable
    public init() {
        storage = InlineArray(repeating: 0)
        held = 0
        hasOverflowed = false
    }

    /// The byte at `index`; 0 outside 0..<`count`.
    @inlinable public subscript(index: Int) -> UInt8 {
        get { index >= 0 && index < held ? storage[index] : 0 }
        set { if index >= 0 && index < held { storage[index] = newValue } }
    }

    /// Appends a byte, or remembers that there was no room.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        guard held < capacity else {
            hasOverflowed = true
            return
        }
        storage[held] = byte
        held += 1
    }

    /// Appends all of `bytes`, or as many as there is room for.
    @inlinable
    public mutating func append(_ bytes: borrowing Span<UInt8>) {
        let length = min(bytes.count, capacity - held)
        var index = 0
        while index < length {
            storage[held + index] = bytes[index]
            index += 1
        }
        held += length
        if length < bytes.count { hasOverflowed = true }
    }

    /// Empties the buffer.
    @inlinable
    public mutating func removeAll() {
        held = 0
        hasOverflowed = false
    }

    /// Removes the first `length` bytes, at most all of them. Cost: moves what is left.
    @inlinable
    public mutating func removeFirst(_ length: Int) {
        let length = min(max(length, 0), held)
        var index = length
        while index < held {
            storage[index - length] = storage[index]
            index += 1
        }
        held -= length
    }

    /// The bytes held.
    @inlinable public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { storage.span.extracting(first: held) }
    }
}

extension ByteBuffer: FieldCoder {
    /// Appends the value; coding into a buffer encodes.
    @inlinable
    public mutating func code(_ value: inout UInt8) { append(value) }

    /// Appends the value's two bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt16) { append(UInt64(value), length: 2) }

    /// Appends the value's four bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt32) { append(UInt64(value), length: 4) }

    /// Appends the value's eight bytes, the low one first.
    @inlinable
    public mutating func code(_ value: inout UInt64) { append(value, length: 8) }

    @inlinable
    mutating func append(_ bits: UInt64, length: Int) {
        var index = 0
        while index < length {
            append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)))
            index += 1
        }
    }
}
