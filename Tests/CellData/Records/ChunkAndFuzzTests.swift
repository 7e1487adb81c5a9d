import CellData
import Foundation
import TestSupport
import Testing

@Suite("Chunks and damage")
struct ChunkAndFuzzTests {
    private static let samples = [
        "\u{FEFF}Test Time / s,Voltage / V,Current / A,Step ID,Net Capacity / Ah\r\n"
            + (0..<60).map { "\(Double($0) * 10.25),\(3.5 - Double($0) / 128),-8.877364336e-05,rest,-\($0)e-9\r\n" }
            .joined()
            + "600,nan,1,2,3\r\n\r\n590,1,2,3,4\r\n700,1,2\"x\",3,4\r\n",
        "cell model:,,,\n\nchannel_index,test_time_s,current_A,voltage_V,temperature_1_C,step_name\n"
            + (0..<60).map { "\($0),\(Double($0) + 0.02),-0.0002,2.\($0),0,\"discharge, CC\",\n" }.joined()
            + "61,61.02,-0.0",
        "test_time_second,voltage_volt,current_ampere\n0,1,2\n1,\" 1.5 \",2e0\n1,1,3\n2,1e30,1\n",
    ]

    @Test("Any chunk size gives the same rows, warnings and errors")
    func chunks() {
        for text in Self.samples {
            let whole = ReadRecord(text)
            #expect(whole.rows.count > 1)
            for chunk in Array(1...70) + [127, 128, 1000, 4096, 65536] {
                let parts = ReadRecord(text, RecordOptions(chunkBytes: chunk))
                #expect(parts.rows == whole.rows)
                #expect(parts.warnings == whole.warnings)
                #expect(parts.error == whole.error)
            }
        }
    }

    @Test("Chunk sizes that make no sense are mended")
    func oddChunks() {
        let text = Self.samples[1]
        for chunk in [Int.min, -1, 0] {
            #expect(ReadRecord(text, RecordOptions(chunkBytes: chunk)).rows == ReadRecord(text).rows)
        }
    }

    @Test("Damaged records end in rows or an error, never otherwise", arguments: [11, 12, 13, 14] as [UInt64])
    func fuzz(seed: UInt64) {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let spice: [UInt8] = Array("0123456789+-.,eE\"\n\r\t /nanif\u{FEFF}".utf8) + [0, 0x80, 0xFF, 0xB5]
        for round in 0..<1500 {
            var bytes = Array(Self.samples[round % Self.samples.count].utf8)
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0 where place < bytes.count: bytes[place] = spice.randomElement(using: &generator) ?? 0
                case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 2: bytes.insert(spice.randomElement(using: &generator) ?? 0, at: place)
                case 3:
                    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
                    bytes.insert(contentsOf: bytes[place..<end], at: place)
                }
            }
            let record = ReadRecord(bytes: bytes, RecordOptions(chunkBytes: Int.random(in: 1...300, using: &generator)))
            checkInvariants(record, lines: bytes.count { $0 == 10 } + 1)
        }
    }

    /// What holds of whatever was read: time goes on, intervals fit, places lie within the file.
    private func checkInvariants(_ record: ReadRecord, lines: Int) {
        for (before, after) in zip(record.rows, record.rows.dropFirst()) {
            #expect(before.sample.timeMicroseconds < after.sample.timeMicroseconds)
            #expect(
                after.sample.intervalMicroseconds == after.sample.timeMicroseconds - before.sample.timeMicroseconds)
            #expect(before.line < after.line)
        }
        if case .content(let place, _) = record.error {
            #expect(place.line >= 1 && place.line <= lines + 1 && place.column >= 1)
        }
    }

    @Test("A pipe is read like a file")
    func pipe() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let text = Self.samples[0]
        let writer = Thread {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            try? handle.write(contentsOf: Data(text.utf8))
            try? handle.close()
        }
        writer.start()
        let record = ReadRecord(path: path)
        #expect(record.rows == ReadRecord(text).rows)
    }
}
