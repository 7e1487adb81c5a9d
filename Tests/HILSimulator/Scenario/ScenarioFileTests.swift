import CellPlant
import HILSimulator
import Testing

@Suite struct ScenarioFileTests {
    /// 12 lines, of which the tests change one.
    private static let head = """
        title = "t"
        cell = "alucone-tis2"
        duration_second = 100
        [[load]]
        at_second = 0
        current_ampere = 1e-6
        [[fault]]
        kind = "short"
        from_second = 10
        ohm = 100
        [[expect]]
        what = "hard"

        """

    private static let cells = PlantParameters.names.joined(separator: ", ")

    private func parse(_ text: String) -> String {
        message { _ = try Scenario(text: text, file: "dir/s.toml") }
    }

    @Test func everyKeyIsRead() throws {
        let text = """
            title = "All of it"
            cell = "bare-tis2"
            seed = 77
            state = "cycled"
            state_of_charge = 0.25
            duration_second = 5000
            sample_period_second = 0.5
            [sensor]
            current_gain = 0.001
            current_offset_ampere = 1e-8
            current_noise_ampere = 2e-8
            voltage_noise_volt = 3e-6
            temperature_noise_kelvin = 0.5
            [[temperature]]
            at_second = 5
            celsius = -10
            [[load]]
            at_second = 1
            current_ampere = -0.1
            reverse_every_second = 60
            reverse_below_volt = -1.5
            reverse_above_volt = 2.5
            [[fault]]
            kind = "short"
            from_second = 4
            until_second = 9
            ohm = 12
            [[fault]]
            kind = "dendrite"
            mean_hour = 30
            soft_hour = 6
            variation = 0.5
            hard_ohm = 3
            [[power_cut]]
            from_second = 20
            until_second = 30
            [[power_cut]]
            from_second = 31
            until_second = 5000
            [[expect]]
            what = "soc within bounds"
            from_second = 2
            until_second = 3
            """
        let scenario = try Scenario(text: text, file: "some/where/all-of-it.toml")
        #expect(scenario.title == "All of it")
        #expect(scenario.name == "all-of-it")
        #expect(scenario.cell == "bare-tis2")
        #expect(scenario.seed == 77)
        #expect(scenario.isCycled)
        #expect(scenario.stateOfCharge == 0.25)
        #expect(scenario.durationSeconds == 5000)
        #expect(scenario.samplePeriodSeconds == 0.5)
        #expect(scenario.sensors.currentGain == 0.001)
        #expect(scenario.sensors.currentOffsetAmperes == 1e-8)
        #expect(scenario.sensors.currentNoiseAmperes == 2e-8)
        #expect(scenario.sensors.voltageNoiseVolts == 3e-6)
        #expect(scenario.sensors.temperatureNoiseKelvin == 0.5)
        #expect(scenario.temperatures.map(\.atSecond) == [5])
        #expect(scenario.temperatures.map(\.kelvin) == [263.15])
        let load = try #require(scenario.loads.first)
        #expect(load.atSecond == 1 && load.amperes == -0.1 && load.reverseEverySeconds == 60)
        #expect(load.lowerVolts == -1.5 && load.upperVolts == 2.5)
        let fault = try #require(scenario.faults.first)
        #expect(fault.fromSecond == 4 && fault.untilSecond == 9 && fault.ohms == 12)
        #expect(scenario.faults.count == 1)
        let dendrite = try #require(scenario.dendrite)
        #expect(dendrite.meanHours == 30 && dendrite.softHours == 6)
        #expect(dendrite.variation == 0.5 && dendrite.hardOhms == 3)
        #expect(scenario.outages.map(\.fromSecond) == [20, 31])
        #expect(scenario.outages.map(\.untilSecond) == [30, 5000])
        let expectation = try #require(scenario.expectations.first)
        #expect(expectation.what == .stateOfChargeWithinBounds)
        #expect(expectation.fromSecond == 2 && expectation.untilSecond == 3)
    }

    @Test func defaults() throws {
        let scenario = try Scenario(text: Self.head, file: "s.toml")
        #expect(scenario.seed == 1 && scenario.stateOfCharge == 0.5 && scenario.samplePeriodSeconds == 1)
        #expect(scenario.temperatures.map(\.kelvin) == [298.15])
        #expect(scenario.sensors == (try SensorModel()))
        #expect(scenario.faults.first?.untilSecond == nil)
        #expect(scenario.dendrite == nil && scenario.isCycled && scenario.outages.isEmpty)
        #expect(scenario.expectations.first?.fromSecond == 0)
        #expect(scenario.expectations.first?.untilSecond == 100)
    }

    /// A full cell has been cycled unless the file says otherwise, any other is as assembled.
    @Test func theStateAtTheStart() throws {
        func isCycled(_ cell: String, _ more: String = "") throws -> Bool {
            let text = Self.head.replacing("\"alucone-tis2\"", with: "\"\(cell)\"\n\(more)")
            return try Scenario(text: text, file: "s.toml").isCycled
        }
        for name in PlantParameters.names {
            #expect(try isCycled(name) == name.contains("tis2"))
            #expect(try isCycled(name, "state = \"fresh\"") == false)
            #expect(try isCycled(name, "state = \"cycled\""))
        }
    }

    /// Without keys the cell's own law; with a mean alone the soft phase keeps its share of it: 12 h of 279.
    @Test func theDendriteHasTheCellsOwnLaw() throws {
        func law(_ keys: String) throws -> DendriteLaw? {
            let text = Self.head.replacing("alucone-tis2", with: "symmetric-bare")
                .replacing("kind = \"short\"\nfrom_second = 10\nohm = 100", with: "kind = \"dendrite\"\n\(keys)")
            return try Scenario(text: text, file: "s.toml").dendrite
        }
        #expect(try law("") == PlantParameters.named("symmetric-bare")?.dendrite)
        let faster = try #require(try law("mean_hour = 27.9"))
        #expect(faster.meanHours == 27.9 && abs(faster.softHours - 1.2) < 1e-12)
    }

    @Test func everyExpectationHasItsWords() throws {
        for word in [
            "suspected", "transient", "soft", "hard", "cleared", "no alarm", "no jump", "soc known",
            "soc within bounds", "soc never wrong", "capacity within bounds", "offset within bounds",
            "resistance within bounds",
        ] {
            let text = Self.head.replacing("\"hard\"", with: "\"\(word)\"")
            let what = try #require(try Scenario(text: text, file: "s").expectations.first?.what)
            #expect(what.text == word && what.limit == nil)
        }
    }

    @Test(arguments: [
        ("soc width", "at_most", 0.06), ("soc error", "at_most", 0.03), ("capacity width", "at_most", 0.2),
        ("offset width", "at_most_ampere", 6e-9),
    ])
    func anExpectationWithALimit(word: String, key: String, value: Double) throws {
        let text = Self.head.replacing("\"hard\"", with: "\"\(word)\"\n\(key) = \(value)")
        let what = try #require(try Scenario(text: text, file: "s").expectations.first?.what)
        #expect(what.text == word && what.limit?.key == key && what.limit?.value == value)
        let without = Self.head.replacing("\"hard\"", with: "\"\(word)\"")
        #expect(parse(without).hasPrefix("dir/s.toml:11:1: expected the key \(key) in [[expect]] number 1"))
        let beyond = Self.head.replacing("\"hard\"", with: "\"\(word)\"\n\(key) = 1.5")
        #expect(parse(beyond).hasPrefix("dir/s.toml:13:1: expected 0.0…"))
    }

    private static let short = "kind = \"short\"\nfrom_second = 10\nohm = 100"

    /// What is changed in the file, and how the message begins.
    static let mistakes: [(from: String, to: String, message: String)] = [
        ("title = \"t\"\n", "", "1:1: expected the key title"),
        ("cell = \"alucone-tis2\"", "cell = \"lead\"", "2:1: expected one of \(cells), found lead"),
        ("cell =", "celll =", "1:1: expected the key cell"),
        ("duration_second = 100", "duration_second = \"1\"", "3:1: expected a number in duration_second"),
        (
            "duration_second = 100", "duration_second = 0.5",
            "3:1: expected 1.0…100000000.0 in duration_second, found 0.5"
        ),
        ("duration_second = 100", "duration_second = = 1", "3:19: expected TOML: "),
        ("duration_second = 100", "duration_second = nan", "3:1: expected 1.0…"),
        ("[[load]]", "seed = -1\n[[load]]", "4:1: expected 0…9223372036854775807 in seed, found -1"),
        ("[[load]]", "seed = 1.5\n[[load]]", "4:1: expected a whole number in seed"),
        ("[[load]]", "state_of_charge = 1.01\n[[load]]", "4:1: expected 0.0…1.0 in state_of_charge, found 1.01"),
        ("[[load]]", "sample_period_second = 101\n[[load]]", "4:1: expected 0.001…100.0 in sample_period_second"),
        ("[[load]]", "soc = 1\n[[load]]", "4:1: unknown key soc; known here: cell, duration_second, expect, "),
        ("[[load]]", "[[laod]]", "4:1: unknown key laod; known here: "),
        ("at_second = 0\n", "", "4:1: expected the key at_second in [[load]] number 1"),
        ("current_ampere = 1e-6", "current_ampere = 1", "6:1: expected -0.1…0.1 in current_ampere, found 1.0"),
        ("current_ampere = 1e-6", "current_amper = 1e-6", "4:1: expected the key current_ampere in [[load]] number 1"),
        (
            "current_ampere = 1e-6", "current_ampere = 1e-6\n[[load]]\nat_second = 0\ncurrent_ampere = 0",
            "8:1: expected more than 0.0, the entry before, found 0.0"
        ),
        (
            "current_ampere = 1e-6", "current_ampere = 1e-6\nreverse_every_second = 0.1",
            "7:1: expected 1.0…100000000.0 in reverse_every_second, found 0.1"
        ),
        (
            "current_ampere = 1e-6", "current_ampere = 1e-6\nreverse_below_volt = 2\nreverse_above_volt = 2",
            "8:1: expected more than reverse_below_volt 2.0, found 2.0"
        ),
        (
            "current_ampere = 1e-6", "current_ampere = 1e-6\nreverse_above = 2",
            "7:1: unknown key reverse_above; known here: at_second, current_ampere, "
        ),
        ("kind = \"short\"", "kind = \"open\"", "8:1: expected \"short\" or \"dendrite\", found \"open\""),
        ("kind = \"short\"", "kind = \"dendrite\"", "9:1: unknown key from_second; known here: hard_ohm, kind, "),
        (short, "kind = \"dendrite\"\nmean_hour = 0", "9:1: expected 0.01…10000000.0 in mean_hour, found 0.0"),
        (short, "kind = \"dendrite\"\nmean_hour = \"9\"", "9:1: expected a number in mean_hour"),
        (
            short, "kind = \"dendrite\"\nmean_hour = 5\nsoft_hour = 6",
            "10:1: expected 0.0…5.0 in soft_hour, found 6.0"
        ),
        (short, "kind = \"dendrite\"\nvariation = 4", "9:1: expected 0.001…3.0 in variation, found 4.0"),
        (short, "kind = \"dendrite\"\nhard_ohm = 0", "9:1: expected 0.01…1000000000.0 in hard_ohm, found 0.0"),
        (
            short, "kind = \"dendrite\"\n[[fault]]\nkind = \"dendrite\"",
            "10:1: expected one dendrite a cell, found a second"
        ),
        (
            "cell = \"alucone-tis2\"\nduration_second = 100\n",
            "cell = \"blocking\"\nduration_second = 100\n[[fault]]\nkind = \"dendrite\"\n",
            "5:1: expected a cell with sodium: nothing grows on blocking electrodes"
        ),
        ("[[load]]", "state = \"new\"\n[[load]]", "4:1: expected \"fresh\" or \"cycled\", found \"new\""),
        ("[[load]]", "state = 1\n[[load]]", "4:1: expected a text in quotes in state"),
        (
            "[[load]]", "state = \"fresh\"\nstate_of_charge = 1\n[[load]]",
            "5:1: expected state \"cycled\": a fresh cell is fully charged"
        ),
        (
            "cell = \"alucone-tis2\"", "cell = \"symmetric\"\nstate_of_charge = 0.5",
            "3:1: expected a full cell: this one has no state of charge"
        ),
        ("kind = \"short\"\n", "", "7:1: expected the key kind in [[fault]] number 1"),
        ("ohm = 100", "ohm = 0", "10:1: expected 0.01…1000000000.0 in ohm, found 0.0"),
        ("ohm = 100", "ohm = 100\nuntil_second = 10", "11:1: expected more than from_second 10.0, found 10.0"),
        (
            "what = \"hard\"", "what = \"none\"",
            "12:1: expected suspected, transient, soft, hard, cleared, no alarm, no jump, soc known, "
                + "soc within bounds, soc never wrong, soc width, soc error, capacity within bounds, capacity width, "
                + "offset within bounds, offset width or resistance within bounds, found \"none\""
        ),
        ("what = \"hard\"", "what = 3", "12:1: expected a text in quotes in what"),
        (
            "what = \"hard\"", "what = \"hard\"\nuntil_second = 101",
            "13:1: expected 0.0…100.0 in until_second, found 101.0"
        ),
        (
            "what = \"hard\"", "what = \"hard\"\nfrom_second = 5\nuntil_second = 5",
            "14:1: expected more than from_second, found 5.0"
        ),
        (
            "what = \"hard\"", "what = \"hard\"\nuntil = 9",
            "13:1: unknown key until; known here: from_second, until_second"
        ),
        (
            "what = \"hard\"", "what = \"hard\"\nat_most = 0.1",
            "13:1: unknown key at_most; known here: from_second, until_second"
        ),
        ("[[expect]]", "[[power_cut]]\nuntil_second = 9\n[[expect]]", "11:1: expected the key from_second in "),
        ("[[expect]]", "[[power_cut]]\nfrom_second = 9\n[[expect]]", "11:1: expected the key until_second in "),
        (
            "[[expect]]", "[[power_cut]]\nfrom_second = 9\nuntil_second = 9\n[[expect]]",
            "13:1: expected more than from_second, found 9.0"
        ),
        (
            "[[expect]]", "[[power_cut]]\nfrom_second = 9\nuntil_second = 101\n[[expect]]",
            "13:1: expected 0.0…100.0 in until_second, found 101.0"
        ),
        (
            "[[expect]]",
            "[[power_cut]]\nfrom_second = 9\nuntil_second = 20\n[[power_cut]]\nfrom_second = 20\n"
                + "until_second = 21\n[[expect]]",
            "15:1: expected more than 20.0, the end of the one before, found 20.0"
        ),
        ("[[expect]]", "[sensor]\ngain = 1\n[[expect]]", "12:1: unknown key gain; known here: chips, current_gain, "),
        (
            "[[expect]]", "[sensor]\ncurrent_gain = 0.2\n[[expect]]",
            "12:1: expected 0.0…0.1 in current_gain, found 0.2"
        ),
        (
            "[[expect]]", "[[temperature]]\nat_second = 0\ncelsius = 100\n[[expect]]",
            "13:1: expected -40.0…85.0 in celsius, found 100.0"
        ),
        (
            "[[expect]]",
            "[[temperature]]\nat_second = 9\ncelsius = 1\n[[temperature]]\nat_second = 8\ncelsius = 1\n[[expect]]",
            "15:1: expected more than 9.0, the entry before, found 8.0"
        ),
        ("[[expect]]\n", "[expect]\n", "11:1: expected tables [[expect]]"),
        ("[[fault]]\n", "[[fault]\n", "7:"),
    ]

    @Test(arguments: ScenarioFileTests.mistakes.indices)
    func everyMistakeHasItsPlace(index: Int) {
        let (from, to, expected) = Self.mistakes[index]
        #expect(Self.head.contains(from))
        let found = parse(Self.head.replacing(from, with: to, maxReplacements: 1))
        #expect(found.hasPrefix("dir/s.toml:\(expected)"), "\(found)")
        // The same line in a file from Windows.
        let windows = parse(
            Self.head.replacing(from, with: to, maxReplacements: 1).replacing("\n", with: "\r\n"))
        #expect(windows.replacing("\\r", with: "\\n") == found)
    }

    @Test(arguments: PlantParameters.names)
    func nominalCells(cell: String) throws {
        let scenario = try Scenario.nominal(cell: cell)
        #expect(scenario.cell == cell && scenario.expectations.isEmpty && scenario.faults.isEmpty)
        // 0.11 mA/cm² on the pellet of 1 cm, 0.1 mA/cm² on the foil of 3/8 inch, nothing through blocking electrodes.
        let amperes = cell.hasPrefix("blocking") ? [] : cell.contains("tis2") ? [0, -86.4e-6] : [0, 71.3e-6]
        #expect(scenario.loads.map(\.amperes) == amperes)
    }

    @Test func noSuchNominalCell() {
        #expect(message { _ = try Scenario.nominal(cell: "x") }.contains("expected one of \(Self.cells), found x"))
    }

    @Test func shippedScenariosAreRead() throws {
        for name in ShippedScenarios.names { #expect(try ShippedScenarios.load(name).name == name) }
    }
}
