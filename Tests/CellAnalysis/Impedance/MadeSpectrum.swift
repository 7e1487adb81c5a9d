import CellAnalysis
import CellData
import Foundation
import TestSupport

/// Spectra of circuits whose parameters are known, with noise that a seed repeats.
enum MadeSpectrum {
    /// `count` points, logarithmically spaced, each part with normal noise of a share of the magnitude.
    static func of(
        _ circuit: Circuit, _ values: [Double], hertz: ClosedRange<Double>, count: Int, noise: Double = 0,
        using random: inout SeededGenerator
    ) -> Spectrum {
        let step = log(hertz.upperBound / hertz.lowerBound) / Double(max(count - 1, 1))
        return Spectrum(
            points: (0..<count).compactMap { index in
                let frequency = hertz.lowerBound * exp(step * Double(index))
                guard let exact = circuit.impedance(of: values, atHertz: frequency) else { return nil }
                let sigma = noise * hypot(exact.realOhms, exact.imaginaryOhms)
                return Spectrum.Point(
                    frequencyHertz: frequency, realOhms: exact.realOhms + sigma * normal(&random),
                    imaginaryOhms: exact.imaginaryOhms + sigma * normal(&random),
                    uncertaintyOhms: sigma > 0 ? sigma : nil)
            })
    }

    /// A normal deviate. Source: Box and Muller, Ann. Math. Statist. 29 (1958) 610.
    static func normal(_ random: inout SeededGenerator) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
        return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &random))
    }
}
