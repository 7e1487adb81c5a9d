import CellCore
import Foundation
import HILSimulator
import Testing

/// The measuring chain against what its model states.
@Suite struct SensorChainTests {
    private func statistics(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / Double(values.count - 1)).squareRoot())
    }

    private func samples(
        _ model: SensorModel, seed: UInt64, count: Int, amperes: Double = 86.4e-6, volts: Double = 2.1,
        kelvin: Double = 298.15
    ) -> [Sample] {
        var chain = SensorChain(model: model, seed: seed)
        return (1...count).map {
            chain.sample(
                timeMicroseconds: UInt64($0) * 1_000_000, intervalMicroseconds: 1_000_000, meanAmperes: amperes,
                volts: volts, kelvin: kelvin)
        }
    }

    private var noiseless: SensorModel {
        get throws {
            var model = try SensorModel()
            model.currentGain = 0
            model.currentOffsetAmperes = 0
            model.currentNoiseAmperes = 0
            model.voltageNoiseVolts = 0
            model.temperatureNoiseKelvin = 0
            return model
        }
    }

    /// 20 000 samples: the deviation of a deviation is 1/√40 000 = 0.5 %; five of them are allowed, and of the mean too.
    @Test(arguments: [101, 102, 103] as [UInt64])
    func noiseIsAsStated(seed: UInt64) throws {
        print("seed \(seed): noise of the sensors")
        var model = try SensorModel()
        model.currentGain = 0
        model.currentOffsetAmperes = 0
        let count = 20_000
        let samples = samples(model, seed: seed, count: count)
        // Rounding to a step adds step²/12.
        func check(_ values: [Double], truth: Double, noise: Double, step: Double) {
            let expected = (noise * noise + step * step / 12).squareRoot()
            let found = statistics(values)
            #expect(abs(found.deviation / expected - 1) < 0.025)
            #expect(abs(found.mean - truth) < 5 * expected / Double(count).squareRoot())
        }
        check(
            samples.map { Double($0.currentPicoamperes) / 1e12 }, truth: 86.4e-6, noise: 2e-9,
            step: 78.125e-9 / 68)
        check(samples.map { Double($0.voltageNanovolts) / 1e9 }, truth: 2.1, noise: 5e-6, step: 3.3 / 8_388_608)
        check(
            samples.map { Double($0.temperatureMillikelvin) / 1e3 }, truth: 298.15, noise: 0.01, step: 7.8125e-3)
        #expect(samples.allSatisfy { $0.flags == .allValid && $0.intervalMicroseconds == 1_000_000 })
    }

    /// Uniform within the limits: over 2000 devices the deviation is limit/√3, and none lies outside.
    @Test func gainAndOffsetOfDevices() throws {
        var model = try noiseless
        model.currentGain = 0.0005
        let gains = (0..<2000 as Range<UInt64>).map { seed in
            Double(samples(model, seed: seed, count: 1, amperes: 500e-6)[0].currentPicoamperes) / 500e6 - 1
        }
        // Half a step of 1.15 nA on 500 µA.
        #expect(gains.allSatisfy { abs($0) <= 0.0005 + 1.2e-6 })
        #expect(abs(statistics(gains).deviation / (0.0005 / 3.0.squareRoot()) - 1) < 0.05)
        model.currentGain = 0
        model.currentOffsetAmperes = 15e-9
        let offsets = (0..<2000 as Range<UInt64>).map { seed in
            Double(samples(model, seed: seed, count: 1, amperes: 0)[0].currentPicoamperes) / 1e12
        }
        #expect(offsets.allSatisfy { abs($0) <= 15e-9 + 0.6e-9 })
        #expect(abs(statistics(offsets).deviation / (15e-9 / 3.0.squareRoot()) - 1) < 0.05)
        // A device keeps its errors.
        model.currentGain = 0.0005
        #expect(Set(samples(model, seed: 5, count: 50).map(\.currentPicoamperes)).count == 1)
    }

    /// Steps from the data sheets: 78.125 nV on 68 Ω; 3.3 V over 2²³; 7.8125 mK.
    @Test func quantisation() throws {
        let model = try noiseless
        for index in 0..<200 {
            let amperes = Double(index - 100) * 3.17e-7
            let volts = Double(index - 100) * 0.0271
            let kelvin = 250 + Double(index) * 0.313
            let sample = samples(model, seed: 1, count: 1, amperes: amperes, volts: volts, kelvin: kelvin)[0]
            func check(_ found: Double, _ truth: Double, step: Double, unit: Double) {
                let steps = (truth / step).rounded()
                // A whole number of steps, to the nearest unit of the sample; no further from the truth than half a step.
                #expect(abs(found - steps * step) <= unit / 2 * 1.000_001)
                #expect(abs(found - truth) <= step / 2 + unit)
            }
            check(Double(sample.currentPicoamperes) / 1e12, amperes, step: 78.125e-9 / 68, unit: 1e-12)
            check(Double(sample.voltageNanovolts) / 1e9, volts, step: 3.3 / 8_388_608, unit: 1e-9)
            check(Double(sample.temperatureMillikelvin) / 1e3, kelvin, step: 7.8125e-3, unit: 1e-3)
        }
    }

    @Test func theSeedDecides() throws {
        let model = try SensorModel()
        #expect(samples(model, seed: 9, count: 100) == samples(model, seed: 9, count: 100))
        #expect(samples(model, seed: 9, count: 100) != samples(model, seed: 10, count: 100))
    }

    /// Source of the numbers: SplitMix64 with seed 1234567 of the reference implementation by Vigna.
    @Test func splitMix() {
        var noise = SeededNoise(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in noise.next() }
                == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }
}
