import CellCore
import CellData
import TestSupport
import Testing

/// `[limits]` in a profile's file: numbers in units of people, held as whole units, and every mistake told in place.
@Suite struct ProfileLimitsTests {
    private static let table = """
        [limits]
        voltage_above_volt = [2.81, 2.95, 3.2]
        voltage_below_volt = [0.99, 0.8, 0.5]
        voltage_hysteresis_volt = 0.02
        charge_above_ampere = [216e-6, 432e-6, 590e-6]
        discharge_above_ampere = [100e-6, 200e-6, 300e-6]
        current_hysteresis_ampere = 5e-6
        temperature_above_celsius = [50, 60.5, 80]
        temperature_below_celsius = [-10, -20, -40]
        temperature_hysteresis_kelvin = 1
        temperature_rate_kelvin_per_minute = [1, 5, 20]
        voltage_rate_volt_per_second = [5e-3, 20e-3, 50e-3]
        plausible_volt = [-0.1, 3.25]
        plausible_ohm = [10, 15000]
        answer_step_ampere = 17.28e-6
        answer_steady_ampere = 4.32e-6
        """
    private static let head = """
        format = 1
        name = "cell-7"
        [current]
        nominal_ampere = 1e-3
        maximum_ampere = 0.01
        [short]
        hard_ohm = 10

        """

    private func read(_ table: String) throws(ConfigurationError) -> CellProfile {
        try ProfileFile.profile(text: Self.head + table, file: "p.toml")
    }

    @Test func `each number is read in its unit`() throws {
        let limits = try #require(try read(Self.table).limits)
        #expect(limits.voltageAbove == LimitLevels(2_810_000_000, 2_950_000_000, 3_200_000_000))
        #expect(limits.voltageBelow == LimitLevels(990_000_000, 800_000_000, 500_000_000))
        #expect(limits.voltageHysteresis == 20_000_000)
        #expect(limits.chargeAbove == LimitLevels(216_000_000, 432_000_000, 590_000_000))
        #expect(limits.dischargeAbove == LimitLevels(100_000_000, 200_000_000, 300_000_000))
        #expect(limits.currentHysteresis == 5_000_000)
        #expect(limits.temperatureAbove == LimitLevels(323_150, 333_650, 353_150))
        #expect(limits.temperatureBelow == LimitLevels(263_150, 253_150, 233_150))
        #expect(limits.temperatureHysteresis == 1_000)
        #expect(limits.temperatureRateAbove == LimitLevels(1_000, 5_000, 20_000))
        #expect(limits.voltageRateAbove == LimitLevels(5_000_000, 20_000_000, 50_000_000))
        #expect(limits.plausible.lowerNanovolts == -100_000_000 && limits.plausible.upperNanovolts == 3_250_000_000)
        #expect(limits.plausible.leastOhms == 10 && limits.plausible.mostOhms == 15_000)
        #expect(limits.plausible.stepPicoamperes == 17_280_000 && limits.plausible.steadyPicoamperes == 4_320_000)
    }

    @Test func `without the table there are none`() throws { #expect(try read("").limits == nil) }

    /// A profile from a file holds the cell to the same as one that is built in.
    @Test func `a cell is held to the limits of a file`() throws {
        let built = CellProfile.aluconeTiS2
        var profile = try ProfileFile.profile(text: ProfileFile.text(built), file: "p.toml")
        profile = try CellProfile(bytes: profile.bytes)
        var monitors = [CellMonitor(profile: built), CellMonitor(profile: profile)]
        var told: [[EventID]] = [[], []]
        for second in 1...200 {
            for index in monitors.indices {
                var events = EventList()
                monitors[index].step(
                    Sample(
                        timeMicroseconds: UInt64(second) * 1_000_000, intervalMicroseconds: 1_000_000,
                        currentPicoamperes: -250_000_000, voltageNanovolts: second > 100 ? 450_000_000 : 2_000_000_000,
                        temperatureMillikelvin: 325_000), events: &events)
                for event in 0..<events.count { if let event = events[event] { told[index].append(event.id) } }
            }
        }
        #expect(told[0] == told[1])
        #expect(told[1].contains(.voltageBelowSafety) && told[1].contains(.temperatureAboveOperating))
        #expect(told[1].contains(.dischargeCurrentAboveOperating))
    }

    @Test(arguments: [
        ("voltage_hysteresis_volt = 0.02\n", "", "8:1: expected the key voltage_hysteresis_volt in [limits]"),
        ("answer_step", "answers_step", "8:1: expected the key answer_step_ampere in [limits]"),
        (
            "plausible_ohm = [10, 15000]", "plausible_ohm = [10, 15000]\nextra = 1",
            "22:1: unknown key extra; known here: "
        ),
        (
            "[2.81, 2.95, 3.2]", "[2.81, 2.81, 3.2]",
            "9:1: expected more than 2.81, the level before it, in voltage_above_volt, found 2.81, entry 2"
        ),
        (
            "[0.99, 0.8, 0.5]", "[0.99, 0.8, 0.9]",
            "10:1: expected less than 0.8, the level before it, in voltage_below_volt, found 0.9, entry 3"
        ),
        (
            "[2.81, 2.95, 3.2]", "[2.81, 2.95]",
            "9:1: expected 3 numbers in voltage_above_volt, [operating, recommended, safety], found 2"
        ),
        (
            "[2.81, 2.95, 3.2]", "2.81",
            "9:1: expected 3 numbers in voltage_above_volt, [operating, recommended, safety]"
        ),
        ("[1, 5, 20]", "[1, \"five\", 20]", "18:1: expected a number in temperature_rate_kelvin_per_minute, entry 2"),
        (
            "[-10, -20, -40]", "[-10, -20, -300]",
            "16:1: expected -273.15…726.85 in temperature_below_celsius, found -300.0, entry 3"
        ),
        ("[100e-6, ", "[0, ", "13:1: expected 0.000000000001…1000 in discharge_above_ampere, found 0.0, entry 1"),
        (
            "hysteresis_kelvin = 1", "hysteresis_kelvin = -1",
            "17:1: expected 0…100 in temperature_hysteresis_kelvin, found -1.0"
        ),
        (
            "[0.99, 0.8, 0.5]", "[2.9, 0.8, 0.5]",
            "10:1: expected less than voltage_above_volt, 2.81, in voltage_below_volt, found 2.9"
        ),
        (
            "[-10, -20, -40]", "[55, -20, -40]",
            "16:1: expected less than temperature_above_celsius, 50, in temperature_below_celsius, found 55"
        ),
        (
            "[-0.1, 3.25]", "[3.25, -0.1]",
            "20:1: expected more than the least, 3.25, in plausible_volt, found -0.1, entry 2"
        ),
        (
            "4.32e-6", "17.28e-6",
            "23:1: expected less than answer_step_ampere, 0.00001728, in answer_steady_ampere, found 0.00001728"
        ),
        ("[10, 15000]", "[10, 2000000]", "21:1: expected 0…1000000 in plausible_ohm, found 2000000.0, entry 2"),
    ])
    func `mistakes are told where they stand`(_ old: String, _ new: String, _ expected: String) {
        do throws(ConfigurationError) {
            _ = try read(Self.table.replacing(old, with: new))
            Issue.record("no error for \(new)")
        } catch {
            #expect(error.description.hasPrefix("p.toml:" + expected), "\(error)")
        }
    }
}
