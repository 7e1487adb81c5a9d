import CellCore
import Foundation
import TestSupport

/// Seeded spectra of layer circuits: computed in double precision, noise of equal size in both parts.
enum LayerSpectra {
    /// The coated symmetric cell at 25 °C: electrolyte 81 Ω; dielectric of the coating 100 Ω, 2.8 µs; interface 539 Ω, 96 µs,
    /// n = 0.85; slow branch 10 kΩ, 60 s. Source: `Docs/CellModel.md`.
    static func coated() throws -> LayerCircuit {
        var circuit = try LayerCircuit(seriesOhms: 81)
        try circuit.add(LayerArc(ohms: 100, seconds: 2.8e-6))
        try circuit.add(LayerArc(ohms: 539, seconds: 96e-6, exponent: 0.85))
        try circuit.add(LayerArc(ohms: 10_000, seconds: 60))
        return circuit
    }

    /// Log-spaced frequencies in hertz.
    static func frequencies(_ count: Int, from low: Double = 0.01, to high: Double = 200e3) -> [Double] {
        (0..<count).map { low * pow(high / low, Double($0) / Double(count - 1)) }
    }

    /// A circuit's values as the reference takes them.
    static func variables(_ circuit: LayerCircuit) -> [Double] {
        var result = [log(Double(circuit.seriesOhms))]
        for index in 0..<circuit.arcCount {
            guard let arc = circuit.arc(index) else { continue }
            result += [log(Double(arc.ohms)), log(Double(arc.seconds))]
            if arc.fitsExponent { result.append(Double(arc.exponent)) }
        }
        if circuit.hasInductance { result.append(log(Double(circuit.inductanceHenries))) }
        return result
    }

    static func reference(_ circuit: LayerCircuit, _ spectrum: SpectrumBuffer? = nil) -> ReferenceFit {
        ReferenceFit(
            fitsExponent: (0..<circuit.arcCount).map { circuit.arc($0)?.fitsExponent ?? false },
            hasInductance: circuit.hasInductance,
            points: (0..<(spectrum?.count ?? 0)).compactMap { index in
                guard let point = spectrum?[index] else { return nil }
                return ReferenceFit.Point(
                    hertz: Double(point.hertz), real: Double(point.realOhms), imaginary: Double(point.imaginaryOhms),
                    weight: 1 / Double(point.standardErrorOhms))
            })
    }

    /// Each parameter of the circuit by up to ±30 %, an exponent by up to ±0.1 below 1.
    static func varied(_ circuit: LayerCircuit, _ random: inout SeededGenerator) -> [Double] {
        var values = variables(circuit).map { $0 + log(Double.random(in: 0.7...1.3, using: &random)) }
        var next = 1
        for index in 0..<circuit.arcCount {
            guard let arc = circuit.arc(index) else { continue }
            if arc.fitsExponent {
                values[next + 2] = Double(arc.exponent) + Double.random(in: -0.1...0.1, using: &random)
            }
            next += arc.fitsExponent ? 3 : 2
        }
        return values
    }

    /// Standard normal, by Box and Muller.
    static func gaussian(_ random: inout SeededGenerator) -> Double {
        let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &random))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
    }

    /// A point with its fields, ended at `seconds`.
    static func point(
        hertz: Double, real: Double, imaginary: Double, error: Double, seconds: Double = 0
    ) -> ImpedancePoint {
        ImpedancePoint(
            endMicroseconds: UInt64(seconds * 1e6), frequencyMicrohertz: UInt64((hertz * 1e6).rounded()),
            realOhms: Float(real), imaginaryOhms: Float(imaginary), standardErrorOhms: Float(error), method: .sine)
    }

    /// A spectrum of given variables with relative noise in each part.
    static func spectrum(
        _ circuit: LayerCircuit, _ variables: [Double], _ frequencies: [Double], noise: Double,
        _ random: inout SeededGenerator
    ) throws -> SpectrumBuffer {
        let model = reference(circuit)
        var buffer = SpectrumBuffer()
        for hertz in frequencies {
            let value = model.impedance(variables, hertz: Double(Float((hertz * 1e6).rounded()) * 1e-6))
            let size = (value.real * value.real + value.imaginary * value.imaginary).squareRoot()
            try buffer.insert(
                point(
                    hertz: hertz, real: value.real + noise * size * gaussian(&random),
                    imaginary: value.imaginary + noise * size * gaussian(&random), error: max(noise, 1e-5) * size))
        }
        return buffer
    }
}
