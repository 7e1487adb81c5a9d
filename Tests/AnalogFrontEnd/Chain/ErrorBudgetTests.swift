import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// The chain's errors over −5…45 °C against the arithmetic of the data sheets.
///
/// INA228, SLYS021A, 6.5: offset ±1 µV and ±10 nV/K, gain ±0.05 % and ±20 ppm/K, INL ±20 ppm. ADS122C04, SBAS751B, 6.5,
/// PGA bypassed: offset ±12 µV (three times typical) and 0.06 µV/K, gain ±0.05 % and 2 ppm/K, INL ±15 ppm of the range.
/// TMP117, SNOSD82D, 6.5: ±0.1 K, self-heating 5 mK, half a step.
@Suite struct ErrorBudgetTests {
    static let celsius = [-5.0, 10, 25, 45]

    /// Runs one pair of current and voltage at one temperature and gives the means of the samples.
    private func mean(_ bench: ChainBench, amperes: Double, volts: Double, celsius: Double)
        -> (amperes: Double, volts: Double, celsius: Double)
    {
        bench.set(amperes: amperes, volts: volts, celsius: celsius)
        bench.run(seconds: 2.2)
        bench.samples.removeAll()
        bench.run(seconds: 6.4)
        let count = Double(bench.samples.count)
        return (
            bench.samples.reduce(0) { $0 + Double($1.currentPicoamperes) } / count * 1e-12,
            bench.samples.reduce(0) { $0 + Double($1.voltageNanovolts) } / count * 1e-9,
            bench.samples.reduce(0) { $0 + Double($1.temperatureMillikelvin) } / count * 1e-3 - 273.15
        )
    }

    @Test(arguments: 1...3)
    func `chips at their limits stay within the budget`(_ seed: Int) {
        let bench = ChainBench(spread: .limits, seed: UInt64(100 * seed))
        for celsius in Self.celsius {
            let warming = abs(celsius - 25)
            for (amperes, volts) in [(0.0, 0.0), (86.4e-6, 1.9), (-400e-6, 2.8)] {
                let shown = mean(bench, amperes: amperes, volts: volts, celsius: celsius)
                let shunt = 1e-6 + warming * 10e-9 + 20e-6 * 40.96e-3
                // Three deviations of the mean of six samples: 0.9 nA each.
                let ampereBound = shunt / 67.95 + abs(amperes) * (5e-4 + 20e-6 * warming) + 1e-9
                #expect(abs(shown.amperes - amperes) < ampereBound)
                let voltBound = 12e-6 + 0.06e-6 * warming + abs(volts) * (5e-4 + 2e-6 * warming) + 15e-6 * 6.6 + 1.5e-6
                #expect(abs(shown.volts - volts) < voltBound)
                #expect(abs(shown.celsius - celsius) < 0.1 + 0.005 + 0.004 + 0.003)
            }
        }
    }

    /// The table of 68 Ω: an offset of ±1 µV is ±15 nA (14.7 nA), 0.017 % of 86.4 µA, 10 µAh in 690 h.
    @Test func `the offset of a chip at its limit is 15 nA, and zeroing at rest takes it away`() throws {
        let bench = ChainBench(spread: .limits, seed: 7)
        let shown = mean(bench, amperes: 0, volts: 2, celsius: 25)
        #expect(abs(abs(shown.amperes) - 1e-6 / 67.95) < 1.5e-9)
        let zero = Calibration(
            offset: Int64((shown.amperes * 1e12).rounded()), date: 2026_11_22, origin: .restZero)
        let zeroed = ChainBench(spread: .limits, seed: 7, current: INA228(calibration: zero))
        #expect(abs(mean(zeroed, amperes: 0, volts: 2, celsius: 25).amperes) < 1.2e-9)
        // 20 K away the drift of ±10 nV/K is back: 2.9 nA.
        #expect(abs(abs(mean(zeroed, amperes: 0, volts: 2, celsius: 45).amperes) - 200e-9 / 67.95) < 1.2e-9)
    }

    @Test func `the noise is that of the data sheets' tables`() {
        let bench = ChainBench(spread: .typical, seed: 11)
        bench.set(amperes: 50e-6, volts: 2, celsius: 25)
        bench.run(seconds: 3)
        bench.samples.removeAll()
        bench.run(seconds: 250)
        let currents = bench.samples.map { Double($0.currentPicoamperes) * 1e-12 }
        let volts = bench.samples.map { Double($0.voltageNanovolts) * 1e-9 }
        // Table 8-2: 17.7 bits of 81.92 mV at a crest factor of 6.6 are 58 nV, with the step's share 62 nV: 0.92 nA.
        #expect(abs(deviation(currents) / 0.92e-9 - 1) < 0.15)
        // Table 3: 5.04 µV a conversion, 21 conversions a sample: 1.10 µV.
        #expect(abs(deviation(volts) / 1.10e-6 - 1) < 0.15)
    }

    /// Without correction the 92 kΩ of the chip's input across the shunt take 0.074 % of every current.
    @Test func `the input of the INA228 is corrected for`() {
        let bench = ChainBench()
        let shown = mean(bench, amperes: 400e-6, volts: 2, celsius: 25)
        #expect(abs(shown.amperes / 400e-6 - 1) < 2e-6)
        #expect(abs(1 - ChainBench.ohms / 68 - 7.39e-4) < 1e-6)
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
