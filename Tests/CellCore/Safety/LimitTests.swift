import Testing

@testable import CellCore

/// Limits of voltage, current and temperature: each told once after its time, and kept again after its time.
@Suite struct LimitTests {
    /// What the rows state, besides the code: volts, amperes, degrees and seconds.
    struct Excursion: Sendable, CustomTestStringConvertible {
        var id: EventID
        /// Beyond this threshold, a little outside and a little inside of it.
        var threshold: Double
        var debounce: Double
        var set: @Sendable (inout SafetyBench, Double) -> Void
        var sign: Double
        var resolution: Double
        var hysteresis: Double
        var testDescription: String { "\(id)" }
    }

    private static func levels(
        _ first: UInt16, _ thresholds: [Double], debounces: [Double], sign: Double, resolution: Double,
        hysteresis: Double,
        _ set: @escaping @Sendable (inout SafetyBench, Double) -> Void
    ) -> [Excursion] {
        (0..<3).compactMap { level in
            EventID(rawValue: first + UInt16(level)).map {
                Excursion(
                    id: $0, threshold: thresholds[level], debounce: debounces[level], set: set, sign: sign,
                    resolution: resolution, hysteresis: hysteresis)
            }
        }
    }

    static let all: [Excursion] =
        levels(80, [2.81, 2.95, 3.2], debounces: [30, 10, 2], sign: 1, resolution: 1e-3, hysteresis: 0.02) {
            $0.volts = $1
        }
        + levels(83, [0.99, 0.8, 0.5], debounces: [30, 10, 2], sign: -1, resolution: 1e-3, hysteresis: 0.02) {
            $0.volts = $1
        }
        + levels(86, [216e-6, 432e-6, 590e-6], debounces: [30, 10, 2], sign: 1, resolution: 1e-7, hysteresis: 5e-6) {
            $0.amperes = $1
        }
        + levels(89, [216e-6, 432e-6, 590e-6], debounces: [30, 10, 2], sign: 1, resolution: 1e-7, hysteresis: 5e-6) {
            $0.amperes = -$1
        }
        + levels(92, [50, 60, 80], debounces: [60, 10, 2], sign: 1, resolution: 0.1, hysteresis: 1) { $0.celsius = $1 }
        + levels(95, [-10, -20, -40], debounces: [60, 10, 2], sign: -1, resolution: 0.1, hysteresis: 1) {
            $0.celsius = $1
        }

    static let periods = [1.0, 0.02, 60.0]

    /// Just inside nothing is told; outside it is, once, no earlier than its time and no later than two samples after.
    @Test(arguments: all, periods)
    func `is told once, after its time`(_ excursion: Excursion, _ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.run(seconds: 2 * period)
        excursion.set(&bench, excursion.threshold - excursion.sign * excursion.resolution)
        let other = max(200, 5 * period)
        bench.run(seconds: other)
        #expect(!bench.takenIDs().contains(excursion.id))
        let begin = bench.seconds
        excursion.set(&bench, excursion.threshold + excursion.sign * excursion.resolution)
        bench.run(seconds: other)
        let told = bench.taken().filter { $0.id == excursion.id }
        #expect(told.count == 1)
        let second = (told.first.map { Double($0.timeMicroseconds) } ?? 0) / 1e6
        // The first sample beyond is one period after `begin`; the two times of a wait are each cut to 0.131 s.
        #expect(second >= begin + period + excursion.debounce - 0.27)
        #expect(second <= begin + 2 * period + excursion.debounce + 0.27)
    }

    /// Inside of the threshold by less than the hysteresis it stays; by more it is kept again after the same time.
    @Test(arguments: all, periods)
    func `is kept again once the value is back by the hysteresis`(_ excursion: Excursion, _ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        excursion.set(&bench, excursion.threshold + excursion.sign * excursion.resolution)
        let other = max(200, 5 * period)
        bench.run(seconds: other)
        #expect(bench.takenIDs().contains(excursion.id))
        excursion.set(&bench, excursion.threshold - excursion.sign * (excursion.hysteresis - excursion.resolution))
        bench.run(seconds: other)
        #expect(!bench.taken().contains { $0.id == .limitKept && $0.value == Int64(excursion.id.rawValue) })
        let begin = bench.seconds
        excursion.set(&bench, excursion.threshold - excursion.sign * (excursion.hysteresis + excursion.resolution))
        bench.run(seconds: other)
        let kept = bench.taken().filter { $0.id == .limitKept && $0.value == Int64(excursion.id.rawValue) }
        #expect(kept.count == 1)
        let second = (kept.first.map { Double($0.timeMicroseconds) } ?? 0) / 1e6
        #expect(second >= begin + period + excursion.debounce - 0.27)
        #expect(second <= begin + 2 * period + excursion.debounce + 0.27)
    }

    @Test(arguments: all)
    func `a shorter excursion is not told`(_ excursion: Excursion) {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        excursion.set(&bench, excursion.threshold + excursion.sign * excursion.resolution)
        // Its time runs from the first sample beyond to the last.
        bench.run(seconds: excursion.debounce)
        bench.volts = 2.1
        bench.amperes = 0
        bench.celsius = 25
        bench.run(seconds: 300)
        #expect(!bench.takenIDs().contains(excursion.id))
    }

    @Test(arguments: all)
    func `severity rises with the level`(_ excursion: Excursion) {
        let severities = [EventSeverity.caution, .warning, .alarm]
        #expect(excursion.id.diagnosis.severity == severities[(Int(excursion.id.rawValue) - 80) % 3])
    }

    /// Straight to the last level: all three are told, the gravest first.
    @Test func `all levels of an excursion are told, the gravest first`() {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        bench.celsius = 90
        bench.run(seconds: 100)
        let told = bench.takenIDs().filter { $0.rawValue >= 92 && $0.rawValue <= 94 }
        #expect(told == [.temperatureAboveSafety, .temperatureAboveRecommended, .temperatureAboveOperating])
        bench.celsius = 25
        bench.run(seconds: 200)
        let kept = bench.taken().filter { $0.id == .limitKept }.map(\.value).filter { $0 >= 92 && $0 <= 94 }
        #expect(kept == [94, 93, 92])
    }

    /// Between two samples an hour apart nothing else was seen: the time counts.
    @Test func `a gap counts as time`() {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        bench.celsius = 55
        bench.step(gapSeconds: 3600)
        #expect(bench.takenIDs().contains(.temperatureAboveOperating) == false)
        bench.step(gapSeconds: 3600)
        #expect(bench.takenIDs().contains(.temperatureAboveOperating))
    }

    @Test func `what is not measured is not judged`() {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        bench.volts = -500
        bench.amperes = 1
        bench.celsius = 500
        bench.flags = .none
        bench.run(seconds: 600)
        #expect(bench.takenIDs() == [])
        // Excitation is on the voltage alone.
        bench.flags = SampleFlags.allValid.union(.excitation)
        bench.run(seconds: 600)
        let told = bench.takenIDs()
        #expect(told.contains(.chargeCurrentAboveSafety) && told.contains(.temperatureAboveSafety))
        #expect(!told.contains(.voltageBelowSafety) && !told.contains(.voltageBelowPhysics))
    }

    @Test func `without limits in the profile nothing is told`() {
        var bench = SafetyBench(.generic)
        bench.volts = -50
        bench.amperes = 0.01
        bench.celsius = 200
        bench.run(seconds: 5000)
        #expect(bench.takenIDs() == [])
    }

    @Test func `an excursion of the temperature blocks learning, one of the voltage does not`() {
        var bench = SafetyBench()
        bench.volts = 2.9
        bench.run(seconds: 100)
        #expect(bench.takenIDs() == [.voltageAboveOperating])
        #expect(!bench.monitor.isTemperatureExcursion && !bench.monitor.isSensorImplausible)
        bench.celsius = 51
        bench.run(seconds: 100)
        #expect(bench.monitor.isTemperatureExcursion)
        bench.celsius = 25
        bench.run(seconds: 200)
        #expect(!bench.monitor.isTemperatureExcursion)
    }

    /// Symmetric cells have no window: both signs count.
    @Test func `a symmetric cell is held to its polarisation either way`() {
        var bench = SafetyBench(.symmetric)
        bench.amperes = -71.3e-6
        bench.volts = -1.4
        bench.run(seconds: 100)
        #expect(bench.takenIDs() == [])
        bench.volts = -1.6
        bench.run(seconds: 100)
        #expect(bench.takenIDs() == [.voltageBelowOperating])
    }
}
