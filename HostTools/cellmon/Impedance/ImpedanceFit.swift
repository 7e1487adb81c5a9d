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

            Whether the spectrum may be believed at all is checked by the Kramers-Kronig relations; the verdict stands \
            below the fit.

            A fit that does not converge prints the best that was found and ends with exit code 1.
            """)

    @OptionGroup var source: SpectrumOptions

    @OptionGroup var model: CircuitOptions

    @OptionGroup var format: OutputOptions

    func run() throws {
        let fit = try model.fit()
        let output = StandardOutput()
        var unconverged: [String] = []
        for (number, spectrum) in try source.chosen() {
            let place = number.map { "\(source.file), spectrum \($0)" } ?? source.file
            let result: FitResult
            do throws(FitError) {
                result = try fit.run(spectrum)
            } catch {
                try output.flush()
                throw CommandFailure("\(place): \(error)", code: 65)
            }
            let report = FitReport(
                result, weighting: fit.weighting, validity: ValidityReport(spectrum), spectrum: number)
            if format.json { try report.printJSON(to: output) } else { try report.print(to: output) }
            if !result.isConverged { unconverged.append(place) }
        }
        try output.flush()
        guard unconverged.isEmpty else {
            throw CommandFailure(
                "\(unconverged.joined(separator: "; ")): expected a start that converges, found none; this is the best; "
                    + "choose a smaller circuit", code: 1)
        }
    }
}
