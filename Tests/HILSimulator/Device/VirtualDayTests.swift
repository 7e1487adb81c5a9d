import AnalogFrontEnd
import CellCore
import CellWire
import Foundation
import Journal
import TestSupport
import Testing

@testable import HILSimulator

/// A virtual day of the firmware over its chips, with a spectrum every 4 h and a host that behaves badly.
@Suite struct VirtualDayTests {
    private static let scenario = """
        title = "A day at rest and under constant load"
        cell = "alucone-tis2"
        seed = 1722
        duration_second = 86400
        state_of_charge = 0.9
        [[load]]
        at_second = 0
        current_ampere = 0.0
        [[load]]
        at_second = 3600
        current_ampere = -30e-6
        """

    /// What the host does, a phase at a time, for ever in turn.
    private enum Mood: CaseIterable { case away, streaming, flooding, stalled, rude }

    /// A host that connects, floods, stalls and leaves.
    private final class Host {
        let monitored: MonitoredCell
        var random: SeededGenerator
        var mood = Mood.away
        var phase = 0
        var lastID: UInt64 = 0
        var transfersOut = 0
        var transfersIn = 0
        var bytesIn = 0

        init(_ monitored: MonitoredCell, seed: UInt64) {
            self.monitored = monitored
            random = SeededGenerator(seed: seed)
        }

        var port: SimulatedUSBPort { monitored.device.port }

        func submit(_ block: USBRequestBlock) {
            var block = block
            lastID += 1
            block.id = lastID
            port.submit(block)
        }

        func out(_ bytes: [UInt8]) {
            transfersOut += 1
            submit(USBRequestBlock(id: 0, endpoint: 2, isInput: false, data: bytes))
        }

        func next() {
            phase += 1
            mood = Mood.allCases[phase % Mood.allCases.count]
            switch mood {
            case .away: port.disconnect()
            case .streaming, .flooding, .stalled, .rude:
                if !port.isReady { port.connect() }
                monitored.device.settle()
                submit(USBRequestBlock(id: 0, endpoint: 0, isInput: false, setup: [0, 9, 1, 0, 0, 0, 0, 0]))
                out(bytes(of: Frame(StreamRequest(contents: StreamContents(rawValue: 15)), sequence: 1)))
            }
            monitored.device.settle()
        }

        /// What it does between two samples.
        func act() {
            switch mood {
            case .away, .stalled: break
            case .streaming: listen()
            case .flooding:
                // More requests than there is room for answers, read now and then.
                for _ in 0..<20 { out(bytes(of: Frame(InfoRequest(), sequence: 2))) }
                if phase % 3 == 0 { listen() }
            case .rude:
                // Noise of any length, which is no frame, and resets of the bus.
                let length = Int.random(in: 0...200, using: &random)
                out((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
                if Int.random(in: 0..<600, using: &random) == 0 {
                    port.disconnect()
                    port.connect()
                }
                listen()
            }
            monitored.device.settle()
            for completion in port.takeCompletions() where completion.status == .completed {
                bytesIn += completion.data.count
            }
        }

        private func listen() {
            transfersIn += 1
            submit(USBRequestBlock(id: 0, endpoint: 2, isInput: true, length: 4096))
        }

        private func bytes(of frame: Frame) -> [UInt8] { (0..<frame.bytes.count).map { frame.bytes[$0] } }
    }

    @Test func `no missed deadline and no lost minute record`() throws {
        let seed: UInt64 = 20_261_122
        print("seed \(seed)")
        let monitored = try MonitoredCell(Scenario(text: Self.scenario, file: "day.toml"))
        let host = Host(monitored, seed: seed)
        var truth: [Double] = []
        var count = 0
        var nextPhase: UInt64 = 600_000_000_000
        while try monitored.advance(toNanosecond: 86_400_500_000_000, stopsAtSample: true) {
            count += 1
            host.act()
            if monitored.clock.nanoseconds >= nextPhase {
                host.next()
                nextPhase += 600_000_000_000
            }
        }
        let health = monitored.device.firmware.health
        #expect(health.lateSampleCount == 0)
        #expect(health.lostSampleCount == 0)
        #expect(health.greatestLatenessMicroseconds < 50_000)
        #expect(health.busClearCount == 0)
        #expect(monitored.device.violations == [])
        #expect(monitored.memory.violationCount == 0)
        for chip in [health.current, health.voltage, health.temperature, health.impedance] {
            #expect(chip.state == .measuring && chip.errorCount == 0)
        }
        // 0:02, 4:02, … 20:02, all of them under a load that holds its current.
        #expect(health.spectrumCount == 6)
        #expect(health.checkpointCount >= 1439)
        // All of the time was measured: the firmware's first sample takes 2.2 s from power-up.
        #expect(monitored.device.status.uncoveredMicroseconds < 2_500_000)
        // The charge is the load's: its own offset and gain apart, which the chips of this seed have.
        let coulombs = Double(monitored.device.status.charge.netNanocoulombs) * 1e-9
        #expect(abs(coulombs / (-30e-6 * 82_800) - 1) < 3e-3)
        try checkMinutes(monitored)
        truth.append(coulombs)
        #expect(host.transfersOut > 100_000 && host.bytesIn > 1_000_000)
        print(
            "samples \(count), transfers \(host.transfersOut) out \(host.transfersIn) in, \(host.bytesIn) bytes, "
                + "greatest lateness \(health.greatestLatenessMicroseconds) µs, bursts \(health.burstCount)")
    }

    /// Every minute of the day stands in the flash, in order, with all three quantities.
    private func checkMinutes(_ monitored: MonitoredCell) throws {
        var journal = Journal(
            store: SimulatedFlash(memory: monitored.memory, clock: monitored.clock), log: PicoFlashMap.log,
            minutes: PicoFlashMap.minutes)
        journal.mount()
        var cursor = JournalCursor()
        var minutes: [MinuteRecord] = []
        reading: while true {
            switch try journal.nextMinuteRecord(&cursor) {
            case .record(let record): minutes.append(record)
            case .searching: continue
            case .end: break reading
            }
        }
        #expect(minutes.map(\.uptimeMinutes) == Array(1...1439) || minutes.map(\.uptimeMinutes) == Array(1...1440))
        #expect(minutes.allSatisfy { $0.currentNanoamperes != nil && $0.temperatureMillikelvin != nil })
        // A minute that was excited throughout has no voltage of its own; a spectrum takes less than two.
        #expect(minutes.filter { $0.voltageMicrovolts == nil }.count <= 6)
        // After the load's step at one hour the mean current of a minute is the load's, within offset and gain.
        for minute in minutes where minute.uptimeMinutes > 62 {
            let mean = Double(try #require(minute.currentNanoamperes).mean)
            #expect(abs(mean + 30_000) < 30)
        }
    }
}
