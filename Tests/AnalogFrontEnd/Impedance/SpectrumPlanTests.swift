import Foundation
import Testing

@testable import AnalogFrontEnd

/// What is generated and measured, by arithmetic of its own.
@Suite struct SpectrumPlanTests {
    /// The generator: word · 16 MHz / 2³⁰.
    @Test func `frequencies as generated`() {
        for word: UInt32 in [671, 738, 1_812, 67_109, 6_710_886, 409 << 15, 13_421_772] {
            let exact = Double(word) * 16e12 / 1_073_741_824
            #expect(abs(Double(SpectrumPlan.microhertz(word: word)) - exact) <= 0.51)
        }
        #expect(SpectrumPlan.microhertz(word: 2 << 15) == 976_562_500)
    }

    @Test func `plans`() {
        let plan = SpectrumPlan.standard
        #expect(plan.sineCount == 12)
        #expect(plan.pointCount == 19)
        #expect(plan.cellMicroseconds < 64_000_000, "\(plan.cellMicroseconds)")
        #expect(SpectrumPlan.brief.pointCount == 3)
        let bins = (0..<7).map { plan.multisine.microhertz(bin: Int(plan.multisine.bins[$0])) }
        #expect(bins == [50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000])
        #expect(MultisinePlan.oneHertz.microhertz(bin: Int(MultisinePlan.oneHertz.bins[0])) == 1_000_000)
        // 1024 words of commands, of which the first 16 are for sines.
        #expect(MultisineWave.commandCount(plan.multisine) <= 1_008)
        let longest = MultisinePlan(stepCount: 1_000, coarseCount: 1_000, fineCount: 1_000)
        #expect(MultisineWave.commandCount(longest) <= 1_008)
    }

    /// Each window has at least eight periods and each period at least three samples.
    @Test func `windows`() {
        var plans = [UInt32](stride(from: 671, through: 13_421_772, by: 9_973))
        plans += (671..<25_000).filter { $0 % 17 == 0 }
        for word in plans {
            let setting = SineSetting(word: word)
            let hertz = Double(word) * 16e6 / 1_073_741_824
            let seconds = Double(setting.sampleCount) * Double(setting.sampleClocks) / 16e6
            #expect(hertz * seconds > 8, "\(hertz)")
            #expect(16e6 / Double(setting.sampleClocks) / hertz > 3, "\(hertz)")
        }
    }

    @Test func `sines`() {
        var worst = 0.0
        for step in 0..<100_000 {
            let turns = UInt32(truncatingIfNeeded: UInt64(step) * 42_949_673)
            let found = Phasor(turns: turns)
            let angle = Double(turns) / 4_294_967_296 * 2 * .pi
            worst = max(worst, abs(Double(found.real) - cos(angle)), abs(Double(found.imaginary) - sin(angle)))
        }
        #expect(worst < 5e-7)
    }

    /// Every step is within the converter's 12 bits, and the sum reaches neither end for any cell.
    @Test func `steps of the multisine`() {
        for ohms: Float in [1, 80, 1_000, 20_000, 1e6] {
            let wave = MultisineWave(.standard, ohms: ohms, weakening: 1)
            let codes = (0..<MultisinePlan.standard.playCount).map { Int(wave.code($0)) }
            #expect(codes.min() ?? 0 > 0 && codes.max() ?? 4_095 < 4_095, "\(ohms)")
            #expect(codes.last == 1_694)
            // The window's first step follows its last one: the period is whole.
            #expect(codes[28] == codes[428])
            // From rest to rest without a jump above those of the window by much.
            let jumps = zip([1_694] + codes, codes).map { abs($0 - $1) }
            let usual = jumps[32..<420].max() ?? 0
            #expect(jumps.max() ?? 0 <= 2 * usual + 2, "\(ohms)")
        }
    }

    /// Known amplitudes, phases and a drift come back.
    @Test func `the lock-in`() {
        let plan = MultisinePlan.standard
        let amplitudes = [900.0, 700, 500, 300, 200, 100, 50]
        let phases = [0.3, 1.1, -2.0, 2.9, 0.0, -0.7, 1.5]
        var lockIn = LockIn(plan, coupling: 100)
        for position in 0..<plan.sampleCount {
            var value = 32_500 + 2_000 * exp(-Double(position) / 40_000) + 300 * exp(-Double(position) / 1_600)
            for index in 0..<7 {
                let angle = 2 * .pi * Double(plan.bins[index]) * Double(position) / 8_000
                value += amplitudes[index] * cos(angle + phases[index])
            }
            lockIn.take(UInt16(value.rounded()), limit: 19_200)
        }
        #expect(lockIn.isComplete && !lockIn.isSaturated)
        let result = lockIn.result
        for index in 0..<7 {
            let found = result.lines[3 * index]
            #expect(abs(Double(found.real) - amplitudes[index] * cos(phases[index])) < 0.1, "\(index)")
            #expect(abs(Double(found.imaginary) - amplitudes[index] * sin(phases[index])) < 0.1, "\(index)")
            #expect(
                result.lines[3 * index + 1].magnitude < 0.1 && result.lines[3 * index + 2].magnitude < 0.1, "\(index)")
        }
        lockIn = LockIn(plan, coupling: 100)
        lockIn.take(65_000, limit: 19_200)
        #expect(lockIn.isSaturated)
    }
}
