import CellData
import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct CircuitFitTests {
    private static let cases: [(circuit: String, values: [Double])] = [
        ("R0-p(R1,C1)", [10, 100, 1e-5]),
        ("R0-p(R1,CPE1)", [5, 40, 2e-5, 0.82]),
        ("R0-p(R1,CPE1)-p(R2,CPE2)", [5, 40, 2e-6, 0.9, 300, 1e-3, 0.75]),
        ("L0-R0-p(R1,CPE1)-W1", [2e-6, 5, 40, 2e-5, 0.85, 20]),
        ("R0-p(R1-Ws1,C1)", [1, 5, 30, 12, 1e-4]),
        ("R0-p(R1-Wo1,C1)", [1, 5, 30, 12, 1e-4]),
        ("R0-p(R1,C1)-p(R2,C2)-p(R3,C3)", [10, 20, 1e-6, 50, 2e-5, 90, 3e-3]),
        ("R0-p(R1,CPE1)-p(R2,CPE2)-CPE3", [3, 30, 1e-5, 0.9, 80, 1e-3, 0.8, 0.05, 0.7]),
    ]

    /// Spectra without noise: the sum of squares falls to rounding, and each parameter is found again.
    @Test(arguments: cases.indices)
    func whatWasPutInIsFound(_ index: Int) throws {
        let (text, values) = Self.cases[index]
        let circuit = try Circuit(text)
        var random = SeededGenerator(seed: 75)
        let spectrum = MadeSpectrum.of(circuit, values, hertz: 1e-2...1e6, count: 65, using: &random)
        let result = try CircuitFit(circuit, weighting: .proportional).run(spectrum)
        #expect(result.isConverged)
        #expect(result.weightedSquaredResidual < 1e-12, "\(result.weightedSquaredResidual)")
        // Equal branches may stand in any order: the values are compared sorted, kind by kind.
        func kinds(_ numbers: [Double]) -> [String: [Double]] {
            Dictionary(grouping: zip(circuit.parameters, numbers)) { $0.0.unit }.mapValues { $0.map(\.1).sorted() }
        }
        let (found, expected) = (kinds(result.values), kinds(values))
        for (unit, numbers) in expected {
            for (one, other) in zip(numbers, try #require(found[unit])) {
                #expect(abs(one - other) <= 1e-4 * one, "\(text): \(result.values)")
            }
        }
    }

    /// With noise no fit may be worse than one that starts at the truth.
    @Test(arguments: cases.indices)
    func noFitIsWorseThanOneFromTheTruth(_ index: Int) throws {
        let (text, values) = Self.cases[index]
        let circuit = try Circuit(text)
        var random = SeededGenerator(seed: 76)
        for round in 0..<10 {
            let weighting = round % 2 == 0 ? FitWeighting.proportional : .unit
            let spectrum = MadeSpectrum.of(circuit, values, hertz: 1e-2...1e6, count: 60, noise: 0.004, using: &random)
            let result = try CircuitFit(circuit, weighting: weighting).run(spectrum)
            let limits = try FitLimits(circuit, [:])
            let weights = try #require(weighting.weights(spectrum.points))
            let model = CircuitModel(
                steps: circuit.steps, parameterCount: values.count,
                points: LanePoints(spectrum.points, weights: weights))
            var variables = zip(values, circuit.parameters).map { $1.isExponent ? $0 : log($0) }
            let fromTruth = LevenbergMarquardt(
                model: model, lower: limits.lower, upper: limits.upper, isExponent: limits.isExponent
            ).minimise(&variables, limit: 300, tolerance: 1e-12)
            #expect(
                result.weightedSquaredResidual <= fromTruth.squaredSum * (1 + 1e-6), "\(text), round \(round)")
        }
    }

    @Test func theSameDataGiveTheSameResultInAnyOrder() throws {
        let (text, values) = Self.cases[2]
        let circuit = try Circuit(text)
        var random = SeededGenerator(seed: 77)
        var spectrum = MadeSpectrum.of(circuit, values, hertz: 1e-2...1e6, count: 40, noise: 0.01, using: &random)
        let result = try CircuitFit(circuit).run(spectrum)
        #expect(try CircuitFit(circuit).run(spectrum) == result)
        spectrum.points.shuffle(using: &random)
        #expect(try CircuitFit(circuit).run(spectrum) == result)
    }

    @Test func boundsHold() throws {
        let circuit = try Circuit("R0-p(R1,CPE1)")
        var random = SeededGenerator(seed: 78)
        let spectrum = MadeSpectrum.of(
            circuit, [5, 40, 2e-5, 0.82], hertz: 1e-1...1e5, count: 40, noise: 0.001, using: &random)
        let bounds = ["R0": 6.0...8.0, "CPE1_1": 0.85...0.9, "R1": 1.0...1e6]
        let result = try CircuitFit(circuit, bounds: bounds).run(spectrum)
        for parameter in result.parameters {
            if let range = bounds[parameter.name] {
                #expect(parameter.value >= range.lowerBound * (1 - 1e-12))
                #expect(parameter.value <= range.upperBound * (1 + 1e-12))
            }
        }
        // At a bound there is no standard error.
        #expect(abs(result.values[0] - 6) < 1e-9 && result.parameters[0].standardError == nil)
        #expect(result.parameters[1].standardError != nil)
        #expect(throws: FitError.unknownParameter("R7")) {
            try CircuitFit(circuit, bounds: ["R7": 0...1]).run(spectrum)
        }
        #expect(throws: FitError.emptyBounds("R0")) {
            try CircuitFit(circuit, bounds: ["R0": -2 ... -1]).run(spectrum)
        }
    }

    /// Each hopeless spectrum is refused, or ends with the best that was found.
    @Test func badSpectra() throws {
        let circuit = try Circuit("R0-p(R1,C1)")
        func points(_ rows: [(Double, Double, Double)]) -> Spectrum {
            Spectrum(points: rows.map { .init(frequencyHertz: $0.0, realOhms: $0.1, imaginaryOhms: $0.2) })
        }
        let fit = CircuitFit(circuit)
        for bad in [
            (0, 1, 1), (-1, 1, 1), (.nan, 1, 1), (.infinity, 1, 1), (5, .nan, 1), (5, 1, -.infinity), (5, 1e200, 1),
        ]
            as [(Double, Double, Double)]
        {
            let spectrum = points([(1, 1, -1), (2, 1, -1), bad, (4, 1, -1)])
            #expect(throws: FitError.badPoint(3)) { try fit.run(spectrum) }
        }
        #expect(throws: FitError.repeatedFrequency(2)) {
            try fit.run(points([(2, 1, -1), (1, 1, -1), (2, 1, -1), (4, 1, -1)]))
        }
        #expect(throws: FitError.tooFewPoints(points: 2, parameters: 3)) {
            try fit.run(points([(1, 1, -1), (2, 1, -1)]))
        }
        #expect(throws: FitError.tooFewPoints(points: 0, parameters: 3)) { try fit.run(points([])) }
        let withZero = points([(1, 1, -1), (2, 0, 0), (3, 1, -1), (4, 1, -1)])
        #expect(throws: FitError.noWeight(.proportional)) {
            try CircuitFit(circuit, weighting: .proportional).run(withZero)
        }
        #expect(throws: FitError.noWeight(.uncertainty)) {
            try CircuitFit(circuit, weighting: .uncertainty).run(withZero)
        }
        #expect(try fit.run(withZero).relativeResidualRMS == nil)
        // All zero, and what no such circuit can be.
        let zeros = try fit.run(points((1...9).map { (Double($0), 0, 0) }))
        #expect(zeros.squaredResidualOhms2.isFinite)
        let negative = try fit.run(points((1...9).map { (Double($0), -5, 3) }))
        #expect(negative.squaredResidualOhms2.isFinite)
    }

    /// Random numbers as spectra: whatever the circuit, the search ends and the result is finite.
    @Test func anyNumbers() throws {
        var random = SeededGenerator(seed: 79)
        for round in 0..<60 {
            let (text, values) = Self.cases[round % Self.cases.count]
            let size = random.logUniform(1e-20, 1e20, log: log, exp: exp)
            let spectrum = Spectrum(
                points: (0..<(values.count + round % 7)).map { _ in
                    .init(
                        frequencyHertz: random.logUniform(1e-20, 1e20, log: log, exp: exp),
                        realOhms: Double.random(in: -size...size, using: &random),
                        imaginaryOhms: Double.random(in: -size...size, using: &random))
                })
            let weighting = round % 3 == 0 ? FitWeighting.proportional : .unit
            let result = try CircuitFit(Circuit(text), weighting: weighting).run(spectrum)
            #expect(result.weightedSquaredResidual.isFinite && result.values.allSatisfy(\.isFinite))
            #expect(result.evaluations < 30_000)
        }
    }
}
