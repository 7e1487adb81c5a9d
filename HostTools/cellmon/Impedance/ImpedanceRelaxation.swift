import ArgumentParser
import CellAnalysis
import CellData
import Foundation

struct ImpedanceRelaxation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relaxation", abstract: "Finds the distribution of relaxation times of an impedance spectrum.",
        discussion: """
            By regularised non-negative least squares, from a spectrum's points without a circuit. How smooth the \
            distribution is is chosen by cross-validation. Each maximum is printed with the resistance below it.
            """)

    @OptionGroup var source: SpectrumOptions

    @Flag(help: "Allow for a capacitor in series: a cell that blocks direct current.")
    var blocking = false

    @OptionGroup var format: OutputOptions

    func run() throws {
        let spectrum = try source.one()
        let found: RelaxationResult
        do throws(SpectrumError) {
            found = try RelaxationTimes(hasCapacitor: blocking).run(spectrum)
        } catch {
            throw CommandFailure("\(source.file): \(error)", code: 65)
        }
        let output = StandardOutput()
        if format.json { try output.line(json(found, spectrum.points.count)) } else { try table(found, output) }
        try output.flush()
    }

    private func table(_ found: RelaxationResult, _ output: StandardOutput) throws(CommandFailure) {
        func line(_ texts: [String]) -> String { texts.map { Measure.padded($0, 16) }.joined() }
        try output.line(StyledText(line(["time / s", "frequency / Hz", "resistance / ohm"]), .bold).rendered())
        for peak in found.peaks {
            try output.line(
                line([peak.timeSeconds, peak.frequencyHertz, peak.resistanceOhms].map { String(format: "%.4g", $0) }))
        }
        try output.line("")
        var rows = TwoColumns()
        rows.add("Series resistance", String(format: "%.5g ohm", found.seriesOhms))
        rows.add("Inductance", String(format: "%.3g H", found.inductanceHenries))
        if let farads = found.capacitanceFarads { rows.add("Capacitance", String(format: "%.3g F", farads)) }
        rows.add("Polarisation", String(format: "%.5g ohm", found.polarisationOhms))
        rows.add("Regularisation", String(format: "%.1e", found.strength))
        rows.add("Relative residual", String(format: "%.3g %% rms", found.relativeResidualRMS * 100))
        try rows.print(to: output)
    }

    private func json(_ found: RelaxationResult, _ points: Int) -> String {
        var line = JSONLine(type: "relaxation")
        line.add("points", points)
        line.add(
            "peaks",
            found.peaks.map { peak in
                var entry = JSONLine.nested()
                entry.add("time_second", peak.timeSeconds)
                entry.add("frequency_hertz", peak.frequencyHertz)
                entry.add("resistance_ohm", peak.resistanceOhms)
                return entry
            })
        line.add(
            "distribution",
            found.nodes.map { node in
                var entry = JSONLine.nested()
                entry.add("time_second", node.timeSeconds)
                entry.add("density_ohm", node.densityOhms)
                return entry
            })
        line.add("series_ohm", found.seriesOhms)
        line.add("inductance_henry", found.inductanceHenries)
        line.add("capacitance_farad", found.capacitanceFarads)
        line.add("polarisation_ohm", found.polarisationOhms)
        line.add("regularisation", found.strength)
        line.add("relative_residual_rms", found.relativeResidualRMS)
        return line.text
    }
}
