import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// With the pins wired the chips are not looked at in vain; without, or when one is lost, everything goes on by looks.
@Suite struct DataReadyPinTests {
    /// 21 results of the voltage, one of the current (flag, value, two registers) and one of the temperature (flag, value),
    /// four registers: 31 transfers, and an edge each.
    @Test func `with edges a sample takes no vain look`() {
        let bench = BoardBench(spread: .typical)
        bench.run(seconds: 5)
        for member in ChainBench.members { #expect(bench.chain.dataReadyPin(of: member) == .working) }
        let (samples, wakes) = (bench.samples.count, bench.wakeCount)
        bench.run(seconds: 50)
        let perSample = Double(bench.wakeCount - wakes) / Double(bench.samples.count - samples)
        #expect(perSample > 50 && perSample < 58)
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        for (one, next) in zip(bench.samples, bench.samples.dropFirst()) {
            #expect(next.timeMicroseconds - next.intervalMicroseconds == one.timeMicroseconds)
        }
    }

    @Test func `without edges the pins are unseen`() {
        let bench = BoardBench()
        bench.brokenPins = [.current, .voltage, .temperature]
        bench.run(seconds: 10)
        for member in ChainBench.members { #expect(bench.chain.dataReadyPin(of: member) == .unseen) }
        #expect(bench.samples.count == 9 && bench.samples.allSatisfy { $0.flags == .allValid })
    }

    @Test(arguments: [ChainMember.current, .voltage, .temperature])
    func `a pin that is lost is told within two periods, and no sample with it`(_ member: ChainMember) throws {
        let bench = BoardBench(spread: .typical, seed: 3)
        bench.run(seconds: 5.3)
        let start = bench.seconds
        bench.brokenPins = [member]
        bench.run(seconds: 10)
        let told = try #require(bench.lostSecond[member])
        #expect(told > start && told - start < ChainFaultTests.bound)
        #expect(bench.chain.dataReadyPin(of: member) == .lost)
        #expect(ChainBench.members.allSatisfy { bench.chain.health(of: $0) == .measuring })
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        #expect(bench.samples.allSatisfy { abs($0.currentPicoamperes - 50_000_000) < 60_000 })
        // Nothing of the charge is lost: the intervals still meet.
        for (one, next) in zip(bench.samples, bench.samples.dropFirst()) {
            #expect(next.timeMicroseconds - next.intervalMicroseconds == one.timeMicroseconds)
        }
        bench.brokenPins = []
        bench.run(seconds: 3)
        #expect(bench.chain.dataReadyPin(of: member) == .working)
    }

    @Test func `the voltage beside a current is a mean over the same time, in a straight line too`() {
        let bench = BoardBench()
        bench.run(seconds: 3)
        bench.samples.removeAll()
        let start = bench.seconds
        bench.chips.set(amperes: 50e-6, volts: Ramp(2, slopePerSecond: 1e-3), celsius: 25)
        bench.run(seconds: 10)
        for sample in bench.samples.dropFirst() {
            let middle =
                Double(sample.timeMicroseconds) * 1e-6 - start - 0.5 * Double(sample.intervalMicroseconds) * 1e-6
            // A conversion more at one end than at the other shifts the mean by 25 ms.
            #expect(abs(Double(sample.voltageNanovolts) * 1e-9 - 2 - 1e-3 * middle) < 51e-6)
        }
    }
}
