import CellCore
import Foundation
import HILSimulator
import Testing

/// The scenarios that come with `cellsim`. A debug build, which is 20 times slower, runs their beginnings alone.
@Suite(.serialized) struct ShippedScenarioTests {
    #if DEBUG
        private static let longest = 1200.0
    #else
        private static let longest = Double.infinity
    #endif

    @Test(arguments: ShippedScenarios.names)
    func isMetByBothBodies(name: String) throws {
        try check(try ShippedScenarios.load(name))
    }

    @Test func theDocumentedExampleToo() throws {
        try check(try ShippedScenarios.documented())
    }

    /// Both bodies meet what is expected, and what they said is what the core says to the inputs they recorded.
    private func check(_ whole: Scenario) throws {
        var scenario = whole
        if Self.longest < scenario.durationSeconds {
            scenario.durationSeconds = Self.longest
            scenario.expectations.removeAll { $0.untilSecond > Self.longest }
        }
        for firmware in [FirmwareChoice.core, .native] {
            let folder = try TemporaryFolder()
            let run = try ScenarioRun(scenario, firmware: firmware, folder: folder.path)
            while try run.step() {}
            #expect(run.verdict.isMet, "\(firmware.rawValue): \(run.verdict.json.text)")
            let replay = try replayed("\(folder.path)/\(scenario.name).frames")
            #expect(replay.sampleCount == UInt64(run.sampleCount))
            #expect(try replay.frames == folder.bytes("\(scenario.name).output.frames"), "\(firmware.rawValue)")
        }
    }
}
