import Testing

@testable import CellCore

/// Nothing is learned from a cell that is too cold, shorted, or whose sensors fail; it is counted all the same.
@Suite struct LearningLockTests {
    /// What may not move under a lock.
    private struct Learned: Equatable {
        var perCapacity: Float
        var polarisation: Float
        var lead: Float
        var curve: Bool
        var health: HealthBaseline
        var offset: Bounded

        init(_ monitor: CellMonitor) {
            let mean = monitor.estimator.filter.mean
            perCapacity = mean[StateFilter.Part.perCapacity]
            polarisation = mean[StateFilter.Part.polarisation]
            lead = mean[StateFilter.Part.lead]
            curve = monitor.estimator.isKnown
            health = monitor.health
            offset = monitor.currentOffset.value(limit: monitor.profile.sensor.currentOffsetAmperes)
        }
    }

    /// A cell that is half an hour old and found, and a way to feed it with samples that were tampered with.
    private struct Fed {
        var bench: Bench
        var events: [MonitorEvent] = []

        init() {
            bench = Bench(profile: .aluconeTiS2, stateOfCharge: 0.7)
            run(seconds: 900, amperes: 0)
            run(seconds: 3600, amperes: -86.4e-6)
        }

        mutating func run(seconds: Int, amperes: Double, _ edit: (inout Sample) -> Void = { _ in }) {
            for _ in 0..<seconds {
                var sample = bench.nextSample(amperes: amperes)
                edit(&sample)
                var list = EventList()
                bench.monitor.step(sample, events: &list)
                #expect(list.lostCount == 0)
                for index in 0..<list.count { if let event = list[index] { events.append(event) } }
            }
        }

        /// Events of the lock since the last call, as identifier and reasons.
        mutating func taken() -> [[Int64]] {
            defer { events = [] }
            return events.filter { $0.id.rawValue >= 120 }.map { [Int64($0.id.rawValue), $0.value] }
        }
    }

    private func isHeld(_ fed: Fed) -> Bool {
        guard let bounds = fed.bench.monitor.status.stateOfCharge else { return false }
        let truth = Float(fed.bench.cell.stateOfCharge)
        return bounds.lower <= truth && truth <= bounds.upper
    }

    /// What reads as −15 °C: the cell's voltage is then far above that of such a cold one, which is no evidence of a short.
    private func cold(_ sample: inout Sample) { sample.temperatureMillikelvin = 258_150 }

    /// Six hours in which each voltage that is weighed would teach something false.
    @Test func `an excursion of the temperature for hours`() throws {
        var fed = Fed()
        #expect(fed.taken() == [])
        // The step itself is an excursion of the rate; the level is told after a minute.
        fed.run(seconds: 120, amperes: -86.4e-6, cold)
        #expect(fed.taken().first == [120, 2])
        #expect(fed.bench.monitor.status.state?.lock == .temperature)
        let before = Learned(fed.bench.monitor)
        let width = try #require(fed.bench.monitor.status.stateOfCharge)
        fed.run(seconds: 3 * 3600, amperes: -86.4e-6, cold)
        fed.run(seconds: 3 * 3600, amperes: -10e-6, cold)
        #expect(Learned(fed.bench.monitor) == before)
        #expect(isHeld(fed))
        let after = try #require(fed.bench.monitor.status.stateOfCharge)
        // The change is 0.284: 20 % of it for a capacity that is not known yet, and 15 nA for six hours.
        #expect(after.upper - after.lower <= width.upper - width.lower + 2 * (0.2 * 0.284 + 0.001))
        // What the model made of a temperature that was not the cell's is not judged here; `TemperatureExcursionTests` has
        // a cell that is as cold as it reads.
        fed.run(seconds: 2 * 3600, amperes: -43.2e-6)
        #expect(fed.taken().last?.first == 121)
        #expect(Learned(fed.bench.monitor) != before, "learning goes on")
    }

    @Test func `a thermometer that is lost locks, one that never was does not`() {
        var fed = Fed()
        _ = fed.taken()
        let before = Learned(fed.bench.monitor)
        fed.run(seconds: 3600, amperes: -86.4e-6) { $0.flags = SampleFlags(rawValue: 3) }
        #expect(Learned(fed.bench.monitor) == before)
        #expect(fed.taken() == [[120, 4]])

        var without = Bench(profile: .aluconeTiS2, stateOfCharge: 0.7)
        for _ in 0..<900 {
            var sample = without.nextSample(amperes: 0)
            sample.flags = SampleFlags(rawValue: 3)
            var list = EventList()
            without.monitor.step(sample, events: &list)
        }
        #expect(without.monitor.status.state?.lock.isEmpty == true)
    }

    /// A converter of the voltage that repeats itself, and one whose readings come and go.
    @Test func `a sensor in fault`() {
        var fed = Fed()
        _ = fed.taken()
        let before = Learned(fed.bench.monitor)
        var count = 0
        fed.run(seconds: 3600, amperes: -86.4e-6) {
            count += 1
            if count % 2 == 0 { $0.flags = SampleFlags(rawValue: 5) }
        }
        #expect(Learned(fed.bench.monitor).perCapacity == before.perCapacity)
        #expect(fed.taken() == [[120, 4]])
        #expect(isHeld(fed))
        fed.run(seconds: 100, amperes: -86.4e-6)
        #expect(fed.taken() == [[121, 4]])
    }

    @Test func `a rest under a lock is no anchor, and teaches no offset`() {
        var fed = Fed()
        _ = fed.taken()
        let before = Learned(fed.bench.monitor)
        fed.run(seconds: 7200, amperes: 0, cold)
        fed.run(seconds: 60, amperes: -86.4e-6, cold)
        #expect(fed.taken() == [[120, 2], [122, 2], [123, 2]])
        #expect(Learned(fed.bench.monitor) == before)
        #expect(!fed.events.contains { $0.id == .stateOfChargeAnchored })
    }

    /// What a rest showed under a lock does not count when the lock has gone, what it shows then does.
    @Test func `a rest that outlasts a lock`() {
        var fed = Fed()
        _ = fed.taken()
        fed.bench.offsetAmperes = 12e-9
        fed.run(seconds: 4000, amperes: 0, cold)
        fed.run(seconds: 300, amperes: 0)
        #expect(fed.taken() == [[120, 2], [122, 2], [121, 2], [123, 2]])
        fed.run(seconds: 4000, amperes: 0)
        fed.run(seconds: 60, amperes: -86.4e-6)
        #expect(fed.taken() == [])
        let offset = fed.bench.monitor.currentOffset.value(limit: 15e-9)
        #expect(abs(offset.value - 12e-9) < 1e-9)
    }

    // MARK: The efficiency of a cycle

    private func end(_ charged: Int64, _ discharged: Int64) -> CycleLedger.End {
        CycleLedger.End(
            timeMicroseconds: UInt64(charged), charged: charged, discharged: discharged, stateOfCharge: 0,
            deviation: 0.001, capacityCoulombs: 3.6, offsetAmperes: 1e-9)
    }

    private func cycle(
        _ ledger: inout CycleLedger, _ number: Int64, doubt: LearningLock = LearningLock(),
        atEnd: LearningLock = LearningLock()
    ) -> LearningLock {
        _ = ledger.look(volts: 2.8, amperes: 1e-4, lower: 1, upper: 2.8)
        if !doubt.isEmpty { ledger.doubt(doubt) }
        return ledger.end(end(number * 3_600_000_000, number * 3_500_000_000), lock: atEnd)
    }

    @Test func `a cycle with a short or a sensor in fault has no efficiency`() throws {
        for (doubt, refused) in [
            (LearningLock.short, true), (.sensor, true), (.temperature, false), (LearningLock(rawValue: 5), true),
        ] {
            var ledger = CycleLedger()
            #expect(cycle(&ledger, 0).isEmpty)
            #expect(cycle(&ledger, 1, doubt: doubt) == (refused ? doubt : LearningLock()))
            #expect((ledger.efficiency == nil) == refused)
            #expect(cycle(&ledger, 2).isEmpty)
            #expect(abs(try #require(ledger.efficiency).value - 35.0 / 36) < 1e-3)
        }
    }

    @Test func `nor one that begins or ends under any lock`() {
        var ledger = CycleLedger()
        #expect(cycle(&ledger, 0).isEmpty)
        #expect(cycle(&ledger, 1, atEnd: .temperature) == .temperature)
        #expect(cycle(&ledger, 2) == .temperature)
        #expect(ledger.efficiency == nil)
        #expect(cycle(&ledger, 3).isEmpty)
        #expect(ledger.efficiency != nil)
    }

    @Test func `a cycle that is not whole is none to refuse`() {
        var ledger = CycleLedger()
        #expect(cycle(&ledger, 0, atEnd: .formation).isEmpty)
    }
}
