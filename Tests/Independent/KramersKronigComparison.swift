import CellAnalysis
import CellData
import Foundation
import TestSupport
import Testing

/// Our Kramers–Kronig check against impedance.py's linKK, on measured spectra: every residual within 0.2 % of |Z|.
@Suite(
    .enabled(
        if: Programs.hasImpedancePy
            && Records.has("impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv"),
        "impedance.py or the records are not there"))
struct KramersKronigComparison {
    private struct Given: Encodable {
        var hertz: [Double]
        var real: [Double]
        var imaginary: [Double]
    }

    private static let files = ["impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv"]

    @Test func residualsAgree() throws {
        let python = try #require(Programs.impedancePy)
        let spectra = try Self.files.map { try SpectrumReader.read(path: try #require(Records.path($0))) }
        let given = spectra.map { spectrum in
            Given(
                hertz: spectrum.points.map(\.frequencyHertz), real: spectrum.points.map(\.realOhms),
                imaginary: spectrum.points.map(\.imaginaryOhms))
        }
        let rows = try Subprocess.run(
            python, ["-B", Programs.scripts.appending(path: "kramers_kronig.py").path],
            input: try JSONEncoder().encode(given), limit: 300
        ) { _, output in try Subprocess.rows(output, from: "kramers_kronig.py") }
        try #require(rows.count == spectra.count)
        for ((file, spectrum), row) in zip(zip(Self.files, spectra), rows) {
            let result = try KramersKronig().run(spectrum)
            let count = spectrum.points.count
            try #require(row.count == 2 + 2 * count)
            #expect(Double(result.elements) == row[0])
            var worst = 0.0
            for (index, residual) in result.residuals.enumerated() {
                worst = max(
                    worst, abs(residual.real - row[2 + index]), abs(residual.imaginary - row[2 + count + index]))
            }
            let largest = row[2...].reduce(0) { max($0, abs($1)) }
            print(
                "kramers-kronig: \(file): \(result.elements) elements, impedance.py \(Int(row[0])); largest residual "
                    + String(
                        format: "%.4f %%, impedance.py %.4f %%; points differ by at most %.1e %%",
                        result.maximumResidual * 100, largest * 100, worst * 100))
            #expect(worst <= 0.002)
            #expect(abs(result.maximumResidual - largest) <= 0.002)
        }
    }
}
