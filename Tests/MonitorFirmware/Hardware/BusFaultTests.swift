import AnalogFrontEnd
import CellCore
import HILSimulator
import Journal
import Testing

/// Lines that hang: one caught in a byte is cleared, one that is shorted is told, and host and journal go on meanwhile.
@Suite struct BusFaultTests {
    @Test(arguments: 1...9)
    func `a chip that holds SDA in the middle of a byte is clocked free`(_ clocks: Int) throws {
        let bench = try HardwareBench()
        // The end of a conversion of the voltage, when the bus is used; then somewhere between.
        try bench.run(seconds: 5.3 + 0.0137 * Double(clocks))
        let start = bench.microseconds
        let clears = bench.health.busClearCount
        bench.cell.chips.wire.disturbance = .sdaLow(clocks: clocks)
        try bench.run(seconds: 5)
        #expect(bench.health.busClearCount == clears + 1)
        #expect(bench.cell.chips.wire.disturbance == .none)
        let after = bench.samples(from: start)
        #expect(after.count >= 4)
        #expect(after.filter { $0.flags != .allValid }.count <= 1)
        #expect(bench.events.allSatisfy { $0.timeMicroseconds < start || !$0.id.isNotice })
    }

    @Test(arguments: [I2CWire.Disturbance.sdaShorted, .sclShorted], [20.0, 150])
    func `a shorted line is told for all chips, and they come back`(
        _ disturbance: I2CWire.Disturbance, _ seconds: Double
    ) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 25.3)
        let start = bench.microseconds
        bench.cell.chips.wire.disturbance = disturbance
        try bench.run(seconds: seconds / 2)
        let chips: [ChipUnderTest] = [.current, .voltage, .temperature]
        let told = try chips.map { try #require(bench.told($0, [.bus], since: start)) }
        #expect(told.allSatisfy { $0 <= HardwareBench.bound }, "\(told)")

        // The host is answered, and is told nothing that nobody measured.
        let asked = try bench.askStatus()
        #expect(asked == bench.status)
        #expect(asked.voltageNanovolts == nil && asked.currentPicoamperes == nil)
        #expect(asked.temperatureMillikelvin == nil)
        try bench.run(seconds: seconds / 2)
        let during = bench.samples(from: start + HardwareBench.bound)
        #expect(during.count >= Int(seconds / 1.055) - 6)
        #expect(during.allSatisfy { $0.flags == .none })

        let mended = bench.microseconds
        bench.cell.chips.wire.disturbance = .none
        try bench.run(seconds: 210.3 - Double(mended) * 1e-6)
        let back = try chips.map { try #require(bench.recovered($0, since: mended)) }
        #expect(back.allSatisfy { $0 <= 5_000_000 }, "\(back)")
        #expect(bench.samples.last?.flags == .allValid)
        #expect(bench.lostReports == 0 && bench.health.lostSampleCount == 0 && bench.health.lateSampleCount == 0)

        let minutes = try bench.keptMinutes()
        #expect(minutes.map(\.uptimeMinutes) == [1, 2, 3])
        if seconds > 100 {
            #expect(minutes[1].currentNanoamperes == nil && minutes[1].voltageMicrovolts == nil)
            #expect(minutes[1].temperatureMillikelvin == nil)
        } else {
            #expect(minutes.allSatisfy { $0.currentNanoamperes != nil && $0.voltageMicrovolts != nil })
        }
        // Time without a current is accounted as such.
        let uncovered = Double(bench.status.uncoveredMicroseconds) * 1e-6
        #expect(uncovered >= seconds - 1.1 && uncovered <= seconds + 6)
        print("\(disturbance) for \(seconds) s: told after \(told) µs, back after \(back) µs")
    }

    @Test func `lost arbitration is tried again`() throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5)
        let start = bench.microseconds
        for _ in 0..<40 {
            bench.cell.chips.wire.disturbance = .arbitration
            try bench.run(seconds: 0.5)
        }
        #expect(bench.samples(from: start).allSatisfy { $0.flags == .allValid })
        #expect(bench.samples(from: start).count >= 17)
    }
}

extension HardwareBench {
    /// The journal as the flash holds it now, to be read by itself.
    var kept: Journal<SimulatedFlash> {
        var journal = Journal(
            store: SimulatedFlash(memory: FlashMemory(bytes: cell.memory.bytes), clock: VirtualClock()),
            log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
        journal.mount()
        return journal
    }

    /// All minute records that the flash holds, oldest first.
    func keptMinutes() throws -> [MinuteRecord] {
        var journal = kept
        var cursor = JournalCursor()
        var records: [MinuteRecord] = []
        for _ in 0..<100_000 {
            switch try journal.nextMinuteRecord(&cursor) {
            case .record(let record): records.append(record)
            case .searching: continue
            case .end: return records
            }
        }
        return records
    }
}
