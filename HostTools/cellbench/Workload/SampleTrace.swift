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
            temperatureMillikelvin: Int32(((cell.kelvin + 0.01 * noise.gaussian()) * 1e3).rounded()))
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
            try Scenario(
                text: """
                    title = "Rest, load, a soft and a hard short"
                    cell = "alucone-tis2"
                    seed = 1
                    state_of_charge = 0.8
                    duration_second = 2400
                    [[load]]
                    at_second = 0
                    current_ampere = 0.0
                    [[load]]
                    at_second = 700
                    current_ampere = -86.4e-6
                    [[fault]]
                    kind = "short"
                    from_second = 1500
                    until_second = 2100
                    ohm = 3000
                    [[fault]]
                    kind = "short"
                    from_second = 2100
                    ohm = 8
                    """, file: "eventful")
        }
    }
}
