import CellData
import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct RelaxationTests {
    private func spectrum(
        _ text: String, _ values: [Double], noise: Double = 0, using random: inout SeededGenerator
    ) throws -> Spectrum {
        MadeSpectrum.of(try Circuit(text), values, hertz: 1e-2...1e6, count: 81, noise: noise, using: &random)
    }

    /// R–C elements are peaks at τ = RC whose area is R. Noise of 0.1 %: within 5 % of τ and 2 % of R.
    @Test func resistorsAndCapacitors() throws {
        var random = SeededGenerator(seed: 4_200)
        let made = try spectrum(
            "R0-p(R1,C1)-p(R2,C2)", [5, 40, 1e-6 / 40, 80, 1e-2 / 80], noise: 0.001, using: &random)
        let found = try RelaxationTimes().run(made)
        try #require(found.peaks.count == 2, "\(found.peaks)")
        for (peak, truth) in zip(found.peaks, [(1e-6, 40.0), (1e-2, 80.0)]) {
            #expect(abs(peak.timeSeconds / truth.0 - 1) < 0.05, "\(peak)")
            #expect(abs(peak.resistanceOhms / truth.1 - 1) < 0.02, "\(peak)")
        }
        #expect(abs(found.polarisationOhms / 120 - 1) < 0.01 && abs(found.seriesOhms - 5) < 0.1)
        #expect(found.relativeResidualRMS < 0.003)
    }

    /// A ZARC, R in parallel with a CPE, has γ = R/2π · sin((1−α)π) / (cosh(α ln τ/τ0) − cos((1−α)π)), τ0 = (R Q)^(1/α).
    /// Source: K. S. Cole, R. H. Cole, J. Chem. Phys. 9 (1941) 341, in the form of Wan et al. (2015), eq. 33.
    @Test(arguments: [0.65, 0.75, 0.85])
    func arcsOfConstantPhase(alpha: Double) throws {
        var random = SeededGenerator(seed: 4_201)
        let (ohms, time) = (100.0, 1e-3)
        let made = try spectrum(
            "R0-p(R1,CPE1)", [10, ohms, pow(time, alpha) / ohms, alpha], noise: 0.001, using: &random)
        let found = try RelaxationTimes().run(made)
        let main = try #require(found.peaks.max { $0.resistanceOhms < $1.resistanceOhms })
        #expect(abs(main.timeSeconds / time - 1) < 0.05, "\(found.peaks)")
        #expect(abs(found.polarisationOhms / ohms - 1) < 0.01)
        // The whole course, within 10 % of its own height; a narrower arc's is not known so well (Docs/Impedance.md).
        guard alpha < 0.8 else { return }
        let angle = (1 - alpha) * Double.pi
        let height = ohms / (2 * Double.pi) * sin(angle) / (1 - cos(angle))
        for node in found.nodes where node.timeSeconds > 1e-6 && node.timeSeconds < 10 {
            let expected =
                ohms / (2 * Double.pi) * sin(angle) / (cosh(alpha * log(node.timeSeconds / time)) - cos(angle))
            #expect(abs(node.densityOhms - expected) < 0.1 * height, "τ \(node.timeSeconds) s")
        }
    }

    /// Inductance and a capacitor in series are no relaxation.
    @Test func seriesElements() throws {
        var random = SeededGenerator(seed: 4_202)
        let made = try spectrum("L0-R0-p(R1,C1)-C2", [1e-6, 5, 40, 1e-4 / 40, 0.5], using: &random)
        let found = try RelaxationTimes(hasCapacitor: true).run(made)
        #expect(abs(found.inductanceHenries / 1e-6 - 1) < 0.05)
        #expect(abs(try #require(found.capacitanceFarads) / 0.5 - 1) < 0.05)
        #expect(abs(found.polarisationOhms / 40 - 1) < 0.02)
        #expect(try RelaxationTimes().run(made).capacitanceFarads == nil)
    }

    /// The smallest x ≥ 0, against every choice of columns that are zero.
    @Test func nonNegativeLeastSquares() throws {
        var random = SeededGenerator(seed: 4_203)
        for _ in 0..<200 {
            let (rows, count) = (8, 5)
            let matrix = (0..<rows * count).map { _ in Double.random(in: -1...1, using: &random) }
            let target = (0..<rows).map { _ in Double.random(in: -1...1, using: &random) }
            var gram = [Double](repeating: 0, count: count * count)
            var right = [Double](repeating: 0, count: count)
            for row in 0..<rows {
                for one in 0..<count {
                    right[one] += matrix[row * count + one] * target[row]
                    for other in 0..<count {
                        gram[one * count + other] += matrix[row * count + one] * matrix[row * count + other]
                    }
                }
            }
            let found = try #require(NonNegativeLeastSquares.solve(gram: gram, right: right))
            #expect(found.allSatisfy { $0 >= 0 })
            // Karush, Kuhn and Tucker: no slope where x is above 0, none upwards where it is 0.
            for one in 0..<count {
                let slope = right[one] - (0..<count).reduce(0) { $0 + gram[one * count + $1] * found[$1] }
                #expect(found[one] > 0 ? abs(slope) < 1e-9 : slope < 1e-9)
            }
        }
    }

    @Test func badSpectra() {
        let good = (1...12).map { Spectrum.Point(frequencyHertz: Double($0), realOhms: 1, imaginaryOhms: -0.1) }
        func replaced(_ point: Spectrum.Point) -> Spectrum { Spectrum(points: good[..<2] + [point] + good[3...]) }
        for bad in [(0, 1, 1), (-1, 1, 1), (.nan, 1, 1), (5.5, .infinity, 1), (5.5, 0, 0), (5.5, 1e200, 1)]
            as [(Double, Double, Double)]
        {
            #expect(throws: SpectrumError.badPoint(3)) {
                try RelaxationTimes().run(
                    replaced(.init(frequencyHertz: bad.0, realOhms: bad.1, imaginaryOhms: bad.2)))
            }
        }
        #expect(throws: SpectrumError.repeatedFrequency(7)) { try RelaxationTimes().run(replaced(good[6])) }
        #expect(throws: SpectrumError.tooFewPoints(points: 9, needed: 10)) {
            try RelaxationTimes().run(Spectrum(points: Array(good[3...])))
        }
    }

    /// Any numbers end, with a distribution that is finite and nowhere negative.
    @Test func anyNumbers() throws {
        var random = SeededGenerator(seed: 4_204)
        for round in 0..<12 {
            let size = random.logUniform(1e-20, 1e20, log: log, exp: exp)
            let spread = random.logUniform(1.001, 1e20, log: log, exp: exp)
            let made = Spectrum(
                points: (0..<(10 + round)).map { _ in
                    .init(
                        frequencyHertz: random.logUniform(1 / spread, spread, log: log, exp: exp),
                        realOhms: Double.random(in: -size...size, using: &random),
                        imaginaryOhms: Double.random(in: -size...size, using: &random))
                })
            let found = try RelaxationTimes(hasCapacitor: round % 2 == 0).run(made)
            #expect(found.nodes.allSatisfy { $0.densityOhms >= 0 && $0.densityOhms.isFinite })
        }
    }

    /// A measured spectrum: as good as what its Kramers–Kronig check leaves, within a factor.
    @Test(.enabled(if: Records.has("solid_state_ncm_lpscl_inli_peis.bdf.csv")))
    func aMeasuredSpectrum() throws {
        let path = try #require(Records.path("solid_state_ncm_lpscl_inli_peis.bdf.csv"))
        let clock = ContinuousClock()
        let begin = clock.now
        let found = try RelaxationTimes(hasCapacitor: true).run(try SpectrumReader.read(path: path))
        print("relaxation: \(clock.now - begin), λ \(found.strength), rms \(found.relativeResidualRMS), \(found.peaks)")
        #expect(found.relativeResidualRMS < 0.01 && found.peaks.count >= 3)
    }
}
