import CellCore
import HILSimulator

/// `chain`: samples through the registers of the three simulated chips and their real drivers, in virtual time.
enum ChainBenchmark {
    static func section() throws -> Section {
        var section = Section(
            name: "chain",
            title: "INA228, ADS122C04 and TMP117 by register and driver, typical errors and noise, one core")
        let unit = Quantity.perSecond("samples")
        let kinds: [(label: String, goal: Goal?, count: Int, isBurst: Bool, isByteByByte: Bool)] = [
            ("chips and drivers, 1 sample a second", .atLeast(300e3), 20_000, false, false),
            ("chips and drivers, burst of 59 a second", nil, 50_000, true, false),
            ("the same byte by byte, 1 a second", nil, 2_000, false, true),
        ]
        for (label, goal, count, isBurst, isByteByByte) in kinds {
            var life = try ChipLife(burst: isBurst, byteByByte: isByteByByte)
            let times = try Stopwatch.measure { for _ in 0..<count { consume(try life.sample()) } }
            section.figures.append(Figure(label, unit, times.map { Double(count) / $0.processor }, goal: goal))
        }
        var life = try ChipLife()
        let count = 20_000
        let times = try Stopwatch.measure {
            var monitor = CellMonitor(profile: .aluconeTiS2)
            var events = EventList()
            for _ in 0..<count {
                monitor.step(try life.sample(), events: &events)
                events.removeAll()
            }
            consume(monitor)
        }
        section.figures.append(
            Figure(
                "chips, drivers and core, 1 a second", unit, times.map { Double(count) / $0.processor },
                goal: .atLeast(300e3)))
        section.figures.append(
            Figure("time of a sample with core", .seconds, times.map { $0.processor / Double(count) }))
        return section
    }
}
