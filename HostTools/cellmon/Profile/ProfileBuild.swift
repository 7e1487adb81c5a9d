import ArgumentParser
import CellAnalysis
import CellCore
import CellData
import Foundation

struct ProfileBuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Makes a profile from a record of a cell that was charged and discharged.",
        discussion: """
            Prints the record's cycles and what was found, with uncertainties, and writes a profile whose comments say \
            where each number comes from. State of charge 1 and 0 are the ends of the chosen cycle's discharge.
            """)

    @Argument(help: "The record, as BDF or vendor export (CSV).")
    var record: String

    @Option(help: ArgumentHelp("Write the profile to this file (TOML).", valueName: "file"))
    var out: String

    @Option(help: "The cycle that it is built from, counted from 1; the first that spans the window unless given.")
    var cycle: Int?

    @Option(help: "The profile's name: up to 24 letters, digits, - and _; that of the record unless given.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "What the current of a row stands for, where the record does not say: instantaneous, or the mean over the "
                + "interval that ends at the row.", valueName: "mean|instantaneous"))
    var current: String?

    @OptionGroup var format: OutputOptions

    func run() throws {
        let meaning = try meaning()
        let profileName = try profileName()
        guard out != "-", !FileKind.isSame(out, record) else {
            throw CommandFailure.usage("--out takes the name of another file, not \(out)")
        }
        guard record != "-" else { throw CommandFailure.usage("build reads the record twice: give a file, not -") }
        let cycling = try Failing.record { () throws(RecordError) in
            try CyclingRecord(path: record, currentMeaning: meaning)
        }
        let built: BuiltProfile
        do throws(BuildError) {
            built = try ProfileBuilder(cycling, cycle: cycle).build(name: profileName)
        } catch {
            throw CommandFailure("\(record): \(error)", code: 65)
        }
        try OutputFile.write(Array(ProfileFile.text(built.profile, comments: built.comments).utf8), to: out)
        let output = StandardOutput()
        let report = BuildReport(built, path: out)
        if format.json { try report.printJSON(to: output) } else { try report.print(to: output) }
        try output.flush()
    }

    private func meaning() throws(CommandFailure) -> CurrentMeaning? {
        guard let current else { return nil }
        guard let meaning = CurrentMeaning(rawValue: current) else {
            throw .usage("--current: expected mean or instantaneous, found \"\(current)\"")
        }
        return meaning
    }

    /// Of a record's file name, what stands before the first point, in letters that a name may have.
    private func profileName() throws(CommandFailure) -> ProfileName {
        let stem = URL(filePath: record).lastPathComponent.prefix { $0 != "." }
        let plain = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" }.prefix(24))
        let text = name ?? (plain.isEmpty ? "built" : plain)
        guard let profileName = ProfileName(text: text), !text.isEmpty else {
            throw .usage("--name: expected 1 to 24 printable ASCII characters without blanks, found \"\(text)\"")
        }
        return profileName
    }
}
