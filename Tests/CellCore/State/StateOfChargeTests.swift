import CellCore
import Foundation
import TestSupport
import Testing

@Suite struct StateOfChargeTests {
    /// Under load the polarisation's tolerance of ±20 % stands against the slope of the curve; a rest takes it away.
    @Test func isWideFromTheFirstSecondAndNarrowAfterARest() throws {
        var bench = Bench(profile: .aluconeTiS2, stateOfCharge: 0.8)
        bench.run(seconds: 60, amperes: -86.4e-6)
        let first = try #require(bench.monitor.status.stateOfCharge)
        #expect(first.lower <= 0.8 && first.upper >= 0.8)
        #expect(first.upper - first.lower > 0.2, "a voltage under load cannot tell more than the tolerance allows")
        bench.run(seconds: 3_000, amperes: -86.4e-6)
        bench.run(seconds: 7_200, amperes: 0)
        let rested = try #require(bench.monitor.status.stateOfCharge)
        let truth = Float(bench.cell.stateOfCharge)
        #expect(rested.lower <= truth && rested.upper >= truth)
        // ±7 mV of tolerance and hysteresis over a slope of 0.2 V.
        #expect(rested.upper - rested.lower < 0.09)
        #expect(bench.events.map(\.id) == [.started, .stateOfChargeAnchored])
    }

    @Test func isNeverKnownWithoutACurve() {
        for profile in [CellProfile.symmetric, .generic] {
            var bench = Bench(profile: profile, stateOfCharge: 0.5)
            bench.run(seconds: 1_500, amperes: 0)
            #expect(bench.monitor.status.stateOfCharge == nil)
        }
    }

    /// Gain and offset drawn within the stated errors: the truth stays inside, and the bounds stay useful.
    @Test(arguments: [UInt64](1...12))
    func boundsHoldTheTruth(seed: UInt64) {
        var random = SeededGenerator(seed: seed, purpose: "state of charge, sensor errors within the profile's")
        let start = Double.random(in: 0.3...0.95, using: &random)
        var bench = Bench(profile: .aluconeTiS2, stateOfCharge: start)
        bench.offsetAmperes = Double.random(in: -15e-9...15e-9, using: &random)
        bench.gainError = Double.random(in: -5e-4...5e-4, using: &random)
        bench.run(seconds: 700, amperes: 0)
        var widest: Float = 0
        var misses = 0
        for _ in 0..<8 {
            let amperes = Double.random(in: -86.4e-6...60e-6, using: &random)
            bench.run(seconds: 900, amperes: amperes) { status, cell in
                guard let charge = status.stateOfCharge else { return }
                let truth = Float(cell.stateOfCharge)
                // A float's rounding of the comparison itself, 1 ppm of full charge.
                if truth < charge.lower - 1e-6 || truth > charge.upper + 1e-6 { misses += 1 }
                widest = max(widest, charge.upper - charge.lower)
            }
        }
        #expect(bench.monitor.status.stateOfCharge != nil)
        #expect(misses == 0)
        #expect(widest < 0.2, "a bound that is always true is a miss")
        print("seed \(seed): widest bounds \(widest)")
    }

    @Test func aGapWidensTheBoundsByWhatMayHaveFlowed() throws {
        var bench = Bench(profile: .aluconeTiS2, stateOfCharge: 0.6)
        bench.run(seconds: 7_200, amperes: 0)
        let before = try #require(bench.monitor.status.stateOfCharge)
        for _ in 0..<600 { _ = bench.nextSample(amperes: 0) }
        bench.run(seconds: 1, amperes: 0)
        let after = try #require(bench.monitor.status.stateOfCharge)
        // 602 µA for 600 s of 3.666 C is 9.9 % either way; bounds of 2.6 deviations of an even distribution are 1.5 times that.
        let expected: Float = 602e-6 * 600 / 3.666
        #expect(before.lower - after.lower >= expected - 0.001)
        #expect(after.upper - before.upper >= expected - 0.001)
        #expect(before.lower - after.lower < 1.6 * expected)
        #expect(after.upper - before.upper < 1.6 * expected)
    }

    @Test func aRestOutsideTheCurveIsTold() {
        // With limits such a voltage is implausible and locks learning; as the first it would be that of a fresh cell.
        var profile = CellProfile.aluconeTiS2
        profile.limits = nil
        var monitor = CellMonitor(profile: profile)
        var seen: [EventID] = []
        for second in 1...700 {
            var events = EventList()
            monitor.step(
                Sample(
                    timeMicroseconds: UInt64(second) * 1_000_000, intervalMicroseconds: 1_000_000,
                    currentPicoamperes: 0, voltageNanovolts: second == 1 ? 2_100_000_000 : 3_500_000_000,
                    temperatureMillikelvin: 298_150),
                events: &events)
            for index in 0..<events.count { if let event = events[index] { seen.append(event.id) } }
        }
        #expect(seen == [.started, .restVoltageOutsideCurve])
        #expect(monitor.status.stateOfCharge == nil)
    }
}
