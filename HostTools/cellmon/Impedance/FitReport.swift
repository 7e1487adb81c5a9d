import CellAnalysis
import CellData
import Foundation

/// What a circuit fit found, for people and as JSON.
struct FitReport {
    private let result: FitResult
    private let weighting: FitWeighting
    private let validity: ValidityReport
    private let spectrum: Int?

    /// `spectrum` is the number in a file of several.
    init(_ result: FitResult, weighting: FitWeighting, validity: ValidityReport, spectrum: Int?) {
        self.result = result
        self.weighting = weighting
        self.validity = validity
        self.spectrum = spectrum
    }

    func print(to output: StandardOutput) throws(CommandFailure) {
        if let spectrum {
            if spectrum > 1, !output.isEmpty { try output.line("") }
            try output.line(StyledText("Spectrum \(spectrum)", .bold).rendered())
        }
        let width = max((result.parameters.map(\.name.count).max() ?? 0) + 2, 11)
        func line(_ name: String, _ value: String, _ error: String, _ share: String, _ unit: String) -> String {
            [(name, width), (value, 14), (error, 16), (share, 10), (unit, 0)]
                .map { Measure.padded($0.0, $0.1) }.joined()
        }
        let heading = line("parameter", "value", "standard error", "in %", "unit")
        try output.line(StyledText(heading, .bold).rendered())
        for parameter in result.parameters {
            let error = parameter.standardError
            let share = error.map { String(format: "%.2g", $0 / parameter.value * 100) }
            let unit = parameter.unit.isEmpty ? "–" : parameter.unit
            try output.line(
                line(
                    parameter.name, String(format: "%.6g", parameter.value),
                    error.map { String(format: "%.2g", $0) } ?? "unknown", share ?? "–", unit))
        }
        try output.line("")
        var table = TwoColumns()
        table.add("Circuit", result.circuit.text)
        table.add("Points", "\(result.pointCount), \(weighting.rawValue) weighting")
        table.add("Sum of |ΔZ|²", String(format: "%.6g ohm²", result.squaredResidualOhms2))
        table.add(
            "Relative residual",
            result.relativeResidualRMS.map { String(format: "%.3g %% rms", $0 * 100) } ?? "–")
        validity.add(to: &table)
        if !result.isConverged { table.add("Converged", "no; this is the best that was found", .caution) }
        try table.print(to: output)
    }

    func printJSON(to output: StandardOutput) throws(CommandFailure) {
        var line = JSONLine(type: "fit")
        line.add("spectrum", spectrum)
        line.add("circuit", result.circuit.text)
        line.add("points", result.pointCount)
        line.add("weighting", weighting.rawValue)
        line.add(
            "parameters",
            result.parameters.map { parameter in
                var entry = JSONLine.nested()
                entry.add("name", parameter.name)
                entry.add("value", parameter.value)
                entry.add("unit", parameter.unit)
                entry.add("standard_error", parameter.standardError)
                return entry
            })
        line.add("sum_squared_residual", result.squaredResidualOhms2)
        line.add("relative_residual_rms", result.relativeResidualRMS)
        line.add("kramers_kronig", validity.json)
        line.add("converged", result.isConverged)
        try output.line(line.text)
    }
}
