import CellCore
import CellData
import CellWire
import Testing

/// Snapshots in recordings: parts that do not make one are refused, and recordings of format version 1 are read.
@Suite struct SnapshotRecordingTests {
    /// Frames of any type and payload one after the other, numbered from 0.
    private func bytes(_ frames: [(type: UInt8, payload: [UInt8])]) -> [UInt8] {
        frames.enumerated().flatMap { index, frame -> [UInt8] in
            let head: [UInt8] = [0x43, 0x4D, 1, frame.type, 0, 0, UInt8(index), 0, 0, 0, 0, 0]
            let whole = head + little(frame.payload.count) + frame.payload
            var check = CRC32()
            for byte in whole { check.add(byte) }
            let value = check.value
            return whole + (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
        }
    }

    private func little(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private func start(_ version: Int) -> (UInt8, [UInt8]) {
        (0x60, little(version) + [0, 0] + Array("generic".utf8) + [UInt8](repeating: 0, count: 17))
    }

    private let content = (0..<992).map { UInt8(truncatingIfNeeded: $0 * 11) }

    private func part(_ offset: Int, _ length: Int, of total: Int = 992) -> (UInt8, [UInt8]) {
        (0x62, [offset, total, length, 0].flatMap(little) + content[offset..<(offset + length)])
    }

    private let reset: (UInt8, [UInt8]) = (0x61, [0, 0, 0, 0])
    private let end: (UInt8, [UInt8]) = (0x6F, [UInt8](repeating: 0, count: 8))

    @Test(arguments: [[486, 486, 20], [1, 486, 486, 19], [400, 400, 192]])
    func `parts of any lengths make a snapshot`(_ lengths: [Int]) {
        let file = RecordingTests.File()
        var frames = [start(2), reset]
        var offset = 0
        for length in lengths {
            frames.append(part(offset, length))
            offset += length
        }
        file.bytes = bytes(frames + [end])
        let reading = RecordingTests.read(file)
        #expect(reading.entries == ["reset", "snapshot \(content)"])
        #expect(reading.error == nil && reading.fault == nil)
    }

    @Test func `parts that make no snapshot are refused at the frame that does not fit`() {
        let file = RecordingTests.File()
        let cases: [(frames: [(UInt8, [UInt8])], fault: RecordingFault)] = [
            ([part(486, 486)], .snapshotPart(.outOfOrder(expected: 0, found: 486))),
            ([part(0, 486), part(972, 20)], .snapshotPart(.outOfOrder(expected: 486, found: 972))),
            ([part(0, 486), part(0, 486)], .snapshotPart(.outOfOrder(expected: 486, found: 0))),
            ([part(0, 486), part(480, 486)], .snapshotPart(.outOfOrder(expected: 486, found: 480))),
            ([part(0, 486), part(486, 300, of: 786)], .snapshotPart(.otherLength(expected: 992, found: 786))),
            ([part(0, 486), reset], .snapshotIncomplete(expected: 992, found: 486)),
            ([part(0, 486), part(486, 486), end], .snapshotIncomplete(expected: 992, found: 972)),
            ([(0x62, [0, 0, 0xE1, 3, 1, 0, 0, 0, 5])], .wire(.invalidValue(type: 0x62))),
        ]
        for (frames, fault) in cases {
            let before = bytes([start(2)] + frames.dropLast())
            file.bytes = bytes([start(2)] + frames + [end])
            let reading = RecordingTests.read(file)
            #expect(reading.entries == [])
            #expect(reading.error == .recording(file: file.path, byte: before.count, fault))
            #expect(!"\(fault)".isEmpty)
        }
    }

    @Test func `a snapshot that is not whole at the end of the file was cut short`() {
        let file = RecordingTests.File()
        file.bytes = bytes([start(2), part(0, 486)])
        let reading = RecordingTests.read(file)
        #expect(reading.entries == [] && reading.error == nil)
        #expect(reading.fault == .cutShort(samples: 0))
    }

    @Test func `a snapshot of the most bytes is written in parts and read`() throws {
        let file = RecordingTests.File()
        var snapshot = SnapshotBytes()
        snapshot.append(content.span)
        var writer = try RecordingWriter(path: file.path, profile: CellProfile.generic.name)
        try writer.write(snapshot)
        try writer.write(SnapshotBytes())
        try writer.finish()
        #expect(RecordingTests.read(file).entries == ["snapshot \(content)", "snapshot []"])
        #expect(RecordingTests.frameStarts(file.bytes).count == 6)
    }

    @Test func `the one frame of format version 1 is read`() {
        let file = RecordingTests.File()
        let old = Array(content.prefix(268))
        file.bytes = bytes([start(1), reset, (0x62, little(268) + old), end])
        let reading = RecordingTests.read(file)
        #expect(reading.entries == ["reset", "snapshot \(old)"])
        #expect(reading.error == nil && reading.fault == nil)
    }
}
