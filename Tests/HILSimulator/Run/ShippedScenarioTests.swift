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
    func isMetByBothBodiesAlike(name: String) throws {
        try check(try ShippedScenarios.load(name))
    }

    @Test func theDocumentedExampleToo() throws {
        try check(try ShippedScenarios.documented())
    }

    /// Both bodies side by side: after each sample they know the same, and they tell the same events.
    private func check(_ whole: Scenario) throws {
        var scenario = whole
        let name = scenario.name
        if Self.longest < scenario.durationSeconds {
            scenario.durationSeconds = Self.longest
            scenario.expectations.removeAll { $0.untilSecond > Self.longest }
        }
        let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
        let core = try ScenarioRun(scenario, firmware: .core, folder: one.path)
        let native = try ScenarioRun(scenario, firmware: .native, folder: two.path)
        while try core.step() {
            #expect(try native.step())
            #expect(core.status == native.status)
            #expect(core.events == native.events)
        }
        #expect(try !native.step())
        #expect(core.verdict.isMet, "\(core.verdict.json.text)")
        #expect(native.verdict == core.verdict)
        for ending in ["frames", "output.frames", "bdf.csv", "plot.csv"] {
            #expect(try one.bytes("\(name).\(ending)") == two.bytes("\(name).\(ending)"), "\(ending)")
        }
    }
}
