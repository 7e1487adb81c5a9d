import ArgumentParser
import CellAnalysis
import CellData
import Foundation

struct ImpedancePlot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draws an impedance spectrum, a fitted circuit and the Kramers-Kronig residuals.",
        discussion: """
            Nyquist and Bode plots by gnuplot, as SVG or PNG after the ending of --out. Without --circuit no circuit is \
            fitted.
            """)

    @OptionGroup var source: SpectrumOptions

    @Option(help: ArgumentHelp("Write the picture to this file, NAME.svg or NAME.png.", valueName: "file"))
    var out: String

    @Option(help: "Fit this circuit and draw it too.")
    var circuit: String?

    @Option(help: "How much each point counts in the fit.")
    var weighting = FitWeightingOption.proportional

    @Option(help: "The heading; the file's name unless given.")
    var title: String?

    func run() throws {
        let ending = URL(filePath: out).pathExtension.lowercased()
        guard ending == "svg" || ending == "png" else {
            throw CommandFailure.usage("--out: expected a name that ends with .svg or .png, found \"\(out)\"")
        }
        guard !FileKind.isSame(out, source.file) else {
            throw CommandFailure.usage("--out takes the name of another file, not \(out)")
        }
        var model = CircuitOptions()
        model.circuit = circuit ?? "R0"
        model.weighting = weighting
        model.bound = []
        let fit = circuit == nil ? nil : try model.fit()
        let spectrum = try source.one()
        let result: FitResult?
        do throws(FitError) {
            result = try fit?.run(spectrum)
        } catch {
            throw CommandFailure("\(source.file): \(error)", code: 65)
        }
        let name = source.file == "-" ? "standard input" : URL(filePath: source.file).lastPathComponent
        let heading = title ?? source.spectrum.map { "\(name), spectrum \($0)" } ?? name
        let plot = SpectrumPlot(spectrum, title: heading, fit: result, validity: ValidityReport(spectrum).result)
        // Made first, so that what cannot be written is an error of the file and not of gnuplot.
        try OutputFile.write([], to: out)
        do throws(PlotError) {
            try PlotProgram.run(plot.script(path: out, isSVG: ending == "svg"))
        } catch {
            try? FileManager.default.removeItem(atPath: out)
            throw CommandFailure("\(out): \(error)", code: 1)
        }
    }
}
