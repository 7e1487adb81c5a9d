import ArgumentParser
import CellAnalysis
import CellData

/// Which spectrum a command works on: the same for every command of `impedance`.
struct SpectrumOptions: ParsableArguments {
    @Argument(help: "The spectrum.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "Which of a file of several spectra, counted from 1; impedance fit also takes all.", valueName: "N"))
    var spectrum: String?

    @Flag(help: "Use only the points whose imaginary part is negative.")
    var capacitive = false

    /// The spectrum that is asked for.
    func one() throws(CommandFailure) -> Spectrum {
        guard spectrum != "all" else { throw .usage("--spectrum: expected a number, found \"all\"") }
        return try chosen()[0].spectrum
    }

    /// The spectra that are asked for with their numbers in the file; the number is nil where there is but one.
    func chosen() throws(CommandFailure) -> [(number: Int?, spectrum: Spectrum)] {
        let wanted = spectrum.map { $0 == "all" ? 0 : Int($0) ?? -1 }
        if let wanted, wanted < 0 || wanted == 0 && spectrum != "all" {
            throw .usage("--spectrum: expected a number from 1, or all, found \"\(spectrum ?? "")\"")
        }
        let found = try Failing.record { () throws(RecordError) in try SpectrumReader.readAll(path: file) }
        guard let wanted else {
            guard found.count == 1 else {
                throw CommandFailure(
                    "\(file): expected one spectrum, found \(found.count); choose one with --spectrum N, "
                        + "1 to \(found.count)", code: 65)
            }
            return [(nil, part(found[0]))]
        }
        if wanted == 0 { return found.enumerated().map { ($0.offset + 1, part($0.element)) } }
        guard wanted <= found.count else {
            throw CommandFailure("\(file): expected a spectrum \(wanted), found \(found.count)", code: 65)
        }
        return [(wanted, part(found[wanted - 1]))]
    }

    private func part(_ spectrum: Spectrum) -> Spectrum { capacitive ? spectrum.capacitivePart : spectrum }
}
