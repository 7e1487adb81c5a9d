import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

@Suite struct ChainTests {
    @Test func `samples of ideal chips are what the cell shows`() throws {
        let bench = ChainBench()
        bench.set(amperes: -86.4e-6, volts: 1.9, celsius: 25)
        bench.run(seconds: 10)
        #expect(bench.samples.count == 9)
        for sample in bench.samples {
            #expect(sample.flags == .allValid)
            // Half a step: 0.6 nA, 0.2 µV and 4 mK; the shunt is known to a part in 10⁷.
            #expect(abs(sample.currentPicoamperes + 86_400_000) < 600)
            #expect(abs(sample.voltageNanovolts - 1_900_000_000) < 250)
            #expect(abs(sample.temperatureMillikelvin - 298_150) <= 4)
        }
        // The first interval begins with the configuration; polled, an end is seen within a look.
        for sample in bench.samples { #expect(abs(Int64(sample.intervalMicroseconds) - 1_054_720) < 1_500) }
        #expect(bench.changes.allSatisfy { $0.health == .measuring })
    }

    @Test func `with the pins wired every interval is exact to the microseconds of the watch`() {
        let bench = ChainBench()
        bench.usesPins = true
        bench.run(seconds: 10)
        #expect(bench.samples.count == 9)
        for sample in bench.samples.dropFirst() { #expect(abs(Int64(sample.intervalMicroseconds) - 1_054_720) <= 40) }
    }

    @Test(arguments: [-0.01, -0.005, 0.005, 0.01])
    func `charge is that of the crystal whatever the converter's clock`(_ error: Double) throws {
        let bench = ChainBench()
        bench.ina228.errors.oscillator = error
        bench.set(amperes: 100e-6)
        bench.run(seconds: 100)
        let charge = bench.samples.reduce(0.0) {
            $0 + Double($1.currentPicoamperes) * Double($1.intervalMicroseconds) * 1e-18
        }
        let first = try #require(bench.samples.first)
        let last = try #require(bench.samples.last)
        let start = Double(first.timeMicroseconds - first.intervalMicroseconds) * 1e-6
        let end = Double(last.timeMicroseconds) * 1e-6
        // Without the crystal it would be off by 0.5 or 1 %; a code is 1.15 nA of 100 µA.
        #expect(abs(charge / (100e-6 * (end - start)) - 1) < 1.2e-5)
        for (one, next) in zip(bench.samples, bench.samples.dropFirst()) {
            #expect(next.timeMicroseconds - next.intervalMicroseconds == one.timeMicroseconds)
        }
    }

    @Test func `a current that changes within an interval is averaged over it`() {
        let bench = ChainBench()
        bench.set(amperes: 0)
        bench.run(seconds: 3)
        var charge = 0.0
        for step in 0..<40 {
            let amperes = step.isMultiple(of: 2) ? 90e-6 : -60e-6
            bench.set(amperes: amperes)
            bench.run(seconds: 0.25)
            charge += amperes * 0.25
        }
        bench.set(amperes: 0)
        bench.run(seconds: 3)
        let measured = bench.samples.reduce(0.0) {
            $0 + Double($1.currentPicoamperes) * Double($1.intervalMicroseconds) * 1e-18
        }
        // 150 µC; an interval is up to 0.7 ms too long or short, of at most 90 µA.
        #expect(abs(measured - charge) < 3e-7)
    }

    @Test func `a burst gives sixty samples a second and loses less than two milliseconds of charge`() throws {
        let bench = ChainBench()
        bench.set(amperes: 80e-6, volts: 2.1)
        bench.run(seconds: 3)
        bench.chain.setRate(.burst)
        bench.run(seconds: 5)
        bench.chain.setRate(.second)
        bench.run(seconds: 5)
        let burst = bench.samples.filter { $0.intervalMicroseconds < 100_000 }
        #expect(burst.count > 220 && burst.count < 300)
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        #expect(burst.allSatisfy { abs($0.currentPicoamperes - 80_000_000) < 1_200 })
        #expect(burst.allSatisfy { abs($0.voltageNanovolts - 2_100_000_000) < 250 })
        let measured = bench.samples.reduce(0) { $0 + $1.intervalMicroseconds }
        let first = try #require(bench.samples.first)
        let last = try #require(bench.samples.last)
        let passed = last.timeMicroseconds - first.timeMicroseconds + first.intervalMicroseconds
        #expect(passed - measured < 4_000)
        #expect(bench.chain.samplePeriodMicroseconds == 1_054_720)
    }

    @Test func `a processor that was away for 400 ms loses no charge, one that was away for 5 s says so`() throws {
        let bench = ChainBench()
        bench.set(amperes: 50e-6)
        bench.run(seconds: 5)
        bench.stall(seconds: 0.4)
        bench.run(seconds: 5)
        for (one, next) in zip(bench.samples, bench.samples.dropFirst()) {
            #expect(next.timeMicroseconds - next.intervalMicroseconds == one.timeMicroseconds)
        }
        bench.stall(seconds: 5)
        bench.run(seconds: 5)
        let gaps = zip(bench.samples, bench.samples.dropFirst()).filter {
            $1.timeMicroseconds - $1.intervalMicroseconds > $0.timeMicroseconds
        }
        #expect(gaps.count >= 1)
        #expect(bench.samples.allSatisfy { $0.intervalMicroseconds < 1_054_720 + 410_000 })
        // Afterwards the ends are found again within a look.
        bench.run(seconds: 5)
        for sample in bench.samples.suffix(3) { #expect(abs(Int64(sample.intervalMicroseconds) - 1_054_720) < 1_500) }
    }

    @Test func `excitation is marked in the sample that it falls in`() {
        let bench = ChainBench()
        bench.run(seconds: 3)
        let count = bench.samples.count
        bench.chain.markExcitation()
        bench.run(seconds: 3)
        #expect(bench.samples[count].flags.contains(.excitation))
        #expect(bench.samples.enumerated().allSatisfy { $0.offset == count || !$0.element.flags.contains(.excitation) })
    }

    @Test func `bytes and errors that mean nothing give no sample with a value`() {
        for byte: UInt8 in [0x00, 0x55, 0xFF] {
            let sample = usePortableChain(byte, nil, until: 5_000_000)
            #expect(sample?.flags.isEmpty == true)
        }
        #expect(usePortableChain(0, .addressNotAcknowledged, until: 5_000_000)?.flags.isEmpty == true)
    }
}
