import TestSupport
import Testing

@testable import CellCore

/// A monitor that goes through a snapshot at any sample tells the same, at the same time.
@Suite struct SafetySnapshotTests {
    @Test func `what is told and timed is in the snapshot`() throws {
        var random = SeededGenerator(seed: 61, purpose: "excursions of everything")
        var straight = SafetyBench()
        var broken = SafetyBench()
        for second in 0..<20_000 {
            if second % 40 == 0 {
                let volts: Double = [2.1, 2.1, 2.1, 2.9, 3.3, -2.1, 0.7].randomElement(using: &random) ?? 2.1
                let amperes: Double = [0, -86.4e-6, -86.4e-6, 300e-6].randomElement(using: &random) ?? 0
                let celsius: Double = [25, 25, 25, 26, 55, 90, -30].randomElement(using: &random) ?? 25
                let isNoisy = Int.random(in: 0..<4, using: &random) > 0
                for index in 0..<2 {
                    func set(_ bench: inout SafetyBench) {
                        bench.volts = volts
                        bench.amperes = amperes
                        bench.celsius = celsius
                        bench.isNoisy = isNoisy
                    }
                    if index == 0 { set(&straight) } else { set(&broken) }
                }
            }
            let gap = Int.random(in: 0..<500, using: &random) == 0 ? 30.0 : 0
            straight.step(gapSeconds: gap)
            if Int.random(in: 0..<9, using: &random) == 0 { try broken.restart() }
            broken.step(gapSeconds: gap)
        }
        let told = straight.taken()
        // A restored monitor numbers its own event besides.
        func plain(_ events: [MonitorEvent]) -> [[Int64]] {
            events.map { [Int64(clamping: $0.timeMicroseconds), Int64($0.id.rawValue), $0.value] }
        }
        #expect(plain(told) == plain(broken.taken()))
        #expect(Set(told.map(\.id)).count >= 12, "the run must exercise the table")
        #expect(straight.monitor.isTemperatureExcursion == broken.monitor.isTemperatureExcursion)
        #expect(straight.monitor.isSensorImplausible == broken.monitor.isSensorImplausible)
    }
}
