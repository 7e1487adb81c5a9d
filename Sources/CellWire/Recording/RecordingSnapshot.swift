import CellCore

/// The bytes of one part of a snapshot: a frame's payload of 494 less the eight before them.
public typealias SnapshotPart = ByteBuffer<486>

/// A part of the snapshot from which the monitor went on; the parts follow one another, and `SnapshotAssembler` joins them.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 2 | where in the snapshot the part begins |
/// | 2 | 2 | length of the whole snapshot, 0…992 |
/// | 4 | 2 | n, length of the part, 1…486; 0 for a snapshot of no bytes |
/// | 6 | 2 | reserved, 0 |
/// | 8 | n | bytes |
///
/// ```swift
/// var offset = 0
/// repeat {
///     let part = RecordingSnapshot(snapshot, from: offset)
///     send(part)
///     offset += part.bytes.count
/// } while offset < snapshot.count
/// ```
public struct RecordingSnapshot: WireMessage {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingSnapshot }

    /// Where in the snapshot the part begins, in bytes.
    public private(set) var offset: UInt16 = 0
    /// Length of the whole snapshot, in bytes.
    public private(set) var totalLength: UInt16 = 0
    /// The part itself.
    public private(set) var bytes = SnapshotPart()

    /// A message to decode into.
    public init() {}

    /// The part of a snapshot that begins at byte `offset`, as long as a frame takes. Cost: copies it.
    public init(_ snapshot: SnapshotBytes, from offset: Int) {
        let offset = min(max(offset, 0), snapshot.count)
        self.offset = UInt16(truncatingIfNeeded: offset)
        totalLength = UInt16(truncatingIfNeeded: snapshot.count)
        let end = min(offset + SnapshotPart.capacity, snapshot.count)
        bytes.append(snapshot.bytes.extracting(offset..<end))
    }

    /// False when a decoded part is longer than one may be, is empty, or does not lie within a snapshot.
    public var isValid: Bool {
        let total = Int(totalLength)
        return !bytes.isOverflowed && total <= SnapshotBytes.capacity && Int(offset) + bytes.count <= total
            && (bytes.count > 0 || total == 0)
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&offset)
        coder.code(&totalLength)
        var length = UInt16(truncatingIfNeeded: bytes.count)
        coder.code(&length)
        coder.codeReserved(2)
        var part = SnapshotPart()
        for index in 0..<Int(length) where !part.isOverflowed {
            var byte = bytes[index]
            coder.code(&byte)
            part.append(byte)
        }
        bytes = part
    }
}
