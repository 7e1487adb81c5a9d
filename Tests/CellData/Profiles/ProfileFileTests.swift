import CellCore
import CellData
import TestSupport
import Testing

/// Profiles as files: what is written is read as the same profile, and each mistake is told where it stands.
@Suite struct ProfileFileTests {
    private static let sound = """
        format = 1
        name = "cell-7"

        [capacity]
        coulomb = 3.6
        tolerance = 0.05

        [current]
        nominal_ampere = 1e-3
        maximum_ampere = 0.01

        [window]
        lower_volt = 1.5
        upper_volt = 2.5

        [polarisation]
        electrolyte_ohm = 100
        electrolyte_activation_electronvolt = 0.22
        diffusion_second = 3e4
        tolerance = 0.2

        [short]
        hard_ohm = 10

        [open_circuit]
        tolerance_volt = 0.01
        points = [
            [0.0, 1.6], # empty
            [0.5, 2.0],
            [1.0, 2.4],
        ]
        entropy_volt_per_kelvin = [[0, -1e-4], [1, 3e-4]]
        """

    private func message(_ text: String) -> String {
        do throws(ConfigurationError) {
            _ = try ProfileFile.profile(text: text, file: "p.toml")
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test func aFileIsRead() throws {
        let profile = try ProfileFile.profile(text: Self.sound, file: "p.toml")
        #expect(profile.name.text == "cell-7")
        #expect(profile.capacityNanocoulombs == 3_600_000_000)
        #expect(profile.nominalCurrentPicoamperes == 1_000_000_000)
        #expect(profile.maximumCurrentPicoamperes == 10_000_000_000)
        #expect(profile.window == VoltageWindow(lowerVolts: 1.5, upperVolts: 2.5))
        #expect(profile.polarisation?.electrolyte == ActivatedOhms(ohms: 100, electronvolts: 0.22))
        #expect(profile.polarisation?.coating == CoatingPolarisation.none)
        #expect(profile.rest == .tenMinutes && profile.sensor == .ina228With68Ohms)
        let curve = try #require(profile.curve)
        #expect(curve[0] == 1.6 && curve[16] == 1.8 && curve[32] == 2.0 && curve[64] == 2.4)
        #expect(abs(curve.voltsPerKelvin[8] - 1e-4) < 1e-9 && curve.voltsPerKelvin[16] == 3e-4)
        #expect(curve.meanHysteresisVolts == 0)
        #expect(profile.chargeEfficiency == .whole)
    }

    /// The middle of two branches, and half of their distance.
    @Test func branchesGiveTheMiddle() throws {
        let text = Self.sound.replacing(
            "points = [\n    [0.0, 1.6], # empty\n    [0.5, 2.0],\n    [1.0, 2.4],\n]",
            with: "charge = [[0, 1.7], [1, 2.5]]\ndischarge = [[0, 1.5], [0.25, 1.7], [1, 2.3]]")
        let curve = try #require(try ProfileFile.profile(text: text, file: "p.toml").curve)
        #expect(curve[0] == 1.6 && curve[16] == 1.8 && curve[64] == 2.4)
        // 1.7…2.5 V above 1.5…1.7…2.3 V: 0.1 V at 0, at a quarter 1.9 V above 1.7 V, and at the half 2.1 V above 1.9 V.
        for index in [0, 4, 8, 16] { #expect(abs(curve.hysteresisVolts[index] - 0.1) < 1e-6) }
        let own = text.replacing("tolerance_volt = 0.01", with: "tolerance_volt = 0.01\nhysteresis_volt = 0.02")
        #expect(try ProfileFile.profile(text: own, file: "p.toml").curve?.meanHysteresisVolts == 0.02)
    }

    /// A hysteresis that differs along the curve, of which a state of charge between two pairs lies on their line.
    @Test func hysteresisMayDiffer() throws {
        let text = Self.sound.replacing(
            "tolerance_volt = 0.01", with: "tolerance_volt = 0.01\nhysteresis = [[0, 0.01], [0.5, 0.05], [1, 0.03]]")
        let profile = try ProfileFile.profile(text: text, file: "p.toml")
        let curve = try #require(profile.curve)
        for (index, volts) in [(0, 0.01), (4, 0.03), (8, 0.05), (12, 0.04), (16, 0.03)] {
            #expect(abs(curve.hysteresisVolts[index] - Float(volts)) < 1e-7)
        }
        #expect(abs(curve.meanHysteresisVolts - 0.035) < 1e-7)
        #expect(try ProfileFile.profile(text: ProfileFile.text(profile), file: "p.toml") == profile)
        #expect(try CellProfile(bytes: profile.bytes) == profile)
        for (key, complaint) in [
            ("hysteresis_volt = 0.02", "expected either hysteresis_volt or hysteresis, not both"),
            ("hysteresis_span = 0", "expected 0.001…1.0 in hysteresis_span"),
        ] {
            #expect {
                _ = try ProfileFile.profile(text: text.replacing("points =", with: "\(key)\npoints ="), file: "p.toml")
            } throws: { "\($0)".contains(complaint) }
        }
        // A branch that falls tells no state of charge.
        let steep = text.replacing("[0.5, 0.05]", with: "[0.5, 0.9]")
        #expect {
            _ = try ProfileFile.profile(text: steep, file: "p.toml")
        } throws: { "\($0)".contains("expected branches that rise") }
    }

    @Test func chargeEfficiencyIsRead() throws {
        let text = Self.sound.replacing(
            "[capacity]",
            with: "[capacity]\ncharge_efficiency = 0.93\ncharge_efficiency_tolerance = 0.02\nself_discharge_ohm = 5e6")
        let profile = try ProfileFile.profile(text: text, file: "p.toml")
        #expect(profile.chargeEfficiency == ChargeEfficiency(share: 0.93, tolerance: 0.02))
        #expect(profile.selfDischargeOhms == 5e6)
        #expect(try CellProfile(bytes: profile.bytes) == profile)
    }

    @Test func everyBuiltInProfileComesBack() throws {
        for index in 0..<CellProfile.builtInCount {
            let name = ProfileName(try #require(CellProfile.builtInName(index)))
            let profile = try #require(CellProfile.builtIn(named: name))
            let text = ProfileFile.text(profile)
            #expect(try ProfileFile.profile(text: text, file: "p.toml") == profile)
            let commented = ProfileFile.text(profile, comments: ["": ["a", ""], "current": ["b \"[c]\""]])
            #expect(try ProfileFile.profile(text: commented, file: "p.toml") == profile)
        }
    }

    /// Decimal text and back for any bits, through both of the two forms.
    @Test func randomProfilesComeBack() throws {
        var random = SeededGenerator(seed: 9, purpose: "profiles with random numbers")
        for _ in 0..<500 {
            var profile = CellProfile.aluconeTiS2
            var volts: InlineArray<65, Float> = InlineArray(repeating: 0)
            var next = Float.random(in: -3...3, using: &random)
            for entry in volts.indices {
                volts[entry] = next
                next += Float.random(in: 1e-6...0.08, using: &random)
            }
            // Four entries rise by 4 µV at least.
            let least = Float.random(in: 0...1, using: &random)
            let hysteresis = InlineArray<17, Float> { _ in least + Float.random(in: 0...1e-6, using: &random) }
            profile.curve = OpenCircuitCurve(
                volts: volts, toleranceVolts: Float.random(in: 0...1, using: &random),
                hysteresisVolts: hysteresis, hysteresisSpan: Float.random(in: 0.001...1, using: &random))
            profile.capacityNanocoulombs = Int64.random(in: 1...1_000_000_000_000_000, using: &random)
            profile.maximumCurrentPicoamperes = Int64.random(in: 1...1_000_000_000_000_000, using: &random)
            profile.capacityTolerance = Float.random(in: 0...1, using: &random)
            profile.polarisation?.electrolyte.ohms = Float.random(in: 0...1e9, using: &random)
            profile.polarisation?.coating.exchangeAmperes = Float.random(in: 1e-12...1e-3, using: &random)
            profile.rest.microseconds = UInt64.random(in: 1_000_000...1_000_000_000_000, using: &random)
            profile.limits = randomLimits(&random)
            try profile.check()
            #expect(try ProfileFile.profile(text: ProfileFile.text(profile), file: "p.toml") == profile)
            #expect(try CellProfile(bytes: profile.bytes) == profile)
        }
    }

    /// Anywhere in their ranges, in order.
    private func randomLimits(_ random: inout SeededGenerator) -> CellLimits? {
        func sorted(_ range: ClosedRange<Int64>, _ count: Int) -> [Int64] {
            var found: Set<Int64> = []
            while found.count < count { found.insert(Int64.random(in: range, using: &random)) }
            return found.sorted()
        }
        func rising(_ range: ClosedRange<Int64>) -> LimitLevels {
            let values = sorted(range, 3)
            return LimitLevels(values[0], values[1], values[2])
        }
        let volts = sorted(ProfileRange.limitNanovolts, 6)
        let kelvin = sorted(ProfileRange.limitMillikelvin, 6)
        let current = 1...ProfileRange.picoamperes.upperBound
        let range = sorted(ProfileRange.limitNanovolts, 2)
        let ohms = sorted(ProfileRange.plausibleOhms, 2)
        let step = sorted(ProfileRange.plausibleStepPicoamperes, 2)
        return CellLimits(
            voltageAbove: LimitLevels(volts[3], volts[4], volts[5]),
            voltageBelow: LimitLevels(volts[2], volts[1], volts[0]),
            voltageHysteresis: Int64.random(in: ProfileRange.limitHysteresisNanovolts, using: &random),
            chargeAbove: rising(current), dischargeAbove: rising(current),
            currentHysteresis: Int64.random(in: ProfileRange.picoamperes, using: &random),
            temperatureAbove: LimitLevels(kelvin[3], kelvin[4], kelvin[5]),
            temperatureBelow: LimitLevels(kelvin[2], kelvin[1], kelvin[0]),
            temperatureHysteresis: Int64.random(in: ProfileRange.limitHysteresisMillikelvin, using: &random),
            temperatureRateAbove: rising(ProfileRange.limitRate), voltageRateAbove: rising(ProfileRange.limitRate),
            plausible: PlausibleRange(
                lowerNanovolts: range[0], upperNanovolts: range[1], mostOhms: ohms[1], leastOhms: ohms[0],
                stepPicoamperes: step[1], steadyPicoamperes: step[0]))
    }

    @Test(arguments: [
        ("format = 1", "format = 2", "p.toml:1:1: expected format = 1, found 2"),
        ("format = 1\n", "", "p.toml:1:1: expected format = 1"),
        ("\"cell-7\"", "\"a cell\"", "p.toml:2:1: expected 1 to 24 printable ASCII characters"),
        ("coulomb = 3.6", "coulomb = 0", "p.toml:5:1: expected 1e-09…1000000.0 in coulomb, found 0.0"),
        ("coulomb = 3.6", "culomb = 3.6", "p.toml:4:1: expected the key coulomb in [capacity]"),
        ("tolerance = 0.05", "tolerance = \"5 %\"", "p.toml:6:1: expected a number in tolerance"),
        ("[current]\nnominal_ampere = 1e-3\nmaximum_ampere = 0.01\n", "", "p.toml:1:1: expected a table [current]: "),
        ("maximum_ampere = 0.01", "maximum_ampere = 0", "p.toml:10:1: expected 1e-12…1000.0 in maximum_ampere"),
        ("upper_volt = 2.5", "upper_volt = 1.5", "p.toml:14:1: expected more than lower_volt, 1.5, found 1.5"),
        ("diffusion_second = 3e4", "diffusion = 3e4", "p.toml:19:1: unknown key diffusion; known here: "),
        ("tolerance = 0.2\n", "tolerance = 0.95\n", "p.toml:20:1: expected 0.0…0.9 in tolerance, found 0.95"),
        (
            "[1.0, 2.4]", "[0.9, 2.4]",
            "p.toml:30:5: expected the state of charge 1.0 at the end of points, found 0.9, entry 3"
        ),
        ("[0.5, 2.0]", "[0.5, 1.6]", "p.toml:29:5: expected a voltage above 1.6 in points, found 1.6, entry 2"),
        ("[0.5, 2.0]", "[0.5]", "p.toml:29:5: expected a pair of numbers [x, y] in points, entry 2"),
        ("[0.5, 2.0]", "[0, 2.0]", "p.toml:29:5: expected a state of charge above 0.0 in points, found 0.0, entry 2"),
        ("[1, 3e-4]]", "[1, 3]]", "p.toml:32:40: expected -0.1…0.1 in entropy_volt_per_kelvin, found 3.0, entry 2"),
        ("[0.5, 2.0]", "[0.5, 2.39999999]", "p.toml:27:1: expected branches that rise by more than 0.1 µV"),
        ("tolerance_volt = 0.01", "tolerance_volt = -1", "p.toml:26:1: expected 0.0…5.0 in tolerance_volt, found -1.0"),
        ("[short]\nhard_ohm = 10\n", "[coating]\nelectrodes = 3\n", "p.toml:23:1: expected 0…2 in electrodes, found 3"),
        ("[open_circuit]", "[opencircuit]", "p.toml:4:1: expected a table [open_circuit] beside [capacity]"),
    ])
    func mistakesAreToldWhereTheyStand(_ old: String, _ new: String, _ expected: String) {
        let found = message(Self.sound.replacing(old, with: new))
        #expect(found.hasPrefix(expected), "\(found)")
    }

    /// Text with random changes: a profile that passes the check, or an error with a place; never a trap.
    @Test func mutatedText() throws {
        var random = SeededGenerator(seed: 5, purpose: "mutated profiles")
        let originals = [Array(Self.sound.utf8), Array(ProfileFile.text(.aluconeTiS2).utf8)]
        for round in 0..<4_000 {
            var bytes = originals[round % 2]
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(Array("[]=\".\n#{},'e-9".utf8).randomElement(using: &random) ?? 0, at: index)
                }
            }
            do throws(ConfigurationError) {
                let profile = try ProfileFile.profile(text: String(decoding: bytes, as: UTF8.self), file: "p.toml")
                #expect(throws: Never.self) { try profile.check() }
            } catch {
                #expect(error.line >= 1 && error.column >= 1, "\(error)")
            }
        }
    }

    @Test func loadingSaysWhatToGive() {
        #expect(throws: ProfileLoadError.unknown("lead-acid")) { try ProfileFile.load("lead-acid") }
        for path in ["/nonexistent/cell", "nonexistent.toml"] {
            do throws(ProfileLoadError) {
                _ = try ProfileFile.load(path)
                Issue.record("\(path) was loaded")
            } catch {
                #expect(error.exitStatus == 66, "\(error)")
            }
        }
        #expect(throws: Never.self) { try ProfileFile.load("symmetric-50c") }
    }
}
