import CellCore
import CellData
import CellWire
import Foundation
import HILSimulator
import Testing

@Suite(.serialized) struct ScenarioRunTests {
    @discardableResult
    private func run(
        _ scenario: Scenario, _ firmware: FirmwareChoice, in folder: TemporaryFolder? = nil
    ) throws -> ScenarioVerdict {
        let run = try ScenarioRun(scenario, firmware: firmware, folder: folder?.path)
        while try run.step() {}
        return run.verdict
    }

    private func quick(seed: UInt64 = 3) throws -> Scenario {
        var scenario = try Scenario(text: quickScenario, file: "quick.toml")
        scenario.seed = seed
        return scenario
    }

    private static let files = ["quick.frames", "quick.output.frames", "quick.bdf.csv", "quick.plot.csv"]

    @Test func theSameSeedGivesTheSameBytes() throws {
        let (one, two, other) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        #expect(try run(quick(), .native, in: one).isMet)
        #expect(try run(quick(), .native, in: two).isMet)
        #expect(try run(quick(seed: 4), .native, in: other).isMet)
        for file in Self.files {
            let bytes = try one.bytes(file)
            #expect(bytes.count > 10_000)
            #expect(try bytes == two.bytes(file), "\(file)")
            #expect(try bytes != other.bytes(file), "\(file)")
        }
    }

    /// A replay of the inputs through the core gives the frames that the body said, the firmware over USB.
    @Test(arguments: [FirmwareChoice.core, .native])
    func theRecordingGivesTheSameFrames(firmware: FirmwareChoice) throws {
        let folder = try TemporaryFolder()
        let verdict = try run(quick(), firmware, in: folder)
        let replay = try replayed(folder.path + "/quick.frames")
        #expect(replay.sampleCount == UInt64(verdict.sampleCount))
        #expect(verdict.sampleCount >= 1400)
        #expect(try replay.frames == folder.bytes("quick.output.frames"))
    }

    /// The record for other programs has the samples of the recording.
    @Test func theRecordHasTheSamples() throws {
        let folder = try TemporaryFolder()
        try run(quick(), .core, in: folder)
        let lines = String(decoding: try folder.bytes("quick.bdf.csv"), as: UTF8.self).split(separator: "\n")
        var reader = try RecordingReader(path: folder.path + "/quick.frames")
        var row = 1
        while let entry = try reader.next() {
            guard case .sample(let sample) = entry else { continue }
            let fields = lines[row].split(separator: ",")
            #expect(Double(fields[0]) == Double(sample.timeMicroseconds) / 1e6)
            #expect(Double(fields[1]) == Double(sample.voltageNanovolts) / 1e9)
            #expect(Double(fields[2]) == Double(sample.currentPicoamperes) / 1e12)
            row += 1
        }
        #expect(row == 1501 && lines.count == 1501)
    }

    @Test func progressAndVerdict() throws {
        let run = try ScenarioRun(quick(), firmware: .core)
        #expect(run.progress == 0)
        while try run.step() {}
        #expect(run.progress == 1)
        #expect(try run.step() == false)
        #expect(run.notice == nil)
        let verdict = run.verdict
        #expect(verdict.isMet && verdict.sampleCount == 1500 && verdict.complaints.isEmpty)
        #expect(
            verdict.json.text.hasPrefix(
                #"{"schema":"cellmon/1","type":"verdict","scenario":"quick","met":true,"samples":1500,"expectations":["#
                    + #"{"what":"no alarm","from_second":0.0,"until_second":1300.0,"met":true},"#
                    + #"{"what":"hard","from_second":1300.0,"until_second":1303.0,"seen_second":"#))
    }

    /// Expectations that this cell cannot meet.
    @Test(arguments: [
        ("no alarm", 0, 1500), ("hard", 0, 1299), ("soft", 1304, 1500), ("cleared", 1400, 1500),
        ("soc known", 100, 500), ("resistance within bounds", 100, 1000),
    ])
    func whatIsNotMetIsSaid(what: String, from: Double, until: Double) throws {
        let expectation = "[[expect]]\nwhat = \"\(what)\"\nfrom_second = \(from)\nuntil_second = \(until)\n"
        let scenario = try Scenario(text: "\(quickScenario)\n\(expectation)", file: "quick.toml")
        let verdict = try run(scenario, .core)
        #expect(verdict.results.map(\.isMet) == [true, true, false])
        #expect(!verdict.isMet)
        #expect(verdict.json.text.contains(#""met":false"#))
    }

    /// 1.1 s in steps of 0.1 s are 11 samples, though neither is a binary fraction.
    @Test(arguments: [(1.1, 0.1, 11), (4.35, 0.01, 435), (1, 0.3, 3), (100, 60, 1)])
    func countsSamples(duration: Double, period: Double, count: Int) throws {
        var scenario = try quick()
        scenario.expectations = []
        scenario.durationSeconds = duration
        scenario.samplePeriodSeconds = period
        #expect(try run(scenario, .core).sampleCount == count)
    }

    @Test func whatCannotBeWrittenIsAnError() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: folder.path + "/file"))
        #expect(
            message { _ = try ScenarioRun(quick(), firmware: .core, folder: folder.path + "/file") }
                .contains("file/quick.frames"))
    }
}
