import Testing

@testable import CellCore

/// How fast temperature and voltage may change, over windows of 20 s.
@Suite struct RateTests {
    private static let levels: [(kelvinPerMinute: Double, id: EventID, debounce: Double)] = [
        (1, .temperatureRateAboveOperating, 40), (5, .temperatureRateAboveRecommended, 20),
        (20, .temperatureRateAboveSafety, 20),
    ]

    /// A ramp: a tenth below the level nothing of it; a tenth above it is told, once.
    @Test(arguments: 0..<3, [1.0, 0.02, 60.0])
    func `a ramp of the temperature`(_ level: Int, _ period: Double) {
        let (rate, id, debounce) = Self.levels[level]
        for (factor, count, sign) in [(0.9, 0, 1.0), (1.1, 1, 1), (0.9, 0, -1), (1.1, 1, -1)] {
            var bench = SafetyBench(periodSeconds: period)
            bench.run(seconds: 2 * period)
            let step = sign * rate * factor / 60 * period
            let begin = bench.seconds
            // Two windows more than its time; at a minute a sample, of windows of a minute.
            bench.run(seconds: max(debounce + 45, 4 * period)) { $0.celsius += step }
            let told = bench.taken().filter { $0.id == id }
            #expect(told.count == count, "\(factor)")
            guard let event = told.first else { continue }
            #expect(Double(event.timeMicroseconds) / 1e6 >= begin + debounce)
            // The value is the rate in mK a minute, here within the noise of 16 mK over the window.
            #expect(abs(Double(event.value) - rate * factor * 1000) <= 16 * 60 / max(20, period) + 1)
        }
    }

    @Test func `a steady temperature is kept again`() {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        bench.run(seconds: 120) { $0.celsius += 2.0 / 60 }
        #expect(bench.takenIDs() == [.temperatureRateAboveOperating])
        #expect(bench.monitor.isTemperatureExcursion)
        bench.run(seconds: 120)
        #expect(bench.taken().map(\.value) == [98])
        #expect(!bench.monitor.isTemperatureExcursion)
    }

    /// A reading that jumps and comes back is no ramp.
    @Test func `one wild reading is not told`() {
        var bench = SafetyBench()
        for _ in 0..<50 {
            bench.run(seconds: 37)
            bench.celsius = 45
            bench.step()
            bench.celsius = 25
        }
        #expect(!bench.takenIDs().contains(.temperatureRateAboveOperating))
    }

    @Test func `a gap is a long window`() {
        var bench = SafetyBench()
        bench.run(seconds: 100)
        // 20 K in an hour are 0.33 K a minute.
        for _ in 0..<10 {
            bench.celsius += bench.celsius < 30 ? 20 : -20
            bench.step(gapSeconds: 3600)
        }
        #expect(bench.takenIDs() == [])
    }

    private static let voltageLevels: [(voltsPerSecond: Double, id: EventID, debounce: Double)] = [
        (0.005, .voltageRateAboveOperating, 20), (0.02, .voltageRateAboveRecommended, 0),
        (0.05, .voltageRateAboveSafety, 0),
    ]

    /// At a load that is steady for more than five minutes.
    @Test(arguments: 0..<3, [1.0, 0.02, 60.0])
    func `the voltage moves at a steady load`(_ level: Int, _ period: Double) {
        let (rate, id, debounce) = Self.voltageLevels[level]
        for (factor, count) in [(0.9, 0), (1.1, 1)] {
            var bench = SafetyBench(periodSeconds: period)
            bench.volts = 2.5
            bench.amperes = -86.4e-6
            bench.run(seconds: 420)
            _ = bench.taken()
            bench.run(seconds: max(debounce + 42, 3 * period)) { $0.volts -= rate * factor * period }
            let told = bench.taken().filter { $0.id == id }
            #expect(told.count == count, "\(factor)")
            guard let event = told.first else { continue }
            // In nV a second; noise moves the ends of the window by 8 µV, and a window is a sample shorter or longer.
            #expect(abs(Double(event.value) / 1e9 / (rate * factor) - 1) <= 0.001 + 0.06 * period / max(20, period))
        }
    }

    /// The same ramp, but the load moves by a tenth every four minutes: it may be the load's doing.
    @Test func `a load that moves explains the voltage`() {
        var bench = SafetyBench()
        bench.volts = 2.7
        bench.amperes = -86.4e-6
        bench.run(seconds: 400)
        for _ in 0..<10 {
            bench.amperes = bench.amperes < -90e-6 ? -86.4e-6 : -95e-6
            bench.run(seconds: 240) { $0.volts -= 0.0006 * 10 / 240 }
            bench.run(seconds: 40) { $0.volts -= 0.006 / 4 }
            bench.volts = 2.7
        }
        #expect(!bench.takenIDs().contains(.voltageRateAboveOperating))
    }
}
