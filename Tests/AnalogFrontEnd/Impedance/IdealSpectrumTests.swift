import CellCore
import Foundation
import Testing

@testable import AnalogFrontEnd

/// Whole spectra at an ideal chip: order, ranges, calibration, the switch; see the model's tests for accuracy.
@Suite struct IdealSpectrumTests {
    private func spectrum(_ chip: IdealChip, plan: SpectrumPlan) -> TableBench {
        let bench = TableBench(chip, plan: plan)
        bench.run(microseconds: 200_000)
        #expect(bench.startSpectrum())
        bench.run(microseconds: 150_000_000) { !$0.isBusy }
        #expect(!bench.isExciting && !bench.isBusy && chip.pins & 1 == 0)
        // One poll more takes what is left.
        bench.run(microseconds: 1_000)
        return bench
    }

    @Test func `cells from 5 Ω to 20 kΩ`() {
        for (r0, r1, c1) in [
            (5.0, 0.0, 1.0), (80, 0, 1), (1_000, 0, 1), (20_000, 0, 1), (100, 1_000, 1e-6), (50, 300, 0.01),
        ] {
            let chip = IdealChip()
            (chip.r0, chip.r1, chip.c1) = (r0, r1, c1)
            let bench = spectrum(chip, plan: .standard)
            #expect(bench.spectrumCount == 1 && bench.health == .measuring)
            #expect(bench.points.count == 19, "\(r0) Ω: \(bench.points.count) points")
            #expect(!chip.hasExcitedOpen)
            // The limit is 10 mV rms; a step of the multisine may stand out for a moment.
            #expect(chip.rmsVolts < 0.010, "\(r0) Ω: \(chip.rmsVolts) V")
            #expect(chip.peakVolts < 0.018, "\(r0) Ω: \(chip.peakVolts) V")
            for point in bench.points {
                let hertz = Double(point.frequencyMicrohertz) * 1e-6
                let exact = chip.cell(at: hertz)
                // The multisine's sense coupling is not in this chip: its correction shows instead.
                let coupling = point.method == .multisine ? -1 / (2 * .pi * hertz * 100) : 0
                let wanted = exact * Complex(re: 1, im: coupling)
                let error =
                    hypot(Double(point.realOhms) - wanted.re, Double(point.imaginaryOhms) - wanted.im) / exact.magnitude
                // 3 s have not quite died away when the window begins; this chip steps its states by 0.25 ms.
                #expect(error < (c1 == 0.01 ? 0.01 : 0.005), "\(r0) + \(r1) Ω, \(hertz) Hz: \(error * 100) %")
                #expect(Double(point.standardErrorOhms) < 0.01 * exact.magnitude, "\(hertz) Hz")
            }
        }
    }

    @Test func `the brief plan`() {
        let bench = spectrum(IdealChip(), plan: .brief)
        #expect(bench.points.map { $0.method } == [.sine, .sine, .multisine])
        // 12 s, and the 5 s to the next look at a chip at rest.
        #expect(bench.now < 18_000_000)
    }

    @Test func `a current that always clips gives no point`() {
        let chip = IdealChip()
        let bench = TableBench(chip)
        bench.run(microseconds: 200_000)
        #expect(bench.startSpectrum())
        bench.run(microseconds: 10_000_000) { $0.isExciting }
        chip.clipsAlways = true
        bench.run(microseconds: 100_000_000) { !$0.isBusy }
        bench.run(microseconds: 1_000)
        #expect(bench.points.isEmpty)
        #expect(!bench.isExciting && chip.pins & 1 == 0)
    }

    @Test func `abort at any time opens the switch`() {
        for milliseconds in stride(from: 1, through: 12_000, by: 571) {
            let chip = IdealChip()
            let bench = TableBench(chip)
            bench.run(microseconds: 200_000)
            #expect(bench.startSpectrum())
            bench.run(microseconds: UInt64(milliseconds) * 1_000)
            bench.abortSpectrum()
            bench.run(microseconds: 20_000)
            #expect(!bench.isExciting && !bench.isBusy && chip.pins & 1 == 0, "\(milliseconds) ms")
            #expect(bench.startSpectrum(), "\(milliseconds) ms")
        }
    }

    /// The chip goes silent at any time: told at the latest after the run under way, and the switch opens once it is back.
    @Test func `a chip lost at any time`() {
        for milliseconds in stride(from: 1, through: 9_000, by: 733) {
            let chip = IdealChip()
            let bench = TableBench(chip)
            bench.run(microseconds: 200_000)
            #expect(bench.startSpectrum())
            bench.run(microseconds: UInt64(milliseconds) * 1_000)
            let wasExciting = bench.isExciting
            chip.stuckByte = 0xFF
            bench.run(microseconds: 900_000) { $0.health != .measuring }
            #expect(bench.health != .measuring && !bench.isBusy, "\(milliseconds) ms")
            #expect(bench.isExciting == wasExciting)
            bench.run(microseconds: 2_000_000)
            #expect(!bench.isExciting, "\(milliseconds) ms")
            chip.stuckByte = nil
            bench.run(microseconds: 600_000)
            #expect(bench.health == .measuring && chip.pins & 1 == 0, "\(milliseconds) ms")
        }
    }
}
