import CellData
import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct DerivativeTests {
    @Test(arguments: [
        "R0-p(R1,CPE1)-p(R2,CPE2)", "L0-R0-p(R1-W1,C1)", "R0-p(R1-Wo1,CPE1)-p(R2-Ws2,C2)", "p(R0-p(R1,C1-L1),Wo1,CPE3)",
        "p(C1,R1-p(C2,R2-p(C3,R3)))",
    ])
    func derivativesAreThoseOfDifferences(_ text: String) throws {
        let circuit = try Circuit(text)
        var random = SeededGenerator(seed: 73)
        let count = circuit.parameters.count
        for _ in 0..<40 {
            let variables = circuit.parameters.map { parameter in
                parameter.isExponent
                    ? Double.random(in: 0.1...0.99, using: &random) : Double.random(in: -4...4, using: &random)
            }
            // Seven points, so that the last block is not full.
            let points = (0..<7).map { _ in
                Spectrum.Point(
                    frequencyHertz: random.logUniform(1e-3, 1e4, log: log, exp: exp),
                    realOhms: Double.random(in: 0...3, using: &random),
                    imaginaryOhms: Double.random(in: -3...0, using: &random))
            }
            let weights = points.map { _ in Double.random(in: 0.1...2, using: &random) }
            let model = CircuitModel(
                steps: circuit.steps, parameterCount: count, points: LanePoints(points, weights: weights))
            var matrix = [Double](repeating: 0, count: count * count)
            var gradient = [Double](repeating: 0, count: count)
            let sum = model.squaredSum(variables)
            model.normalEquations(variables, matrix: &matrix, gradient: &gradient)
            let residuals = points.indices.map(model.residual)
            let direct = residuals.reduce(0) { $0 + $1.real * $1.real + $1.imaginary * $1.imaginary }
            #expect(abs(direct - sum) <= 1e-12 * sum)
            let columns = (0..<count).map { variable in points.indices.map { model.derivative(variable, $0) } }
            for variable in 0..<count {
                let step = 1e-5
                func moved(_ by: Double) -> [(real: Double, imaginary: Double)] {
                    var other = variables
                    other[variable] += by
                    _ = model.squaredSum(other)
                    return points.indices.map(model.residual)
                }
                let (up, down) = (moved(step), moved(-step))
                for point in points.indices {
                    let real = (up[point].real - down[point].real) / (2 * step)
                    let imaginary = (up[point].imaginary - down[point].imaginary) / (2 * step)
                    // Cancellation leaves 1e-16/1e-5 of the value; the third derivative adds a share of 1e-10.
                    let size = 1 + hypot(up[point].real, up[point].imaginary)
                    let found = columns[variable][point]
                    #expect(hypot(found.real - real, found.imaginary - imaginary) <= 1e-7 * size)
                }
                let slope = zip(columns[variable], residuals).reduce(0) {
                    $0 + $1.0.real * $1.1.real + $1.0.imaginary * $1.1.imaginary
                }
                let scale = zip(columns[variable], residuals).reduce(0) {
                    $0 + abs($1.0.real * $1.1.real) + abs($1.0.imaginary * $1.1.imaginary)
                }
                #expect(abs(gradient[variable] - slope) <= 1e-12 * scale)
            }
        }
    }
}
