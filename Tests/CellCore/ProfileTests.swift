import CellCore
import Testing

@Suite struct ProfileTests {
    private func builtIn() throws -> [CellProfile] {
        try (0..<CellProfile.builtInCount).map { index in
            let name = ProfileName(try #require(CellProfile.builtInName(index)))
            let profile = try #require(CellProfile.builtIn(named: name))
            #expect(profile.name == name)
            return profile
        }
    }

    /// The commands' names, in the order in which they are described.
    @Test func namesAreThoseOfTheCommands() throws {
        let names = (0..<CellProfile.builtInCount).compactMap { CellProfile.builtInName($0)?.description }
        #expect(
            names == [
                "alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4", "symmetric", "symmetric-bare",
                "symmetric-50c",
                "symmetric-300c", "symmetric-na3ps4", "symmetric-bare-na3ps4", "symmetric-50c-na3ps4",
                "symmetric-300c-na3ps4", "blocking", "blocking-na3ps4", "generic",
            ])
        #expect(CellProfile.builtInName(-1) == nil && CellProfile.builtInName(names.count) == nil)
        #expect(CellProfile.builtIn(named: ProfileName("lead-acid")) == nil)
    }

    @Test func everyProfileIsSound() throws {
        for profile in try builtIn() {
            #expect(profile.hardShortOhms > 0 && profile.maximumCurrentPicoamperes > 0)
            #expect((profile.curve == nil) == (profile.capacityNanocoulombs == nil))
            guard let load = profile.polarisation else {
                #expect(profile.healthyVolts(amperes: 1e-6, seconds: 10, millikelvin: 298_150) == nil)
                continue
            }
            #expect(profile.nominalCurrentPicoamperes > 0)
            #expect(load.tolerance > 0 && load.tolerance <= 0.25, "more would never let a short count as hard")
            #expect(load.electrolyte.ohms > 0 && load.interface.ohms > 0 && load.interfaceGrowthOhms >= 0)
            #expect(load.coating.leastActivation >= 0 && load.coating.mostActivation <= 1)
            #expect(load.coating.leastActivation <= load.coating.mostActivation)
            #expect((load.coating.electrodeCount == 0) == (load.interfaceGrowthOhms > 0))
        }
    }

    /// The stated voltages after 300 s at 25 °C of a full cell with an activated coating, in kΩ of V/I.
    @Test(arguments: [(1.0, 5.56), (8.64, 5.40), (20, 4.81), (50, 3.77), (86.4, 3.19), (200, 2.52), (480, 2.09)])
    func aFullCellHasItsResistance(microamperes: Double, kiloohms: Double) throws {
        let amperes = Float(microamperes * 1e-6)
        let profile = CellProfile.aluconeTiS2
        let rested = try #require(
            profile.healthyVolts(amperes: 0, seconds: 1, millikelvin: 298_150, stateOfCharge: 0.5))
        let loaded = try #require(
            profile.healthyVolts(amperes: amperes, seconds: 300, millikelvin: 298_150, stateOfCharge: 0.5))
        #expect(abs(Double((loaded.value - rested.value) / amperes) / 1e3 / kiloohms - 1) < 0.02)
    }

    /// 56 mV of bare sodium and 450 mV of 150 cycles at 0.1 mA/cm², ±10 %.
    @Test func symmetricCellsHaveTheVoltagesOfThePaper() throws {
        let bare = try #require(
            CellProfile.symmetricBare.healthyVolts(amperes: 71.3e-6, seconds: 60, millikelvin: 298_150))
        #expect(bare.lower <= 0.056 && bare.upper >= 0.056 && bare.upper >= 1.2)
        let coated = try #require(
            CellProfile.symmetric.healthyVolts(amperes: 71.3e-6, seconds: 3_600, millikelvin: 298_150))
        #expect(coated.lower <= 0.45 && coated.upper >= 0.45 && coated.lower > 0.25 && coated.upper < 0.6)
    }
}
