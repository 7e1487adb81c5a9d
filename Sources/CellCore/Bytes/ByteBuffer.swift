/// A byte string of bounded length without a heap. Bytes beyond the capacity are not taken, and that is remembered.
public struct ByteBuffer<let capacity: Int>: Sendable {
    private var storage: InlineArray<capacity, UInt8>
    /// Bytes held, 0…`capacity`.
    public private(set) var count: Int
    /// True once a byte found no room.
    public private(set) var isOverflowed: Bool

    /// An empty buffer.
    public init() {
        storage = InlineArray(repeating: 0)
        count = 0
        isOverflowed = false
    }

    /// The byte at `index`; 0 outside 0..<`count`.
    public subscript(index: Int) -> UInt8 {
        get { index >= 0 && index < count ? storage[index] : 0 }
        set { if index >= 0 && index < count { storage[index] = newValue } }
    }

    /// Appends a byte, or remembers that there was no room.
    public mutating func append(_ byte: UInt8) {
        guard count < capacity else {
            isOverflowed = true
            return
        }
        storage[count] = byte
        count += 1
    }

    /// Appends all of `bytes`, or as many as there is room for.
    public mutating func append(_ bytes: borrowing Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }

    /// Empties the buffer.
    public mutating func removeAll() {
        count = 0
        isOverflowed = false
    }

    /// Removes the first `length` bytes, at most all of them. Cost: moves what is left.
    public mutating func removeFirst(_ length: Int) {
        let length = min(max(length, 0), count)
        var index = length
        while index < count {
            storage[index - length] = storage[index]
            index += 1
        }
        count -= length
    }

    /// The bytes held.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { storage.span.extracting(first: count) }
    }
}

extension ByteBuffer: FieldCoder {
    /// Appends the value; coding into a buffer encodes.
    public mutating func code(_ value: inout UInt8) { append(value) }

    /// Appends the value's two bytes, the low one first.
    public mutating func code(_ value: inout UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    /// Appends the value's four bytes, the low one first.
    public mutating func code(_ value: inout UInt32) {
        var shift: UInt32 = 0
        while shift < 32 {
            append(UInt8(truncatingIfNeeded: value >> shift))
            shift += 8
        }
    }

    /// Appends the value's eight bytes, the low one first.
    public mutating func code(_ value: inout UInt64) {
        var shift: UInt64 = 0
        while shift < 64 {
            append(UInt8(truncatingIfNeeded: value >> shift))
            shift += 8
        }
    }
}
