import CellCore

/// Finds frames in a stream of bytes that comes in pieces of any size.
///
/// Push bytes, then ask for frames until there is none. A wrong byte costs the frame that it is in: an error is
/// returned once, and the search goes on behind it at the next "CM". Never more than 576 bytes are held.
///
/// ```swift
/// var assembler = FrameAssembler()
/// _ = assembler.push(packet)
/// while let frame = try assembler.next() { … }
/// ```
public struct FrameAssembler: Sendable {
    /// The longest frame and a USB packet: whatever is held, once `next` has returned nil a whole packet finds room.
    private static var capacity: Int { 576 }

    private var buffer = ByteBuffer<576>()
    /// Where in the buffer the bytes that are held begin; those before it were given or dropped.
    private var first = 0

    /// An assembler that holds nothing.
    public init() {}

    /// Bytes that can be pushed now without loss; more than 64 whenever `next` has returned nil.
    public var freeCount: Int { FrameAssembler.capacity - heldCount }
    /// True while part of a frame is held.
    public var isInsideFrame: Bool { heldCount > 0 }
    /// Bytes held.
    public var heldCount: Int { buffer.count - first }

    /// Takes as many of `bytes`, from `start`, as there is room for; returns how many, 0 for a start outside of them.
    public mutating func push(_ bytes: borrowing Span<UInt8>, from start: Int = 0) -> Int {
        guard start >= 0, start < bytes.count else { return 0 }
        buffer.removeFirst(first)
        first = 0
        let length = min(freeCount, bytes.count - start)
        buffer.append(bytes.extracting(start..<(start + length)))
        return length
    }

    /// Forgets what is held, as after a bus reset.
    public mutating func reset() {
        buffer.removeAll()
        first = 0
    }

    /// Gives up a frame whose rest will not come: drops its first byte and what follows, up to the next "CM".
    public mutating func skip() { dropToNextMagic() }

    /// The next whole frame; nil when more bytes are needed.
    ///
    /// Cost: a CRC over the frame and a copy of it. On a search through damaged bytes, at most one CRC a byte.
    /// - Throws: `WireError` for bytes that are no frame; they are dropped, and the next call looks behind them.
    public mutating func next() throws(WireError) -> Frame? {
        let length: Int?
        do throws(WireError) {
            length = try wholeFrameLength()
        } catch {
            dropToNextMagic()
            throw error
        }
        guard let length else { return nil }
        var bytes = FrameBytes()
        bytes.append(buffer.bytes.extracting(first..<(first + length)))
        let frame = Frame(
            checked: bytes,
            header: FrameHeader(
                rawType: buffer[first + 3], channel: buffer[first + 4], sequence: field16(6),
                session: UInt32(field16(8)) | UInt32(field16(10)) << 16, payloadLength: field16(12)))
        first += length
        return frame
    }

    /// The length of the frame at the front if all of it is here and its check value fits.
    private func wholeFrameLength() throws(WireError) -> Int? {
        guard heldCount >= 2 else { return nil }
        guard field16(0) == WireFormat.magic else { throw .notAFrame(field16(0)) }
        guard heldCount >= 3 else { return nil }
        guard buffer[first + 2] == WireFormat.protocolVersion else { throw .protocolVersion(buffer[first + 2]) }
        guard heldCount >= WireFormat.headerLength else { return nil }
        let payloadLength = Int(field16(12))
        guard payloadLength <= WireFormat.maximumPayloadLength else { throw .payloadTooLong(payloadLength) }
        let end = WireFormat.headerLength + payloadLength
        guard heldCount >= end + WireFormat.trailerLength else { return nil }
        var check = CRC32()
        check.add(buffer.bytes.extracting(first..<(first + end)))
        let stored = UInt32(field16(end)) | UInt32(field16(end + 2)) << 16
        guard stored == check.value else { throw .damaged(stored) }
        return end + WireFormat.trailerLength
    }

    /// The little-endian value at `offset` from the front.
    private func field16(_ offset: Int) -> UInt16 {
        UInt16(buffer[first + offset]) | UInt16(buffer[first + offset + 1]) << 8
    }

    private mutating func dropToNextMagic() {
        first = min(first + 1, buffer.count)
        while first < buffer.count {
            // A "C" at the very end may be the first half.
            if buffer[first] == 0x43 && (first + 1 == buffer.count || buffer[first + 1] == 0x4D) { return }
            first += 1
        }
    }
}
