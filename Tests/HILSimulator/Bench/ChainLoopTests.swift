import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// The loop that benchmarks run: whole transfers, conversions taken one like the other, and edges that are remembered.
@Suite struct ChainLoopTests {
    /// Samples of a cell that changes every 0.7 s, with a burst from 8 to 11 s.
    private func samples(_ seed: UInt64, isWhole: Bool) -> [Sample] {
        var loop = ChainLoop(spread: .typical, seed: seed)
        loop.chips.wire.allowsWholeTransfers = isWhole
        var samples: [Sample] = []
        for step in 0..<30 {
            if step == 11 { loop.chain.setRate(.burst) }
            if step == 16 { loop.chain.setRate(.second) }
            let volts = Ramp(1.9 + Double(step) * 1e-2, slopePerSecond: -1e-3 * Double(step % 7))
            loop.chips.set(amperes: Double(step) * 1e-5, volts: volts, celsius: 20 + Double(step))
            let end = UInt64(step + 1) * 700_000_000
            while let sample = loop.advance(toNanosecond: end) { samples.append(sample) }
        }
        return samples
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `whole transfers give the samples that single bytes give, bit for bit`(_ seed: UInt64) {
        let whole = samples(seed, isWhole: true)
        #expect(whole.count > 150, "seed \(seed)")
        #expect(whole == samples(seed, isWhole: false), "seed \(seed)")
        #expect(whole.dropFirst().allSatisfy { $0.flags == .allValid }, "seed \(seed)")
    }

    /// A steady cell of 100 µA and 2 V. Limits of the data sheets: 0.05 % and 1 µV of 68 Ω; 0.05 %, 12 µV and 15 ppm; 0.1 K.
    @Test func `samples follow each other and show the cell`() throws {
        var loop = ChainLoop(spread: .typical, seed: 4)
        loop.chips.set(amperes: 100e-6, volts: Ramp(2), celsius: 25)
        var last: Sample?
        for _ in 0..<20 {
            let next = loop.advance(toNanosecond: .max)
            let sample = try #require(next)
            if let last { #expect(sample.timeMicroseconds - last.timeMicroseconds == sample.intervalMicroseconds) }
            #expect(abs(Double(sample.currentPicoamperes) * 1e-12 - 100e-6) < 100e-9)
            #expect(abs(Double(sample.voltageNanovolts) * 1e-9 - 2) < 1.1e-3)
            #expect(abs(sample.temperatureMillikelvin - 298_150) < 200)
            last = sample
        }
    }

    @Test func `a time without a sample is reached, and no more`() {
        var loop = ChainLoop(spread: .ideal, seed: 1)
        let sample = loop.advance(toNanosecond: 100_000_000)
        let now = loop.clock.nanoseconds
        #expect(sample == nil && now == 100_000_000)
    }
}
