import CellCore
import Foundation
import TestSupport
import Testing

/// Fits against a fit in double precision that shares no code with them; 20 points of 10 mHz…200 kHz, 8 parameters.
@Suite struct LayerFitTests {
    private struct Tally {
        var global = 0
        var converged = 0
        var warm = 0
        var near = 0
        var mostRounds = 0
        var worstGap = 0.0
        var worstError = 0.0
    }

    /// `count` seeded cells with parameters within ±30 % of typical and 0.2…0.5 % of noise.
    private func tally(_ count: Int, seed: UInt64, isWarm: Bool) throws -> Tally {
        var random = SeededGenerator(seed: seed)
        let circuit = try LayerSpectra.coated()
        let frequencies = LayerSpectra.frequencies(20)
        var tally = Tally()
        for _ in 0..<count {
            let noise = Double.random(in: 0.002...0.005, using: &random)
            let truth = LayerSpectra.varied(circuit, &random)
            var last: LayerCircuit?
            if isWarm {
                // The spectrum before: the same cell, 3 % less in each parameter, with noise of its own.
                let before = truth.map { $0 > 0.3 && $0 < 1 ? $0 : $0 - 0.03 }
                let spectrum = try LayerSpectra.spectrum(circuit, before, frequencies, noise: noise, &random)
                var fit = try LayerFit(circuit, to: spectrum, weighting: .standardErrors)
                last = fit.run()?.circuit
            }
            let spectrum = try LayerSpectra.spectrum(circuit, truth, frequencies, noise: noise, &random)
            var fit = try LayerFit(circuit, to: spectrum, weighting: .standardErrors, from: last)
            let ended = fit.run()
            let result = try #require(ended)
            let reference = LayerSpectra.reference(circuit, spectrum)
            let found = LayerSpectra.variables(result.circuit)
            let starts = [truth, LayerSpectra.variables(circuit), found]
            let best = try #require(starts.map(reference.minimum).min { $0.sum < $1.sum })
            let gap = found.indices.map { abs(found[$0] - best.variables[$0]) / best.errors[$0] }.max() ?? .infinity
            tally.mostRounds = max(tally.mostRounds, result.rounds)
            if result.isConverged { tally.converged += 1 }
            if result.isWarm { tally.warm += 1 }
            guard reference.squaredSum(found) <= best.sum * 1.000_1 else { continue }
            tally.global += 1
            tally.worstGap = max(tally.worstGap, gap)
            if gap <= 1e-3 { tally.near += 1 }
            // Their errors too, where the parameter is determined: relative ones are those of the logarithm.
            if let stated = result.seriesOhms.standardError {
                tally.worstError = max(
                    tally.worstError, abs(Double(stated / result.seriesOhms.value) / best.errors[0] - 1))
            }
            if let stated = result.arc(1)?.exponent.standardError {
                tally.worstError = max(tally.worstError, abs(Double(stated) / best.errors[5] - 1))
            }
        }
        print(
            "\(isWarm ? "warm" : "cold"): \(tally.global) of \(count) in the lowest minimum, \(tally.converged) converged,",
            "at most \(tally.mostRounds) rounds; largest distance \(tally.worstGap) standard errors,",
            "of the standard errors \(tally.worstError)")
        return tally
    }

    @Test func fromTypicalValuesTheLowestMinimumIsFound() throws {
        let tally = try tally(300, seed: 611, isWarm: false)
        #expect(tally.global >= 285)
        #expect(tally.converged >= 285)
        #expect(tally.near == tally.global)
        #expect(tally.worstError < 1e-3)
        #expect(tally.mostRounds <= LayerFit.roundLimit)
    }

    @Test func fromTheLastResultTheLowestMinimumIsFound() throws {
        let tally = try tally(300, seed: 612, isWarm: true)
        #expect(tally.global >= 297)
        #expect(tally.converged >= 297)
        #expect(tally.near == tally.global)
        #expect(tally.mostRounds <= LayerFit.roundLimit)
    }

    /// The stated errors are those that repeated measurements show: within 20 % over 200 spectra, 4 standard errors of that.
    @Test func standardErrorsAreTheScatter() throws {
        var random = SeededGenerator(seed: 613)
        let circuit = try LayerSpectra.coated()
        let truth = LayerSpectra.variables(circuit)
        var sums = [Double](repeating: 0, count: 3)
        let count = 200
        for _ in 0..<count {
            let spectrum = try LayerSpectra.spectrum(
                circuit, truth, LayerSpectra.frequencies(20), noise: 0.003, &random)
            var fit = try LayerFit(circuit, to: spectrum, weighting: .proportional)
            let ended = fit.run()
            let result = try #require(ended)
            let interface = try #require(result.arc(1))
            let slow = try #require(result.arc(2))
            for (index, (estimate, exact)) in [
                (result.seriesOhms, 81), (interface.ohms, 539), (slow.farads, 60.0 / 10_000),
            ].enumerated() {
                let error = try #require(estimate.standardError)
                let distance = (Double(estimate.value) - exact) / Double(error)
                sums[index] += distance * distance / Double(count)
            }
        }
        print("mean squares of distance over standard error: \(sums)")
        for sum in sums { #expect(abs(sum.squareRoot() - 1) < 0.2) }
    }

    @Test func inductanceAndTenParametersAreFitted() throws {
        var random = SeededGenerator(seed: 614)
        var circuit = try LayerCircuit(seriesOhms: 81, inductanceHenries: 2e-6)
        try circuit.add(LayerArc(ohms: 100, seconds: 2.8e-6))
        try circuit.add(LayerArc(ohms: 539, seconds: 96e-6, exponent: 0.85))
        try circuit.add(LayerArc(ohms: 5_000, seconds: 30, exponent: 0.8))
        let frequencies = LayerSpectra.frequencies(48)
        for _ in 0..<20 {
            let truth = LayerSpectra.varied(circuit, &random)
            let spectrum = try LayerSpectra.spectrum(circuit, truth, frequencies, noise: 0.002, &random)
            var fit = try LayerFit(circuit, to: spectrum, weighting: .standardErrors)
            let ended = fit.run()
            let result = try #require(ended)
            let best = LayerSpectra.reference(circuit, spectrum).minimum(from: truth)
            let found = LayerSpectra.variables(result.circuit)
            #expect(result.isConverged)
            for index in found.indices {
                #expect(abs(found[index] - best.variables[index]) <= 1e-3 * best.errors[index])
            }
            let henries = try #require(result.inductanceHenries?.standardError)
            #expect(abs(Double(henries) / exp(found[found.count - 1]) / best.errors[found.count - 1] - 1) < 0.01)
        }
    }

    @Test func aFitHoldsLessThanFourKilobytes() {
        print("LayerFit \(MemoryLayout<LayerFit>.size) B, SpectrumBuffer \(MemoryLayout<SpectrumBuffer>.size) B")
        #expect(MemoryLayout<LayerFit>.size <= 2_048)
        #expect(MemoryLayout<SpectrumBuffer>.size <= 1_024)
    }
}
