/// Appends big-endian fields to a message.
extension [UInt8] {
    mutating func append(half value: UInt16) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(word value: UInt32) {
        append(half: UInt16(truncatingIfNeeded: value >> 16))
        append(half: UInt16(truncatingIfNeeded: value))
    }

    mutating func append(zeros count: Int) { append(contentsOf: repeatElement(0, count: count)) }

    /// Cuts a text that is too long for its field, since the last byte has to be zero.
    mutating func append(text: String, fieldLength: Int) {
        let characters = text.utf8.prefix { $0 != 0 }.prefix(fieldLength - 1)
        append(contentsOf: characters)
        append(zeros: fieldLength - characters.count)
    }
}
