import CellCore
import Foundation
import TestSupport

/// Spectra as a sweep from the highest frequency to the lowest measures them, with what can go wrong.
struct MeasuredSpectra {
    /// Whether points bear their standard errors.
    var statesErrors = true
    /// Relative change of every resistance and time constant in a minute.
    var driftPerMinute = 0.0
    /// Exchange the impedances of two points that differ by 5 % or more.
    var swaps = false
    var frequencies: [Double]
    /// When each point ended, in s: a point takes three periods and at least a sixtieth of a 0.1 Hz point's time.
    var times: [Double]

    /// `count` frequencies from `low` in hertz to 200 kHz, measured within `seconds`.
    init(_ count: Int, from low: Double, seconds: Double) {
        frequencies = LayerSpectra.frequencies(count, from: low)
        let lengths = frequencies.map { max(0.2, 3 / $0) }
        let scale = seconds / lengths.reduce(0, +)
        var time = 0.0
        times = lengths
        for index in lengths.indices.reversed() {
            time += lengths[index] * scale
            times[index] = time
        }
    }

    /// A spectrum of the coated cell with parameters varied by ±30 % and relative noise in each part.
    func spectrum(noise: Double, _ random: inout SeededGenerator) throws -> SpectrumBuffer {
        let circuit = try LayerSpectra.coated()
        let truth = LayerSpectra.varied(circuit, &random)
        let model = LayerSpectra.reference(circuit)
        var values = zip(frequencies, times).map { hertz, time -> (real: Double, imaginary: Double) in
            var now = truth
            let growth = log(1 + driftPerMinute * time / 60)
            for index in now.indices where index != 5 { now[index] += growth }
            let value = model.impedance(now, hertz: hertz)
            let size = noise * (value.real * value.real + value.imaginary * value.imaginary).squareRoot()
            return (
                value.real + size * LayerSpectra.gaussian(&random),
                value.imaginary + size * LayerSpectra.gaussian(&random)
            )
        }
        if swaps {
            var pair = (0, 0)
            func length(_ real: Double, _ imaginary: Double) -> Double {
                (real * real + imaginary * imaginary).squareRoot()
            }
            repeat {
                pair = (Int.random(in: values.indices, using: &random), Int.random(in: values.indices, using: &random))
            } while length(
                values[pair.0].real - values[pair.1].real, values[pair.0].imaginary - values[pair.1].imaginary)
                < 0.05 * length(values[pair.0].real, values[pair.0].imaginary)
            values.swapAt(pair.0, pair.1)
        }
        var buffer = SpectrumBuffer()
        for index in values.indices {
            let value = values[index]
            let size = (value.real * value.real + value.imaginary * value.imaginary).squareRoot()
            try buffer.insert(
                LayerSpectra.point(
                    hertz: frequencies[index], real: value.real, imaginary: value.imaginary,
                    error: statesErrors ? noise * size : 0, seconds: times[index]))
        }
        return buffer
    }

    /// Verdicts on `count` spectra with noise drawn from a range, by flaw; `nil` is valid.
    func verdicts(
        _ count: Int, seed: UInt64, noise: ClosedRange<Double>, _ name: String
    ) throws -> [SpectrumFlaw?: Int] {
        var random = SeededGenerator(seed: seed, purpose: name)
        var counts: [SpectrumFlaw?: Int] = [:]
        for _ in 0..<count {
            let spectrum = try spectrum(noise: Double.random(in: noise, using: &random), &random)
            var check = SpectrumCheck(spectrum)
            if let verdict = check.run() { counts[verdict.flaw, default: 0] += 1 }
        }
        print("\(name): \(counts.map { "\($0.key.map { "\($0)" } ?? "valid") \($0.value)" }.sorted()) of \(count)")
        return counts
    }
}
