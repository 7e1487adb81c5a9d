import Journal
import TestSupport
import Testing

/// The power fails at every byte of every program and at nine moments of every erase, in three manners.
@Suite struct PowerCutTests {
    #if DEBUG
        /// Without optimisation every 61st cut is tried: all of them take minutes.
        static let stride = 61
    #else
        static let stride = 1
    #endif

    /// Runs `work`, and each time an operation begins tries all cuts of it.
    private func cutting(
        _ bench: inout JournalBench, _ mode: RAMFlash.CutMode, stride: Int, _ trials: inout Int,
        _ work: (inout JournalBench) throws -> Void
    ) throws {
        try work(&bench)
        while true {
            let before = bench.journal.store.begunCount
            let activity = bench.step()
            if bench.journal.store.begunCount > before {
                for moment in 0..<bench.journal.store.cutCount {
                    trials += 1
                    guard trials % stride == 0 || moment == 0 else { continue }
                    let flash = bench.journal.store.cut(at: moment, mode, seed: UInt64(trials))
                    try tryRestart(flash, bench.reference, trial: trials)
                }
            }
            if activity == .idle { return }
        }
    }

    /// After a cut: all that was reported is there, and the journal goes on; so it does after a second start.
    private func tryRestart(_ flash: RAMFlash, _ reference: Reference, trial: Int) throws {
        var first = JournalBench(flash, reference)
        var faults = try first.faults()
        try first.start()
        try first.checkpoint(JournalBench.snapshot(9000 + trial % 100))
        try first.event(JournalBench.event(trial))
        try first.minute(JournalBench.minute(trial + 100_000))
        first.settle()
        var second = JournalBench(first.journal.store, first.reference)
        faults += try second.faults()
        let isNewest = try second.newestCheckpoint() == JournalBench.snapshot(9000 + trial % 100)
        if !isNewest { faults.append("the checkpoint after the cut is lost") }
        if !faults.isEmpty { Issue.record("cut \(trial): \(faults.prefix(4))") }
        try #require(faults.isEmpty)
    }

    @Test(arguments: RAMFlash.CutMode.allCases)
    func `a cut at any byte of a run with ten checkpoints loses nothing that was reported`(
        _ mode: RAMFlash.CutMode
    ) throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        var trials = 0
        try run(&bench, mode, from: 0, &trials)
        print("cuts in a blank flash, \(mode): \(trials)")
        #expect(trials > 7000)
    }

    @Test(arguments: RAMFlash.CutMode.allCases)
    func `a cut at any byte of a run in a worn-in flash loses nothing that was reported`(
        _ mode: RAMFlash.CutMode
    ) throws {
        var bench = JournalBench(RAMFlash(sectorCount: JournalBench.sectorCount))
        for number in 0..<700 {
            if number % 7 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
            try bench.event(JournalBench.event(number))
            try bench.minute(JournalBench.minute(number))
            bench.settle()
        }
        try bench.forgetWhatIsGone()
        let erased = bench.journal.store.eraseCounts.max()
        #expect(erased ?? 0 >= 2)
        var trials = 0
        // In order every byte is tried, as above; scattered and unstable every fourth, which saves half a minute.
        try run(&bench, mode, stride: mode == .inOrder ? Self.stride : 4 * Self.stride, from: 700, &trials)
        print("cuts in a worn-in flash, \(mode): \(trials)")
        #expect(trials > 7000)
    }

    private func run(
        _ bench: inout JournalBench, _ mode: RAMFlash.CutMode, stride: Int = stride, from start: Int,
        _ trials: inout Int
    ) throws {
        try cutting(&bench, mode, stride: stride, &trials) { bench in try bench.start(.powerOn) }
        for number in start..<(start + 10) {
            try cutting(&bench, mode, stride: stride, &trials) { bench in
                try bench.checkpoint(JournalBench.snapshot(number))
                for event in 0..<12 { try bench.event(JournalBench.event(number * 12 + event)) }
                for minute in 0..<14 { try bench.minute(JournalBench.minute(number * 14 + minute)) }
            }
            #expect(try bench.newestCheckpoint() == JournalBench.snapshot(number))
        }
    }

    @Test func `a header that reads right once and wrong later loses nothing`() throws {
        let header = TestImage.sector(TestImage.header(sequence: 5, firstNumber: 40))
        for seed in 0..<64 {
            var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
            let old = TestImage.entry(type: 1, number: 39, payload: JournalBench.snapshot(1))
            let before = TestImage.sector(TestImage.header(sequence: 4, firstNumber: 39) + old)
            flash = RAMFlash(bytes: flash.bytes[..<4096] + before + header + flash.bytes[12288...])
            // The cut left one bit of a reserved byte between 0 and 1.
            flash.makeUnstable(8192 + 31, 0x10)
            var bench = JournalBench(flash.reseeded(UInt64(seed)))
            for number in 0..<3 { try bench.event(JournalBench.event(number)) }
            try bench.checkpoint(JournalBench.snapshot(2))
            bench.settle()
            for restart in 0..<8 {
                let store = bench.journal.store.reseeded(UInt64(seed * 8 + restart + 1000))
                var restarted = JournalBench(store, bench.reference)
                #expect(try restarted.newestCheckpoint() == JournalBench.snapshot(2))
                #expect(try restarted.readLog().filter { $0.number != 39 }.count == 4)
            }
        }
    }

    @Test func `cut again and again at random, it restarts each time with the newest checkpoint or the one before`()
        throws
    {
        var generator = SeededGenerator(seed: 61)
        for _ in 0..<(20 / min(Self.stride, 10)) {
            var flash = RAMFlash(sectorCount: JournalBench.sectorCount)
            var reference = Reference()
            for start in 0..<60 {
                var bench = JournalBench(flash, reference)
                let faults = try bench.faults()
                #expect(faults.isEmpty, "start \(start): \(faults.prefix(4))")
                guard faults.isEmpty else { return }
                var operations = Int.random(in: 1...40, using: &generator)
                var number = start * 1000
                try bench.start()
                while operations > 0 {
                    let before = bench.journal.store.begunCount
                    if bench.step() == .idle {
                        number += 1
                        if number % 3 == 0 { try bench.checkpoint(JournalBench.snapshot(number)) }
                        try bench.event(JournalBench.event(number))
                        try bench.minute(JournalBench.minute(number))
                    }
                    if bench.journal.store.begunCount > before { operations -= 1 }
                }
                let store = bench.journal.store
                let mode = RAMFlash.CutMode.allCases.randomElement(using: &generator) ?? .inOrder
                let moment = Int.random(in: 0..<max(store.cutCount, 1), using: &generator)
                flash = store.cut(at: moment, mode, seed: generator.next())
                reference = bench.reference
            }
        }
    }
}
