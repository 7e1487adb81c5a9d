import CellCore

/// ASCII text in a field of fixed length, zero beyond its end.
public struct FixedText<let capacity: Int>: Equatable, Sendable {
    /// All bytes of the field.
    public private(set) var bytes: InlineArray<capacity, UInt8>

    /// An empty text.
    public init() { bytes = InlineArray(repeating: 0) }

    /// A text from a literal; what does not fit is cut off.
    public init(_ text: StaticString) {
        bytes = InlineArray(repeating: 0)
        guard text.hasPointerRepresentation else { return }
        let source = UnsafeBufferPointer(start: text.utf8Start, count: min(text.utf8CodeUnitCount, capacity))
        for index in source.indices { bytes[index] = source[index] }
    }

    /// A text from bytes; what does not fit is cut off.
    public init(_ source: borrowing Span<UInt8>) {
        bytes = InlineArray(repeating: 0)
        for index in 0..<min(source.count, capacity) { bytes[index] = source[index] }
    }

    /// Length up to the first zero.
    public var count: Int {
        var length = 0
        while length < capacity, bytes[length] != 0 { length += 1 }
        return length
    }

    /// True when all bytes of the field are the same.
    public static func == (left: FixedText, right: FixedText) -> Bool {
        for index in left.bytes.indices where left.bytes[index] != right.bytes[index] { return false }
        return true
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        for index in bytes.indices { coder.code(&bytes[index]) }
    }
}
