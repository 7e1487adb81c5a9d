import ArgumentParser
import CellData
import Foundation
import HILSimulator

/// `cellsim paper`
struct Paper: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare the simulated cells with the paper, number by number.",
        discussion: """
            Each row is marked: identity (it follows from what was put in), fitted (a constant was chosen for it) or \
            predicted (none was). Exits with 0 if every row is met, but for the two peaks of voltammetry at full \
            loading: they are stated beforehand as not met (F9 in Docs/CellModel.md), so that they must not be met. \
            With --json such a row has "expected_met":false. Exits with 1 if any row is otherwise, also when the \
            figures could not be drawn, for which it only says why.
            """)

    @Option(help: "Folder for the figures: data as CSV, and SVG and PNG by gnuplot.")
    var out: String?

    @Flag(help: "Print NDJSON: a target line a row.")
    var json = false

    @Flag(help: "Print the table as Markdown, as it stands in Docs/CellModel.md.")
    var markdown = false

    func validate() throws {
        if json && markdown { throw ValidationError("--json and --markdown exclude each other") }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try Failure.handled {
            // Before the work: a folder that cannot be written is known at once.
            if let out { try PaperFigures.makeFolder(out) }
            var run = PaperRun()
            var table = PaperTable(style: markdown ? .markdown : .plain(width: Output.columns))
            if !json { table.header.forEach(Output.line) }
            for part in PaperRun.Part.allCases {
                Output.progress("\(part.rawValue)…")
                let known = run.targets.count
                try run.perform(part)
                Output.progress(nil)
                for target in run.targets[known...] {
                    for line in json ? [target.json.text] : table.lines(target, of: part) { Output.line(line) }
                }
            }
            if !json { table.footer(run.targets).forEach(Output.line) }
            if let out { try PaperFigures.write(run.figures, to: out) }
            if !run.isAsStated { throw ExitCode(1) }
        }
    }
}
