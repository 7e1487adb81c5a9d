import Journal
import TestSupport
import Testing

/// Any bytes in the flash: no trap, no endless loop, nothing read that was not written, and writing goes on.
@Suite struct JournalFuzzTests {
    /// Mounts, reads all, writes and reads again. Returns false when a ring was not ready, which only forgeries do.
    private func exercise(_ flash: RAMFlash, isForged: Bool, known: Reference, _ name: String) throws {
        var bench = JournalBench(flash)
        let isReady = bench.journal.logHealth.state == .ready
        #expect(isReady || isForged, "\(name)")
        guard isReady else { return }
        let checkpoint = try bench.newestCheckpoint()
        let log = try bench.readLog()
        let minutes = try bench.readMinutes()
        if !isForged {
            if let checkpoint { #expect(known.log.contains { $0.content == .checkpoint(checkpoint) }, "\(name)") }
            for (number, record) in log { #expect(isKnown(number, record, known), "\(name)") }
            for minute in minutes { #expect(known.minutes.contains { $0.content == minute }, "\(name): \(minute)") }
        }
        let snapshot = JournalBench.snapshot(4711)
        try bench.journal.appendCheckpoint(snapshot.span)
        for number in 0..<8 { try bench.journal.append(JournalBench.event(number)) }
        if bench.journal.minutesHealth.state == .ready { try bench.journal.append(JournalBench.minute(1)) }
        bench.settle()
        #expect(try bench.newestCheckpoint() == snapshot, "\(name)")
        #expect(bench.journal.store.violations == [], "\(name)")
        var restarted = JournalBench(bench.journal.store)
        // A forged sector may be so numbered that it comes after all others.
        if !isForged { #expect(try restarted.newestCheckpoint() == snapshot, "\(name)") }
        _ = try restarted.readLog()
    }

    private func isKnown(_ number: UInt32, _ record: LogRecord, _ known: Reference) -> Bool {
        known.log.contains { entry in
            guard entry.number == number else { return false }
            switch (entry.content, record) {
            case (.checkpoint(let bytes), .checkpoint(let length)): return bytes.count == length
            case (.event(let left), .event(let right)): return left == right
            case (.start(let left), .start(let right)): return left == right
            default: return false
            }
        }
    }

    /// A journal that has gone round, with what was ever written to it.
    private func image(_ generator: inout SeededGenerator) throws -> ([UInt8], Reference) {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        try bench.start()
        for number in 0..<Int.random(in: 1...900, using: &generator) {
            if number % 6 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            try bench.event(JournalBench.event(number))
            try bench.minute(JournalBench.minute(number))
            bench.settle()
        }
        return (bench.journal.store.bytes, bench.reference)
    }

    @Test func `random bytes are a blank journal`() throws {
        var generator = SeededGenerator(seed: 71)
        for trial in 0..<60 {
            var bytes = generator.bytes(JournalBench.sectorCount * 4096)
            if trial % 4 == 1 { bytes = bytes.map { $0 & 1 == 0 ? 0xFF : $0 } }
            if trial == 2 { bytes = [UInt8](repeating: 0, count: bytes.count) }
            let flash = RAMFlash(bytes: bytes)
            try exercise(flash, isForged: false, known: Reference(), "trial \(trial)")
        }
    }

    @Test func `damage anywhere never makes a false record`() throws {
        var generator = SeededGenerator(seed: 72)
        for round in 0..<12 {
            let (intact, known) = try image(&generator)
            for trial in 0..<40 {
                var bytes = intact
                for _ in 0..<Int.random(in: 1...40, using: &generator) { damage(&bytes, &generator) }
                try exercise(RAMFlash(bytes: bytes), isForged: false, known: known, "round \(round), trial \(trial)")
            }
        }
    }

    private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        let length = min(Int.random(in: 1...600, using: &generator), bytes.count - at)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: for index in at..<(at + length) { bytes[index] = 0xFF }
        case 2: for index in at..<(at + length) { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        case 3: for index in at..<(at + length) { bytes[index] &= UInt8.random(in: 0...255, using: &generator) }
        default: for index in at..<(at + length) { bytes[index] = 0 }
        }
    }

    @Test func `sectors forged with right check values and any fields never trap nor loop`() throws {
        var generator = SeededGenerator(seed: 73)
        for trial in 0..<400 {
            var bytes: [UInt8] = []
            for sector in 0..<JournalBench.sectorCount {
                bytes += forgedSector(isMinutes: sector >= 7, trial, &generator)
            }
            try exercise(RAMFlash(bytes: bytes), isForged: true, known: Reference(), "trial \(trial)")
        }
    }

    private func forgedSector(isMinutes: Bool, _ trial: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        let extremes: [UInt32] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFF, generator.nextWord()]
        func any() -> UInt32 { extremes.randomElement(using: &generator) ?? 0 }
        let retired = (0..<(trial % 3)).map { _ in UInt16.random(in: 0...20, using: &generator) }
        var bytes = TestImage.header(
            magic: isMinutes ? "CMJM" : "CMJL", version: trial % 50 == 49 ? 2 : 1, sequence: any(), eraseCount: any(),
            start: any(), firstNumber: any(), retired: retired)
        while bytes.count < Int.random(in: 64...4096, using: &generator) {
            let length = [0, 5, 20, JournalBench.snapshotLength, 992, 993, 4000].randomElement(using: &generator) ?? 0
            let type = UInt8.random(in: 0...5, using: &generator)
            let payload = generator.bytes(isMinutes ? 28 : length)
            bytes += isMinutes ? TestImage.slot(payload) : TestImage.entry(type: type, number: any(), payload: payload)
        }
        return TestImage.sector(bytes)
    }
}

extension SeededGenerator {
    fileprivate mutating func nextWord() -> UInt32 { UInt32(truncatingIfNeeded: next()) }
}
