import CellCore
import CellData
import CellWire
import Foundation
import Testing

@Suite struct ReplayTests {
    @Test(arguments: ["small", "collapse", "damaged"])
    func text(_ record: String) throws {
        try Golden.check(["replay", "\(record).bdf.csv"], as: "replay-\(record)")
        try Golden.check(["replay", "\(record).bdf.csv", "--json"], as: "replay-\(record)-json")
    }

    @Test func status() throws {
        try Golden.check(["replay", "collapse.bdf.csv", "--status"], as: "replay-status")
        try Golden.check(["replay", "collapse.bdf.csv", "--status", "--json"], as: "replay-status-json")
    }

    /// 1 mA for an hour, then −0.5 mA for an hour: +1 mAh and −0.5 mAh.
    @Test func summary() throws {
        let outcome = try Cellmon.run(["replay", "small.bdf.csv", "--json"], in: Golden.records)
        #expect(outcome.code == 0)
        #expect(outcome.notices == "")
        let summary = try #require(try outcome.objects(ofType: "summary").first)
        #expect(summary["schema"] as? String == "cellmon/1")
        #expect(summary["records"] as? Int == 5)
        #expect(summary["skipped"] as? Int == 0)
        #expect(summary["duration_second"] as? Double == 7200)
        #expect(summary["charged_ampere_hour"] as? Double == 0.001)
        #expect(summary["discharged_ampere_hour"] as? Double == 0.0005)
        #expect(summary["net_charge_ampere_hour"] as? Double == 0.0005)
        #expect(summary["difference_of_throughput"] as? Double == 0)
        #expect((summary["short"] as? [String: Any])?["class"] as? String == "none")
    }

    /// The voltage falls to 10 mV at 4 s under a steady current; two samples of that are a hard short.
    @Test func gravestClass() throws {
        let outcome = try Cellmon.run(["replay", "collapse.bdf.csv", "--json"], in: Golden.records)
        let short = try #require(try outcome.objects(ofType: "summary").first?["short"] as? [String: Any])
        #expect(short["class"] as? String == "hard")
        #expect(short["first_second"] as? Double == 5)
        let alarm = try outcome.objects(ofType: "event").first { $0["id"] as? String == "short-hard" }
        #expect(alarm?["time_second"] as? Double == 5)
        #expect(alarm?["severity"] as? String == "alarm")
    }

    /// A byte order mark and CR LF are no difference.
    @Test func marksOfOtherSystems() throws {
        let scratch = try Scratch()
        let small = try String(contentsOf: Golden.records.appending(path: "small.bdf.csv"), encoding: .utf8)
        try scratch.write("small.bdf.csv", "\u{FEFF}" + small.replacing("\n", with: "\r\n"))
        let here = try Cellmon.run(["replay", "small.bdf.csv", "--json"], in: scratch.folder)
        let there = try Cellmon.run(["replay", "small.bdf.csv", "--json"], in: Golden.records)
        #expect(here.code == 0)
        #expect(here.output == there.output)
    }

    @Test func standardInput() throws {
        let outcome = try Cellmon.run(["replay", "-", "--json"], in: Golden.records)
        // Nothing comes from the null device: an empty record.
        #expect(outcome.code == 65)
        #expect(outcome.notices.hasPrefix("cellmon: -:1:1: "))
    }

    /// Where a reader leaves (`| head`), the command ends by SIGPIPE and says nothing.
    @Test func aReaderThatLeaves() throws {
        let scratch = try Scratch()
        var rows = "Test Time / s,Voltage / V,Current / A\n"
        for second in 0..<20_000 { rows += "\(second),2.0,0.0001\n" }
        try scratch.write("long.csv", rows)
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        let command = "\"$0\" replay long.csv --status 2>notices | head -n 3 >output"
        shell.arguments = ["-c", command, Cellmon.binary.path]
        shell.currentDirectoryURL = scratch.folder
        try shell.run()
        shell.waitUntilExit()
        let output = try String(contentsOf: scratch.folder.appending(path: "output"), encoding: .utf8)
        let notices = try String(contentsOf: scratch.folder.appending(path: "notices"), encoding: .utf8)
        #expect(output.split(separator: "\n").count == 3)
        #expect(notices == "")
    }
}

/// The frames that a replay writes, and recordings as input.
@Suite struct ReplayFramesTests {
    private let samples = HandMade.collapse(at: 4)

    /// The frames of a monitor stepped here: events in order, then the status, numbered from 0.
    private func expectedFrames(_ samples: [Sample], _ profile: CellProfile) -> [UInt8] {
        var monitor = CellMonitor(profile: profile)
        var framer = OutputFramer()
        var bytes: [UInt8] = []
        for sample in samples {
            var events = EventList()
            monitor.step(sample, events: &events)
            for index in 0..<events.count {
                if let event = events[index] { append(framer.frame(event), to: &bytes) }
            }
            append(framer.frame(monitor.status), to: &bytes)
        }
        return bytes
    }

    private func append(_ frame: Frame, to bytes: inout [UInt8]) {
        for index in 0..<frame.bytes.count { bytes.append(frame.bytes[index]) }
    }

    private func frames(_ arguments: [String], in scratch: borrowing Scratch) throws -> [UInt8] {
        let outcome = try Cellmon.run(["replay"] + arguments + ["--frames", "out.frames"], in: scratch.folder)
        #expect(outcome.code == 0, "\(outcome.notices)")
        return Array(try Data(contentsOf: scratch.folder.appending(path: "out.frames")))
    }

    @Test func ofARecord() throws {
        let scratch = try Scratch()
        let record = scratch.folder.appending(path: "record.csv").path
        var writer = try BDFWriter(path: record)
        for sample in samples { try writer.write(sample) }
        try writer.finish()
        #expect(try frames(["record.csv"], in: scratch) == expectedFrames(samples, .generic))
        #expect(
            try frames(["record.csv", "--profile", "symmetric"], in: scratch) == expectedFrames(samples, .symmetric))
    }

    @Test func ofARecording() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "run.frames").path
        var writer = try RecordingWriter(path: path, profile: CellProfile.symmetric.name)
        for sample in samples { try writer.write(sample) }
        try writer.finish()
        // Its own profile unless another is asked for.
        #expect(try frames(["run.frames"], in: scratch) == expectedFrames(samples, .symmetric))
        #expect(try frames(["run.frames", "--profile", "generic"], in: scratch) == expectedFrames(samples, .generic))
    }

    /// A monitor that is restored from a snapshot goes on with the same bits; one that is reset does not know the past.
    @Test func snapshotsAndResets() throws {
        let scratch = try Scratch()
        let half = samples.count / 2
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        for sample in samples[..<half] { monitor.step(sample, events: &events) }
        let path = scratch.folder.appending(path: "run.frames").path
        var writer = try RecordingWriter(path: path, profile: CellProfile.generic.name)
        try writer.writeReset()
        try writer.write(monitor.snapshot)
        for sample in samples[half...] { try writer.write(sample) }
        try writer.finish()
        let outcome = try Cellmon.run(["replay", "run.frames", "--json", "--status"], in: scratch.folder)
        #expect(outcome.code == 0)
        let last = try #require(try outcome.objects(ofType: "status").last)
        for sample in samples[half...] { monitor.step(sample, events: &events) }
        #expect(last["net_charge_coulomb"] as? Double == MonitorReport.coulombs(monitor.status.charge.net))
        #expect(try outcome.objects(ofType: "event").first?["id"] as? String == "restored")
        let summary = try #require(try outcome.objects(ofType: "summary").first)
        #expect(summary["records"] as? Int == samples.count - half)
    }

    /// What the device told of itself is an input: its events stand where it was told, and the bytes are the monitor's.
    @Test func notices() throws {
        let scratch = try Scratch()
        let inputs = Self.noticesBetween(samples)
        var writer = try RecordingWriter(
            path: scratch.folder.appending(path: "run.frames").path, profile: CellProfile.generic.name)
        for input in inputs {
            switch input {
            case .sample(let sample): try writer.write(sample)
            case .notice(let notice): try writer.write(notice)
            case .impedance(let point): try writer.write(point)
            case .reset, .snapshot: break
            }
        }
        try writer.finish()
        try Golden.check(["replay", "run.frames"], as: "replay-notices", in: scratch.folder)
        try Golden.check(["replay", "run.frames", "--json"], as: "replay-notices-json", in: scratch.folder)
        try Golden.check(["replay", "run.frames", "--status"], as: "replay-notices-status", in: scratch.folder)

        var monitor = CellMonitor(profile: .generic)
        var framer = OutputFramer()
        var expected: [UInt8] = []
        for input in inputs {
            var events = EventList()
            switch input {
            case .sample(let sample): monitor.step(sample, events: &events)
            case .notice(let notice): monitor.note(notice, events: &events)
            case .impedance, .reset, .snapshot: continue
            }
            for index in 0..<events.count {
                if let event = events[index] { append(framer.frame(event), to: &expected) }
            }
            if case .sample = input { append(framer.frame(monitor.status), to: &expected) }
        }
        #expect(try frames(["run.frames"], in: scratch) == expected)
        // Replayed once more, the same.
        #expect(try frames(["run.frames", "--status", "--json"], in: scratch) == expected)
    }

    /// A checkpoint refused before the first sample, a converter that goes and comes back, a spectrum; an alarm between.
    private static func noticesBetween(_ samples: [Sample]) -> [RecordingEntry] {
        func notice(_ second: Double, _ id: EventID, _ value: Int64 = 0) -> RecordingEntry {
            .notice(DeviceNotice(timeMicroseconds: UInt64(second * 1e6), id: id, value: value))
        }
        let point = ImpedancePoint(
            endMicroseconds: 6_500_000, frequencyMicrohertz: 1_000_000_000, realOhms: 40, imaginaryOhms: -10,
            standardErrorOhms: 0.1, method: .sine)
        var entries = [notice(0.25, .checkpointRefused)]
        for (index, sample) in samples.enumerated() {
            entries.append(.sample(sample))
            switch index {
            case 0: entries.append(notice(1.25, .temperatureChipFault, 1))
            case 1: entries += [notice(2.5, .chipRecovered, 2), notice(2.5, .sampleLate, 61_500)]
            case 4: entries.append(notice(5.001, .burst, -1_990_000_000))
            case 6: entries += [.impedance(point), notice(7.5, .spectrumTaken, 1)]
            default: break
            }
        }
        return entries
    }

    @Test func aSnapshotOfAnotherProfile() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "run.frames").path
        var writer = try RecordingWriter(path: path, profile: CellProfile.generic.name)
        try writer.write(CellMonitor(profile: .symmetric).snapshot)
        try writer.finish()
        let outcome = try Cellmon.run(["replay", "run.frames"], in: scratch.folder)
        #expect(outcome.code == 65)
        #expect(
            outcome.notices == "cellmon: run.frames: a snapshot in the recording does not fit: "
                + "it was taken under another profile\n")
    }

    @Test func damagedRecordings() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "whole.frames").path
        var writer = try RecordingWriter(path: path, profile: CellProfile.generic.name)
        for sample in samples { try writer.write(sample) }
        try writer.finish()
        let whole = Array(try Data(contentsOf: URL(filePath: path)))
        try scratch.write("short.frames", Array(whole.dropLast(40)))
        let short = try Cellmon.run(["replay", "short.frames", "--json"], in: scratch.folder)
        #expect(short.code == 0)
        #expect(short.notices.contains("ends in the middle"))
        #expect(try short.objects(ofType: "summary").first?["records"] as? Int == samples.count - 1)
        var flipped = whole
        flipped[100] ^= 1
        try scratch.write("flipped.frames", flipped)
        let damaged = try Cellmon.run(["replay", "flipped.frames"], in: scratch.folder)
        #expect(damaged.code == 65)
        #expect(damaged.notices.hasPrefix("cellmon: flipped.frames: byte "))
    }

    @Test func aFolderThatIsNotThere() throws {
        let outcome = try Cellmon.run(
            ["replay", "small.bdf.csv", "--frames", "/nowhere/out.frames"], in: Golden.records)
        #expect(outcome.code == 66)
        #expect(outcome.notices.hasPrefix("cellmon: /nowhere/out.frames: cannot open: "))
    }
}
