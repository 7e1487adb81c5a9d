import CellCore
import CellData
import CellWire
import Foundation
import TestSupport
import Testing

/// What a writer wrote a reader reads, and what is not whole is refused or told.
@Suite struct RecordingTests {
    /// A file of its own for a test, removed afterwards.
    final class File {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).frames")
            .path

        var bytes: [UInt8] {
            get { (FileManager.default.contents(atPath: path) ?? Data()).map { $0 } }
            set { _ = FileManager.default.createFile(atPath: path, contents: Data(newValue)) }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// What a reader makes of a file.
    struct Reading: Equatable {
        var profile = ProfileName("")
        /// Samples, notices, points, "reset", and snapshots by their bytes, in words that can be compared.
        var entries: [String] = []
        var fault: RecordingFault?
        var error: RecordError?
    }

    static func read(_ file: File) -> Reading {
        var reading = Reading()
        do throws(RecordError) {
            var reader = try RecordingReader(path: file.path)
            reading.profile = reader.profile
            do throws(RecordError) {
                while let entry = try reader.next() { reading.entries.append(words(entry)) }
            } catch {
                reading.error = error
            }
            reading.fault = reader.fault
        } catch {
            reading.error = error
        }
        return reading
    }

    static func words(_ entry: RecordingEntry) -> String {
        switch entry {
        case .sample(let sample): "\(sample)"
        case .notice(let notice): "\(notice)"
        case .impedance(let point): "\(point)"
        case .reset: "reset"
        case .snapshot(let snapshot): "snapshot \((0..<snapshot.count).map { snapshot[$0] })"
        }
    }

    /// Samples, notices and points between them, a reset and a snapshot of a monitor that has taken what is before it.
    static func write(samples: Int, to file: File, finish: Bool = true) throws -> [String] {
        var words: [String] = []
        var monitor = CellMonitor(profile: .aluconeTiS2)
        var events = EventList()
        var writer = try RecordingWriter(path: file.path, profile: CellProfile.aluconeTiS2.name)
        for index in 0..<samples {
            let sample = Sample(
                timeMicroseconds: UInt64(index + 1) * 1_000_000, intervalMicroseconds: 1_000_000,
                currentPicoamperes: -86_400_000 + Int64(index),
                voltageNanovolts: 1_900_000_000 - Int64(index) * 1000,
                temperatureMillikelvin: 298_150, flags: index % 10 == 9 ? .currentValid : .allValid)
            try writer.write(sample)
            words.append(RecordingTests.words(.sample(sample)))
            monitor.step(sample, events: &events)
            if index % 7 == 3 {
                let notice = RecordingTests.notice(index)
                try writer.write(notice)
                words.append(RecordingTests.words(.notice(notice)))
                monitor.note(notice, events: &events)
            }
            if index % 11 == 5 {
                let point = RecordingTests.point(index)
                try writer.write(point)
                words.append(RecordingTests.words(.impedance(point)))
            }
            if index == samples / 2 {
                try writer.writeReset()
                try writer.write(monitor.snapshot)
                words += ["reset", RecordingTests.words(.snapshot(monitor.snapshot))]
            }
        }
        #expect(writer.sampleCount == UInt64(samples))
        if finish { try writer.finish() }
        return words
    }

    static func notice(_ index: Int) -> DeviceNotice {
        let isFault = index % 2 == 1
        return DeviceNotice(
            timeMicroseconds: UInt64(index + 1) * 1_000_000 + 1, id: isFault ? .voltageChipFault : .chipRecovered,
            value: 1)
    }

    static func point(_ index: Int) -> ImpedancePoint {
        ImpedancePoint(
            endMicroseconds: UInt64(index + 1) * 1_000_000 + 2, frequencyMicrohertz: 9_765_625, realOhms: 41.25,
            imaginaryOhms: -12.5, standardErrorOhms: 0.03125, method: .multisine)
    }

    @Test(arguments: [0, 1, 2, 1500, 5000])
    func `what was written is read`(_ samples: Int) throws {
        let file = File()
        let written = try RecordingTests.write(samples: samples, to: file)
        #expect(RecordingReader.recognises(path: file.path))
        let reading = RecordingTests.read(file)
        #expect(reading == Reading(profile: CellProfile.aluconeTiS2.name, entries: written))
    }

    @Test func `a snapshot goes on with the same bits`() throws {
        let file = File()
        _ = try RecordingTests.write(samples: 20, to: file)
        var reader = try RecordingReader(path: file.path)
        var direct = CellMonitor(profile: .aluconeTiS2)
        var replayed = direct
        var events = EventList()
        while let entry = try reader.next() {
            switch entry {
            case .sample(let sample):
                direct.step(sample, events: &events)
                replayed.step(sample, events: &events)
            case .notice(let notice):
                direct.note(notice, events: &events)
                replayed.note(notice, events: &events)
            case .impedance: break
            case .reset: replayed = CellMonitor(profile: .aluconeTiS2)
            case .snapshot(let snapshot):
                replayed = try CellMonitor(profile: .aluconeTiS2, snapshot: snapshot)
            }
        }
        #expect(replayed.status == direct.status)
        #expect(reader.fault == nil)
        #expect(reader.sampleCount == 20)
    }

    @Test func `a damaged byte anywhere is refused at the frame it is in, or told`() throws {
        let file = File()
        let written = try RecordingTests.write(samples: 12, to: file)
        let good = file.bytes
        let starts = RecordingTests.frameStarts(good)
        // Start, reset, snapshot in two parts and end; notices after samples 3 and 10, a point after sample 5.
        #expect(starts.count == 12 + 5 + 3)
        for offset in good.indices {
            var bytes = good
            bytes[offset] ^= 1 << UInt8(offset % 8)
            file.bytes = bytes
            let reading = RecordingTests.read(file)
            let start = starts.last { $0 <= offset } ?? 0
            if case .recording(_, let byte, _) = reading.error {
                #expect(byte == start, "byte \(offset)")
            } else {
                // A frame that says it is longer than the rest of the file looks like one cut short.
                #expect(reading.error == nil && reading.fault != nil, "byte \(offset)")
            }
            #expect(written.starts(with: reading.entries), "byte \(offset)")
            let whole = starts.firstIndex(of: start) ?? 0
            #expect(reading.entries.count == RecordingTests.entryCount(good, before: whole), "byte \(offset)")
        }
    }

    @Test func `a recording cut short anywhere gives what it has, and says so`() throws {
        let file = File()
        let written = try RecordingTests.write(samples: 12, to: file)
        let good = file.bytes
        let starts = RecordingTests.frameStarts(good) + [good.count]
        for length in good.indices {
            file.bytes = Array(good.prefix(length))
            let reading = RecordingTests.read(file)
            guard length >= starts[1] else {
                #expect(
                    reading.error == .recording(file: file.path, byte: 0, .notARecording), "\(length) bytes")
                continue
            }
            let entries = RecordingTests.entryCount(good, before: starts.lastIndex { $0 <= length } ?? 0)
            let samples = written.prefix(entries).filter { $0.hasPrefix("Sample") }.count
            #expect(reading.entries == Array(written.prefix(entries)), "\(length) bytes")
            #expect(reading.fault == .cutShort(samples: UInt64(samples)), "\(length) bytes")
            #expect(reading.error == nil, "\(length) bytes")
        }
    }

    @Test func `a frame that was taken out is missed at the next one`() throws {
        let file = File()
        _ = try RecordingTests.write(samples: 12, to: file)
        let good = file.bytes
        let starts = RecordingTests.frameStarts(good)
        for index in 1..<(starts.count - 1) {
            var bytes = good
            bytes.removeSubrange(starts[index]..<starts[index + 1])
            file.bytes = bytes
            let expected = RecordingFault.missingInputs(expected: UInt16(index), found: UInt16(index + 1))
            #expect(
                RecordingTests.read(file).error == .recording(file: file.path, byte: starts[index], expected))
        }
    }

    @Test func `an end that counts otherwise is told`() throws {
        let file = File()
        _ = try RecordingTests.write(samples: 4, to: file)
        let starts = RecordingTests.frameStarts(file.bytes)
        let end = Frame(RecordingEnd(sampleCount: 9), sequence: UInt16(starts.count - 1)).bytes
        file.bytes = file.bytes.prefix(starts[starts.count - 1]) + (0..<end.count).map { end[$0] }
        #expect(RecordingTests.read(file).fault == .wrongSampleCount(stated: 9, found: 4))
    }

    @Test func `an input of an unknown kind is refused`() throws {
        let file = File()
        _ = try RecordingTests.write(samples: 2, to: file)
        let starts = RecordingTests.frameStarts(file.bytes)
        let start = starts[starts.count - 1]
        // The last frame becomes one of type 0x64, which nobody knows.
        var frame = Array(file.bytes[start...])
        frame[3] = 0x64
        var check = CRC32()
        for byte in frame.dropLast(4) { check.add(byte) }
        let value = check.value
        for index in 0..<4 { frame[frame.count - 4 + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
        file.bytes = file.bytes[..<start] + frame
        #expect(
            RecordingTests.read(file).error
                == .recording(file: file.path, byte: start, .wire(.unexpectedType(0x64))))
    }

    /// Notices and points in any order between the samples come back in that order.
    @Test func `inputs of every kind keep their order`() throws {
        var generator = SeededGenerator(seed: 47, purpose: "inputs of every kind")
        let file = File()
        var words: [String] = []
        var writer = try RecordingWriter(path: file.path, profile: CellProfile.generic.name)
        for index in 0..<400 {
            let entry: RecordingEntry
            switch Int.random(in: 0..<3, using: &generator) {
            case 0:
                let sample = Sample(
                    timeMicroseconds: UInt64(index), intervalMicroseconds: 1, currentPicoamperes: 0,
                    voltageNanovolts: 0, temperatureMillikelvin: 0)
                try writer.write(sample)
                entry = .sample(sample)
            case 1:
                let notice = RecordingTests.notice(index)
                try writer.write(notice)
                entry = .notice(notice)
            default:
                let point = RecordingTests.point(index)
                try writer.write(point)
                entry = .impedance(point)
            }
            words.append(RecordingTests.words(entry))
        }
        try writer.finish()
        #expect(writer.sampleCount == UInt64(words.filter { $0.hasPrefix("Sample") }.count))
        #expect(RecordingTests.read(file) == Reading(profile: CellProfile.generic.name, entries: words))
    }

    /// An event of a newer device: left out, the events after it would have other numbers.
    @Test func `a notice or a point that is not known is refused`() throws {
        let file = File()
        let start = Frame(RecordingStart(profile: CellProfile.generic.name), sequence: 0).bytes
        var notice = NoticeReport()
        notice.rawID = 79
        var point = ImpedanceReport()
        point.frequencyMicrohertz = 1
        point.rawMethod = 9
        for (frame, type) in [(Frame(notice, sequence: 1), 0x44), (Frame(point, sequence: 1), 0x45)] as [(Frame, UInt8)]
        {
            file.bytes = (0..<start.count).map { start[$0] } + (0..<frame.bytes.count).map { frame.bytes[$0] }
            #expect(
                RecordingTests.read(file).error
                    == .recording(file: file.path, byte: start.count, .wire(.invalidValue(type: type))))
        }
    }

    @Test func `other files are no recordings`() throws {
        let file = File()
        let report = Frame(LossReport(lostReportCount: 1), sequence: 0).bytes
        for bytes in [
            [], [0x43], Array("Test Time / s,Voltage / V\n".utf8), (0..<report.count).map { report[$0] },
        ] {
            file.bytes = bytes
            #expect(!RecordingReader.recognises(path: file.path))
            guard case .recording(_, 0, _) = RecordingTests.read(file).error else {
                Issue.record("\(bytes) was taken for a recording")
                continue
            }
        }
        #expect(RecordingTests.read(File()).error?.exitStatus == 66)
    }

    @Test(arguments: [0, 3, 65_535] as [UInt16])
    func `another version of the layout is refused`(_ version: UInt16) throws {
        let file = File()
        var start = RecordingStart()
        start.formatVersion = version
        let frame = Frame(start, sequence: 0).bytes
        file.bytes = (0..<frame.count).map { frame[$0] }
        let fault = RecordingFault.formatVersion(version)
        #expect(RecordingTests.read(file).error == .recording(file: file.path, byte: 0, fault))
        #expect("\(fault)".contains("format version \(version), this program reads 1 to 2"))
    }

    @Test func `reports between the inputs are passed over`() throws {
        let file = File()
        let written = try RecordingTests.write(samples: 3, to: file)
        let good = file.bytes
        var bytes: [UInt8] = []
        let starts = RecordingTests.frameStarts(good) + [good.count]
        let report = Frame(StatusReport(CellStatus()), sequence: 9).bytes
        for (start, end) in zip(starts, starts.dropFirst()) {
            bytes += good[start..<end]
            bytes += (0..<report.count).map { report[$0] }
        }
        file.bytes = bytes
        #expect(
            RecordingTests.read(file) == Reading(profile: CellProfile.aluconeTiS2.name, entries: written))
    }

    @Test func `mutated recordings are read without a trap`() throws {
        var generator = SeededGenerator(seed: 43)
        let file = File()
        let written = try RecordingTests.write(samples: 30, to: file)
        let good = file.bytes
        for _ in 0..<300 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let index = bytes.indices.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
                default: bytes.remove(at: index)
                }
            }
            file.bytes = bytes
            // What is given before the fault is what was written.
            #expect(written.starts(with: RecordingTests.read(file).entries))
        }
    }

    /// How many inputs end in the frames behind the first and before frame `frame`: all but a part of a snapshot that
    /// others follow.
    static func entryCount(_ bytes: [UInt8], before frame: Int) -> Int {
        frameStarts(bytes).prefix(max(frame, 1)).dropFirst().filter { start in
            func field(_ offset: Int) -> Int { Int(bytes[start + 14 + offset]) + Int(bytes[start + 15 + offset]) << 8 }
            return bytes[start + 3] != 0x62 || field(0) + field(4) >= field(2)
        }.count
    }

    /// Where frames begin, by the length that each states.
    static func frameStarts(_ bytes: [UInt8]) -> [Int] {
        var starts: [Int] = []
        var position = 0
        while position + 18 <= bytes.count {
            starts.append(position)
            position += 18 + Int(bytes[position + 12]) + Int(bytes[position + 13]) << 8
        }
        return starts
    }
}
