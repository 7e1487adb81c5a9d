import CellCore

/// The first frame of a recording: 28 bytes. Format version u16, reserved u16, profile 24 bytes.
///
/// A recording is every input of a monitor in order: this frame, then samples (0x40), resets and snapshots, then the
/// end. Frame types 0x63 (command) and 0x64 (spectrum) are kept for inputs that do not exist yet.
public struct RecordingStart: WireMessage, Equatable {
    public static var type: FrameType { .recordingStart }
    /// Version of the recording's layout.
    public static var formatVersion: UInt16 { 1 }

    public var formatVersion = RecordingStart.formatVersion
    public var profile = FixedText<24>()
    private var reserved: UInt16 = 0

    public init() {}

    public init(profile: ProfileName) { self.profile = FixedText(profile.bytes.span) }

    public var isValid: Bool { formatVersion == RecordingStart.formatVersion }

    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&formatVersion)
        coder.code(&reserved)
        profile.visit(&coder)
    }
}

/// The monitor began again without a past, unless a snapshot follows: 4 bytes, cause u8 and three reserved.
public struct RecordingReset: WireMessage, Equatable {
    public static var type: FrameType { .recordingReset }

    /// 0 power-up, 1 watchdog, 2 on request.
    public var rawCause: UInt8 = 0
    private var reserved: InlineArray<3, UInt8> = InlineArray(repeating: 0)

    public init() {}

    public static func == (left: RecordingReset, right: RecordingReset) -> Bool { left.rawCause == right.rawCause }

    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawCause)
        for index in reserved.indices { coder.code(&reserved[index]) }
    }
}

/// The snapshot from which the monitor went on: its length u16, then its bytes.
public struct RecordingSnapshot: WireMessage {
    public static var type: FrameType { .recordingSnapshot }

    public private(set) var snapshot = SnapshotBytes()

    public init() {}

    public init(_ snapshot: SnapshotBytes) { self.snapshot = snapshot }

    public mutating func visit(_ coder: inout some FieldCoder) {
        var length = UInt16(truncatingIfNeeded: snapshot.count)
        coder.code(&length)
        var bytes = SnapshotBytes()
        for index in 0..<min(Int(length), 320) {
            var byte = snapshot[index]
            coder.code(&byte)
            bytes.append(byte)
        }
        snapshot = bytes
    }
}

/// The last frame of a whole recording: 8 bytes, the number of samples u64. Without it the recording was cut short.
public struct RecordingEnd: WireMessage, Equatable {
    public static var type: FrameType { .recordingEnd }

    public var sampleCount: UInt64 = 0

    public init() {}

    public init(sampleCount: UInt64) { self.sampleCount = sampleCount }

    public mutating func visit(_ coder: inout some FieldCoder) { coder.code(&sampleCount) }
}
