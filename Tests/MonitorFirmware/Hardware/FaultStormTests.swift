import AnalogFrontEnd
import CellCore
import HILSimulator
import TestSupport
import Testing

/// Faults of all kinds at random times: what is flagged is the cell's, time goes on, and everything comes back.
@Suite struct FaultStormTests {
    /// What goes wrong; the first ones last, the others are over at once.
    private enum Kind: Int, CaseIterable {
        case currentPower, voltagePower, temperaturePower, impedancePower, currentFrozen, voltageFrozen
        case temperatureFrozen, sdaShorted, sclShorted, currentRefused, voltageRefused, temperatureRefused
        case voltageDamaged, impedanceMissing, impedanceDamaged, impedanceNeverEnds, referenceOff, inputOpen, flashFails
        case currentCorrupted, voltageCorrupted, temperatureCorrupted, impedanceCorrupted, sdaLow, arbitration

        var lasts: Bool { rawValue < Kind.currentCorrupted.rawValue }
    }

    private struct Storm {
        var active: [Kind: UInt64] = [:]
        var disturbed: [ChipUnderTest: DisturbedTarget] = [:]
        var random: SeededGenerator
    }

    private func set(_ kind: Kind, _ isOn: Bool, _ bench: HardwareBench, _ storm: inout Storm) {
        let cell = bench.cell
        switch kind {
        case .currentPower: ChipUnderTest.current.setPower(!isOn, cell)
        case .voltagePower: ChipUnderTest.voltage.setPower(!isOn, cell)
        case .temperaturePower: ChipUnderTest.temperature.setPower(!isOn, cell)
        case .impedancePower: ChipUnderTest.impedance.setPower(!isOn, cell)
        case .currentFrozen: ChipUnderTest.current.setFrozen(isOn, cell)
        case .voltageFrozen: ChipUnderTest.voltage.setFrozen(isOn, cell)
        case .temperatureFrozen: ChipUnderTest.temperature.setFrozen(isOn, cell)
        case .sdaShorted: cell.chips.wire.disturbance = isOn ? .sdaShorted : .none
        case .sclShorted: cell.chips.wire.disturbance = isOn ? .sclShorted : .none
        case .currentRefused: disturb(.current, isOn, refusals: 0.3, bench, &storm)
        case .voltageRefused: disturb(.voltage, isOn, refusals: 0.3, bench, &storm)
        case .temperatureRefused: disturb(.temperature, isOn, refusals: 0.3, bench, &storm)
        case .voltageDamaged: disturb(.voltage, isOn, damages: 0.05, bench, &storm)
        case .impedanceMissing:
            cell.impedanceBus.chip = isOn ? .missing(misoIsHigh: storm.random.next() & 1 == 0) : .present
        case .impedanceDamaged: cell.impedanceBus.damagedBits = isOn ? 0.01 : 0
        case .impedanceNeverEnds: cell.impedanceBus.neverEnds = isOn
        case .referenceOff:
            let volts = Double.random(in: 0...5, using: &storm.random)
            cell.chips.voltage.setInputs(at: bench.now) { $0.reference = isOn ? volts : 3.3 }
        case .inputOpen: cell.chips.voltage.setInputs(at: bench.now) { $0.isOpen = isOn }
        case .flashFails: cell.memory.failingSectors = isOn ? [Int.random(in: 400..<1024, using: &storm.random)] : []
        case .currentCorrupted: ChipUnderTest.current.corrupt(cell)
        case .voltageCorrupted: ChipUnderTest.voltage.corrupt(cell)
        case .temperatureCorrupted: ChipUnderTest.temperature.corrupt(cell)
        case .impedanceCorrupted: ChipUnderTest.impedance.corrupt(cell)
        case .sdaLow:
            if cell.chips.wire.disturbance == .none { cell.chips.wire.disturbance = .sdaLow(clocks: 9) }
        case .arbitration: if cell.chips.wire.disturbance == .none { cell.chips.wire.disturbance = .arbitration }
        }
    }

    private func disturb(
        _ chip: ChipUnderTest, _ isOn: Bool, refusals: Double = 0, damages: Double = 0, _ bench: HardwareBench,
        _ storm: inout Storm
    ) {
        storm.disturbed[chip] =
            isOn
            ? DisturbedTarget(
                chip.target(bench.cell), refusals: refusals, damages: damages, seed: storm.random.next()) : nil
        bench.cell.chips.wire.targets = [ChipUnderTest.current, .voltage, .temperature].map {
            storm.disturbed[$0] ?? $0.target(bench.cell)
        }
    }

    @Test(arguments: [20_261_123, 20_261_124, 20_261_125] as [UInt64])
    func `two hundred faults in six hours`(_ seed: UInt64) throws {
        var storm = Storm(random: SeededGenerator(seed: seed))
        let bench = try HardwareBench(amperes: -30e-6, seed: seed)
        var lastTime: UInt64 = 0
        var backwards = 0
        bench.look = { sample, _ in
            if sample.timeMicroseconds <= lastTime { backwards += 1 }
            lastTime = sample.timeMicroseconds
        }
        try bench.run(seconds: 10)
        let end: UInt64 = 6 * 3_600_000_000
        var counts: [Kind: Int] = [:]
        let starts = (0..<200).map { _ in UInt64.random(in: 20_000_000..<(end - 200_000_000), using: &storm.random) }
        for start in starts.sorted() {
            try pass(until: start, bench, &storm)
            let kind = try #require(Kind.allCases.randomElement(using: &storm.random))
            guard storm.active[kind] == nil else { continue }
            counts[kind, default: 0] += 1
            set(kind, true, bench, &storm)
            if kind.lasts {
                storm.active[kind] = start + UInt64.random(in: 10_000..<60_000_000, using: &storm.random)
            }
        }
        try pass(until: end, bench, &storm)
        #expect(storm.active.isEmpty)
        try bench.run(seconds: 5)

        #expect(backwards == 0)
        #expect(bench.lostReports == 0)
        let health = bench.health
        #expect(health.current.state == .measuring && health.voltage.state == .measuring)
        #expect(health.temperature.state == .measuring && health.impedance.state == .measuring)
        #expect(bench.samples.last?.flags.contains(.allValid) == true)
        // A sample a period, with or without a current.
        #expect(bench.samples.count > Int(Double(end) * 1e-6 / 1.0548 * 0.97))
        // What current was measured for and what was not come to all the time.
        // An interval that reaches back over a sample without a current counts from there on, as the monitor has it.
        var covered: UInt64 = 0
        var before: UInt64 = 0
        for sample in bench.samples {
            let interval = min(sample.intervalMicroseconds, sample.timeMicroseconds - before)
            if sample.flags.contains(.currentValid) { covered += interval }
            before = sample.timeMicroseconds
        }
        let status = bench.status
        let total = Int64(covered + status.uncoveredMicroseconds)
        #expect(abs(total - Int64(status.timeMicroseconds)) < 1_100_000, "\(covered), \(status)")
        let charge = Double(status.charge.netNanocoulombs) * 1e-9
        #expect(abs(charge + 30e-6 * Double(covered) * 1e-6) < 60e-9 * Double(covered) * 1e-6)
        print("kinds: \(counts.count), faults: \(counts.values.reduce(0, +)), samples: \(bench.samples.count),")
        print("uncovered: \(status.uncoveredMicroseconds / 1_000_000) s, events: \(bench.events.count)")
    }

    /// Goes on, and ends the faults whose time is over.
    private func pass(until time: UInt64, _ bench: HardwareBench, _ storm: inout Storm) throws {
        while true {
            let over = storm.active.min { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
            let next = min(time, over?.value ?? .max)
            // The voltage is not the cell's while its input is open or its reference off, nor in the sample after.
            if storm.active[.inputOpen] != nil || storm.active[.referenceOff] != nil {
                bench.voltageExcusedUntil = max(bench.voltageExcusedUntil, next)
            }
            if next > bench.microseconds { try bench.run(seconds: Double(next - bench.microseconds) * 1e-6) }
            guard let over, over.value <= time else { return }
            storm.active[over.key] = nil
            set(over.key, false, bench, &storm)
        }
    }
}
