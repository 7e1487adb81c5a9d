import CellCore
import TestSupport
import Testing

@Suite struct SnapshotTests {
    /// Load, rest, gap, short, a drifting and noisy temperature: every part of the state is in use.
    private func samples() -> [Sample] {
        var random = SeededGenerator(seed: 3, purpose: "temperatures around the limits at which the model follows them")
        var samples = coolSamples()
        for index in samples.indices {
            samples[index].temperatureMillikelvin += Int32(index / 4) + Int32.random(in: -60...60, using: &random)
            if index % 100 == 57 { samples[index].flags = SampleFlags(rawValue: 3) }
            // Now and then an interval of another length, but not in the rest that sets the anchor.
            if index > 700 && index % 61 == 60 { samples[index].intervalMicroseconds -= 400_000 }
        }
        return samples
    }

    private func coolSamples() -> [Sample] {
        var bench = Bench(profile: .aluconeTiS2, stateOfCharge: 0.7)
        var samples: [Sample] = []
        for _ in 0..<650 { samples.append(bench.nextSample(amperes: 0)) }
        for _ in 0..<200 { samples.append(bench.nextSample(amperes: -86.4e-6)) }
        for _ in 0..<10 { _ = bench.nextSample(amperes: -86.4e-6) }
        bench.cell.leakSiemens = 1 / 3_000.0
        for _ in 0..<400 { samples.append(bench.nextSample(amperes: -86.4e-6)) }
        return samples
    }

    @Test func goesOnWithTheSameBits() throws {
        let samples = samples()
        var straight = CellMonitor(profile: .aluconeTiS2)
        var broken = CellMonitor(profile: .aluconeTiS2)
        for (index, sample) in samples.enumerated() {
            var events = EventList()
            straight.step(sample, events: &events)
            if index % 37 == 36 { broken = try CellMonitor(profile: .aluconeTiS2, snapshot: broken.snapshot) }
            var otherEvents = EventList()
            broken.step(sample, events: &otherEvents)
            guard straight.status == broken.status else {
                Issue.record("differs after sample \(index): \(straight.status), \(broken.status)")
                return
            }
        }
        #expect(straight.status.short.shortClass >= .soft, "the run must exercise the detector")
    }

    @Test func everyStateFindsRoom() throws {
        for index in 0..<CellProfile.builtInCount {
            let name = try #require(CellProfile.builtInName(index))
            let profile = try #require(CellProfile.builtIn(named: ProfileName(name)))
            let snapshot = CellMonitor(profile: profile).snapshot
            #expect(!snapshot.isOverflowed, "\(name)")
            if index == 0 { print("a snapshot has \(snapshot.count) bytes") }
        }
    }

    @Test func isToldAfterARestore() throws {
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        let first = samples()[0]
        monitor.step(first, events: &events)
        var restored = try CellMonitor(profile: .generic, snapshot: monitor.snapshot)
        var later = first
        later.timeMicroseconds += 1_000_000
        events.removeAll()
        restored.step(later, events: &events)
        #expect(events.count == 1 && events[0]?.id == .restored && events[0]?.sequence == 2)
        #expect(events[0]?.value == 3)
    }

    @Test func anyDamagedBitIsRefused() {
        let snapshot = CellMonitor(profile: .symmetric).snapshot
        for index in 0..<snapshot.count {
            for bit in 0..<8 {
                var damaged = snapshot
                damaged[index] ^= UInt8(1 << bit)
                #expect(throws: SnapshotError.self) {
                    try CellMonitor(profile: .symmetric, snapshot: damaged)
                }
            }
        }
    }

    @Test func saysWhyItRefuses() {
        let snapshot = CellMonitor(profile: .symmetric).snapshot
        #expect(throws: SnapshotError.otherProfile) { try CellMonitor(profile: .generic, snapshot: snapshot) }
        var newer = snapshot
        newer[0] = 9
        #expect(throws: SnapshotError.unknownVersion(9)) { try CellMonitor(profile: .symmetric, snapshot: newer) }
        #expect(throws: SnapshotError.wrongLength(0)) {
            try CellMonitor(profile: .symmetric, snapshot: SnapshotBytes())
        }
        var longer = snapshot
        longer.append(0)
        #expect(throws: SnapshotError.wrongLength(snapshot.count + 1)) {
            try CellMonitor(profile: .symmetric, snapshot: longer)
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SeededGenerator(seed: 11, purpose: "snapshots of random bytes with a valid check value")
        let length = CellMonitor(profile: .aluconeTiS2).snapshot.count
        for _ in 0..<2_000 {
            var bytes = SnapshotBytes()
            let model = CellMonitor(profile: .aluconeTiS2).snapshot
            for index in 0..<(length - 4) {
                bytes.append(index < 26 ? model[index] : UInt8.random(in: 0...255, using: &random))
            }
            var crc = CRC32()
            crc.add(bytes.bytes)
            var value = crc.value
            bytes.code(&value)
            guard var monitor = try? CellMonitor(profile: .aluconeTiS2, snapshot: bytes) else { continue }
            var events = EventList()
            monitor.step(
                Sample(
                    timeMicroseconds: .max, intervalMicroseconds: 1_000_000, currentPicoamperes: -86_400_000,
                    voltageNanovolts: 1_900_000_000, temperatureMillikelvin: 298_150), events: &events)
            _ = monitor.status
        }
    }
}
