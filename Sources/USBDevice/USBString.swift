/// A short ASCII text for a string descriptor, stored in place.
public struct USBString: Sendable {
    /// The most characters that fit; more are cut off.
    public static var capacity: Int { 32 }

    private var characters = InlineArray<32, UInt8>(repeating: 0)
    /// Characters in use, 0…32.
    public private(set) var count = 0

    /// An empty text; its descriptor index is then 0, which means that there is none.
    public init() {}

    /// A constant text; what is not printable ASCII becomes a question mark, what exceeds 32 characters is cut off.
    public init(_ text: StaticString) {
        text.withUTF8Buffer { utf8 in
            for byte in utf8 { append(byte) }
        }
    }

    /// A number as 16 hexadecimal digits, such as the unique identity of a board's flash.
    public init(hexadecimal number: UInt64) {
        for digit in 0..<16 {
            let nibble = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * digit)) & 0x0F
            append(nibble < 10 ? nibble + 0x30 : nibble - 10 + 0x41)
        }
    }

    /// Adds one character; false when the text is full.
    @discardableResult
    public mutating func append(_ character: UInt8) -> Bool {
        guard count < USBString.capacity else { return false }
        characters[count] = character >= 0x20 && character < 0x7F ? character : 0x3F
        count += 1
        return true
    }

    /// The character at a position; a space outside of the text.
    public subscript(position: Int) -> UInt8 {
        position >= 0 && position < count ? characters[position] : 0x20
    }
}
