import CellCore
import Foundation
import TestSupport
import Testing

/// Rates at which spectra are accepted and refused, 300 seeded ones each with 0.2…0.5 % of noise unless another is given.
@Suite struct SpectrumCheckTests {
    private static let noise = 0.002...0.005

    /// Three tests at 99.9 % each: 0.3 % of 300 is 1 spectrum; five or more in one row are as rare as one in 400.
    @Test(arguments: [
        (20, 0.01, 300.0), (20, 0.1, 60), (30, 0.01, 300), (40, 0.01, 300), (40, 0.1, 60), (48, 0.01, 300),
    ])
    func validSpectraAreAccepted(count: Int, low: Double, seconds: Double) throws {
        let spectra = MeasuredSpectra(count, from: low, seconds: seconds)
        for noise in [SpectrumCheckTests.noise, 0.0005...0.001, 1e-5...2e-5] {
            let counts = try spectra.verdicts(
                300, seed: 631, noise: noise, "valid, \(count) points from \(low) Hz, noise \(noise)")
            #expect(counts[nil, default: 0] >= 296)
        }
        var unstated = spectra
        unstated.statesErrors = false
        let counts = try unstated.verdicts(
            300, seed: 632, noise: SpectrumCheckTests.noise, "valid, \(count) points from \(low) Hz, no errors stated")
        #expect(counts[nil, default: 0] >= 296)
    }

    @Test(arguments: [(20, 0.01, 300.0), (40, 0.1, 60), (40, 0.01, 300)])
    func exchangedPointsAreRefused(count: Int, low: Double, seconds: Double) throws {
        var spectra = MeasuredSpectra(count, from: low, seconds: seconds)
        spectra.swaps = true
        let counts = try spectra.verdicts(
            300, seed: 633, noise: SpectrumCheckTests.noise, "exchanged, \(count) points from \(low) Hz")
        #expect(counts[nil, default: 0] <= 3)
    }

    /// What a drift has to be to be seen without a repeated point: to 10 mHz in 5 minutes 10 % a minute with 40 points and 20 % with
    /// 20, and with 40 and a fifth of the noise 1 %; the rates between are printed.
    @Test func driftsAreRefused() throws {
        for (count, low, seconds) in [(20, 0.01, 300.0), (40, 0.01, 300), (40, 0.1, 60)] {
            var spectra = MeasuredSpectra(count, from: low, seconds: seconds)
            for drift in [0.01, 0.03, 0.1, 0.2] {
                spectra.driftPerMinute = drift
                let counts = try spectra.verdicts(
                    300, seed: 634, noise: SpectrumCheckTests.noise,
                    "drift \(drift) a minute, \(count) points from \(low) Hz")
                if low < 0.1, drift * Double(count) >= 4 { #expect(counts[nil, default: 0] <= 3) }
            }
            spectra.driftPerMinute = 0.01
            let counts = try spectra.verdicts(
                300, seed: 635, noise: 0.0005...0.001, "drift 0.01 a minute, low noise, \(count) points from \(low) Hz")
            if count == 40, low < 0.1 { #expect(counts[nil, default: 0] <= 3) }
        }
    }

    /// A frequency measured first and again last shows 1 % a minute over 5 minutes whatever the spectrum's noise.
    @Test func aRepeatedPointShowsADrift() throws {
        var random = SeededGenerator(seed: 636)
        var spectra = MeasuredSpectra(40, from: 0.01, seconds: 300)
        for (drift, isValid) in [(0.01, false), (0.0, true), (-0.01, false)] {
            spectra.driftPerMinute = drift
            var refused = 0
            for _ in 0..<300 {
                let noise = Double.random(in: SpectrumCheckTests.noise, using: &random)
                let error = noise * 2.0.squareRoot()
                let change = LayerEstimate(
                    value: Float(drift * 5 + error * LayerSpectra.gaussian(&random)), standardError: Float(error))
                var check = SpectrumCheck(try spectra.spectrum(noise: noise, &random), repeated: change)
                if check.run()?.isValid != true { refused += 1 }
            }
            print("drift \(drift) a minute with a repeated point: \(refused) of 300 refused")
            #expect(isValid ? refused <= 4 : refused >= 297)
        }
    }

    /// x → asinh(x): the amplitude at which the fundamental is off by a share, with the third harmonic it then has.
    @Test(arguments: [(0.002, true), (0.004, true), (0.0065, false), (0.01, false), (0.03, false)])
    func nonlinearityIsRefusedByItsHarmonics(bias: Double, isValid: Bool) throws {
        func component(_ amplitude: Double, _ order: Double) -> Double {
            (0..<4_096).reduce(0) { sum, index in
                let phase = 2 * Double.pi * (Double(index) + 0.5) / 4_096
                return sum + asinh(amplitude * sin(phase)) * sin(order * phase) / 2_048
            }
        }
        var (low, high) = (0.0, 2.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if 1 - component(middle, 1) / middle < bias { low = middle } else { high = middle }
        }
        let share = abs(component(low, 3) / component(low, 1))
        var random = SeededGenerator(seed: 637)
        let spectra = MeasuredSpectra(40, from: 0.1, seconds: 60)
        for _ in 0..<200 {
            var check = SpectrumCheck(try spectra.spectrum(noise: 0.002, &random), harmonicShare: Float(share))
            let verdict = check.run()
            #expect(verdict?.flaw == (isValid ? nil : .nonlinearity))
        }
    }

    /// Without noise what is left is the linear model's own error: within what the limits allow for it, for each density.
    @Test func theModelsOwnErrorIsWithinItsAllowance() throws {
        var random = SeededGenerator(seed: 638)
        for (count, low) in [(12, 0.1), (16, 0.01), (20, 0.01), (20, 0.1), (40, 0.01), (40, 0.1), (48, 0.01)] {
            var most = 0.0
            var elements = 0
            for _ in 0..<400 {
                let spectrum = try MeasuredSpectra(count, from: low, seconds: 60).spectrum(noise: 1e-7, &random)
                var check = SpectrumCheck(spectrum)
                let ended = check.run()
                let verdict = try #require(ended)
                most = max(most, Double(verdict.residualRMS))
                elements = verdict.elements
            }
            let density = Double(elements - 1) / (log10(200e3 / low) + 1)
            let allowed = Double(SpectrumLimits().modelShare) * pow(10, 3 - density)
            print("\(count) points from \(low) Hz: \(elements) elements, at most \(most) rms; allowed \(allowed)")
            #expect(most <= allowed)
        }
    }

    @Test func aCheckHoldsLessThanFourKilobytes() {
        print("SpectrumCheck \(MemoryLayout<SpectrumCheck>.size) B")
        #expect(MemoryLayout<SpectrumCheck>.size <= 3_584)
    }
}
