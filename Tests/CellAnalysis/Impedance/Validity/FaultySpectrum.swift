import CellAnalysis
import CellData
import Foundation
import TestSupport

/// Spectra of random cells, 60 points from 10 mHz to 1 MHz, sound and with each fault that a check must see.
enum FaultySpectrum {
    private static let cells: [(circuit: String, values: [Double], drifting: Int)] = [
        ("R0-p(R1,C1)", [10, 100, 1e-3], 1),
        ("R0-p(R1,CPE1)", [5, 40, 2e-5, 0.82], 1),
        ("R0-p(R1,CPE1)-p(R2,CPE2)", [5, 40, 2e-6, 0.9, 300, 1e-3, 0.75], 4),
        ("L0-R0-p(R1,CPE1)-W1", [2e-6, 5, 40, 2e-5, 0.85, 20], 5),
        ("R0-p(R1-Ws1,C1)", [1, 5, 30, 12, 1e-4], 2),
        ("R0-p(R1-Wo1,C1)", [1, 5, 30, 12, 1e-4], 2),
        ("R0-p(R1,C1)-p(R2,C2)-p(R3,C3)", [10, 20, 1e-6, 50, 2e-5, 90, 3e-3], 5),
        ("R0-p(R1,CPE1)-p(R2,CPE2)-CPE3", [3, 30, 1e-5, 0.9, 80, 1e-3, 0.8, 0.05, 0.7], 4),
    ]

    private static let hertz = (0..<60).map { pow(10, -2 + 8 * Double($0) / 59) }

    /// A sound one: parameters of cell `index` within a factor of 2, and noise as a share of |Z|.
    static func sound(_ index: Int, noise: Double, using random: inout SeededGenerator) throws -> Spectrum {
        try drifting(index, by: 0, noise: noise, using: &random)
    }

    /// One resistance grows evenly from the first point, at 1 MHz, to the last, by a share `by` in all. A point takes three
    /// periods, and a second at least.
    static func drifting(
        _ index: Int, by share: Double, noise: Double, using random: inout SeededGenerator
    ) throws -> Spectrum {
        let cell = cells[index % cells.count]
        let circuit = try Circuit(cell.circuit)
        let values = zip(cell.values, circuit.parameters).map { value, parameter in
            parameter.isExponent
                ? value + Double.random(in: -0.08...0.08, using: &random)
                : value * exp(Double.random(in: -0.7...0.7, using: &random))
        }
        let seconds = hertz.map { max(1, 3 / $0) }
        let whole = seconds.reduce(0, +)
        var elapsed = 0.0
        var points: [Spectrum.Point] = []
        for (frequency, duration) in zip(hertz, seconds).reversed() {
            elapsed += duration
            var present = values
            present[cell.drifting] *= 1 + share * elapsed / whole
            guard let exact = circuit.impedance(of: present, atHertz: frequency) else { continue }
            points.append(
                .init(frequencyHertz: frequency, realOhms: exact.realOhms, imaginaryOhms: exact.imaginaryOhms))
        }
        return noisy(points, noise, using: &random)
    }

    /// A charge transfer after Butler and Volmer with 0.15 to 0.4 V of excitation, its capacitance and a resistor in series:
    /// the amplitude across the interface, and with it the resistance, depends on the frequency.
    ///
    /// For i = 2 i0 sinh(V/b), b = 2RT/F, the fundamental of the current is 4 i0 I1(a/b) at an amplitude a. Source:
    /// B. Hirschorn, M. E. Orazem, J. Electrochem. Soc. 156 (2009) C345, and S. Goldstein's Bessel series (Abramowitz 9.6.10).
    static func nonlinear(noise: Double, using random: inout SeededGenerator) -> Spectrum {
        let transfer = 100 * exp(Double.random(in: -0.7...0.7, using: &random))
        let series = transfer * Double.random(in: 0.1...1, using: &random)
        let farads = 1e-3 / transfer * pow(10, Double.random(in: -1...2, using: &random))
        let excitation = Double.random(in: 0.15...0.4, using: &random)
        let scale = 2 * 8.314_462_618 * 298.15 / 96_485.332_12
        let points = hertz.reversed().map { frequency in
            var amplitude = excitation
            var real = series
            var imaginary = 0.0
            for _ in 0..<300 {
                let x = amplitude / scale
                let resistance = transfer * x / 2 / bessel1(x)
                let turn = 2 * Double.pi * frequency * resistance * farads
                let (cellReal, cellImaginary) = (
                    resistance / (1 + turn * turn), -resistance * turn / (1 + turn * turn)
                )
                (real, imaginary) = (series + cellReal, cellImaginary)
                let share = hypot(cellReal, cellImaginary) / hypot(real, imaginary)
                amplitude = 0.5 * (amplitude + excitation * share)
            }
            return Spectrum.Point(frequencyHertz: frequency, realOhms: real, imaginaryOhms: imaginary)
        }
        return noisy(points, noise, using: &random)
    }

    /// Two points whose impedances differ by a tenth at least have changed places.
    static func swapped(_ index: Int, noise: Double, using random: inout SeededGenerator) throws -> Spectrum {
        var spectrum = try sound(index, noise: noise, using: &random)
        while true {
            let one = spectrum.points.indices.randomElement(using: &random) ?? 0
            let other = spectrum.points.indices.randomElement(using: &random) ?? 0
            let (left, right) = (spectrum.points[one], spectrum.points[other])
            let distance = hypot(left.realOhms - right.realOhms, left.imaginaryOhms - right.imaginaryOhms)
            guard distance > 0.1 * min(left.magnitudeOhms, right.magnitudeOhms) else { continue }
            spectrum.points[one].frequencyHertz = right.frequencyHertz
            spectrum.points[other].frequencyHertz = left.frequencyHertz
            return spectrum
        }
    }

    private static func noisy(
        _ points: [Spectrum.Point], _ noise: Double, using random: inout SeededGenerator
    ) -> Spectrum {
        Spectrum(
            points: points.map { point in
                let sigma = noise * point.magnitudeOhms
                return .init(
                    frequencyHertz: point.frequencyHertz,
                    realOhms: point.realOhms + sigma * MadeSpectrum.normal(&random),
                    imaginaryOhms: point.imaginaryOhms + sigma * MadeSpectrum.normal(&random))
            })
    }

    /// The modified Bessel function I1 by its series.
    private static func bessel1(_ x: Double) -> Double {
        var term = x / 2
        var sum = term
        for index in 1..<60 {
            term *= x * x / 4 / (Double(index) * Double(index + 1))
            sum += term
        }
        return sum
    }
}
