import ArgumentParser
import CellData
import Foundation
import HILSimulator

/// `cellsim population`
struct PopulationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population",
        abstract: "Score the monitor's state of charge on a population of seeded cells.",
        discussion: """
            Each seed makes a full cell whose parameters differ by up to 20 % from those that the monitor knows, a \
            measuring chain with errors, a temperature, a protocol (A cycles with rests, B without, C partial swings, D \
            steps, E long rests) and restarts of the monitor. The bounds of the state of charge, its error, its jumps and \
            the time to empty are held against the truth, before and after the cell has met both cut-offs once.

            The published figures are those of seeds from 5000000 on, the default; for tuning use those from 1000000 on. \
            The two never overlap. Exits with 0 only if every criterion is met.
            """)

    @Option(help: "Number of cells (1…1000000).")
    var cells = 500

    @Option(help: "Seed of the first cell: 5000000 for the published figures, 1000000 for tuning.")
    var seed = Population.publishedSeed

    @Option(help: "Only every Nth cell from the Ith on, as I/N: 1/2 and 2/2 are all of them.")
    var shard = "1/1"

    @Option(help: "Threads; the output is the same with any number.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Score one of so many samples (1…3600).")
    var every = 10

    @Option(help: "Folder for the cells' table and the figures: CSV, and SVG and PNG by gnuplot.")
    var out: String?

    @Option(help: "Write the course of the cell with this seed, thinned to 10 s, to --out or to standard output.")
    var trace: UInt64?

    @Flag(help: "Print NDJSON: a population_cell line a cell, and a population line with the criteria.")
    var json = false

    func validate() throws {
        guard (1...Population.mostCells).contains(cells) else {
            throw ValidationError("--cells: expected 1…\(Population.mostCells), found \(cells)")
        }
        guard (1...256).contains(threads) else {
            throw ValidationError("--threads: expected 1…256, found \(threads)")
        }
        guard (1...3600).contains(every) else { throw ValidationError("--every: expected 1…3600, found \(every)") }
        guard parsedShard != nil else {
            throw ValidationError("--shard: expected I/N with 1 ≤ I ≤ N ≤ 1000, found \"\(shard)\"")
        }
    }

    private var parsedShard: (index: Int, count: Int)? {
        let parts = shard.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), (1...1000).contains(count),
            (1...count).contains(index)
        else { return nil }
        return (index - 1, count)
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try Failure.handled {
            if let out { try PaperFigures.makeFolder(out) }
            if let trace { return try PopulationFiles.writeTrace(trace, to: out) }
            try runCells()
        }
    }

    private func runCells() throws {
        Signals.watch()
        let population = Population(
            cells: cells, baseSeed: seed, shard: parsedShard ?? (0, 1), interval: every)
        let table = try out.map { try PopulationFiles.Table(folder: $0) }
        let progress = PopulationProgress(cells: population.seeds.count)
        let summary = try population.run(threads: threads, isCancelled: { Signals.isEnding }) { [json] cell in
            Output.progress(nil)
            if json { Output.line(cell.json.text) }
            table?.append(cell)
            Output.progress(progress.text(after: cell))
        }
        Output.progress(nil)
        let isInterrupted = summary.all.cells < population.seeds.count
        if json {
            Output.line(summary.json(population, isInterrupted: isInterrupted).text)
        } else {
            PopulationTable.lines(summary, population, isInterrupted: isInterrupted).forEach(Output.line)
        }
        if let out {
            try table?.close()
            try PaperFigures.write(summary.figures(exampleSeed: population.seeds.first), to: out)
        }
        if isInterrupted || !summary.isMet { throw ExitCode(1) }
    }
}
