import CellData
import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct StandardErrorTests {
    /// The scatter of 400 fits to the same spectrum with other noise is what each states, parameter by parameter.
    ///
    /// The standard deviation of 400 has a standard error of 1/√(2·400) = 3.5 %; four of them are allowed, and 2 % for
    /// what a linear model leaves out.
    @Test(arguments: [FitWeighting.proportional, .uncertainty])
    func errorsAreTheScatter(_ weighting: FitWeighting) throws {
        let circuit = try Circuit("R0-p(R1,CPE1)-p(R2,C2)")
        let values = [5, 40, 2e-6, 0.9, 300, 1e-3]
        var random = SeededGenerator(seed: 80)
        let rounds = 400
        var sums = [Double](repeating: 0, count: values.count)
        var squares = sums
        var stated = sums
        for _ in 0..<rounds {
            let spectrum = MadeSpectrum.of(circuit, values, hertz: 1e-2...1e6, count: 60, noise: 0.005, using: &random)
            let result = try CircuitFit(circuit, weighting: weighting).run(spectrum)
            for (index, parameter) in result.parameters.enumerated() {
                sums[index] += parameter.value
                squares[index] += (parameter.value - values[index]) * (parameter.value - values[index])
                stated[index] += try #require(parameter.standardError)
            }
        }
        for index in values.indices {
            let scatter = (squares[index] / Double(rounds)).squareRoot()
            let ratio = stated[index] / Double(rounds) / scatter
            #expect(abs(ratio - 1) < 4 * 0.035 + 0.02, "\(circuit.parameters[index].name): \(ratio)")
            // And no bias beyond four standard errors of the mean.
            #expect(
                abs(sums[index] / Double(rounds) - values[index]) < 4 * scatter / Double(rounds).squareRoot() + 0.1
                    * scatter)
        }
    }

    @Test func whatTheSpectrumDoesNotTellHasNone() throws {
        // The second arc lies far beyond the frequencies measured.
        let circuit = try Circuit("R0-p(R1,C1)-p(R2,C2)")
        let simple = try Circuit("R0-p(R1,C1)")
        var random = SeededGenerator(seed: 81)
        let spectrum = MadeSpectrum.of(simple, [5, 40, 1e-4], hertz: 1...1e4, count: 40, noise: 0.01, using: &random)
        let result = try CircuitFit(circuit).run(spectrum)
        for parameter in result.parameters {
            if let error = parameter.standardError { #expect(error > 0 && error.isFinite) }
        }
    }
}
