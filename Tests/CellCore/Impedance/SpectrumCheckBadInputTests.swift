import CellCore
import Foundation
import TestSupport
import Testing

/// What cannot be checked is refused with its reason, and ends.
@Suite struct SpectrumCheckBadInputTests {
    private func verdict(
        _ frequencies: [Double], error: Double = 0.1, harmonics: Float = 0, repeated: LayerEstimate? = nil,
        _ value: (Double) -> (Double, Double) = { _ in (100, 0) }
    ) throws -> SpectrumVerdict {
        var buffer = SpectrumBuffer()
        for hertz in frequencies {
            let (real, imaginary) = value(hertz)
            try buffer.insert(LayerSpectra.point(hertz: hertz, real: real, imaginary: imaginary, error: error))
        }
        var check = SpectrumCheck(buffer, harmonicShare: harmonics, repeated: repeated)
        var steps = 0
        while check.step() == .working, steps <= 60 { steps += 1 }
        #expect(steps <= 48)
        return try #require(check.verdict)
    }

    @Test func tooFewPointsOrDecadesOrAGapAreARange() throws {
        for count in [0, 1, 2, 3, 9] {
            let frequencies = (0..<count).map { pow(10, Double($0) * 0.5) }
            let verdict = try verdict(frequencies)
            #expect(verdict.flaw == .range)
            #expect(!verdict.isValid)
            #expect(verdict.residual(0) == nil)
        }
        #expect(try verdict((0..<20).map { 100 * pow(50, Double($0) / 19) }).flaw == .range)
        #expect(try verdict((0..<20).map { pow(10, Double($0) * 0.2 + ($0 > 9 ? 1 : 0)) }).flaw == .range)
        #expect(try verdict((0..<20).map { pow(10, Double($0) * 0.2) }).flaw == nil)
    }

    @Test func largeErrorsAreNoise() throws {
        let frequencies = LayerSpectra.frequencies(20)
        #expect(try verdict(frequencies, error: 1.1).flaw == .noise)
        #expect(try verdict(frequencies, error: 0.9).flaw == nil)
    }

    @Test func whatIsNoNumberIsNotSmall() throws {
        let frequencies = LayerSpectra.frequencies(20)
        #expect(try verdict(frequencies, harmonics: .nan).flaw == .nonlinearity)
        #expect(try verdict(frequencies, harmonics: .infinity).flaw == .nonlinearity)
        for change in [Float.nan, .infinity, -.infinity] {
            let estimate = LayerEstimate(value: change, standardError: 0.001)
            #expect(try verdict(frequencies, repeated: estimate).flaw == .drift)
        }
    }

    @Test(arguments: [1e-9, 1, 1e9])
    func extremesEnd(size: Double) throws {
        var random = SeededGenerator(seed: 641)
        for error in [0, 1e-6, 1e-3, 1e-2] {
            for _ in 0..<20 {
                let verdict = try verdict(LayerSpectra.frequencies(48), error: error * size) { _ in
                    (Double.random(in: -1...1, using: &random) * size, size)
                }
                #expect(verdict.flaw != nil)
                #expect(verdict.residualRMS.isFinite && verdict.residualMaximum.isFinite)
            }
        }
    }

    /// A constant phase of 60° against a magnitude that does not fall is no impedance; with the fall that belongs to it, it is.
    @Test func phaseAndMagnitudeBelongTogether() throws {
        let frequencies = LayerSpectra.frequencies(40, from: 0.1, to: 10e3)
        #expect(try verdict(frequencies) { _ in (50, -86.6) }.flaw == .inconsistency)
        let element = try verdict(frequencies, error: 0.001) { hertz in
            let size = 100 * pow(hertz / 10, -0.6)
            return (size * cos(0.6 * .pi / 2), -size * sin(0.6 * .pi / 2))
        }
        print("constant-phase element alone: residual \(element.residualRMS) rms, at most \(element.residualMaximum)")
        #expect(element.residualRMS < 0.01)
    }

    /// The worst point is the one that was moved, and its residual is the largest.
    @Test func aMovedPointIsNamed() throws {
        let circuit = try LayerSpectra.coated()
        for moved in 8..<36 {
            let frequencies = LayerSpectra.frequencies(40)
            let verdict = try verdict(frequencies, error: 0.5) { hertz in
                let value = circuit.impedance(hertz: Float(hertz))
                let factor = hertz == frequencies[moved] ? 1.1 : 1
                return (Double(value.realOhms) * factor, Double(value.imaginaryOhms) * factor)
            }
            #expect(verdict.flaw == .inconsistency)
            #expect(verdict.worstPoint == moved)
            #expect(verdict.residual(moved) == verdict.residualMaximum)
        }
    }
}
