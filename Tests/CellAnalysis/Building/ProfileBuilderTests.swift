import CellAnalysis
import CellCore
import CellData
import Testing

/// The builder finds what the cell was made of.
@Suite struct ProfileBuilderTests {
    private func build(_ cell: MadeCell, cycle: Int? = nil) throws -> BuiltProfile {
        let built = try ProfileBuilder(cell.record, cycle: cycle).build(name: ProfileName("made"))
        try built.profile.check()
        let text = ProfileFile.text(built.profile, comments: built.comments)
        #expect(try ProfileFile.profile(text: text, file: "made.toml") == built.profile)
        return built
    }

    /// Entries at states of charge 0.1…0.9 that lie beyond the cell's own curve within ±0.01 of the state of charge and
    /// ±5 mV: half of what a state of charge may err by. Contents are those at the ends of the discharge.
    private func misses(_ built: BuiltProfile, from empty: Double, to full: Double) throws -> [Int] {
        let curve = try #require(built.profile.curve)
        return (7...57).filter { index in
            let content = empty + (full - empty) * Double(index) / 64
            let found = Double(curve[index] ?? 0)
            return found < MadeCell.volts(content - 0.01) - 0.005 || found > MadeCell.volts(content + 0.01) + 0.005
        }
    }

    /// Whether a hysteresis is the cell's within three standard errors and what the resistance leaves open, in volts.
    private func isHysteresis(_ built: BuiltProfile, _ volts: Double) -> Bool {
        let open = 3 * built.hysteresisError + built.resistances.uncertaintyOhms * built.discharge.amperes
        print(
            "hysteresis \(built.hysteresisVolts) of \(volts), open \(open), span \(built.hysteresisSpan), "
                + "series \(built.resistances.seriesOhms) ± \(built.resistances.uncertaintyOhms), lead \(built.lead)")
        return abs(built.hysteresisVolts - volts) <= open
    }

    @Test func hysteresisAndResistance() throws {
        var cell = MadeCell()
        cell.hysteresisVolts = 0.030
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        let built = try build(cell)
        #expect(abs(built.discharge.coulombs - 3.6 * (cell.turns[1] - cell.turns[0])) < 0.002)
        #expect(built.diffusionSeconds == 0)
        #expect(abs(built.resistances.seriesOhms - 12) <= 12 * 0.02 + built.resistances.uncertaintyOhms)
        #expect(isHysteresis(built, 0.030))
        #expect((0.02...0.04).contains(built.hysteresisSpan))
        #expect(try misses(built, from: cell.turns[0], to: cell.turns[1]) == [])
        #expect(built.profile.window == VoltageWindow(lowerVolts: 1.9, upperVolts: 2.6))
        // Shares of the window of 0.7 V and of the current of 1 mA, as Docs/Profiles.md lists them.
        let limits = try #require(built.profile.limits)
        #expect(limits.voltageAbove == LimitLevels(2_607_000_000, 2_656_000_000, 2_740_000_000))
        #expect(limits.voltageBelow == LimitLevels(1_893_000_000, 1_830_000_000, 1_725_000_000))
        for levels in [limits.chargeAbove, limits.dischargeAbove] {
            for (level, expected) in zip([levels.operating, levels.recommended, levels.safety], [2.5, 5, 10]) {
                #expect(abs(Double(level) / 1e9 - expected) < 0.01)
            }
        }
        #expect(limits.temperatureAbove == LimitLevels(323_150, 333_150, 353_150))
        #expect(limits.plausible.lowerNanovolts == -100_000_000 && limits.plausible.upperNanovolts == 2_775_000_000)
        #expect(limits.plausible.leastOhms == 1 && (55...66).contains(limits.plausible.mostOhms))
    }

    /// The steps of the curve lie apart by twice the lead, τ·J/15.
    @Test func diffusion() throws {
        var cell = MadeCell()
        cell.diffusionSeconds = 1500
        cell.hysteresisVolts = 0.005
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        let built = try build(cell)
        // Of the outermost of 40 shells: half a shell below the surface.
        let lead = 1500 * 1e-3 / built.discharge.coulombs * (1.0 / 15 - 1.0 / 240)
        #expect(abs(built.lead - lead) < 0.004, "\(built.lead) instead of \(lead)")
        #expect(isHysteresis(built, 0.005))
        #expect(try misses(built, from: cell.turns[0], to: cell.turns[1]) == [])
    }

    /// With rests, what relaxes is told from hysteresis.
    @Test func rests() throws {
        var cell = MadeCell()
        cell.hysteresisVolts = 0.020
        cell.slowOhms = 25
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6, restShare: 0.1)
        cell.run(-1e-3, to: 1.9, restShare: 0.1)
        let built = try build(cell)
        #expect(built.resistances.relaxations.count >= 14)
        #expect(abs(built.resistances.slowOhms - 25) < 2.5)
        #expect(abs(built.resistances.slowSeconds - 40) < 6)
        #expect(built.slowOhms > 0 && built.diffusionSeconds == 0)
        #expect(isHysteresis(built, 0.020))
        let coating = try #require(built.profile.polarisation?.coating)
        #expect(abs(coating.freshFilmOhms * coating.farads - 40) < 6)
    }

    /// A side reaction takes part of each charge: the discharge counts.
    @Test func aLossOfChargeIsNoCapacity() throws {
        var cell = MadeCell()
        cell.sideReaction = 0.08
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        let built = try build(cell, cycle: 3)
        let efficiency = try #require(built.table.cycles[2].efficiency)
        #expect(abs(efficiency.value - 0.92) < 0.001)
        #expect(abs(built.discharge.coulombs - 3.6 * (cell.turns[1] - cell.turns[0])) < 0.002)
        #expect(built.isCapacityRepeated && built.capacityTolerance <= 0.011)
        #expect(try misses(built, from: cell.turns[0], to: cell.turns[1]) == [])
    }

    /// A side reaction that belongs to high voltages: laid evenly over the charge, the loss would shift the step.
    @Test func aLossAtTheTopIsLaidThere() throws {
        var cell = MadeCell()
        cell.sideReaction = 0.3
        cell.sideReactionFrom = 0.7
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        let built = try build(cell)
        // In states of charge of the discharge, whose ends are turns[1] and turns[0]; the grid is one of 0.05 and 0.01.
        let knee = (0.7 - cell.turns[0]) / (cell.turns[1] - cell.turns[0])
        #expect(abs(built.chargeMap.knee - knee) <= 0.05, "\(built.chargeMap.knee) instead of \(knee)")
        #expect(built.chargeMap.lower >= 0.98 && abs(built.chargeMap.upper - 0.7) < 0.1)
        let share = built.discharge.coulombs / built.charge.coulombs
        #expect(abs(Double(built.profile.chargeEfficiency.share) - share) < 1e-6)
        #expect(try misses(built, from: cell.turns[0], to: cell.turns[1]) == [])
    }

    /// Branches that part along the curve.
    @Test func hysteresisMayDiffer() throws {
        var cell = MadeCell()
        cell.hysteresisVolts = 0.01
        cell.hysteresisSlope = 0.05
        cell.run(-1e-3, to: 1.9)
        cell.run(1e-3, to: 2.6)
        cell.run(-1e-3, to: 1.9)
        let built = try build(cell)
        let curve = try #require(built.profile.curve)
        let open = 3 * built.hysteresisError + built.resistances.uncertaintyOhms * built.discharge.amperes
        for index in 2...14 {
            let content = cell.turns[0] + (cell.turns[1] - cell.turns[0]) * Double(index) / 16
            let expected = 0.01 + 0.05 * content
            #expect(
                abs(Double(curve.hysteresisVolts[index]) - expected) <= open,
                "\(curve.hysteresisVolts[index]) instead of \(expected) ± \(open) at \(index)/16")
        }
        #expect(try misses(built, from: cell.turns[0], to: cell.turns[1]) == [])
    }

    @Test func whatCannotBeBuiltIsSaid() throws {
        var cell = MadeCell()
        cell.run(1e-3, to: 2.6)
        #expect(throws: BuildError.noWholeDischarge(nil)) { try ProfileBuilder(cell.record) }
        #expect(throws: BuildError.noWholeDischarge(1)) { try ProfileBuilder(cell.record, cycle: 1) }
        #expect(throws: BuildError.noSuchCycle(2, count: 1)) { try ProfileBuilder(cell.record, cycle: 2) }
        #expect(throws: BuildError.noSuchCycle(0, count: 1)) { try ProfileBuilder(cell.record, cycle: 0) }
        #expect(throws: BuildError.noSuchCycle(1, count: 0)) { try ProfileBuilder(CyclingRecord(rows: []), cycle: 1) }
        cell.run(-1e-3, to: 1.9)
        let sparse = CyclingRecord(rows: cell.rows.indices.filter { $0 % 400 == 0 }.map { cell.rows[$0] })
        #expect(throws: BuildError.self) { try ProfileBuilder(sparse).build(name: ProfileName("sparse")) }
    }
}
