import CellCore
import CellWire
import TestSupport
import Testing

/// A snapshot in parts: what the writer splits the reader joins, and nothing else.
@Suite struct SnapshotPartTests {
    private static func snapshot(_ length: Int, first: Int = 0) -> SnapshotBytes {
        var snapshot = SnapshotBytes()
        for index in 0..<length { snapshot.append(UInt8(truncatingIfNeeded: first + index * 7)) }
        return snapshot
    }

    private static func parts(_ snapshot: SnapshotBytes) -> [RecordingSnapshot] {
        var parts: [RecordingSnapshot] = []
        var offset = 0
        repeat {
            let part = RecordingSnapshot(snapshot, from: offset)
            parts.append(part)
            offset += part.bytes.count
        } while offset < snapshot.count
        return parts
    }

    private static func array(_ snapshot: SnapshotBytes?) -> [UInt8]? {
        snapshot.map { snapshot in (0..<snapshot.count).map { snapshot[$0] } }
    }

    private func decode<Message: WireMessage>(_ payload: [UInt8], as type: Message.Type) throws -> Message {
        var assembler = FrameAssembler()
        _ = assembler.push(RawFrame(type: 0x62, payload: payload).bytes.span)
        return try #require(try assembler.next()).decode(type)
    }

    private static func payload(offset: Int, total: Int, length: Int, _ bytes: [UInt8]) -> [UInt8] {
        [offset, total, length, 0].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + bytes
    }

    @Test func `the longest snapshot takes three frames, as the page has them`() throws {
        let snapshot = Self.snapshot(992)
        let whole = try #require(Self.array(snapshot))
        let parts = Self.parts(snapshot)
        #expect(parts.count == 3)
        for (index, (offset, length)) in [(0, 486), (486, 486), (972, 20)].enumerated() {
            let payload = Self.payload(
                offset: offset, total: 992, length: length, Array(whole[offset..<(offset + length)]))
            let frame = bytes(of: Frame(parts[index], sequence: 7))
            #expect(frame == RawFrame(type: 0x62, payload: payload).bytes)
            #expect(frame.count == 26 + length)
        }
    }

    @Test func `a snapshot of any length comes back, in no more frames than it needs`() throws {
        for length in 0...992 {
            let snapshot = Self.snapshot(length, first: length)
            let parts = Self.parts(snapshot)
            #expect(parts.count == max((length + 485) / 486, 1))
            var assembler = SnapshotAssembler()
            for (index, part) in parts.enumerated() {
                let decoded = try Frame(part, sequence: 0).decode(RecordingSnapshot.self)
                let whole = try assembler.take(decoded)
                #expect((whole != nil) == (index == parts.count - 1))
                #expect(assembler.expectedCount == (whole == nil ? length : nil))
                if whole != nil { #expect(Self.array(whole) == Self.array(snapshot)) }
            }
        }
    }

    @Test func `parts that are missing, repeated, swapped or of another snapshot are refused`() throws {
        let parts = Self.parts(Self.snapshot(992))
        let others = Self.parts(Self.snapshot(991))
        let cases: [([RecordingSnapshot], SnapshotPartError)] = [
            ([parts[1]], .outOfOrder(expected: 0, found: 486)),
            ([parts[0], parts[0]], .outOfOrder(expected: 486, found: 0)),
            ([parts[0], parts[2]], .outOfOrder(expected: 486, found: 972)),
            ([parts[0], parts[1], parts[1]], .outOfOrder(expected: 972, found: 486)),
            ([parts[0], others[1]], .otherLength(expected: 992, found: 991)),
            ([parts[0], parts[1], parts[2], parts[2]], .outOfOrder(expected: 0, found: 972)),
        ]
        for (sequence, expected) in cases {
            var assembler = SnapshotAssembler()
            for part in sequence.dropLast() { _ = try assembler.take(part) }
            #expect(throws: expected) { _ = try assembler.take(sequence[sequence.count - 1]) }
            // Afterwards a whole one is taken.
            var whole: SnapshotBytes?
            for part in parts { whole = try assembler.take(part) }
            #expect(Self.array(whole) == Self.array(Self.snapshot(992)))
        }
    }

    @Test func `parts in any order give the snapshot or an error, never other bytes`() throws {
        var random = SeededGenerator(seed: 53, purpose: "parts of snapshots in any order")
        var joined = 0
        for trial in 0..<3000 {
            let length = Int.random(in: 1...992, using: &random)
            let snapshot = Self.snapshot(length, first: trial)
            let parts = Self.parts(snapshot)
            var assembler = SnapshotAssembler()
            for _ in 0..<4 {
                guard let part = parts.randomElement(using: &random) else { continue }
                guard let whole = try? assembler.take(part) else { continue }
                #expect(Self.array(whole) == Self.array(snapshot))
                joined += 1
            }
        }
        #expect(joined > 1000)
    }

    @Test func `a part that lies in no snapshot is refused`() throws {
        let seven = [UInt8](repeating: 7, count: 486)
        #expect(
            try decode(Self.payload(offset: 506, total: 992, length: 486, seven), as: RecordingSnapshot.self)
                .bytes.count == 486)
        for (offset, total, length) in [
            (507, 992, 486), (0, 993, 486), (0, 10, 11), (10, 10, 1), (0, 5, 0), (5, 5, 0), (65_535, 65_535, 1),
            (65_535, 10, 486), (1, 0, 0),
        ] {
            let payload = Self.payload(offset: offset, total: total, length: length, Array(seven.prefix(length)))
            #expect(throws: WireError.invalidValue(type: 0x62), "\(offset) \(total) \(length)") {
                try decode(payload, as: RecordingSnapshot.self)
            }
        }
        for length in [101, 486, 487, 65_535] {
            let lying = Self.payload(offset: 0, total: 992, length: length, Array(seven.prefix(100)))
            #expect(throws: WireError.payloadTooShort(type: 0x62, length: 108), "\(length)") {
                try decode(lying, as: RecordingSnapshot.self)
            }
        }
        #expect(throws: WireError.payloadTooShort(type: 0x62, length: 7)) {
            try decode([0, 0, 0, 0, 0, 0, 0], as: RecordingSnapshot.self)
        }
    }

    @Test func `the one frame of format version 1 holds 480 bytes at most`() throws {
        let longest: [UInt8] = [224, 1] + [UInt8](repeating: 7, count: 480)
        #expect(
            Self.array(try decode(longest, as: WholeRecordingSnapshot.self).snapshot) == Array(longest.dropFirst(2)))
        let longer: [UInt8] = [225, 1] + [UInt8](repeating: 7, count: 481)
        #expect(throws: WireError.invalidValue(type: 0x62)) { try decode(longer, as: WholeRecordingSnapshot.self) }
        let lying: [UInt8] = [224, 1] + [UInt8](repeating: 7, count: 100)
        #expect(throws: WireError.payloadTooShort(type: 0x62, length: 102)) {
            try decode(lying, as: WholeRecordingSnapshot.self)
        }
    }
}
