import CellCore

/// The first frame of a recording: 28 bytes. Format version u16, reserved u16, profile 24 bytes.
///
/// A recording is every input of a monitor in order: this frame, then samples (0x40), notices (0x44), points of spectra
/// (0x45), resets and snapshots, then the end. Frame type 0x63 (command) is kept for an input that does not exist yet.
public struct RecordingStart: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .recordingStart }
    /// Version of the recording's layout that is written.
    public static var formatVersion: UInt16 { 2 }
    /// Versions that can be read: 1 had snapshots in one frame (`WholeRecordingSnapshot`), 2 has them in parts.
    public static var readableVersions: ClosedRange<UInt16> { 1...2 }

    /// Version of the layout that the recording was written in.
    public var formatVersion = RecordingStart.formatVersion
    /// Name of the profile under which the monitor ran.
    public var profile = FixedText<24>()

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(profile: ProfileName) { self.profile = FixedText(profile.bytes.span) }

    /// True when the rest of the recording can be read; a reader refuses another.
    public var isReadable: Bool { RecordingStart.readableVersions.contains(formatVersion) }

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
