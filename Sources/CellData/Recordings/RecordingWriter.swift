import CellCore
import CellWire

/// Writes frames to a file, as they go over the wire: a recording of inputs, or the output that is compared.
///
/// ```swift
/// var writer = try RecordingWriter(path: "run.frames", profile: profile.name)
/// try writer.write(sample)
/// try writer.finish()
/// ```
public struct RecordingWriter: ~Copyable {
    private var output: FrameOutput
    private var sequence: UInt16 = 1
    /// Samples written.
    public private(set) var sampleCount: UInt64 = 0

    /// Creates or empties the file and writes the start of a recording.
    public init(path: String, profile: ProfileName) throws(RecordError) {
        var output = try FrameOutput(path: path)
        try output.write(Frame(RecordingStart(profile: profile), sequence: 0))
        self.output = output
    }

    /// Writes one sample.
    public mutating func write(_ sample: Sample) throws(RecordError) {
        try write(SampleReport(sample))
        sampleCount += 1
    }

    /// Writes what the device told of itself.
    public mutating func write(_ notice: DeviceNotice) throws(RecordError) { try write(NoticeReport(notice)) }

    /// Writes one point of a spectrum.
    public mutating func write(_ point: ImpedancePoint) throws(RecordError) { try write(ImpedanceReport(point)) }

    /// Writes the snapshot that the monitor goes on from, in as many parts as it takes.
    public mutating func write(_ snapshot: SnapshotBytes) throws(RecordError) {
        var offset = 0
        repeat {
            let part = RecordingSnapshot(snapshot, from: offset)
            try write(part)
            offset += part.bytes.count
        } while offset < snapshot.count
    }

    /// Writes that the monitor began again.
    public mutating func writeReset() throws(RecordError) { try write(RecordingReset()) }

    /// Writes the end and hands everything to the system; without it the recording counts as cut short.
    public mutating func finish() throws(RecordError) {
        try write(RecordingEnd(sampleCount: sampleCount))
        try output.finish()
    }

    private mutating func write(_ message: some WireMessage) throws(RecordError) {
        try output.write(Frame(message, sequence: sequence))
        sequence &+= 1
    }
}

/// Writes frames one after the other to a file.
public struct FrameOutput: ~Copyable {
    private var output: ByteOutput

    /// Creates or empties the file.
    public init(path: String) throws(RecordError) { output = try ByteOutput(path: path) }

    /// Appends a frame as it goes over the wire.
    public mutating func write(_ frame: Frame) throws(RecordError) {
        let bytes = frame.bytes
        let room = try output.room(bytes.count)
        for index in 0..<bytes.count { room[index] = bytes[index] }
        output.advance(bytes.count)
    }

    /// Hands everything to the system.
    public mutating func finish() throws(RecordError) { try output.flush() }
}
