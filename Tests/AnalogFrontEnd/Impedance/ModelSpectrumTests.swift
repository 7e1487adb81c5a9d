import AnalogFrontEnd
import CellCore
import Foundation
import HILSimulator
import Testing

/// Whole spectra of known networks at the model of the chip.
@Suite struct ModelSpectrumTests {
    private func cell(_ series: Double, _ parallel: Double = 0, _ farads: Double = 0) -> TestNetwork {
        TestNetwork(openVolts: 2.1, seriesOhms: series, parallelOhms: parallel, parallelFarads: farads)
    }

    /// Prints what `CELLMON_SPECTRA` asks for, and gives the worst errors.
    private func worst(_ points: [ImpedancePoint], of cell: TestNetwork, named name: String) -> (
        magnitude: Double, degrees: Double
    ) {
        var worst = (magnitude: 0.0, degrees: 0.0)
        for point in points {
            let found = point.errors(cell.impedance(hertz: point.hertz))
            // 20 kΩ at the lowest frequency: the drift that connecting leaves is larger than the signal, and it is said.
            let told = Double(point.standardErrorOhms) / 20_000
            if cell.seriesOhms == 20_000, point.hertz < 0.06, told > 0.003 {
                #expect(abs(found.magnitude) < 4 * told && abs(found.degrees) < 4 * told * 57.3, "\(found) ± \(told)")
                continue
            }
            worst = (max(worst.magnitude, abs(found.magnitude)), max(worst.degrees, abs(found.degrees)))
            if ProcessInfo.processInfo.environment["CELLMON_SPECTRA"] != nil {
                print(
                    String(
                        format: "%@ %12.3f Hz %10.3f %10.3f ±%8.3f Ω %8.4f %% %8.4f°", name, point.hertz,
                        point.realOhms, point.imaginaryOhms, point.standardErrorOhms, found.magnitude * 100,
                        found.degrees))
            }
        }
        return worst
    }

    @Test(arguments: [
        (80.0, 0.0, 0.0), (1_000, 0, 0), (20_000, 0, 0), (100, 1_000, 1e-6), (5, 0, 0), (60, 200, 0.001),
    ])
    func `a chip without errors`(_ series: Double, _ parallel: Double, _ farads: Double) {
        let cell = cell(series, parallel, farads)
        let chip = AD5941Model(cell: cell)
        // This network's own 1 ms is the model's usual step.
        if farads == 1e-6 { chip.longestStepNanoseconds = 100_000 }
        let bench = ImpedanceBench(chip)
        let points = bench.spectrum()
        let found = worst(points, of: cell, named: "ideal \(series) Ω")
        #expect(points.count == 19 && bench.spectrumCount == 1)
        #expect(found.magnitude < 0.005 && found.degrees < 0.3, "\(found)")
        #expect(chip.complaints.isEmpty, "\(chip.complaints)")
        #expect(!bench.hasHiddenExcitation && !bench.isExciting && !chip.isCoupled)
        // 60 s of measuring, and what the coupling capacitors need.
        #expect(bench.coupledSeconds < (series < 2_000 ? 65 : 80), "\(bench.coupledSeconds) s")
    }

    /// Oscillator, feedback resistor, gains, offsets, amplitude, sense coupling and noise; the calibration resistor's own
    /// error and the coupling's 5 % remain.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a typical chip`(_ seed: UInt64) {
        for (series, parallel, farads) in [(80.0, 0.0, 0.0), (1_000, 0, 0), (20_000, 0, 0), (60, 200, 0.001)] {
            let cell = cell(series, parallel, farads)
            let bench = ImpedanceBench(AD5941Model(cell: cell, spread: .typical, seed: seed))
            let points = bench.spectrum()
            let found = worst(points, of: cell, named: "typical \(seed), \(series) Ω")
            #expect(points.count == 19)
            #expect(found.magnitude < 0.01 && found.degrees < 1, "\(series) Ω: \(found)")
        }
    }

    @Test func `a chip at its limits`() {
        for series in [80.0, 1_000, 20_000] {
            let cell = cell(series)
            let bench = ImpedanceBench(AD5941Model(cell: cell, spread: .limits, seed: 7))
            let points = bench.spectrum()
            let found = worst(points, of: cell, named: "limits \(series) Ω")
            #expect(points.count == 19)
            #expect(found.magnitude < 0.01 && found.degrees < 1, "\(series) Ω: \(found)")
        }
    }

    /// The frequency told is the generator's, not what a perfect oscillator would give.
    @Test func `frequencies by the host's crystal`() {
        let chip = AD5941Model(cell: cell(100))
        chip.errors.oscillator = 0.02
        let points = ImpedanceBench(chip).spectrum()
        #expect(points.count == 19)
        for point in points where point.method == .multisine {
            let bin = (point.hertz / 1.02 / 0.05).rounded()
            #expect(abs(point.hertz / (bin * 0.05 * 1.02) - 1) < 3e-4, "\(point.hertz)")
        }
    }

    /// A short plan in its time, and another spectrum after it.
    @Test func `two brief spectra`() {
        let cell = cell(300)
        let bench = ImpedanceBench(AD5941Model(cell: cell, spread: .typical, seed: 5), plan: .brief)
        for count: UInt32 in 1...2 {
            let points = bench.spectrum()
            #expect(points.count == 3 && bench.spectrumCount == count)
            let found = worst(points, of: cell, named: "brief")
            #expect(found.magnitude < 0.01 && found.degrees < 1, "\(found)")
        }
        #expect(bench.coupledSeconds < 30, "\(bench.coupledSeconds)")
    }
}
