import AnalogFrontEnd
import CellCore
import Foundation
import HILSimulator

/// R + Σ Rᵢ∥Cᵢ in closed form: its answer to a step of current as exact samples, and its impedance.
struct StepCircuit {
    var ohms: Double
    /// Resistance in ohms and time constant in seconds of each pair.
    var pairs: [(ohms: Double, seconds: Double)] = []
    /// Open-circuit voltage and its drift before and after the step.
    var volts = 2.0
    var voltsPerSecond = 0.0

    /// Impedance at a frequency, real and imaginary.
    func impedance(microhertz: UInt64) -> (real: Double, imaginary: Double) {
        let omega = 2e-6 * Double.pi * Double(microhertz)
        return pairs.reduce((ohms, 0)) { sum, pair in
            let x = omega * pair.seconds
            return (sum.0 + pair.ohms / (1 + x * x), sum.1 - pair.ohms * x / (1 + x * x))
        }
    }

    /// ∫ of the answer to a step of 1 A from the step to `t` seconds after it, and the answer itself.
    private func integral(_ t: Double) -> Double {
        t <= 0 ? 0 : pairs.reduce(ohms * t) { $0 + $1.ohms * (t - $1.seconds * (1 - exp(-t / $1.seconds))) }
    }
    func value(_ t: Double) -> Double {
        t < 0 ? 0 : pairs.reduce(ohms) { $0 + $1.ohms * (1 - exp(-t / $1.seconds)) }
    }

    /// Samples of `interval` seconds until `end`, at rest before the step at `step` seconds.
    func samples(
        amperes: Double, from level: Double = 0, step: Double = 190.4, end: Double = 620, interval: Double = 1.05472,
        voltage: SampledVoltage = .mean, noise: (amperes: Double, volts: Double) = (0, 0), seed: UInt64 = 1
    ) -> [Sample] {
        var random = SeededNoise(seed: seed)
        var samples: [Sample] = []
        var begin = interval
        while begin + interval < end {
            // Whole microseconds, as the crystal counts them.
            let stop = ((begin + interval) * 1e6).rounded() * 1e-6
            let share = min(max((stop - step) / (stop - begin), 0), 1)
            let mean = (integral(stop - step) - integral(begin - step)) / (stop - begin)
            let answer = voltage == .mean ? mean : value(stop - step)
            let drift = voltsPerSecond * (voltage == .mean ? (begin + stop) / 2 : stop)
            let current = level + amperes * share + noise.amperes * random.gaussian()
            let shown = volts + drift + amperes * answer + noise.volts * random.gaussian()
            samples.append(
                Sample(
                    timeMicroseconds: UInt64((stop * 1e6).rounded()),
                    intervalMicroseconds: UInt64(((stop - begin) * 1e6).rounded()),
                    currentPicoamperes: Int64((current * 1e12).rounded()),
                    voltageNanovolts: Int64((shown * 1e9).rounded()), temperatureMillikelvin: 298_150))
            begin = stop
        }
        return samples
    }
}

/// What a watcher gives for samples.
func loadStepPoints(_ samples: [Sample], voltage: SampledVoltage = .mean) -> [ImpedancePoint] {
    var impedance = LoadStepImpedance(voltage: voltage)
    var points: [ImpedancePoint] = []
    for sample in samples {
        impedance.add(sample)
        while let point = impedance.takePoint() { points.append(point) }
    }
    return points
}
