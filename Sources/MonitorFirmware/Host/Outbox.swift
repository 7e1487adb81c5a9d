import CellCore
import CellWire

/// Frames on their way to the host: 2 KiB, first in, first out. Replies always find room; reports leave it to them.
struct Outbox: Sendable {
    private static var capacity: Int { 2048 }

    private var storage: InlineArray<2048, UInt8> = InlineArray(repeating: 0)
    private var first = 0
    private(set) var count = 0

    /// True while a reply of any length finds room.
    var hasRoomForReply: Bool { Outbox.capacity - count >= WireFormat.maximumFrameLength }

    /// Appends a reply; false when there is no room, which `hasRoomForReply` tells before.
    mutating func append(reply frame: Frame) -> Bool { append(frame, leaving: 0) }

    /// Appends a report if room for a reply remains behind it; false when it does not.
    mutating func append(report frame: Frame) -> Bool { append(frame, leaving: WireFormat.maximumFrameLength) }

    private mutating func append(_ frame: Frame, leaving reserve: Int) -> Bool {
        let bytes = frame.bytes
        guard count + bytes.count + reserve <= Outbox.capacity else { return false }
        for index in 0..<bytes.count { storage[(first + count + index) % Outbox.capacity] = bytes[index] }
        count += bytes.count
        return true
    }

    /// Takes up to `packet.count` bytes; returns how many.
    mutating func take(into packet: inout MutableSpan<UInt8>) -> Int {
        let length = min(count, packet.count)
        for index in 0..<length { packet[index] = storage[(first + index) % Outbox.capacity] }
        first = (first + length) % Outbox.capacity
        count -= length
        return length
    }

    mutating func removeAll() {
        first = 0
        count = 0
    }
}
