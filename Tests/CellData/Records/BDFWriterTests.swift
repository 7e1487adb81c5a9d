import CellCore
import CellData
import Foundation
import TestSupport
import Testing

@Suite("BDF writer")
struct BDFWriterTests {
    @Test("Numbers by hand")
    func golden() throws {
        let folder = try TemporaryFolder()
        var writer = try BDFWriter(path: folder.file("a.bdf.csv"))
        try writer.write(
            Sample(
                timeMicroseconds: 0, intervalMicroseconds: 0, currentPicoamperes: 0, voltageNanovolts: 0,
                temperatureMillikelvin: 273_150), netCapacityPicoampereHours: 0)
        try writer.write(
            Sample(
                timeMicroseconds: 1_500_000, intervalMicroseconds: 1_000_001, currentPicoamperes: -86_400_001,
                voltageNanovolts: 1_900_000_000, temperatureMillikelvin: 298_155),
            netCapacityPicoampereHours: -24_000)
        try writer.write(
            Sample(
                timeMicroseconds: 2_000_000, intervalMicroseconds: 500_000, currentPicoamperes: Int64.min,
                voltageNanovolts: -5, temperatureMillikelvin: 0, flags: .voltageValid))
        try writer.finish()
        #expect(writer.rowCount == 3)
        let text = try String(contentsOfFile: folder.file("a.bdf.csv"), encoding: .utf8)
        #expect(
            text == BDFWriter.header + "0,0,0,0,0,0\n1.5,1.9,-0.000086400001,1.000001,25.005,-0.000000024\n"
                + "2,-0.000000005,,0.5,,\n")
    }

    @Test("What is written is read back, to the last unit", arguments: [21, 22] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        func any(_ bits: Int) -> Int64 {
            Int64.random(in: (-Int64.max >> bits)...(Int64.max >> bits), using: &generator)
        }
        let folder = try TemporaryFolder()
        var rows: [(Sample, Int64)] = []
        var time: UInt64 = 0
        for index in 0..<3000 {
            let interval = UInt64.random(
                in: 1...(UInt64(1) << UInt64.random(in: 0...40, using: &generator)), using: &generator)
            time += interval + (Bool.random(using: &generator) ? 0 : 17)
            let shift = Int.random(in: 0..<62, using: &generator)
            var sample = Sample(
                timeMicroseconds: time, intervalMicroseconds: interval, currentPicoamperes: any(shift),
                voltageNanovolts: any(shift), temperatureMillikelvin: Int32.random(in: 0...Int32.max, using: &generator)
            )
            if index % 7 == 3 {
                sample.temperatureMillikelvin = 0
                sample.flags = sample.flags.subtracting(.temperatureValid)
            }
            if index % 5 == 4 {
                sample.voltageNanovolts = 0
                sample.flags = sample.flags.subtracting(.voltageValid)
            }
            if index % 11 == 10 {
                sample.currentPicoamperes = 0
                sample.flags = sample.flags.subtracting(.currentValid)
            }
            rows.append((sample, index == 0 ? 0 : any(1)))
        }
        let path = folder.file("b.csv")
        var writer = try BDFWriter(path: path)
        for (sample, net) in rows { try writer.write(sample, netCapacityPicoampereHours: net) }
        try writer.finish()
        let record = ReadRecord(path: path)
        #expect(record.message == "")
        #expect(record.skipped == 0)
        #expect(record.rows.map(\.sample) == rows.map(\.0))
        #expect(record.rows.map(\.recordedNetChargePicoampereHours) == rows.map(\.1))
    }

    @Test("Nanocoulombs as picoampere-hours: 18 nC are 5 pAh")
    func picoampereHours() {
        #expect(BDFWriter.picoampereHours(nanocoulombs: 3_600_000_000_000) == 1_000_000_000_000)
        #expect(BDFWriter.picoampereHours(nanocoulombs: -18) == -5)
        #expect(BDFWriter.picoampereHours(nanocoulombs: 2) == 1)
        #expect(BDFWriter.picoampereHours(nanocoulombs: -1) == 0)
        #expect(BDFWriter.picoampereHours(nanocoulombs: Int64.max) == 2_562_047_788_015_215_502)
        #expect(BDFWriter.picoampereHours(nanocoulombs: Int64.min) == -2_562_047_788_015_215_502)
    }

    @Test("A full disk or a missing folder is an error, not a trap")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        #expect(throws: RecordError.self) { _ = try BDFWriter(path: folder.file("none/a.csv")) }
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        var writer = try BDFWriter(path: "/dev/full")
        #expect(throws: RecordError.system(file: "/dev/full", action: .write, code: ENOSPC)) { try writer.finish() }
    }
}
