import Journal
import TestSupport
import Testing

/// The bytes in the flash are those of Docs/Journal.md.
@Suite struct LayoutTests {
    @Test func `the check value is that of zlib`() {
        #expect(TestImage.crc(Array("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test func `a first log sector holds what the page says`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        let snapshot = JournalBench.snapshot(1, length: 5)
        try bench.start(.brownOut)
        try bench.checkpoint(snapshot)
        try bench.event(EventRecord(timeMicroseconds: 0x0102_0304_0506, value: -2, id: 0x2021, severity: 3, channel: 7))
        bench.settle()
        let start = TestImage.little(1, 4) + [2, 1, 0, 0] + TestImage.little(0x1_0000, 4) + TestImage.little(0x400, 4)
        let event = TestImage.little(0x0102_0304_0506, 8) + [0xFE] + [UInt8](repeating: 0xFF, count: 7)
        let expected = TestImage.sector(
            TestImage.header(sequence: 1, start: 1)
                + TestImage.entry(type: 3, number: 1, payload: start + [0, 0, 0, 0])
                + TestImage.entry(type: 1, number: 2, payload: snapshot)
                + TestImage.entry(type: 2, number: 3, payload: event + [0x21, 0x20, 3, 7]))
        #expect(Array(bench.journal.store.bytes[4096..<8192]) == expected)
    }

    @Test func `a first minute sector holds what the page says`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        try bench.minute(
            MinuteRecord(
                uptimeMinutes: 0x01_0203, currentNanoamperes: MinuteRange(mean: 1, minimum: -1, maximum: 0x0403_0201),
                voltageMicrovolts: MinuteRange(mean: 2_000_000, minimum: -8_388_607, maximum: 8_388_607),
                temperatureMillikelvin: MinuteRange(mean: 298_150, minimum: 298_110, maximum: 298_180)))
        try bench.minute(
            MinuteRecord(
                uptimeMinutes: 7, currentNanoamperes: nil, voltageMicrovolts: nil, temperatureMillikelvin: nil))
        bench.settle()
        let first: [UInt8] =
            [3, 2, 1, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4] + [
                0x80, 0x84, 0x1E, 1, 0, 0x80, 0xFF, 0xFF, 0x7F,
            ]
            + [0x77, 0x74, 2, 2]
        let absent: [UInt8] =
            [7, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0, 0, 0x80, 0, 0, 0, 0]
        let expected = TestImage.sector(
            TestImage.header(magic: "CMJM", sequence: 1) + TestImage.slot(first) + TestImage.slot(absent))
        #expect(Array(bench.journal.store.bytes[(7 * 4096)..<(8 * 4096)]) == expected)
    }

    @Test func `a minute beyond its ranges is kept as their ends`() throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        let far = MinuteRange(mean: .max, minimum: .min, maximum: .max)
        try bench.journal.append(
            MinuteRecord(
                uptimeMinutes: .max, currentNanoamperes: far, voltageMicrovolts: far, temperatureMillikelvin: far))
        bench.settle()
        let record = try #require(try bench.readMinutes().first)
        #expect(record.uptimeMinutes == 0xFF_FFFF)
        #expect(record.currentNanoamperes == MinuteRange(mean: .max, minimum: -.max, maximum: .max))
        #expect(record.voltageMicrovolts == MinuteRange(mean: 8_388_607, minimum: -8_388_607, maximum: 8_388_607))
        #expect(record.temperatureMillikelvin == MinuteRange(mean: 655_350, minimum: 650_250, maximum: 660_450))
    }

    @Test func `sequences and numbers wrap`() throws {
        var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
        let old = JournalBench.snapshot(1)
        let image = TestImage.sector(
            TestImage.header(sequence: 0xFFFF_FFFE, firstNumber: 0xFFFF_FF00)
                + TestImage.entry(type: 1, number: 0xFFFF_FF00, payload: old))
        flash.bytes.replaceSubrange(4096..<8192, with: image)
        let used = (64 + JournalBench.entryLength(old.count)) / 16
        for granule in 256..<512 { flash.isUsed[granule] = granule < 256 + used }
        var bench = JournalBench(flash)
        #expect(try bench.newestCheckpoint() == old)
        for number in 0..<600 {
            try bench.event(JournalBench.event(number))
            if number % 20 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            bench.settle()
        }
        #expect(bench.reference.log.last?.number ?? .max < 0x1000)
        var restarted = JournalBench(bench.journal.store, bench.reference)
        #expect(try restarted.faults() == [])
        #expect(try restarted.newestCheckpoint() == JournalBench.snapshot(580))
    }
}
