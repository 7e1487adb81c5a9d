import CellCore
import CellData
import HILSimulator
import Testing

/// Five hundred hours of healthy cells, through a measuring chain with its errors: no limit, nothing implausible.
@Suite struct HealthyCellTests {
    #if DEBUG
        private static let hours = 20
    #else
        private static let hours = 500
    #endif

    /// Between the cut-offs of the paper, or an hour each way; the ambient changes by 5 K every six hours, or stays at 25 °C.
    private func scenario(_ cell: String, _ load: String, seed: Int, isSteady: Bool = false) throws -> Scenario {
        let temperatures = (0..<(isSteady ? 0 : Self.hours / 6)).map { index in
            let celsius = [25, 30, 35, 40, 35, 30, 25, 20, 15, 20][index % 10]
            return "[[temperature]]\nat_second = \(index * 21_600)\ncelsius = \(celsius)\n"
        }
        return try Scenario(
            text: """
                title = "Healthy"
                cell = "\(cell)"
                seed = \(seed)
                \(cell.hasPrefix("symmetric") ? "" : "state_of_charge = 0.5")
                duration_second = \(Self.hours * 3600)

                [[load]]
                at_second = 0
                current_ampere = 0.0

                [[load]]
                at_second = 3600
                \(load)

                \(temperatures.joined(separator: "\n"))
                """, file: "healthy.toml")
    }

    private static let cells: [(cell: String, load: String, seed: Int)] = [
        ("alucone-tis2", "current_ampere = -86.4e-6\nreverse_below_volt = 1.0\nreverse_above_volt = 2.8", 1),
        ("bare-tis2", "current_ampere = -43.2e-6\nreverse_below_volt = 1.0\nreverse_above_volt = 2.8", 2),
        ("symmetric", "current_ampere = 71.3e-6\nreverse_every_second = 3600", 3),
    ]
    private static let bareLoad = "current_ampere = 71.3e-6\nreverse_every_second = 3600"

    @Test(arguments: 0..<cells.count)
    func `nothing is told of a healthy cell`(_ index: Int) throws {
        let (name, load, seed) = Self.cells[index]
        let told = try told(name, try scenario(name, load, seed: seed), hours: Self.hours)
        #expect(told.map(\.text) == [])
    }

    /// The paper's bare cell, at its temperature and for its life: 269 h, and 1.2 V at the end.
    @Test func `nothing is told of bare sodium through the paper's life`() throws {
        let scenario = try scenario("symmetric-bare", Self.bareLoad, seed: 4, isSteady: true)
        let told = try told("symmetric-bare", scenario, hours: min(Self.hours, 269))
        #expect(told.map(\.text) == [])
    }

    /// Where it is warm its interface grows faster, and where it is cold that resists the more: beyond 1.5 V the cell is
    /// no longer what it was made as. That is told, where it is so and as what it is, and nothing else.
    @Test func `bare sodium that has grown beyond the paper's is told, and only then`() throws {
        let scenario = try scenario("symmetric-bare", Self.bareLoad, seed: 4)
        let told = try told("symmetric-bare", scenario, hours: min(Self.hours, 269))
        for entry in told where entry.event.id != .limitKept {
            let row = Int(entry.event.id.rawValue) - 80
            #expect((0..<6).contains(row), "\(entry.text)")
            let threshold = (row < 3 ? [1.5, 2, 3] : [-1.5, -2, -3])[(row + 6) % 3]
            #expect(row < 3 ? entry.volts > threshold - 1e-3 : entry.volts < threshold + 1e-3, "\(entry.text)")
        }
        #expect(told.contains { $0.event.id == .voltageAboveOperating } || Self.hours < 200)
    }

    private struct Told {
        var event: MonitorEvent
        /// Of the cell itself.
        var volts: Double
        var text: String { "\(event.timeMicroseconds / 1_000_000) s: \(event.id) \(event.value)" }
    }

    /// Limits, plausibility, and locks for a temperature or a sensor; what is a short is not asked here.
    private static func isOfCell(_ event: MonitorEvent) -> Bool {
        event.id.rawValue >= 80 && (event.id.rawValue < 120 || event.value & 6 != 0)
    }

    /// The first thousand of those events.
    private func told(_ name: String, _ scenario: Scenario, hours: Int) throws -> [Told] {
        var cell = try VirtualCell(scenario)
        var sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        var monitor = CellMonitor(profile: try #require(ProfileName(text: name).flatMap(CellProfile.builtIn)))
        var told: [Told] = []
        for second in 1...UInt64(hours * 3600) {
            let time = second * 1_000_000
            let mean = try cell.advance(toMicrosecond: time)
            let sample = sensors.sample(
                timeMicroseconds: time, intervalMicroseconds: 1_000_000, meanAmperes: mean, volts: cell.volts,
                kelvin: cell.rodKelvin)
            var events = EventList()
            monitor.step(sample, events: &events)
            for index in 0..<events.count {
                if let event = events[index], Self.isOfCell(event), told.count < 1000 {
                    told.append(Told(event: event, volts: cell.volts))
                }
            }
        }
        return told
    }
}
