import ArgumentParser
import CellData
import Foundation
import HILSimulator

/// `cellsim budget`
struct Budget: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the errors of the measuring chain and compare them with the data sheets.",
        discussion: """
            Chips with seeded errors, drivers over registers, -5 to 45 °C. Each number stands beside the arithmetic of \
            the data sheet, and beside what was estimated before the chips were modelled: reproduced or corrected. Exits \
            with 0 only if every number lies within the bounds of the arithmetic, widened by four standard errors.
            """)

    @Option(help: "Chips of typical spread, and as many with every error at its limit (1…100).")
    var chips = 20

    @Option(help: "Seed of the chips' errors and noise.")
    var seed: UInt64 = 1

    @Flag(help: "Print NDJSON: a budget line a row.")
    var json = false

    @Flag(help: "Print the table as Markdown, as it stands in Docs/Hardware.md.")
    var markdown = false

    func validate() throws {
        if json && markdown { throw ValidationError("--json and --markdown exclude each other") }
        guard ErrorBudget.chipRange.contains(chips) else {
            throw ValidationError("--chips: expected 1…\(ErrorBudget.chipRange.upperBound), found \(chips)")
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let budget = ErrorBudget(chips: chips, seed: seed) { done in
            Output.progress("\(done) of \(2 * chips) chips…")
        }
        Output.progress(nil)
        let style: TextTable.Style = markdown ? .markdown : .plain(width: Output.columns)
        let lines = json ? budget.rows.map(\.json.text) : BudgetTable(budget).lines(style)
        lines.forEach(Output.line)
        if !budget.isMet { throw ExitCode(1) }
    }
}
