import CellCore

/// Finds frames in a stream of bytes that comes in pieces of any size.
///
/// Push bytes, then ask for frames until there is none. A wrong byte costs the frame that it is in: an error is
/// returned once, and the search goes on behind it at the next "CM". Never more than 512 bytes are held.
public struct FrameAssembler: Sendable {
    private var buffer = FrameBytes()

    public init() {}

    /// Bytes that can be pushed now without loss.
    public var freeCount: Int { WireFormat.maximumFrameLength - buffer.count }
    /// True while part of a frame is held.
    public var isInsideFrame: Bool { buffer.count > 0 }
    /// Bytes held.
    public var heldCount: Int { buffer.count }

    /// Takes as many of `bytes`, from `start`, as there is room for; returns how many.
    public mutating func push(_ bytes: borrowing Span<UInt8>, from start: Int = 0) -> Int {
        let length = min(freeCount, max(bytes.count - start, 0))
        buffer.append(bytes.extracting(start..<(start + length)))
        return length
    }

    /// Forgets what is held, as after a bus reset.
    public mutating func reset() { buffer.removeAll() }

    /// The next whole frame; nil when more bytes are needed.
    ///
    /// - Throws: `WireError` for bytes that are no frame; they are dropped, and the next call looks behind them.
    public mutating func next() throws(WireError) -> Frame? {
        guard buffer.count >= 2 else { return nil }
        guard buffer[0] == 0x43, buffer[1] == 0x4D else {
            let found = UInt16(buffer[0]) | UInt16(buffer[1]) << 8
            dropToNextMagic()
            throw .notAFrame(found)
        }
        guard buffer.count >= WireFormat.headerLength else { return nil }
        var header = FrameHeader()
        var reader = ByteReader(buffer)
        header.visit(&reader)
        guard header.version == WireFormat.protocolVersion else {
            dropToNextMagic()
            throw .protocolVersion(header.version)
        }
        let length = Int(header.payloadLength)
        guard length <= WireFormat.maximumPayloadLength else {
            dropToNextMagic()
            throw .payloadTooLong(length)
        }
        let end = WireFormat.headerLength + length
        guard buffer.count >= end + WireFormat.trailerLength else { return nil }
        var check = CRC32()
        check.add(buffer.bytes.extracting(first: end))
        var stored: UInt32 = 0
        var trailer = ByteReader(buffer, from: end)
        trailer.code(&stored)
        guard stored == check.value else {
            dropToNextMagic()
            throw .damaged(stored)
        }
        var bytes = FrameBytes()
        bytes.append(buffer.bytes.extracting(first: end + WireFormat.trailerLength))
        buffer.removeFirst(end + WireFormat.trailerLength)
        return Frame(checked: bytes, header: header)
    }

    private mutating func dropToNextMagic() {
        var start = 1
        while start < buffer.count {
            let isMagic = buffer[start] == 0x43 && (start + 1 == buffer.count || buffer[start + 1] == 0x4D)
            if isMagic { break }
            start += 1
        }
        buffer.removeFirst(start)
    }
}
