import Journal
import TestSupport
import Testing

/// Full stages, newer versions, regions that are not there.
@Suite struct FullAndForeignTests {
    @Test func `a full stage refuses and counts, and takes again when it is written`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        for number in 0..<32 { try bench.event(JournalBench.event(number)) }
        #expect(throws: JournalError.noRoom(1024)) { try bench.journal.append(JournalBench.event(32)) }
        #expect(bench.journal.logHealth.refusedCount == 1)
        bench.settle()
        try bench.event(JournalBench.event(33))
        bench.settle()
        #expect(try bench.faults() == [])
        let long = [UInt8](repeating: 0, count: 481)
        #expect(throws: JournalError.tooLong(481)) { try bench.journal.appendCheckpoint(long.span) }
    }

    @Test func `while the flash erases, entries are taken, and reading says busy`() throws {
        var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
        flash.pollsPerErase = 400
        var bench = JournalBench(flash)
        try bench.checkpoint(JournalBench.snapshot(1))
        _ = bench.step()
        let isInUse = bench.journal.isFlashInUse
        #expect(isInUse)
        try bench.event(JournalBench.event(1))
        try bench.minute(JournalBench.minute(1))
        #expect(try bench.newestCheckpoint() == nil)
        #expect(throws: JournalError.flash(.busy)) { try bench.journal.clearLog() }
        bench.settle()
        #expect(try bench.faults() == [])
    }

    @Test func `a step begins one operation at most and reads 512 bytes at most`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        var mostBytes = 0
        for number in 0..<400 {
            try bench.event(JournalBench.event(number))
            try bench.minute(JournalBench.minute(number))
            if number % 10 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            var activity = JournalActivity.busy
            while activity == .busy {
                let begun = bench.journal.store.begunCount
                let read = bench.journal.store.readByteCount
                activity = bench.step()
                #expect(bench.journal.store.begunCount - begun <= 1)
                mostBytes = max(mostBytes, bench.journal.store.readByteCount - read)
            }
        }
        #expect(mostBytes == 512)
        #expect(try bench.faults() == [])
    }

    @Test func `a newer version is reported, not written, not read, and cleared when that is asked for`() throws {
        var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
        // The newest of all is ours; one older sector of a newer version is enough.
        let ours = TestImage.sector(
            TestImage.header(sequence: 9) + TestImage.entry(type: 1, number: 1, payload: [1, 2, 3]))
        let theirs = TestImage.sector(TestImage.header(version: 2, sequence: 3) + [1, 2, 3, 4])
        flash.bytes.replaceSubrange(4096..<8192, with: ours)
        flash.bytes.replaceSubrange(8192..<12288, with: theirs)
        var bench = JournalBench(flash)
        #expect(bench.journal.logHealth.state == .newerVersion(2))
        #expect(bench.journal.minutesHealth.state == .ready)
        let event = JournalBench.event(1)
        #expect(throws: JournalError.unavailable(.newerVersion(2))) { try bench.journal.append(event) }
        var cursor = JournalCursor()
        #expect(throws: JournalError.unavailable(.newerVersion(2))) { try bench.journal.nextLogRecord(&cursor) }
        #expect(try bench.newestCheckpoint() == nil)
        try bench.minute(JournalBench.minute(1))
        bench.settle()
        #expect(bench.journal.store.bytes[0..<(7 * 4096)] == flash.bytes[0..<(7 * 4096)])

        try bench.journal.clearLog()
        bench.settle()
        #expect(bench.journal.logHealth.state == .ready)
        try bench.checkpoint(JournalBench.snapshot(2))
        bench.settle()
        #expect(try bench.faults() == [])
        var restarted = JournalBench(bench.journal.store, bench.reference)
        #expect(try restarted.faults() == [])
    }

    @Test func `a region that is not there is unusable and nothing else`() throws {
        for region in [
            FlashRegion(firstSector: 10, sectorCount: 3), FlashRegion(firstSector: -1, sectorCount: 4),
            FlashRegion(firstSector: 0, sectorCount: 2), FlashRegion(firstSector: .max, sectorCount: .max),
            FlashRegion(firstSector: 1, sectorCount: -4),
        ] {
            var bench = JournalBench(RAMFlash(sectorCount: 11), log: region)
            #expect(bench.journal.logHealth.state == .unusable)
            let event = JournalBench.event(1)
            #expect(throws: JournalError.unavailable(.unusable)) { try bench.journal.append(event) }
            try bench.journal.clearLog()
            try bench.minute(JournalBench.minute(1))
            bench.settle()
            #expect(bench.journal.store.violations == [])
            #expect(try bench.readMinutes().count == 1)
        }
    }

    @Test func `a journal that is not mounted refuses`() throws {
        var journal = Journal(
            store: RAMFlash(sectorCount: 11), log: JournalBench.log, minutes: JournalBench.minutes)
        let event = JournalBench.event(1)
        #expect(throws: JournalError.unavailable(.unmounted)) { try journal.append(event) }
        #expect(journal.step() == .idle)
    }

    @Test func `events without a checkpoint never push out the newest checkpoint`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        try bench.checkpoint(JournalBench.snapshot(1))
        for number in 0..<3000 {
            try bench.event(JournalBench.event(number))
            bench.settle()
        }
        var restarted = JournalBench(bench.journal.store, bench.reference)
        #expect(try restarted.newestCheckpoint() == JournalBench.snapshot(1))
        #expect(try restarted.faults() == [])
        #expect(try restarted.readLog().count > 2 * 126)
    }
}
