import Journal
import TestSupport
import Testing

/// Full stages, newer versions, regions that are not there.
@Suite struct FullAndForeignTests {
    @Test func `a full stage refuses and counts, and takes again when it is written`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        for number in 0..<48 { try bench.event(JournalBench.event(number)) }
        #expect(throws: JournalError.noRoom(1536)) { try bench.journal.append(JournalBench.event(48)) }
        #expect(bench.journal.logHealth.refusedCount == 1)
        bench.settle()
        try bench.event(JournalBench.event(49))
        bench.settle()
        #expect(try bench.faults() == [])
    }

    @Test func `the longest checkpoint and sixteen events find room, a longer checkpoint never does`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        let longest = JournalBench.snapshot(1, length: JournalBench.longestSnapshot)
        try bench.checkpoint(longest)
        for number in 0..<16 { try bench.event(JournalBench.event(number)) }
        #expect(throws: JournalError.noRoom(1520)) { try bench.journal.append(JournalBench.event(16)) }
        bench.settle()
        #expect(try bench.newestCheckpoint() == longest)
        #expect(try bench.faults() == [])
        let long = [UInt8](repeating: 0, count: 993)
        #expect(throws: JournalError.tooLong(993)) { try bench.journal.appendCheckpoint(long.span) }
    }

    @Test func `a room that is too short for the checkpoint is refused with its length`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        try bench.checkpoint(JournalBench.snapshot(1))
        bench.settle()
        var short = [UInt8](repeating: 0, count: 480)
        #expect(throws: JournalError.tooLong(678)) {
            var room = short.mutableSpan
            _ = try bench.journal.readCheckpoint(into: &room)
        }
    }

    /// Firmware before this one kept checkpoints of 480 bytes at most, in the same layout.
    @Test func `a journal with the shorter checkpoints of older firmware is read, and gone on with`() throws {
        var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
        let older = [JournalBench.snapshot(1, length: 303), JournalBench.snapshot(2, length: 480)]
        let image = TestImage.sector(
            TestImage.header(sequence: 1)
                + TestImage.entry(type: 1, number: 1, payload: older[0])
                + TestImage.entry(type: 1, number: 2, payload: older[1]))
        flash = RAMFlash(bytes: flash.bytes[..<4096] + image + flash.bytes[8192...])
        var bench = JournalBench(flash)
        #expect(bench.journal.logHealth.state == .ready)
        #expect(try bench.newestCheckpoint() == older[1])
        #expect(try bench.readLog().map(\.record) == [.checkpoint(length: 303), .checkpoint(length: 480)])
        try bench.checkpoint(JournalBench.snapshot(3))
        bench.settle()
        var restarted = JournalBench(bench.journal.store)
        #expect(try restarted.newestCheckpoint() == JournalBench.snapshot(3))
        #expect(try restarted.readLog().count == 3)
    }

    @Test func `an entry of a type to come is passed on as unknown, however long it is`() throws {
        var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
        let image = TestImage.sector(
            TestImage.header(sequence: 1)
                + TestImage.entry(type: 9, number: 1, payload: [1, 2])
                + TestImage.entry(type: 9, number: 2, payload: JournalBench.snapshot(1))
                + TestImage.entry(type: 2, number: 3, payload: JournalBench.snapshot(1, length: 21)))
        flash = RAMFlash(bytes: flash.bytes[..<4096] + image + flash.bytes[8192...])
        var bench = JournalBench(flash)
        #expect(try bench.readLog().map(\.record) == [.unknown(9), .unknown(9), .unknown(2)])
        #expect(try bench.newestCheckpoint() == nil)
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
