import CellCore
import Journal
import MonitorFirmware
import TestSupport
import Testing

/// A checkpoint has room for the monitor's snapshot, and what a checkpoint holds is used or refused aloud.
@Suite struct CheckpointRoomTests {
    @Test func `the longest snapshot is the longest checkpoint`() {
        #expect(SnapshotBytes.capacity == CheckpointBytes.count)
    }

    /// Docs/Journal.md counts on five checkpoints in a sector of 4032 bytes: 806 each, 12 of them before the snapshot.
    @Test func `five of the present snapshots fit into a sector`() {
        let length = CellMonitor(profile: .aluconeTiS2).snapshot.count
        #expect(length + 12 <= 4032 / 5 / 16 * 16)
        print("a snapshot has \(length) bytes")
    }

    /// A flash whose newest checkpoint has these bytes.
    private func flash(holding bytes: [UInt8]) throws -> RAMFlash {
        var journal = Journal(
            store: RAMFlash(sectorCount: 1024), log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
        journal.mount()
        try journal.appendCheckpoint(bytes.span)
        for _ in 0..<100 { _ = journal.step() }
        return journal.store
    }

    /// Starts with such a checkpoint and feeds it some seconds; the identifiers of the events in the journal.
    private func events(_ bench: inout KeptBench) throws -> [UInt16] {
        for _ in 0..<6 { bench.second(picoamperes: 0, nanovolts: 2_350_000_000, look: { _ in }) }
        return try KeptBench.records(in: bench.firmware.flash).compactMap { record in
            if case .event(let event) = record { event.id } else { nil }
        }
    }

    @Test func `a checkpoint of the version before is gone on with`() throws {
        var bench = KeptBench(flash: try flash(holding: OldSnapshotBytes.loaded))
        let status = bench.firmware.status
        #expect(status.timeMicroseconds == 2_525_000_000)
        #expect(status.sampleCount == 2520)
        #expect(status.charge.discharged.nanocoulombs == 129_600_000)
        #expect(try !events(&bench).contains(EventID.checkpointRefused.rawValue))
        #expect(bench.firmware.status.sampleCount == 2526)
        let starts = try KeptBench.records(in: bench.firmware.flash).compactMap { record -> StartRecord? in
            if case .start(let start) = record { start } else { nil }
        }
        #expect(starts.map(\.wentOn) == [true])
    }

    @Test(arguments: [0, 1, 4, 255] as [UInt8])
    func `a checkpoint of an unknown version is refused and said so`(_ version: UInt8) throws {
        var bytes = OldSnapshotBytes.loaded
        bytes[0] = version
        var bench = KeptBench(flash: try flash(holding: bytes))
        #expect(bench.firmware.status.sampleCount == 0)
        #expect(try events(&bench).contains(EventID.checkpointRefused.rawValue))
    }

    @Test func `a damaged checkpoint of the version before is refused and said so`() throws {
        var bytes = OldSnapshotBytes.loaded
        bytes[100] ^= 4
        var bench = KeptBench(flash: try flash(holding: bytes))
        #expect(bench.firmware.status.sampleCount == 0)
        #expect(try events(&bench).contains(EventID.checkpointRefused.rawValue))
    }
}
