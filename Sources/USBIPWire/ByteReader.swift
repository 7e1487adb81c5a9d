/// Takes big-endian fields from the front of a message.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - position }

    mutating func take(_ count: Int) throws(USBIPError) -> ArraySlice<UInt8> {
        guard count <= remaining else {
            throw .truncated(have: bytes.count, need: position - bytes.startIndex + count)
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func byte() throws(USBIPError) -> UInt8 { try take(1).reduce(0) { $1 } }

    mutating func half() throws(USBIPError) -> UInt16 { try take(2).reduce(0) { $0 << 8 | UInt16($1) } }

    mutating func word() throws(USBIPError) -> UInt32 { try take(4).reduce(0) { $0 << 8 | UInt32($1) } }

    /// A text closed with a zero byte in a field that is zero to its end.
    mutating func text(fieldLength: Int) throws(USBIPError) -> String {
        let field = try take(fieldLength)
        let characters = field.prefix { $0 != 0 }
        guard characters.count < fieldLength, field.dropFirst(characters.count).allSatisfy({ $0 == 0 }),
            let text = String(validating: characters, as: UTF8.self)
        else { throw .text(fieldLength: fieldLength) }
        return text
    }

    func expectEnd() throws(USBIPError) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }
}
