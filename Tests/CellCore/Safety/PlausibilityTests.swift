import Testing

@testable import CellCore

/// Sensors that contradict physics, each other, or themselves.
@Suite struct PlausibilityTests {
    // MARK: What the voltage can be

    /// A cell of sodium and TiS₂ with its leads reversed reads −2.1 V.
    @Test(arguments: [1.0, 0.02, 60.0])
    func `reversed leads`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.volts = -2.1
        bench.run(seconds: max(20, 3 * period))
        let ids = bench.takenIDs()
        #expect(ids.filter { $0 == .voltageBelowPhysics }.count == 1)
        #expect(bench.monitor.isSensorImplausible)
        bench.volts = 2.1
        bench.run(seconds: max(60, 5 * period))
        let again = bench.taken().filter { $0.id == .plausibleAgain }
        #expect(again.map(\.value) == [111])
        #expect(!bench.monitor.isSensorImplausible)
    }

    @Test(arguments: [1.0, 0.02, 60.0])
    func `more than such a cell has`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.volts = 3.26
        bench.run(seconds: max(20, 3 * period))
        #expect(bench.takenIDs().contains(.voltageAbovePhysics))
    }

    /// At rest a symmetric cell has no voltage; under load it has what its resistance makes of it.
    @Test func `a current makes room for its polarisation`() {
        var bench = SafetyBench(.symmetric)
        bench.volts = 1.2
        bench.amperes = 71.3e-6
        bench.run(seconds: 60)
        #expect(!bench.takenIDs().contains(.voltageAbovePhysics))
        // The other way it would take from the voltage.
        bench.amperes = -71.3e-6
        bench.run(seconds: 60)
        #expect(bench.takenIDs().contains(.voltageAbovePhysics))
    }

    @Test func `ten seconds, not less`() {
        var bench = SafetyBench()
        bench.run(seconds: 5)
        bench.volts = -2.1
        bench.run(seconds: 10)
        bench.volts = 2.1
        bench.run(seconds: 60)
        #expect(!bench.takenIDs().contains(.voltageBelowPhysics))
    }

    // MARK: The voltage's answer to the load

    /// A load of 86.4 µA that goes on and off every 20 s; `ohms` is by how much the voltage answers.
    private func pulses(_ bench: inout SafetyBench, _ count: Int, ohms: Double, volts: Double = 2.1) {
        for index in 0..<count {
            bench.amperes = index % 2 == 0 ? -86.4e-6 : 0
            bench.volts = volts + bench.amperes * ohms
            bench.run(seconds: 20)
        }
    }

    @Test(arguments: [1.0, 0.02])
    func `three changes of the load without an answer`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.run(seconds: 20)
        pulses(&bench, 2, ohms: 0)
        #expect(bench.takenIDs() == [])
        pulses(&bench, 2, ohms: 0)
        let told = bench.taken()
        #expect(told.map(\.id) == [.currentUnanswered])
        // The value is the change: 86.4 µA, and 4 nA of noise.
        #expect(abs((told.first?.value.magnitude ?? 0).distance(to: 86_400_000)) <= 4_000)
        #expect(bench.monitor.isSensorImplausible)
        // Back again: at the third change with an answer.
        pulses(&bench, 4, ohms: 441)
        #expect(bench.taken().map(\.value) == [110])
        #expect(!bench.monitor.isSensorImplausible)
    }

    /// The least that a cell of the kind answers with: its pellet at 80 °C, 21 Ω.
    @Test func `a small answer is one`() {
        var bench = SafetyBench()
        bench.run(seconds: 20)
        pulses(&bench, 40, ohms: 21)
        #expect(bench.takenIDs() == [])
        pulses(&bench, 40, ohms: 9)
        #expect(bench.takenIDs() == [.currentUnanswered])
    }

    /// The leads of the shunt are reversed, or an importer has the wrong sign.
    @Test func `an answer the wrong way is none`() {
        var bench = SafetyBench()
        bench.run(seconds: 20)
        pulses(&bench, 4, ohms: -3000)
        #expect(bench.takenIDs() == [.currentUnanswered])
    }

    /// A short of 8 Ω leaves no voltage to answer with; the detector of shorts has that.
    @Test func `a shorted cell is not held against its sensors`() {
        var bench = SafetyBench()
        bench.run(seconds: 20)
        pulses(&bench, 40, ohms: 8, volts: 0.007)
        #expect(!bench.takenIDs().contains(.currentUnanswered))
    }

    @Test func `small and slow changes, and changes over a gap, are not judged`() {
        var bench = SafetyBench()
        bench.run(seconds: 20)
        // 20 % of the nominal current are 17.3 µA.
        for index in 0..<40 {
            bench.amperes = index % 2 == 0 ? -17e-6 : 0
            bench.run(seconds: 20)
        }
        for index in 0..<40 {
            bench.run(seconds: 40) { $0.amperes += index % 2 == 0 ? 2e-6 : -2e-6 }
        }
        bench.amperes = 0
        bench.step(gapSeconds: 60)
        for index in 0..<40 {
            bench.amperes = index % 2 == 0 ? -86.4e-6 : 0
            bench.step(gapSeconds: 60)
            bench.run(seconds: 20)
        }
        #expect(!bench.takenIDs().contains(.currentUnanswered))
    }

    // MARK: Converters that repeat themselves

    /// One reading stays as it is while the others move.
    private func hold(_ bench: inout SafetyBench, seconds: Double, _ freeze: (inout Sample) -> Void) {
        let end = bench.seconds + seconds
        while bench.seconds < end { bench.step(edit: freeze) }
    }

    @Test(arguments: [1.0, 0.02, 60.0])
    func `a stuck current`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.amperes = -86.4e-6
        bench.run(seconds: max(300, 20 * period))
        #expect(bench.takenIDs() == [])
        let begin = bench.seconds
        hold(&bench, seconds: max(300, 150 * period)) { $0.currentPicoamperes = -86_401_000 }
        let told = bench.taken()
        #expect(told.map(\.id) == [.currentStuck])
        #expect(told.first?.value == -86_401_000)
        // 120 readings and 100 s at least; windows of 20 s are whole.
        let second = (told.first.map { Double($0.timeMicroseconds) } ?? 0) / 1e6
        #expect(second >= begin + max(100, 119 * period))
        #expect(second <= begin + max(100, 120 * period) + 2 * max(20, period) + period)
        bench.run(seconds: max(100, 5 * period))
        #expect(bench.taken().map(\.value) == [113])
    }

    @Test(arguments: [1.0, 0.02, 60.0])
    func `a stuck voltage`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.run(seconds: max(300, 20 * period))
        hold(&bench, seconds: max(300, 150 * period)) { $0.voltageNanovolts = 2_100_000_123 }
        #expect(bench.takenIDs() == [.voltageStuck])
        #expect(bench.monitor.isSensorImplausible)
    }

    @Test(arguments: [1.0, 60.0])
    func `a stuck thermometer, after an hour`(_ period: Double) {
        var bench = SafetyBench(periodSeconds: period)
        bench.run(seconds: max(300, 20 * period))
        hold(&bench, seconds: 3000 * period) { $0.temperatureMillikelvin = 298_151 }
        #expect(bench.takenIDs() == [])
        hold(&bench, seconds: 700 * period) { $0.temperatureMillikelvin = 298_151 }
        #expect(bench.takenIDs() == [.temperatureStuck])
    }

    /// A source that states what it was set to is no converter: a record of a cycler, a test's ideal cell.
    @Test func `a current that never moved by itself is not stuck`() {
        var bench = SafetyBench()
        bench.isNoisy = false
        for index in 0..<60 {
            bench.amperes = index % 3 == 0 ? -86.4e-6 : index % 3 == 1 ? 86.4e-6 : 0
            bench.volts = 2.1 + bench.amperes * 2000
            bench.run(seconds: 500) { $0.volts += 1e-7 }
        }
        #expect(bench.takenIDs() == [])
    }

    @Test func `when everything stands still nothing is stuck`() {
        var bench = SafetyBench()
        bench.run(seconds: 300)
        bench.isNoisy = false
        bench.run(seconds: 5000)
        #expect(bench.takenIDs() == [])
    }

    @Test func `a reading of nothing at rest is not stuck`() {
        var bench = SafetyBench()
        bench.amperes = -86.4e-6
        bench.run(seconds: 300)
        hold(&bench, seconds: 3000) { $0.currentPicoamperes = 0 }
        #expect(!bench.takenIDs().contains(.currentStuck))
    }
}
