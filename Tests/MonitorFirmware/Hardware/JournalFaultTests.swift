import CellCore
import CellWire
import HILSimulator
import Journal
import Testing

/// A flash that cannot be written, and one that holds a newer firmware's journal.
@Suite struct JournalFaultTests {
    @Test func `a flash of which no sector erases is told in a few events, and the monitor measures on`() throws {
        let bench = try HardwareBench()
        bench.cell.memory.failingSectors = Set(0..<1024)
        bench.cell.impedanceBus.chip = .missing(misoIsHigh: false)
        try bench.run(seconds: 600)
        let events = try bench.askEvents().filter { $0.id.isNotice }
        let failed = bench.events.filter { $0.id == .journalSectorFailed }
        // One for each ring, its first; 400…415 are the log's, 483…1023 the minutes'.
        #expect(failed.count == 2, "\(events)")
        #expect(failed.contains { (400..<416).contains($0.value) })
        #expect(failed.contains { (483..<1024).contains($0.value) })
        #expect(bench.events.filter { $0.id == .journalWorn }.map(\.value).sorted() == [0, 1])
        #expect(bench.events.filter { $0.id == .recordLost }.count <= 1)
        #expect(events.count <= 7, "\(events)")
        #expect(bench.samples.count >= 560)
        #expect(bench.samples.dropFirst().allSatisfy { $0.flags.contains(.allValid) })
        #expect(bench.health.lateSampleCount == 0 && bench.health.lostSampleCount == 0)
        #expect(bench.health.log.state == .worn && bench.health.minutes.state == .worn)
        #expect(bench.cell.memory.bytes.allSatisfy { $0 == 0xFF })
        _ = try bench.askStatus()
    }

    @Test func `a sector that fails is told, and the journal goes on in the next`() throws {
        let bench = try HardwareBench()
        bench.cell.memory.failingSectors = [400, 483]
        bench.cell.impedanceBus.chip = .missing(misoIsHigh: false)
        try bench.run(seconds: 400)
        #expect(Set(bench.events.filter { $0.id == .journalSectorFailed }.map(\.value)) == [400, 483])
        #expect(try bench.keptMinutes().count >= 5)
        #expect(bench.health.log.retiredCount == 1 && bench.health.minutes.retiredCount == 1)
    }

    /// A sector's header as `Docs/Journal.md` lays it out, of format version 2, and something of that version behind it.
    private func newerSector(_ magic: String) -> [UInt8] {
        func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
        var body = Array(magic.utf8) + [2, 0, 0, 0]
        body += little(7) + little(3) + little(5) + little(100) + little(0)
        body += Array(repeating: 0xFF, count: 32)
        var check = CRC32()
        check.add(body.span)
        var sector = little(check.value) + body
        sector += (sector.count..<4096).map { $0 < 2000 ? UInt8(truncatingIfNeeded: $0 &* 31) : 0xFF }
        return sector
    }

    private func memory(log: Bool, minutes: Bool) -> FlashMemory {
        var bytes = [UInt8](repeating: 0xFF, count: 1024 * 4096)
        if log { bytes.replaceSubrange(402 * 4096..<403 * 4096, with: newerSector("CMJL")) }
        if minutes { bytes.replaceSubrange(490 * 4096..<491 * 4096, with: newerSector("CMJM")) }
        return FlashMemory(bytes: bytes)
    }

    @Test(arguments: [(true, true), (true, false), (false, true)])
    func `the journal of a newer firmware is left byte for byte`(_ log: Bool, _ minutes: Bool) throws {
        let memory = memory(log: log, minutes: minutes)
        let before = memory.bytes
        let bench = try HardwareBench(memory: memory)
        bench.cell.impedanceBus.chip = .missing(misoIsHigh: false)
        try bench.run(seconds: 200)
        let logBytes = 400 * 4096..<416 * 4096
        let minuteBytes = 483 * 4096..<1024 * 4096
        #expect((memory.bytes[logBytes] == before[logBytes]) == log)
        #expect((memory.bytes[minuteBytes] == before[minuteBytes]) == minutes)
        let events = try bench.askEvents()
        #expect(events.filter { $0.id == .journalNewer }.map(\.value) == (log && minutes ? [2, 2] : [2]))
        #expect(!events.contains { $0.id == .recordLost || $0.id == .journalWorn }, "\(events)")
        // Without a past, and measuring.
        #expect(events.contains { $0.id == .started } && !events.contains { $0.id == .restored })
        #expect(bench.status.sampleCount == UInt64(bench.samples.count))
        #expect(bench.samples.dropFirst().allSatisfy { $0.flags.contains(.allValid) })

        // Nor does a restart touch it.
        try bench.restart(cause: .watchdog)
        try bench.run(seconds: 20)
        #expect((memory.bytes[logBytes] == before[logBytes]) == log)
        #expect(bench.samples.last?.flags == .allValid)
        #expect(try bench.askEvents().contains { $0.id == .journalNewer })
    }
}
