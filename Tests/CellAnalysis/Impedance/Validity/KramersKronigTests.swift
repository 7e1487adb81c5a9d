import CellData
import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct KramersKronigTests {
    /// linKK of impedance.py 1.7.1 with c = 0.85, max_M = 100, fit_type "complex", in percent of |Z|: the number of elements
    /// and the largest residual of the real and of the imaginary part. `make compare-impedance` runs it and compares each point.
    private static let impedancePy: [(file: String, capacitor: Bool, elements: Int, real: Double, imaginary: Double)] =
        [
            ("impedance_py_example.csv", true, 22, 0.3747, 0.3407),
            ("impedance_py_example.csv", false, 14, 10.0499, 3.5837),
            ("solid_state_ncm_lpscl_inli_peis.bdf.csv", true, 41, 0.4284, 0.2562),
            ("solid_state_ncm_lpscl_inli_peis.bdf.csv", false, 32, 0.7201, 0.4947),
        ]

    @Test(
        .enabled(if: Records.has("impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv")),
        arguments: impedancePy.indices)
    func agreesWithImpedancePy(_ index: Int) throws {
        let known = Self.impedancePy[index]
        let spectrum = try SpectrumReader.read(path: try #require(Records.path(known.file)))
        let points = spectrum.points.sorted { $0.frequencyHertz < $1.frequencyHertz }
        let model = try #require(
            (1...100).lazy.map { MeasurementModel(points, elements: $0, hasCapacitor: known.capacitor) }
                .first { $0.mu <= 0.85 })
        #expect(model.elements == known.elements, "μ \(model.mu)")
        let real = model.residuals.map { abs($0.real) * 100 }.max() ?? 0
        let imaginary = model.residuals.map { abs($0.imaginary) * 100 }.max() ?? 0
        #expect(abs(real - known.real) <= 0.2 && abs(imaginary - known.imaginary) <= 0.2, "\(real), \(imaginary)")
        print("linKK of \(known.file): \(model.elements), μ \(model.mu), \(real) %, \(imaginary) %")
    }

    /// Both are sound, and with a capacitor the ladder is the one that μ chooses.
    @Test(
        .enabled(if: Records.has("impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv")),
        arguments: ["impedance_py_example.csv", "solid_state_ncm_lpscl_inli_peis.bdf.csv"])
    func measuredSpectraAreSound(_ file: String) throws {
        let spectrum = try SpectrumReader.read(path: try #require(Records.path(file)))
        let result = try KramersKronig().run(spectrum)
        #expect(result.isValid && result.isElementCountByMu, "\(String(describing: result.reason))")
        #expect(result.residuals.count == spectrum.points.count && result.maximumResidual < result.limit)
        // Turned round, the same residual stands at the same point.
        let turned = try KramersKronig().run(Spectrum(points: spectrum.points.reversed()))
        #expect(turned.residuals.reversed() == result.residuals)
    }

    /// A ladder that contains the truth finds it: R–C elements whose time constants are those of the ladder.
    @Test func theLadderFindsItself() {
        let omegas = (0..<41).map { pow(10, -2 + 6 * Double($0) / 40) }
        let ohms = [30.0, 0, 7, 100, 0, 2, 55]
        let points = omegas.map { omega in
            var (real, imaginary) = (4.0, 1e-4 * omega - 0.05 / omega)
            for (index, resistance) in ohms.enumerated() {
                let x = omega * pow(10, -4 + Double(index))
                real += resistance / (1 + x * x)
                imaginary -= resistance * x / (1 + x * x)
            }
            return Spectrum.Point(
                frequencyHertz: omega / (2 * Double.pi), realOhms: real, imaginaryOhms: imaginary)
        }
        let model = MeasurementModel(points, elements: 7, hasCapacitor: true)
        for (found, truth) in zip(model.resistances, ohms) { #expect(abs(found - truth) < 1e-9) }
        #expect(model.residuals.allSatisfy { $0.largest < 1e-12 } && abs(model.mu - 1) < 1e-9)
    }

    /// Known solution of an overdetermined system, and columns that depend on each other.
    @Test func leastSquares() {
        // Fit of a line to (1, 6), (2, 5), (3, 7), (4, 10): 3.5 + 1.4 x.
        let line = LeastSquares.solve([1, 1, 1, 1, 1, 2, 3, 4], columns: 2, right: [6, 5, 7, 10])
        #expect(abs(line[0] - 3.5) < 1e-12 && abs(line[1] - 1.4) < 1e-12)
        let twice = LeastSquares.solve([1, 2, 3, 2, 4, 6, 0, 0, 0], columns: 3, right: [2, 4, 6])
        #expect(abs(twice[0] + 2 * twice[1] - 2) < 1e-12 && twice[2] == 0)
    }

    @Test func badSpectra() throws {
        func points(_ rows: [(Double, Double, Double)]) -> Spectrum {
            Spectrum(points: rows.map { .init(frequencyHertz: $0.0, realOhms: $0.1, imaginaryOhms: $0.2) })
        }
        let good = (1...9).map { (Double($0), 1.0, -0.1) }
        let check = KramersKronig()
        for bad in [
            (0, 1, 1), (-1, 1, 1), (.nan, 1, 1), (.infinity, 1, 1), (5, .nan, 1), (5, 1, -.infinity), (5, 1e200, 1),
            (5, 0, 0),
        ] as [(Double, Double, Double)] {
            #expect(throws: SpectrumError.badPoint(3)) {
                try check.run(points([good[0], good[1], bad] + good[5...]))
            }
        }
        #expect(throws: SpectrumError.repeatedFrequency(4)) { try check.run(points(good + [good[3]])) }
        #expect(throws: SpectrumError.tooFewPoints(points: 7, needed: 8)) {
            try check.run(points(Array(good[2...])))
        }
        #expect(throws: SpectrumError.tooFewPoints(points: 0, needed: 8)) { try check.run(points([])) }
        let many = (1...2001).map { (Double($0), 1.0, -0.1) }
        #expect(throws: SpectrumError.tooManyPoints(points: 2001, limit: 2000)) { try check.run(points(many)) }
    }

    /// Nine points over four decades say nothing about an arc: that is said, not refused.
    @Test func tooFewPointsADecade() throws {
        let points = (-4...4).map { step in
            Spectrum.Point(frequencyHertz: pow(10, Double(step) / 2), realOhms: 1, imaginaryOhms: -0.1)
        }
        #expect(throws: SpectrumError.tooFewPoints(points: 9, needed: 21)) {
            try KramersKronig().run(Spectrum(points: points))
        }
    }

    /// Any numbers end with finite residuals, whatever the spread.
    @Test func anyNumbers() throws {
        var random = SeededGenerator(seed: 4_100)
        for round in 0..<40 {
            let size = random.logUniform(1e-20, 1e20, log: log, exp: exp)
            // Five points a decade, on both sides of 1 Hz.
            let spread = random.logUniform(1.001, pow(10, Double(7 + round) / 10), log: log, exp: exp)
            let spectrum = Spectrum(
                points: (0..<(8 + round)).map { _ in
                    .init(
                        frequencyHertz: random.logUniform(1 / spread, spread, log: log, exp: exp),
                        realOhms: Double.random(in: -size...size, using: &random),
                        imaginaryOhms: Double.random(in: -size...size, using: &random))
                })
            let result = try KramersKronig(hasCapacitor: round % 2 == 0).run(spectrum)
            #expect(result.residuals.allSatisfy { $0.real.isFinite && $0.imaginary.isFinite })
        }
    }
}
