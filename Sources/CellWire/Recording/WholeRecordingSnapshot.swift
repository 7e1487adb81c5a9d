import CellCore

/// The snapshot of a recording in format version 1, in one frame: its length u16, at most 480, then its bytes.
///
/// It has the type 0x62 as the parts of version 2 have; the version in the recording's start tells them apart. Only read,
/// nothing writes it any more.
public struct WholeRecordingSnapshot: WireMessage {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingSnapshot }

    /// The most that such a frame held, in bytes.
    private static var largestLength: UInt16 { 480 }

    /// The bytes of the snapshot, 0…480.
    public private(set) var snapshot = SnapshotBytes()
    private var hasRoom = true

    /// A message to decode into.
    public init() {}

    /// False when a decoded length is more than version 1 allowed.
    public var isValid: Bool { hasRoom }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        var length = UInt16(truncatingIfNeeded: snapshot.count)
        coder.code(&length)
        hasRoom = length <= WholeRecordingSnapshot.largestLength
        var bytes = SnapshotBytes()
        for index in 0..<Int(min(length, WholeRecordingSnapshot.largestLength)) {
            var byte = snapshot[index]
            coder.code(&byte)
            bytes.append(byte)
        }
        snapshot = bytes
    }
}
