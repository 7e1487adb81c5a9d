import CellAnalysis
import CellData
import Foundation
import TestSupport
import Testing

/// Our circuit fits, from starts of their own, against impedance.py's from the true parameters: 210 seeded spectra.
@Suite(.enabled(if: Programs.hasImpedancePy, "impedance.py is not installed"))
struct CircuitFitComparison {
    private struct Given: Encodable {
        var circuit: String
        var hertz: [Double]
        var real: [Double]
        var imaginary: [Double]
        var start: [Double]
        var proportional: Bool
    }

    private static let cases: [(circuit: String, values: [Double])] = [
        ("R0-p(R1,C1)", [10, 100, 1e-5]),
        ("R0-p(R1,CPE1)", [5, 40, 2e-5, 0.82]),
        ("R0-p(R1,CPE1)-p(R2,CPE2)", [5, 40, 2e-6, 0.9, 300, 1e-3, 0.75]),
        ("L0-R0-p(R1,CPE1)-W1", [2e-6, 5, 40, 2e-5, 0.85, 20]),
        ("R0-p(R1-Ws1,C1)", [1, 5, 30, 12, 1e-4]),
        ("R0-p(R1-Wo1,C1)", [1, 5, 30, 12, 1e-4]),
        ("R0-p(R1,C1)-p(R2,C2)-p(R3,C3)", [10, 20, 1e-6, 50, 2e-5, 90, 3e-3]),
    ]

    /// Never worse by more than one part in a million, and at the median fifty times faster.
    @Test func neverWorseAndFiftyTimesFaster() throws {
        let python = try #require(Programs.impedancePy)
        var random = SeededGenerator(seed: 2_026)
        var worst = 0.0
        var better = 0
        var ratios: [Double] = []
        for (text, centre) in Self.cases {
            let circuit = try CellAnalysis.Circuit(text)
            var spectra: [Spectrum] = []
            let given = (0..<30).map { round in
                let truth = zip(centre, circuit.parameters).map { value, parameter in
                    parameter.isExponent
                        ? min(value + Double.random(in: -0.08...0.08, using: &random), 1)
                        : value * exp(Double.random(in: -0.7...0.7, using: &random))
                }
                let spectrum = Self.spectrum(circuit, truth, noise: round % 3 == 0 ? 0.001 : 0.005, using: &random)
                spectra.append(spectrum)
                return Given(
                    circuit: text, hertz: spectrum.points.map(\.frequencyHertz), real: spectrum.points.map(\.realOhms),
                    imaginary: spectrum.points.map(\.imaginaryOhms), start: truth, proportional: round % 2 == 0)
            }
            let rows = try Subprocess.run(
                python, ["-B", Programs.scripts.appending(path: "circuit_fits.py").path],
                input: try JSONEncoder().encode(given), limit: 600
            ) { _, output in try Subprocess.rows(output, from: "circuit_fits.py") }
            try #require(rows.count == given.count)
            for (index, row) in rows.enumerated() {
                let fit = CircuitFit(circuit, weighting: given[index].proportional ? .proportional : .unit)
                let clock = ContinuousClock()
                let begin = clock.now
                let result = try fit.run(spectra[index])
                let seconds = (clock.now - begin) / .seconds(1)
                ratios.append(row[1] / seconds)
                let excess = result.weightedSquaredResidual / row[0] - 1
                worst = max(worst, excess)
                if excess < -1e-6 { better += 1 }
                #expect(excess <= 1e-6, "\(text), spectrum \(index): \(excess)")
            }
        }
        ratios.sort()
        let median = ratios[ratios.count / 2]
        print(
            "circuit fits: \(ratios.count) spectra, worse than impedance.py by at most "
                + String(
                    format: "%.1e of the sum, better in %d, %.0f times faster at the median", worst, better, median))
        #expect(median >= 50)
    }

    private static func spectrum(
        _ circuit: CellAnalysis.Circuit, _ values: [Double], noise: Double, using random: inout SeededGenerator
    ) -> Spectrum {
        func normal() -> Double {
            let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
            return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &random))
        }
        return Spectrum(
            points: (0..<60).compactMap { index in
                let hertz = pow(10, -2 + 8 * Double(index) / 59)
                guard let exact = circuit.impedance(of: values, atHertz: hertz) else { return nil }
                let sigma = noise * hypot(exact.realOhms, exact.imaginaryOhms)
                return Spectrum.Point(
                    frequencyHertz: hertz, realOhms: exact.realOhms + sigma * normal(),
                    imaginaryOhms: exact.imaginaryOhms + sigma * normal())
            })
    }
}
