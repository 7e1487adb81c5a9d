import ArgumentParser
import CellData
import Foundation

@main
struct CellBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cellbench",
        abstract: "Measures this program's own parts, with the figures of other programs beside them.",
        discussion: """
            Times are medians of several runs after a warm-up, in processor time of the one thread that computes, so that \
            neighbours on a shared machine count less. Instructions are counted where valgrind is installed; they \
            repeat exactly and are what commits are compared by. Docs/Benchmarks.md explains each figure.
            """)

    static let names = [
        "reader", "replay", "core", "impedance", "ledger", "plant", "chain", "scenario", "usbip", "size", "float32",
    ]

    @Flag(help: "Print NDJSON.")
    var json = false

    @Option(help: "A file that takes the NDJSON besides.")
    var out: String?

    @Flag(help: "Count instructions, and measure no times.")
    var instructions = false

    @Flag(help: "Measure times, and count no instructions.")
    var times = false

    @Flag(help: "A record of 10 million rows instead of 1 million; needs 800 MB in the folder for temporary files.")
    var full = false

    @Option(help: "Only these, by name, with commas between: \(names.joined(separator: ", ")).")
    var only: String?

    @Option(help: .hidden)
    var count: String?

    func validate() throws {
        if let unknown = chosen.first(where: { !CellBench.names.contains($0) }) {
            throw ValidationError(
                "there is no benchmark \(unknown); there are \(CellBench.names.joined(separator: ", "))")
        }
        if times && instructions { throw ValidationError("give --times or --instructions, not both") }
    }

    private var chosen: [String] { only?.split(separator: ",").map(String.init) ?? CellBench.names }

    func run() throws {
        if let count {
            guard let work = CountedWork.all.first(where: { $0.name == count }) else { throw ExitCode(64) }
            try work.run()
            return
        }
        do {
            try measure()
        } catch let failure as any CustomStringConvertible & Error {
            FileHandle.standardError.write(Data("cellbench: \(failure.description)\n".utf8))
            throw ExitCode(70)
        }
    }

    private func measure() throws {
        var lines = [Machine.json]
        if json { print(Machine.json.text) } else { print("\(Machine.text)\n\n\(Report.heading)") }
        var counter = InstructionCounter(isWanted: !times)
        defer { counter.end() }
        try Benchmarks(chosen: chosen, full: full, measuresTimes: !instructions).forEach { section in
            var section = section
            counter.add(to: &section)
            if section.figures.isEmpty && section.text.isEmpty { return }
            let json = Report.json(section)
            lines += json
            if self.json { for line in json { print(line.text) } } else { print(Report.text(section)) }
            fflush(nil)
        }
        if let reason = counter.reason {
            FileHandle.standardError.write(Data("cellbench: instructions were not counted: \(reason)\n".utf8))
        }
        if let out { try Data(lines.map { $0.text + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: out)) }
    }
}
