import Journal
import TestSupport
import Testing

/// Wear, bad sectors, and what a mount costs.
@Suite struct WearTests {
    private static let log = FlashRegion(firstSector: 0, sectorCount: 16)
    private static let fewMinutes = FlashRegion(firstSector: 16, sectorCount: 4)
    private static let minutes = FlashRegion(firstSector: 16, sectorCount: 541)

    /// The most and the least that a sector was erased.
    private func wear(_ bench: borrowing JournalBench, _ region: FlashRegion) -> (least: Int, most: Int) {
        let counts = bench.journal.store.eraseCounts[region.firstSector..<(region.firstSector + region.sectorCount)]
        return (counts.min() ?? 0, counts.max() ?? 0)
    }

    /// Of the longest 4 fill a sector, of those that the monitor writes 5.
    @Test(arguments: [(JournalBench.longestSnapshot, 4), (JournalBench.snapshotLength, 5)])
    func `after 10 000 checkpoints the sectors' erases differ by one at most, and the kept count is right`(
        length: Int, perSector: Int
    ) throws {
        var bench = JournalBench(
            RAMFlash(sectorCount: 20), log: Self.log, minutes: Self.fewMinutes)
        for number in 0..<10_000 {
            try bench.checkpoint(JournalBench.snapshot(number, length: length))
            bench.settle()
            bench.forgetAll()
        }
        let (least, most) = wear(bench, Self.log)
        // So many sectors opened, and one more erased ahead.
        #expect(most - least <= 1)
        let opened = (10_000 + perSector - 1) / perSector
        #expect((opened...(opened + 1)).contains(bench.journal.store.eraseCounts[0..<16].reduce(0, +)))
        // Kept without a hole: all sectors but three.
        let kept = try bench.readLog()
        #expect(kept.count >= 13 * perSector)
        #expect(kept.allSatisfy { $0.record == .checkpoint(length: length) })
        // The sector in use is the one opened last; the one erased ahead may count one more.
        #expect(Int(bench.journal.logHealth.eraseCount) == (opened + 15) / 16)
    }

    @Test func `starts in between cost no more than the page says`() throws {
        var generator = SeededGenerator(seed: 91)
        var flash = RAMFlash(sectorCount: 20)
        var starts = 0
        for _ in 0..<400 {
            var bench = JournalBench(flash, log: Self.log, minutes: Self.fewMinutes)
            starts += 1
            try bench.start()
            for number in 0..<Int.random(in: 1...12, using: &generator) {
                try bench.checkpoint(JournalBench.snapshot(number, length: JournalBench.longestSnapshot))
                bench.settle()
            }
            bench.settle()
            flash = bench.journal.store
            #expect(flash.violations == [])
        }
        let bench = JournalBench(flash, log: Self.log, minutes: Self.fewMinutes)
        let (least, most) = wear(bench, Self.log)
        print("400 starts: erased \(least) to \(most) times")
        // A start while the next sector is already erased erases it again; the gap behind a start lets one such
        // start happen a sector.
        #expect(most <= 2 * least + 2)
        #expect(bench.journal.logHealth.retiredCount == 0)
    }

    @Test(arguments: RAMFlash.Fault.allCases)
    func `sectors that fail to erase or to program are passed over, and nothing is lost`(_ fault: RAMFlash.Fault) throws
    {
        var generator = SeededGenerator(seed: 92)
        for _ in 0..<30 {
            var bench = JournalBench(
                RAMFlash(sectorCount: 20), log: Self.log, minutes: Self.fewMinutes)
            var number = 0
            for _ in 0..<6 {
                let sector = Int.random(in: 0..<16, using: &generator)
                if Bool.random(using: &generator) {
                    bench.journal.store.failingErases[sector] = fault
                } else {
                    bench.journal.store.failingPrograms[sector] = fault
                }
                for _ in 0..<Int.random(in: 1...800, using: &generator) {
                    number += 1
                    if number % 9 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
                    try bench.event(JournalBench.event(number))
                    bench.settle()
                }
            }
            let bad = bench.journal.store.failingErases.count + bench.journal.store.failingPrograms.count
            #expect(bench.journal.logHealth.retiredCount <= bad)
            #expect(bench.journal.logHealth.state == .ready)
            bench.journal.store.violations.removeAll { $0.contains("granule") }
            #expect(try bench.faults() == [])
            let known = bench.journal.logHealth.retiredCount
            var restarted = JournalBench(bench.journal.store, bench.reference, log: Self.log, minutes: Self.fewMinutes)
            let faults = try restarted.faults()
            #expect(faults == [], "\(faults.prefix(4)) \(restarted.journal.logHealth)")
            #expect(restarted.journal.logHealth.retiredCount >= known - 1)
        }
    }

    @Test func `when fewer than three sectors are left it reads and no longer writes`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        for number in 0..<300 {
            if number % 10 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            try bench.event(JournalBench.event(number))
            bench.settle()
        }
        for sector in 0..<11 { bench.journal.store.failingErases[sector] = .reported }
        var refusal: JournalError?
        for number in 300..<2000 where refusal == nil {
            do { try bench.event(JournalBench.event(number)) } catch { refusal = error as? JournalError }
            bench.settle()
        }
        #expect(refusal == .unavailable(.worn))
        #expect(bench.journal.logHealth.lastFailedSector != nil)
        #expect(try bench.newestCheckpoint() == JournalBench.snapshot(290))
        // Nothing is lost from the newest checkpoint on.
        let kept = Set(try bench.readLog().map(\.number))
        let newest = bench.journal.newestCheckpointNumber
        let first = try #require(newest)
        let written = bench.reference.log.filter { $0.isWritten && $0.number >= first }
        #expect(written.count >= 10 && written.allSatisfy { kept.contains($0.number) })
        #expect(try bench.readMinutes().isEmpty)
    }

    @Test func `a mount reads no more than the page says`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: 557), log: Self.log, minutes: Self.minutes)
        for number in 0..<75_000 {
            try bench.minute(JournalBench.minute(number))
            if number % 8 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            bench.settle()
            if number % 1000 == 0 { bench.forgetAll() }
        }
        #expect(wear(bench, Self.minutes).most == 2)
        let flash = bench.journal.store
        // Each ring by itself: the other's region is none.
        let none = FlashRegion(firstSector: 0, sectorCount: 0)
        let log = JournalBench(flash, log: Self.log, minutes: none).journal.store.readByteCount - flash.readByteCount
        let minutes =
            JournalBench(flash, log: none, minutes: Self.minutes).journal.store.readByteCount - flash.readByteCount
        let bytes = MemoryLayout<Journal<RAMFlash>>.size - MemoryLayout<RAMFlash>.size
        print("the journal takes \(bytes) bytes of memory")
        #expect(bytes <= 3_850)
        print("mount reads \(log) bytes of the log, \(minutes) of the minutes")
        #expect(log <= 20_000)
        #expect(minutes <= 44_000)
        var restarted = JournalBench(flash, log: Self.log, minutes: Self.minutes)
        let kept = try restarted.readMinutes()
        #expect(kept.count >= 539 * 126)
        #expect(kept.last == JournalBench.minute(74_999))
    }

    @Test func `a mount of a log of nothing but events reads no more than the page says`() throws {
        let none = FlashRegion(firstSector: 0, sectorCount: 0)
        var bench = JournalBench(RAMFlash(sectorCount: 16), log: Self.log, minutes: none)
        for number in 0..<(17 * 126) {
            try bench.event(JournalBench.event(number))
            bench.settle()
        }
        bench = JournalBench(bench.journal.store, log: Self.log, minutes: none)
        let before = bench.journal.store.readByteCount
        bench = JournalBench(bench.journal.store, log: Self.log, minutes: none)
        let read = bench.journal.store.readByteCount - before
        print("mount reads \(read) bytes of a log of nothing but events")
        #expect(read <= 100_000)
    }

    /// Every 16 bytes look like the beginning of an entry as long as may be, and none is one.
    @Test func `a mount of a log made up to cost most reads no more than the page says`() throws {
        let bytes = (0..<16).flatMap { sector in
            var image = TestImage.header(sequence: UInt32(sector + 1))
            while image.count < 4096 {
                let length = min(4096 - image.count - 12, JournalBench.longestSnapshot)
                image += TestImage.little(0, 4) + TestImage.little(1, 4) + TestImage.little(UInt64(length), 2)
                image += [1, 0, 0, 0, 0, 0]
            }
            return image
        }
        let none = FlashRegion(firstSector: 0, sectorCount: 0)
        var bench = JournalBench(RAMFlash(bytes: bytes), log: Self.log, minutes: none)
        let read = bench.journal.store.readByteCount
        print("mount reads \(read) bytes of a log made up to cost most")
        #expect(read <= 3_800_000)
        #expect(try bench.newestCheckpoint() == nil)
    }
}
