import CellCore
import CellData
import HILSimulator
import Testing

/// A cell that is taken out of its temperatures for half a day under load and comes back: bounds hold all the way.
@Suite struct TemperatureExcursionTests {
    @Test(arguments: [58.0, -14.0])
    func `bounds hold through an excursion and after it`(_ celsius: Double) throws {
        let scenario = try Scenario(
            text: """
                title = "Excursion"
                cell = "alucone-tis2"
                seed = 9
                state_of_charge = 0.8
                duration_second = 200000

                [[load]]
                at_second = 0
                current_ampere = 0.0

                [[load]]
                at_second = 3600
                current_ampere = -20e-6
                reverse_below_volt = 1.0
                reverse_above_volt = 2.8

                [[temperature]]
                at_second = 0
                celsius = 25

                [[temperature]]
                at_second = 30000
                celsius = \(celsius)

                [[temperature]]
                at_second = 73200
                celsius = 25
                """, file: "excursion.toml")
        var cell = try VirtualCell(scenario)
        var sensors = SensorChain(model: scenario.sensors, seed: scenario.seed)
        var monitor = CellMonitor(profile: .aluconeTiS2)
        var events: [MonitorEvent] = []
        // The capacity each minute, apart for each lock: between two of them something may be learned.
        var capacities: [[Float]] = []
        var outside = 0
        for second in 1...UInt64(120_000) {
            let mean = try cell.advance(toMicrosecond: second * 1_000_000)
            let sample = sensors.sample(
                timeMicroseconds: second * 1_000_000, intervalMicroseconds: 1_000_000, meanAmperes: mean,
                volts: cell.volts, kelvin: cell.rodKelvin)
            var list = EventList()
            monitor.step(sample, events: &list)
            for index in 0..<list.count {
                guard let event = list[index], event.id.rawValue >= 120 else { continue }
                events.append(event)
                if event.id == .learningLocked { capacities.append([]) }
            }
            guard second % 60 == 0, let status = Optional(monitor.status), let charge = status.stateOfCharge else {
                continue
            }
            let truth = Float(cell.stateOfCharge)
            if truth < charge.lower || truth > charge.upper { outside += 1 }
            if let state = status.state, state.lock.contains(.temperature), !capacities.isEmpty {
                capacities[capacities.count - 1].append(state.capacityCoulombs.value)
            }
        }
        #expect(outside <= 20, "\(outside) of 2000 minutes")
        #expect(capacities.reduce(0) { $0 + $1.count } > 600)
        #expect(capacities.allSatisfy { Set($0).count <= 1 }, "nothing is learned under a lock")
        // One lock from the rate of its beginning to that of its end; or two, where the rods slow down (400 s) to less than
        // 1 K/min a good minute before they reach −10 °C, and again on the way back.
        let told = events.map { [Int64($0.id.rawValue), $0.value] }
        let pair: [[Int64]] = [[120, 2], [121, 2]]
        #expect(told == pair || (celsius < 0 && told == pair + pair), "\(told)")
    }
}
