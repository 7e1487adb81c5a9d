import CellCore

/// The first frame of a recording: 28 bytes. Format version u16, reserved u16, profile 24 bytes.
///
/// A recording is every input of a monitor in order: this frame, then samples (0x40), notices (0x44), points of spectra
/// (0x45), resets and snapshots, then the end. Frame type 0x63 (command) is kept for an input that does not exist yet.
public struct RecordingStart: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingStart }
    /// Version of the recording's layout.
    public static var formatVersion: UInt16 { 1 }

    /// Version of the layout that the recording was written in.
    public var formatVersion = RecordingStart.formatVersion
    /// Name of the profile under which the monitor ran.
    public var profile = FixedText<24>()

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(profile: ProfileName) { self.profile = FixedText(profile.bytes.span) }

    /// False when a decoded field holds what its type does not allow.
    public var isValid: Bool { formatVersion == RecordingStart.formatVersion }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&formatVersion)
        coder.codeReserved(2)
        profile.visit(&coder)
    }
}

/// The monitor began again without a past, unless a snapshot follows: 4 bytes, cause u8 and three reserved.
public struct RecordingReset: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingReset }

    /// 0 power-up, 1 watchdog, 2 on request.
    public var rawCause: UInt8 = 0

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawCause)
        coder.codeReserved(3)
    }
}

/// The snapshot from which the monitor went on: its length u16, at most 480, then its bytes.
public struct RecordingSnapshot: WireMessage {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingSnapshot }

    /// The bytes of the snapshot, 0…480.
    public private(set) var snapshot = SnapshotBytes()
    private var hasRoom = true

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(_ snapshot: SnapshotBytes) { self.snapshot = snapshot }

    /// False when a decoded field holds what its type does not allow.
    public var isValid: Bool { hasRoom }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        var length = UInt16(truncatingIfNeeded: snapshot.count)
        coder.code(&length)
        var bytes = SnapshotBytes()
        for index in 0..<Int(length) where !bytes.isOverflowed {
            var byte = snapshot[index]
            coder.code(&byte)
            bytes.append(byte)
        }
        hasRoom = !bytes.isOverflowed
        snapshot = bytes
    }
}

/// The last frame of a whole recording: 8 bytes, the number of samples u64. Without it the recording was cut short.
public struct RecordingEnd: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingEnd }

    /// Samples in the recording.
    public var sampleCount: UInt64 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(sampleCount: UInt64) { self.sampleCount = sampleCount }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) { coder.code(&sampleCount) }
}
