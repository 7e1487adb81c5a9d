import CellCore
import HILSimulator

/// Samples of a simulated cell with seeded noise, one a second.
struct SampleTrace {
    private var cell: VirtualCell
    private var noise: SeededNoise
    private var second: UInt64 = 0

    /// The life of a cell that the scenario gives; `seed` is that of the noise.
    init(_ scenario: Scenario, seed: UInt64) throws {
        cell = try VirtualCell(scenario)
        noise = SeededNoise(seed: seed)
    }

    /// The next sample: 2 nA, 5 µV and 10 mK of noise, which the simulated measuring chain has too.
    mutating func next() throws -> Sample {
        second += 1
        let amperes = try cell.advance(toMicrosecond: second * 1_000_000) + 2e-9 * noise.gaussian()
        return Sample(
            timeMicroseconds: second * 1_000_000, intervalMicroseconds: 1_000_000,
            currentPicoamperes: Int64((amperes * 1e12).rounded()),
            voltageNanovolts: Int64(((cell.volts + 5e-6 * noise.gaussian()) * 1e9).rounded()),
            temperatureMillikelvin: Int32(((cell.rodKelvin + 0.01 * noise.gaussian()) * 1e3).rounded()))
    }

    /// All that a monitor can meet: rest and anchor, load, a soft and a hard short, a lost sensor, a gap, time that
    /// goes back. 2 400 samples.
    static func eventful() throws -> [Sample] {
        var trace = try SampleTrace(eventfulScenario, seed: 1)
        var samples = try (0..<2_400).map { _ in try trace.next() }
        for index in 1_000..<1_020 { samples[index].flags = SampleFlags(rawValue: 0) }
        samples.removeSubrange(1_100..<1_150)
        samples[1_200].timeMicroseconds = samples[1_198].timeMicroseconds
        return samples
    }

    private static var eventfulScenario: Scenario {
        get throws {
            var scenario = try Scenario.nominal(cell: "alucone-tis2")
            scenario.loads[1].atSecond = 700
            scenario.loads[1].lowerVolts = nil
            scenario.faults = [
                Fault(fromSecond: 1500, untilSecond: 2100, ohms: 3000), Fault(fromSecond: 2100, ohms: 8),
            ]
            return scenario
        }
    }
}
