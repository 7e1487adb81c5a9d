import TestSupport
import Testing

@testable import CellCore

/// A snapshot of version 2 is taken over: nothing is lost that has a counterpart, and nothing is claimed beyond it.
@Suite struct OldSnapshotTests {
    @Test(arguments: OldSnapshotCase.all)
    func `what was counted and judged goes on as it was`(_ old: OldSnapshotCase) throws {
        let monitor = try CellMonitor(profile: old.profile, snapshot: old.snapshot)
        let status = monitor.status
        #expect(old.snapshot.count == 268)
        #expect(status.timeMicroseconds == old.status.timeMicroseconds)
        #expect(status.sampleCount == old.status.sampleCount)
        #expect(status.voltageNanovolts == old.status.voltageNanovolts)
        #expect(status.currentPicoamperes == old.status.currentPicoamperes)
        #expect(status.temperatureMillikelvin == old.status.temperatureMillikelvin)
        #expect(status.charge == old.status.charge)
        #expect(status.uncoveredMicroseconds == old.status.uncoveredMicroseconds)
        #expect(status.refusedSampleCount == old.status.refusedSampleCount)
        #expect(status.short.shortClass == old.status.short.shortClass)
        #expect(status.short.sinceMicroseconds == old.status.short.sinceMicroseconds)
        #expect(status.short.resistanceOhms == old.status.short.resistanceOhms)
        #expect(monitor.eventSequence == old.eventSequence)
    }

    @Test(arguments: OldSnapshotCase.all)
    func `state of charge begins with the old value, in wider bounds`(_ old: OldSnapshotCase) throws {
        let charge = try CellMonitor(profile: old.profile, snapshot: old.snapshot).status.stateOfCharge
        guard let before = old.status.stateOfCharge, let truth = old.truth else {
            #expect(charge == nil)
            return
        }
        let after = try #require(charge)
        #expect(abs(after.value - before.value) < 1e-6)
        #expect(after.lower < before.lower && after.upper > before.upper)
        #expect(after.lower <= truth && truth <= after.upper)
        #expect(after.upper - after.lower < 2 * (before.upper - before.lower), "the old value must be of use")
    }

    @Test(arguments: OldSnapshotCase.all)
    func `after time off any state of charge may be`(_ old: OldSnapshotCase) throws {
        let monitor = try CellMonitor(profile: old.profile, snapshot: old.snapshot, afterTimeOff: true)
        guard let before = old.status.stateOfCharge else {
            #expect(monitor.status.stateOfCharge == nil)
            return
        }
        let after = try #require(monitor.status.stateOfCharge)
        #expect(abs(after.value - before.value) < 1e-6)
        #expect(after.lower == 0 && after.upper == 1)
        #expect(monitor.lock.contains(.restored))
        #expect(monitor.status.charge == old.status.charge)
    }

    @Test(arguments: OldSnapshotCase.all)
    func `it is told with its version, and goes on in the present one`(_ old: OldSnapshotCase) throws {
        var monitor = try CellMonitor(profile: old.profile, snapshot: old.snapshot)
        var events = EventList()
        monitor.step(sample(after: old), events: &events)
        #expect(events[0]?.id == .restored && events[0]?.value == 2)
        #expect(events[0]?.sequence == old.eventSequence + 1)
        #expect(monitor.status.sampleCount == old.status.sampleCount + 1)

        // From here on its snapshots are of the present version, and go on with the same bits.
        #expect(monitor.snapshot[0] == 3)
        var again = try CellMonitor(profile: old.profile, snapshot: monitor.snapshot)
        for second in 2...600 {
            let next = sample(after: old, seconds: UInt64(second))
            monitor.step(next, events: &events)
            again.step(next, events: &events)
        }
        #expect(again.status == monitor.status)
    }

    private func sample(after old: OldSnapshotCase, seconds: UInt64 = 1) -> Sample {
        Sample(
            timeMicroseconds: old.status.timeMicroseconds + seconds * 1_000_000, intervalMicroseconds: 1_000_000,
            currentPicoamperes: old.status.currentPicoamperes ?? 0,
            voltageNanovolts: old.status.voltageNanovolts ?? 10_000_000, temperatureMillikelvin: 298_150)
    }

    /// The model's memory of the load is taken over: a monitor that goes on at once does not take it for a new load.
    @Test func `the lead and the current of the load go on`() throws {
        let monitor = try CellMonitor(
            profile: OldSnapshotCase.loaded.profile, snapshot: OldSnapshotCase.loaded.snapshot)
        #expect(monitor.estimator.steadyAmperes == 43.2e-6)
        // The two parts of the lead lie behind version, name, time, sensors, ledger and the current of film and interlayer.
        func float(_ offset: Int) -> Float {
            let bytes = OldSnapshotCase.loaded.snapshot
            return Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) })
        }
        let lead = float(85) + float(89)
        #expect(abs(lead) > 1e-4)
        #expect(abs(monitor.estimator.prediction.lead - lead) < 1e-6)
    }

    @Test func `any damaged bit, any other length and another profile are refused`() {
        let old = OldSnapshotCase.loaded
        for index in 0..<old.snapshot.count {
            for bit in 0..<8 {
                var damaged = old.snapshot
                damaged[index] ^= UInt8(1 << bit)
                #expect(throws: SnapshotError.self) { try CellMonitor(profile: old.profile, snapshot: damaged) }
            }
        }
        var longer = old.snapshot
        longer.append(0)
        #expect(throws: SnapshotError.wrongLength(269)) { try CellMonitor(profile: old.profile, snapshot: longer) }
        #expect(throws: SnapshotError.otherProfile) { try CellMonitor(profile: .generic, snapshot: old.snapshot) }
        for version in [0, 1, 4, 255] as [UInt8] {
            var other = old.snapshot
            other[0] = version
            #expect(throws: SnapshotError.unknownVersion(UInt16(version))) {
                try CellMonitor(profile: old.profile, snapshot: other)
            }
        }
    }

    @Test func `random bytes never trap`() {
        var random = SeededGenerator(seed: 12, purpose: "old snapshots of random bytes with a valid check value")
        let old = OldSnapshotCase.loaded
        for _ in 0..<2_000 {
            var bytes = SnapshotBytes()
            for index in 0..<(old.snapshot.count - 4) {
                bytes.append(index < 26 ? old.snapshot[index] : UInt8.random(in: 0...255, using: &random))
            }
            var check = CRC32()
            check.add(bytes.bytes)
            var value = check.value
            bytes.code(&value)
            for afterTimeOff in [false, true] {
                guard
                    var monitor = try? CellMonitor(profile: old.profile, snapshot: bytes, afterTimeOff: afterTimeOff)
                else { continue }
                var events = EventList()
                for second in 1...40 {
                    var next = sample(after: old)
                    next.timeMicroseconds = .max - 40 + UInt64(second)
                    monitor.step(next, events: &events)
                }
                _ = monitor.status
            }
        }
    }
}
