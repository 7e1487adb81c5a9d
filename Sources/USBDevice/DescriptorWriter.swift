/// Appends little-endian fields into 256 bytes in place and patches lengths afterwards; also holds a control reply.
///
/// What does not fit is left out and `isOverflown` set, upon which the stack refuses the request.
public struct DescriptorWriter: ~Copyable {
    /// Bytes of room: the longest reply, the Microsoft set of a composite device, takes 178.
    public static var capacity: Int { 256 }

    var bytes = InlineArray<256, UInt8>(repeating: 0)
    /// Bytes written, 0…256.
    public private(set) var count = 0
    /// True when something did not fit into the writer, or a length not into its field.
    public private(set) var isOverflown = false

    /// An empty writer.
    public init() {}

    /// Starts over.
    public mutating func removeAll() {
        count = 0
        isOverflown = false
    }

    /// The byte at a position; 0 outside of what was written.
    public subscript(position: Int) -> UInt8 {
        position >= 0 && position < count ? bytes[position] : 0
    }

    /// Appends a byte.
    public mutating func append(_ byte: UInt8) {
        guard count < DescriptorWriter.capacity else {
            isOverflown = true
            return
        }
        bytes[count] = byte
        count += 1
    }

    /// Appends 16 bits.
    public mutating func append16(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    /// Appends 32 bits.
    public mutating func append32(_ value: UInt32) {
        append16(UInt16(truncatingIfNeeded: value))
        append16(UInt16(truncatingIfNeeded: value >> 16))
    }

    /// Appends zeros.
    public mutating func append(zeros: Int) {
        for _ in 0..<max(0, zeros) { append(0) }
    }

    /// Appends ASCII as it is.
    public mutating func append(ascii text: StaticString) {
        text.withUTF8Buffer { utf8 in
            for byte in utf8 { append(byte) }
        }
    }

    /// Appends ASCII as UTF-16LE, without a terminator.
    public mutating func append(utf16 text: StaticString) {
        text.withUTF8Buffer { utf8 in
            for byte in utf8 { append16(UInt16(byte)) }
        }
    }

    /// Appends ASCII as UTF-16LE, without a terminator.
    public mutating func append(utf16 text: USBString) {
        for position in 0..<text.count { append16(UInt16(text[position])) }
    }

    /// Opens a descriptor of chapter 9 (bLength, bDescriptorType) and returns its start for `end`.
    public mutating func begin(_ type: DescriptorType) -> Int {
        let start = count
        append(0)
        append(type.rawValue)
        return start
    }

    /// Closes a descriptor: writes its length into its first byte.
    public mutating func end(_ start: Int) {
        guard let length = UInt8(exactly: count - start), start >= 0, start < count else {
            isOverflown = true
            return
        }
        bytes[start] = length
    }

    /// Writes the number of bytes since `start` into the 16-bit field at `position`.
    public mutating func patchLength16(since start: Int, at position: Int) {
        guard let length = UInt16(exactly: count - start), position >= 0, position + 2 <= count else {
            isOverflown = true
            return
        }
        bytes[position] = UInt8(truncatingIfNeeded: length)
        bytes[position + 1] = UInt8(truncatingIfNeeded: length >> 8)
    }
}
