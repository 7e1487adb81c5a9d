import ArgumentParser
import CellCore
import CellData
import Foundation
import HILSimulator

/// `cellsim run SCENARIO…`
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run scenarios as fast as they go and say whether each expectation is met.",
        discussion: "Exits with 0 only if all are met, with 1 otherwise.")

    @Argument(
        help: "Names of scenarios that come with cellsim (cellsim scenarios lists them), or paths to .toml files.")
    var scenarios: [String]

    @Option(help: "The monitor's body: core, or native for the whole firmware behind its USB cable.")
    var firmware = "native"

    @Option(help: "Another seed than the scenario's.")
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "The monitor's profile, if another than the cell's: a built-in one's name, or a file.",
            valueName: "name|file"))
    var profile: String?

    @Option(
        help: "Folder for the recording (.frames), output frames, record (.bdf.csv) and plots (.svg, .png, .plot.csv).")
    var out: String?

    @Flag(help: "Print NDJSON: status and event lines, and a verdict line a scenario.")
    var json = false

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try Failure.handled {
            guard let choice = FirmwareChoice(rawValue: firmware) else {
                throw Failure(64, "--firmware: expected core or native, found \"\(firmware)\"")
            }
            let chosen = try Failure.profile(profile)
            var allMet = true
            for name in scenarios {
                var scenario = try ScenarioStore.load(name)
                if let seed { scenario.seed = seed }
                scenario.profile = chosen
                allMet = try run(scenario, choice) && allMet
            }
            if !allMet { throw ExitCode(1) }
        }
    }

    private func run(_ scenario: Scenario, _ choice: FirmwareChoice) throws -> Bool {
        let run = try ScenarioRun(scenario, firmware: choice, folder: out)
        if !json { Output.line("\(scenario.name): \(scenario.title) (seed \(scenario.seed), \(firmware))") }
        var nextProgress = ContinuousClock.now
        while try run.step() {
            if json {
                for event in run.events { Output.line(MonitorReport.json(event).text) }
                Output.line(MonitorReport.json(run.status).text)
            } else {
                for event in run.events { printEvent(event) }
            }
            if ContinuousClock.now > nextProgress {
                Output.progress("\(scenario.name) \(Int(run.progress * 100)) %")
                nextProgress = .now + .milliseconds(200)
            }
        }
        Output.progress(nil)
        if let notice = run.notice { FileHandle.standardError.write(Data("cellsim: \(notice)\n".utf8)) }
        let verdict = run.verdict
        if json {
            Output.line(verdict.json.text)
        } else {
            printVerdict(verdict)
        }
        return verdict.isMet
    }

    private func printEvent(_ event: MonitorEvent) {
        Output.progress(nil)
        let time = Measure.clock(MonitorReport.seconds(event.timeMicroseconds))
        Output.line("  \(time)  \(Measure.padded(event.severity.name, 8))  \(MonitorReport.text(event))")
    }

    private func printVerdict(_ verdict: ScenarioVerdict) {
        for result in verdict.results {
            let window =
                "\(Measure.clock(result.expectation.fromSecond)) – \(Measure.clock(result.expectation.untilSecond))"
            let seen = result.seenSecond.map { "seen at \(Measure.clock($0))" } ?? ""
            let words = result.expectation.what.text + (result.expectation.what.limit.map { " ≤ \($0.value)" } ?? "")
            let mark = result.isMet ? "met    " : "NOT MET"
            Output.line("  \(mark)  \(Measure.padded(words, 24)) \(window)  \(seen)")
        }
        for complaint in verdict.complaints.prefix(5) { Output.line("  broken   \(complaint)") }
        Output.line("\(verdict.scenario): \(verdict.isMet ? "all met" : "NOT all met")")
    }
}

/// `cellsim scenarios`
struct Scenarios: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the scenarios that come with cellsim.")

    @Flag(help: "Print NDJSON.")
    var json = false

    func run() throws {
        try Failure.handled {
            for name in ScenarioStore.names {
                let scenario = try ScenarioStore.load(name)
                if json {
                    var line = JSONLine(type: "scenario")
                    line.add("name", name)
                    line.add("title", scenario.title)
                    line.add("cell", scenario.cell)
                    line.add("duration_second", scenario.durationSeconds)
                    Output.line(line.text)
                } else {
                    Output.line("\(Measure.padded(name, 22)) \(scenario.title)")
                }
            }
        }
    }
}
