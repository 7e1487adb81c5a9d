/// Entries that wait to be written, whole and in order, as the bytes that will stand in the flash.
struct Stage: Sendable {
    /// Room in bytes: for the largest checkpoint, 1008, and sixteen events of 32 while the flash erases; or for two
    /// checkpoints of up to 756 bytes.
    static var capacity: Int { Storage.count }
    private typealias Storage = InlineArray<1536, UInt8>

    private var storage = Storage(repeating: 0xFF)
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { storage.span.extracting(first: count) }
    }

    /// Appends an entry: `header`'s fields, `payload`, filling; then its check value. The caller has asked for room.
    mutating func append(
        _ format: RingFormat, number: UInt32, type: UInt8, payload: borrowing Span<UInt8>
    ) {
        let start = count
        let header = format.entryHeaderLength
        let length = format.entryLength(payload: payload.count)
        guard length <= Stage.capacity - count else { return }
        var room = storage.mutableSpan
        for index in start..<(start + length) { room[index] = 0xFF }
        if format == .log {
            room.put(UInt64(number), at: start + 4, length: 4)
            room.put(UInt64(payload.count), at: start + 8, length: 2)
            room[start + 10] = type
            room[start + 11] = 0
        }
        for index in payload.indices { room[start + header + index] = payload[index] }
        let end = start + header + payload.count
        let check = Checksum.of(storage.span.extracting((start + 4)..<end), in: format)
        var field = storage.mutableSpan
        field.put(UInt64(check), at: start, length: 4)
        count += length
    }

    /// Removes the first `length` bytes. Cost: moves what is left.
    mutating func removeFirst(_ length: Int) {
        let length = min(max(length, 0), count)
        for index in length..<count { storage[index - length] = storage[index] }
        count -= length
    }

    mutating func removeAll() { count = 0 }
}
