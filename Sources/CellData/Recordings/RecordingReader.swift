import CellCore
import CellWire

/// One input of a monitor, as a recording holds it.
public enum RecordingEntry: Sendable {
    case sample(Sample)
    /// What the device told of itself.
    case notice(DeviceNotice)
    /// One point of a spectrum.
    case impedance(ImpedancePoint)
    /// The monitor began again without a past.
    case reset
    /// The monitor went on from this snapshot.
    case snapshot(SnapshotBytes)
}

/// What is wrong with a recording.
public enum RecordingFault: Error, Equatable, Sendable {
    /// The file does not begin with the start of a recording.
    case notARecording
    /// A version of the layout that is not known; carries it.
    case formatVersion(UInt16)
    /// The bytes are no frame, or a damaged one.
    case wire(WireError)
    /// The recording ends in the middle: its last frame is missing, after this many samples.
    case cutShort(samples: UInt64)
    /// Inputs are numbered; one or more are missing before this one.
    case missingInputs(expected: UInt16, found: UInt16)
    /// A part of a snapshot does not continue the parts before it.
    case snapshotPart(SnapshotPartError)
    /// Another input follows before a snapshot is whole: bytes that it has in all, and those that came.
    case snapshotIncomplete(expected: Int, found: Int)
    /// The end names another number of samples than there are.
    case wrongSampleCount(stated: UInt64, found: UInt64)
}

/// Reads a recording frame by frame in constant memory.
///
/// ```swift
/// var reader = try RecordingReader(path: "run.frames")
/// while let entry = try reader.next() { … }
/// ```
/// Nothing is passed over in silence but reports, which are no inputs.
public struct RecordingReader: ~Copyable {
    /// The profile that the monitor had.
    public let profile: ProfileName
    /// Samples given so far.
    public private(set) var sampleCount: UInt64 = 0
    /// Set when the recording ended without its last frame; what it holds has been given all the same.
    public private(set) var fault: RecordingFault?

    private var source: FrameSource
    private let formatVersion: UInt16
    private var snapshots = SnapshotAssembler()
    private var nextSequence: UInt16 = 1
    private var isFinished = false

    /// True when the file at `path` begins like a recording.
    public static func recognises(path: String) -> Bool {
        guard var input = try? ByteInput(path: path), input.length != nil else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { head in
            guard let base = head.baseAddress, (try? input.read(base, count: 4)) == 4 else { return false }
            return head[0] == 0x43 && head[1] == 0x4D && head[3] == FrameType.recordingStart.rawValue
        }
    }

    /// Opens the recording at `path` and reads its start.
    public init(path: String) throws(RecordError) {
        var source = try FrameSource(path: path)
        guard let first = try source.next(), first.type == .recordingStart else {
            throw .recording(file: path, byte: 0, .notARecording)
        }
        let start: RecordingStart
        do throws(WireError) {
            start = try first.decode(RecordingStart.self)
        } catch {
            throw .recording(file: path, byte: 0, .wire(error))
        }
        guard start.isReadable else { throw .recording(file: path, byte: 0, .formatVersion(start.formatVersion)) }
        profile = ProfileName(bytes: start.profile.bytes)
        formatVersion = start.formatVersion
        self.source = source
    }

    /// Bytes read so far.
    public var bytesRead: Int { source.bytesRead }
    /// Length of the file in bytes; nil for a pipe.
    public var fileSize: Int? { source.fileSize }

    /// The next input; nil at the end. Frames that are no inputs (reports) are passed over.
    ///
    /// - Throws: `RecordError` for a damaged frame, for an input of a kind that this version does not know, and where
    ///   inputs are missing: a replay that left one out would not be exact.
    public mutating func next() throws(RecordError) -> RecordingEntry? {
        while !isFinished {
            let offset = source.frameOffset
            guard let frame = try source.next() else {
                isFinished = true
                fault = .cutShort(samples: sampleCount)
                return nil
            }
            try checkOrder(frame, at: offset)
            if frame.type == .recordingSnapshot {
                guard let snapshot = try snapshot(frame, at: offset) else { continue }
                return .snapshot(snapshot)
            }
            do throws(WireError) {
                switch frame.type {
                case .sampleReport:
                    sampleCount += 1
                    return .sample(try frame.decode(SampleReport.self).sample)
                case .noticeReport:
                    guard let notice = try frame.decode(NoticeReport.self).notice else {
                        throw .invalidValue(type: frame.rawType)
                    }
                    return .notice(notice)
                case .impedanceReport:
                    guard let point = try frame.decode(ImpedanceReport.self).point else {
                        throw .invalidValue(type: frame.rawType)
                    }
                    return .impedance(point)
                case .recordingReset:
                    _ = try frame.decode(RecordingReset.self)
                    return .reset
                case .recordingEnd:
                    isFinished = true
                    let stated = try frame.decode(RecordingEnd.self).sampleCount
                    if stated != sampleCount { fault = .wrongSampleCount(stated: stated, found: sampleCount) }
                default: continue
                }
            } catch {
                throw .recording(file: source.name, byte: offset, .wire(error))
            }
        }
        return nil
    }

    /// Takes a frame of a snapshot; nil while more are to come. Version 1 had all of it in one.
    private mutating func snapshot(_ frame: Frame, at offset: Int) throws(RecordError) -> SnapshotBytes? {
        let part: RecordingSnapshot
        do throws(WireError) {
            if formatVersion == 1 { return try frame.decode(WholeRecordingSnapshot.self).snapshot }
            part = try frame.decode(RecordingSnapshot.self)
        } catch {
            throw .recording(file: source.name, byte: offset, .wire(error))
        }
        do throws(SnapshotPartError) {
            return try snapshots.take(part)
        } catch {
            throw .recording(file: source.name, byte: offset, .snapshotPart(error))
        }
    }

    /// Inputs are samples, notices, points and the types of recordings, 0x60…0x7F; their numbers leave none out.
    private mutating func checkOrder(_ frame: Frame, at offset: Int) throws(RecordError) {
        let isRecordingType = (0x60...0x7F).contains(frame.rawType)
        let isInput = frame.type == .sampleReport || frame.type == .noticeReport || frame.type == .impedanceReport
        guard isRecordingType || isInput else { return }
        guard frame.type != nil, frame.type != .recordingStart else {
            throw .recording(file: source.name, byte: offset, .wire(.unexpectedType(frame.rawType)))
        }
        guard frame.sequence == nextSequence else {
            let fault = RecordingFault.missingInputs(expected: nextSequence, found: frame.sequence)
            throw .recording(file: source.name, byte: offset, fault)
        }
        nextSequence &+= 1
        if frame.type != .recordingSnapshot, let expected = snapshots.expectedCount {
            let fault = RecordingFault.snapshotIncomplete(expected: expected, found: snapshots.heldCount)
            snapshots = SnapshotAssembler()
            throw .recording(file: source.name, byte: offset, fault)
        }
    }
}

/// Frames from a file, one after the other.
struct FrameSource: ~Copyable {
    private static let chunk = 65_536

    private var input: ByteInput
    private var assembler = FrameAssembler()
    private let buffer: UnsafeMutablePointer<UInt8>
    private var position = 0
    private var held = 0
    private(set) var bytesRead = 0

    init(path: String) throws(RecordError) {
        input = try ByteInput(path: path)
        buffer = .allocate(capacity: FrameSource.chunk)
    }

    deinit { buffer.deallocate() }

    var name: String { input.name }
    var fileSize: Int? { input.length }
    /// The byte at which the next frame begins.
    var frameOffset: Int { bytesRead - (held - position) - assembler.heldCount }

    /// The next frame; nil at the end, also when the file ends inside a frame.
    mutating func next() throws(RecordError) -> Frame? {
        while true {
            let offset = frameOffset
            do throws(WireError) {
                if let frame = try assembler.next() { return frame }
            } catch {
                throw .recording(file: name, byte: offset, .wire(error))
            }
            if position == held {
                held = try input.read(buffer, count: FrameSource.chunk)
                bytesRead += held
                position = 0
                if held == 0 { return nil }
            }
            let bytes = UnsafeBufferPointer(start: buffer, count: held)
            position += assembler.push(bytes.span, from: position)
        }
    }
}
