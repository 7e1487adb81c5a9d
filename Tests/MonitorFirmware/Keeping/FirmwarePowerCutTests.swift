import CellCore
import HILSimulator
import Journal
import MonitorFirmware
import TestSupport
import Testing

/// Power fails at every byte and every flash operation of a run with ten checkpoints.
@Suite struct FirmwarePowerCutTests {
    /// What a start must find: the flash as a cut leaves it, and the monitor as it was at each checkpoint.
    private struct Truth {
        /// Uptime at the cut, in microseconds.
        var microseconds: UInt64
        /// The monitor's status and snapshot by the time of its last sample, in microseconds.
        var monitors: [UInt64: (status: CellStatus, snapshot: SnapshotBytes)]
        var last: Sample
    }

    private static let restSeconds = 900
    private static let loadSeconds = 630

    /// Runs a nominal cell: a rest in which the state of charge becomes known, then a discharge with ten checkpoints.
    private func run(_ cut: (RAMFlash, Truth) throws -> Void) throws {
        var cell = try VirtualCell(.nominal(cell: "alucone-tis2"))
        var bench = KeptBench(flash: RAMFlash(sectorCount: 1024))
        var truth = Truth(
            microseconds: 0, monitors: [:],
            last: Sample(
                timeMicroseconds: 0, intervalMicroseconds: 0, currentPicoamperes: 0, voltageNanovolts: 0,
                temperatureMillikelvin: 298_150))
        var begun = 0
        for second in 1...(Self.restSeconds + Self.loadSeconds) {
            let mean = try cell.advance(toMicrosecond: UInt64(second) * 1_000_000)
            truth.last.currentPicoamperes = Int64((mean * 1e12).rounded())
            truth.last.voltageNanovolts = Int64((cell.volts * 1e9).rounded())
            var failure: (any Error)?
            bench.second(
                picoamperes: truth.last.currentPicoamperes, nanovolts: truth.last.voltageNanovolts
            ) { firmware in
                truth.microseconds = firmware.board.uptimeMicroseconds
                let status = firmware.status
                truth.monitors[status.timeMicroseconds] = (status, firmware.snapshot)
                guard second > Self.restSeconds, firmware.flash.begunCount != begun else { return }
                begun = firmware.flash.begunCount
                do { try cut(firmware.flash, truth) } catch { failure = failure ?? error }
            }
            if let failure { throw failure }
        }
        #expect(bench.firmware.flash.violations == [])
        #expect(bench.firmware.health.checkpointCount >= 25)
    }

    /// Starts with a flash and says what it finds; the monitor must be one of those that were kept.
    private func start(_ flash: RAMFlash, _ truth: Truth) throws {
        var bench = KeptBench(flash: flash)
        let restored = bench.firmware.status
        let (before, snapshot) = try #require(truth.monitors[restored.timeMicroseconds], "a monitor that never was")
        // Where the cell has been meanwhile nobody knows; everything counted is there, and all else as of that snapshot.
        #expect(restored.charge == before.charge && restored.sampleCount == before.sampleCount)
        #expect(restored.short == before.short && restored.uncoveredMicroseconds == before.uncoveredMicroseconds)
        // But for the rounding of a Float, 6·10⁻⁸.
        #expect(abs((restored.stateOfCharge?.value ?? 2) - (before.stateOfCharge?.value ?? -2)) < 5e-7)
        #expect(restored == (try CellMonitor(profile: .aluconeTiS2, snapshot: snapshot, afterTimeOff: true).status))
        let lost = truth.microseconds - restored.timeMicroseconds
        #expect(lost <= 61_000_000, "lost \(lost) µs")

        for _ in 0..<3 {
            bench.second(
                picoamperes: truth.last.currentPicoamperes, nanovolts: truth.last.voltageNanovolts, look: { _ in })
        }
        let status = bench.firmware.status
        // What was lost counts as not measured, and the bounds hold the charge that flowed meanwhile.
        #expect(status.uncoveredMicroseconds >= before.uncoveredMicroseconds + lost)
        #expect(status.sampleCount == before.sampleCount + 3)
        let known = try #require(status.stateOfCharge)
        let capacity = Double(CellProfile.aluconeTiS2.capacityNanocoulombs ?? 0) * 1e-9
        let sinceCheckpoint = Double(lost + 3_000_000) * 1e-6 * Double(truth.last.currentPicoamperes) * 1e-12 / capacity
        let expected = Double(try #require(before.stateOfCharge).value) + sinceCheckpoint
        #expect(Double(known.lower) <= expected && expected <= Double(known.upper))
        #expect(bench.firmware.health.startNumber >= 2)
        #expect(bench.firmware.flash.violations == [])
    }

    @Test func `in order of the bytes`() throws {
        var cuts = 0
        try run { flash, truth in
            for moment in 0..<flash.cutCount {
                try start(flash.cut(at: moment, .inOrder, seed: UInt64(cuts)), truth)
                cuts += 1
            }
        }
        // Ten checkpoints, each a snapshot behind 12 bytes, and ten minutes of 32 bytes at least.
        #expect(cuts > 10 * (CellMonitor(profile: .aluconeTiS2).snapshot.count + 12 + 32))
        print("power cuts tried: \(cuts)")
    }

    @Test(arguments: [RAMFlash.CutMode.scattered, .unstable])
    func `at any bits of the part`(_ mode: RAMFlash.CutMode) throws {
        let seed: UInt64 = 20_261_122
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        try run { flash, truth in
            for _ in 0..<3 {
                let moment = Int.random(in: 0..<max(flash.cutCount, 1), using: &random)
                try start(flash.cut(at: moment, mode, seed: random.next()), truth)
            }
        }
    }

    @Test func `a start is told of, with its number and whether it went on`() throws {
        var flash = RAMFlash(sectorCount: 1024)
        for number in 1...3 {
            var bench = KeptBench(flash: flash)
            #expect(bench.firmware.health.startNumber == UInt32(number))
            for _ in 0..<62 { bench.second(picoamperes: 0, nanovolts: 2_170_000_000, look: { _ in }) }
            flash = bench.firmware.flash
        }
        let starts = try KeptBench.records(in: flash).compactMap { record -> StartRecord? in
            if case .start(let start) = record { start } else { nil }
        }
        #expect(starts.map(\.number) == [1, 2, 3])
        #expect(starts.map(\.wentOn) == [false, true, true])
        #expect(starts.map(\.cause) == [.powerOn, .powerOn, .powerOn])
    }

    /// A checkpoint of another profile, or a damaged one that the journal takes for whole, must not stop the monitor.
    @Test func `a checkpoint that does not fit is refused and said so`() throws {
        var journal = Journal(
            store: RAMFlash(sectorCount: 1024), log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
        journal.mount()
        let other = CellMonitor(profile: .generic).snapshot
        try journal.appendCheckpoint(other.bytes)
        for _ in 0..<100 { _ = journal.step() }
        var bench = KeptBench(flash: journal.store)
        bench.second(picoamperes: 0, nanovolts: 2_170_000_000, look: { _ in })
        #expect(bench.firmware.status.sampleCount == 1)
        for _ in 0..<5 { bench.second(picoamperes: 0, nanovolts: 2_170_000_000, look: { _ in }) }
        let events = try KeptBench.records(in: bench.firmware.flash).compactMap { record -> UInt16? in
            if case .event(let event) = record { event.id } else { nil }
        }
        #expect(events.contains(EventID.checkpointRefused.rawValue))
    }
}
