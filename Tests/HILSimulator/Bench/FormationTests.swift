import CellCore
import CellData
import HILSimulator
import Testing

/// The first cycles of a cell as assembled: what the first one takes for good is no ageing.
@Suite struct FormationTests {
    /// A rest, then cycles between the cut-offs at the nominal current.
    private func scenario(_ cell: String, state: String) throws -> Scenario {
        try Scenario(
            text: """
                title = "First cycles"
                cell = "\(cell)"
                state = "\(state)"
                seed = 5
                duration_second = 400000

                [[load]]
                at_second = 0
                current_ampere = 0.0

                [[load]]
                at_second = 3600
                current_ampere = -86.4e-6
                reverse_below_volt = 1.0
                reverse_above_volt = 2.8
                """, file: "formation.toml")
    }

    /// What was seen over the run.
    private struct Seen {
        var events: [MonitorEvent] = []
        /// Coulombs of each half cycle, and the lock, health and capacity at its end.
        var halves: [Double] = []
        var locks: [LearningLock] = []
        var states: [StateDetails?] = []
        var outside = 0
        var samples = 0
    }

    private func run(_ cellName: String, state: String, hours: Int) throws -> Seen {
        let scenario = try scenario(cellName, state: state)
        var cell = try VirtualCell(scenario)
        var sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        var monitor = CellMonitor(profile: try #require(ProfileName(text: cellName).flatMap(CellProfile.builtIn)))
        var seen = Seen()
        var last = 0.0
        var coulombs = 0.0
        for second in 1...UInt64(hours * 3600) {
            let mean = try cell.advance(toMicrosecond: second * 1_000_000)
            let sample = sensors.sample(
                timeMicroseconds: second * 1_000_000, intervalMicroseconds: 1_000_000, meanAmperes: mean,
                volts: cell.volts, kelvin: cell.rodKelvin)
            var events = EventList()
            monitor.step(sample, events: &events)
            for index in 0..<events.count { if let event = events[index] { seen.events.append(event) } }
            if mean * last < 0 {
                let status = monitor.status
                seen.halves.append(coulombs)
                seen.locks.append(status.state?.lock ?? LearningLock())
                seen.states.append(status.state)
                coulombs = 0
            }
            last = mean
            coulombs += mean
            if second % 60 == 0, let charge = monitor.status.stateOfCharge {
                let truth = Float(min(max(cell.stateOfCharge, 0), 1))
                seen.samples += 1
                if truth < charge.lower || truth > charge.upper { seen.outside += 1 }
            }
        }
        return seen
    }

    @Test func `the first cycle of a fresh cell is not its health`() throws {
        let seen = try run("alucone-tis2", state: "fresh", hours: 70)
        // 201 mAh/g, then 139: 5.08 C and 3.5 C of 7.0 mg.
        #expect(seen.halves.count >= 4)
        #expect(seen.halves[0] < -4.9 && seen.halves[1] < 3.7 && seen.halves[2] > -3.7, "\(seen.halves)")
        #expect(seen.locks[0].contains(.formation), "through the first discharge")
        let formed = seen.events.filter { $0.id == .learningLocked || $0.id == .learningResumed }
        #expect(formed.first?.id == .learningLocked && formed.first?.value == 16)
        // Its end is that of the first charge, and a minute: 1 h of rest and both halves at 86.4 µA.
        let end = 3600 + (seen.halves[1] - seen.halves[0]) / 86.4e-6
        let told = formed.first { $0.id == .learningResumed }
        #expect(told?.value == 16)
        #expect(abs(Double(told?.timeMicroseconds ?? 0) / 1e6 - 60 - end) < 30)
        #expect(seen.states[0]?.healthByCapacity == nil && seen.states[1]?.healthByCapacity == nil)
        let last = try #require(seen.states.last ?? nil)
        let capacity = last.capacityCoulombs
        // 6.036 C · 0.9283 · (0.8703 − 0.2581·0.9615·0.8703), Docs/CellModel.md.
        #expect(capacity.lower <= 3.666 && 3.666 <= capacity.upper, "\(capacity)")
        if let health = last.healthByCapacity { #expect(abs(health.value - 1) < 0.05, "\(health)") }
        #expect(!seen.events.contains { $0.id == .shortSuspected || $0.id == .shortSoft || $0.id == .shortHard })
        #expect(Double(seen.outside) <= 0.01 * Double(seen.samples), "\(seen.outside) of \(seen.samples)")
        // The rest before it is no anchor, and the first whole cycle began in formation.
        #expect(seen.events.contains { $0.id == .anchorRefused && $0.value == 16 })
        #expect(seen.events.contains { $0.id == .efficiencyRefused && $0.value == 16 })
    }

    @Test func `a cell that was cycled is not taken for a fresh one`() throws {
        let seen = try run("alucone-tis2", state: "cycled", hours: 30)
        #expect(!seen.events.contains { $0.id == .learningLocked })
    }
}
