import ArgumentParser
import CellAnalysis
import CellData
import Foundation

struct ImpedanceFit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fits a circuit to an impedance spectrum, from a start of its own.",
        discussion: """
            The circuit is written as in impedance.py: "-" is series, p(...,...) parallel; the elements are R, C, L, CPE, \
            W, Wo and Ws, each with a number, such as R0-p(R1,CPE1)-p(R2-Wo1,C2).

            FILE is a spectrum as BDF, as a BioLogic text export (.mpt), or three columns without a header: frequency, \
            real and imaginary part. What it is is told by its content; "-" reads standard input.

            A fit that does not converge prints the best that was found and ends with exit code 1.
            """)

    @Argument(help: "The spectrum.")
    var file: String

    @Option(help: "The circuit.")
    var circuit = "R0-p(R1,CPE1)-p(R2,CPE2)"

    @Option(help: "How much each point counts: alike, or by the inverse of its magnitude.")
    var weighting = FitWeightingOption.unit

    @Flag(help: "Fit only the points whose imaginary part is negative.")
    var capacitive = false

    @OptionGroup var format: OutputOptions

    func run() throws {
        let fit = CircuitFit(try compiled(), weighting: weighting.weighting)
        var spectrum = try Failing.record { () throws(RecordError) in try SpectrumReader.read(path: file) }
        if capacitive { spectrum = spectrum.capacitivePart }
        let result: FitResult
        do throws(FitError) {
            result = try fit.run(spectrum)
        } catch {
            throw CommandFailure("\(file): \(error)", code: 65)
        }
        let output = StandardOutput()
        let report = FitReport(result, weighting: weighting.weighting)
        if format.json { try report.printJSON(to: output) } else { try report.print(to: output) }
        try output.flush()
        guard result.isConverged else {
            throw CommandFailure(
                "\(file): expected a start that converges, found none; this is the best; choose a smaller circuit",
                code: 1)
        }
    }

    private func compiled() throws(CommandFailure) -> Circuit {
        do throws(CircuitError) {
            return try Circuit(circuit)
        } catch {
            for line in (error.caret ?? "").split(separator: "\n") { Notice.write(String(line)) }
            throw .usage("--circuit: \(error); see cellmon help impedance fit")
        }
    }
}

/// Weightings that a command line can ask for; a file states no uncertainties.
enum FitWeightingOption: String, ExpressibleByArgument, CaseIterable {
    case unit, proportional

    var weighting: FitWeighting { self == .unit ? .unit : .proportional }
}
