import CellCore
import Foundation
import TestSupport
import Testing

@Suite struct ShortDetectorTests {
    private func rested(_ profile: CellProfile, _ stateOfCharge: Double = 0.8) -> Bench {
        var bench = Bench(profile: profile, stateOfCharge: stateOfCharge)
        bench.run(seconds: 700, amperes: 0)
        return bench
    }

    /// Resistances anywhere within the profile's tolerance are health, not a short.
    @Test(arguments: [0.82, 0.9, 1, 1.1, 1.18])
    func aHealthyCellStaysWithoutVerdict(factor: Double) {
        var bench = rested(.aluconeTiS2)
        bench.cell.resistanceFactor = factor
        for _ in 0..<3 {
            bench.run(seconds: 3_000, amperes: -86.4e-6)
            bench.run(seconds: 3_000, amperes: 86.4e-6)
            bench.run(seconds: 600, amperes: 0)
        }
        #expect(bench.monitor.status.short == ShortVerdict())
        #expect(!bench.events.contains { $0.severity >= .caution })
    }

    @Test(arguments: [1_000.0, 3_000, 10_000, 30_000])
    func aSteadySoftShortBecomesAnAlarmWithItsOhms(ohms: Double) throws {
        var bench = rested(.aluconeTiS2)
        bench.run(seconds: 1_800, amperes: -86.4e-6)
        #expect(bench.monitor.status.short.shortClass == .none)
        let onset = bench.second
        bench.cell.leakSiemens = 1 / ohms
        bench.run(seconds: 900, amperes: -86.4e-6)
        let verdict = bench.monitor.status.short
        #expect(verdict.shortClass == .soft)
        let resistance = try #require(verdict.resistanceOhms)
        print("short of \(ohms) Ω seen as \(resistance.lower)…\(resistance.value)…\(resistance.upper) Ω")
        #expect(Double(resistance.lower) <= ohms && ohms <= Double(resistance.upper))
        #expect(abs(log(Double(resistance.value) / ohms)) < log(1.5))
        let since = try #require(verdict.sinceMicroseconds) / 1_000_000
        #expect(since >= onset && since <= onset + 300)
        #expect(verdict.evidence[0]?.kind == .unexplainedConductance)
    }

    @Test func aSoftShortThatPartsIsClearedAndTheDrainIsInTheBounds() throws {
        var bench = rested(.aluconeTiS2)
        bench.cell.leakSiemens = 1 / 5_000.0
        bench.run(seconds: 1_200, amperes: -86.4e-6)
        #expect(bench.monitor.status.short.shortClass == .soft)
        bench.cell.leakSiemens = 0
        bench.run(seconds: 1_800, amperes: -86.4e-6)
        #expect(bench.monitor.status.short.shortClass == .none)
        // That the voltage moved at a steady load is told besides.
        let told = bench.events.map(\.id).filter { $0.rawValue < 80 }
        #expect(told.suffix(3) == [.shortSuspected, .shortSoft, .shortCleared])
        let charge = try #require(bench.monitor.status.stateOfCharge)
        #expect(Double(charge.lower) <= bench.cell.stateOfCharge)
    }

    @Test(arguments: [-86.4e-6, 86.4e-6, -8.7e-6])
    func aHardShortIsSeenWithinTwoSeconds(amperes: Double) throws {
        var bench = rested(.aluconeTiS2, 0.5)
        bench.run(seconds: 300, amperes: amperes)
        let onset = bench.second
        bench.cell.leakSiemens = 1 / 8.0
        bench.run(seconds: 2, amperes: amperes)
        let verdict = bench.monitor.status.short
        #expect(verdict.shortClass == .hard)
        #expect(try #require(verdict.sinceMicroseconds) <= (onset + 2) * 1_000_000)
        bench.cell.leakSiemens = 0
        bench.run(seconds: 3_600, amperes: amperes)
        #expect(bench.monitor.status.short.shortClass == .hard, "a hard short stays one")
    }

    /// 4.97 kΩ as assembled, 6.29 kΩ activated: both ends of the coating's activation are healthy, and what lies between.
    @Test(arguments: [0.85, 1, 1.147], [0.0, 0.5, 1])
    func theActivationOfASymmetricCellIsNoShort(factor: Double, activation: Double) {
        // Factors beyond the profile's own ±10 % were those of the activation; at its ends they would be another cell.
        guard activation == 0.5 || factor == 1 else { return }
        var bench = Bench(profile: .symmetric, stateOfCharge: 0.5)
        bench.cell.resistanceFactor = factor
        bench.cell.activation = activation
        for _ in 0..<6 {
            bench.run(seconds: 3_600, amperes: -71.3e-6)
            bench.run(seconds: 3_600, amperes: 71.3e-6)
            bench.run(seconds: 600, amperes: 7.1e-6)
        }
        #expect(bench.monitor.status.short == ShortVerdict())
    }

    /// 16.2 kΩ in a symmetric cell and half of it in a full one is what bare sodium grows by until it shorts at 269 h.
    @Test(arguments: [("symmetric-bare", 16_200.0), ("bare-tis2", 8_100)])
    func growthOfABareCellIsNoShort(name: String, ohms: Double) throws {
        let index = try #require(
            (0..<CellProfile.builtInCount).first { CellProfile.builtInName($0)?.description == name })
        let text = try #require(CellProfile.builtInName(index))
        for share in [0.0, 0.3, 1] {
            var bench = rested(try #require(CellProfile.builtIn(named: ProfileName(text))), 0.5)
            bench.cell.grownOhms = share * ohms
            for amperes in [-71.3e-6, 71.3e-6, 0, -20e-6] { bench.run(seconds: 2_000, amperes: amperes) }
            #expect(!bench.events.contains { $0.severity >= .caution })
            #expect(bench.monitor.status.short == ShortVerdict())
        }
    }

    @Test(arguments: [100.0, 300, 600])
    func aSoftShortOfABareCellIsSeen(ohms: Double) throws {
        var bench = Bench(profile: .symmetricBare, stateOfCharge: 0.5)
        bench.run(seconds: 600, amperes: 71.3e-6)
        bench.cell.leakSiemens = 1 / ohms
        bench.run(seconds: 900, amperes: 71.3e-6)
        let verdict = bench.monitor.status.short
        #expect(verdict.shortClass == .soft)
        let resistance = try #require(verdict.resistanceOhms)
        #expect(Double(resistance.lower) <= ohms && ohms <= Double(resistance.upper))
    }

    /// Within the bounds whatever the resistance may be by the profile's tolerance.
    @Test(arguments: [0.82, 1, 1.18], [1_000.0, 5_000, 20_000])
    func theBoundsHoldForEveryHealthyResistance(factor: Double, ohms: Double) throws {
        var bench = rested(.aluconeTiS2, 0.6)
        bench.cell.resistanceFactor = factor
        bench.run(seconds: 1_800, amperes: -86.4e-6)
        bench.cell.leakSiemens = 1 / ohms
        bench.run(seconds: 900, amperes: -86.4e-6)
        let short = bench.monitor.status.short
        // A cell that carries better than the profile hides a weak leak for longer.
        guard short.shortClass >= .soft else {
            #expect(factor < 1 && ohms > 10_000)
            return
        }
        let resistance = try #require(short.resistanceOhms)
        #expect(Double(resistance.lower) <= ohms && ohms <= Double(resistance.upper))
    }

    @Test func aHardShortOfASymmetricCellIsSeen() {
        var bench = Bench(profile: .symmetric, stateOfCharge: 0.5)
        bench.run(seconds: 1_000, amperes: 71.3e-6)
        bench.cell.leakSiemens = 1 / 8.0
        bench.run(seconds: 2, amperes: 71.3e-6)
        #expect(bench.monitor.status.short.shortClass == .hard)
    }

    @Test func withoutAProfileACollapseIsSeenAndAStepOfTheLoadIsNot() {
        func monitor(_ steps: [(current: Int64, voltage: Int64)]) -> ShortVerdict {
            var monitor = CellMonitor(profile: .generic)
            for (index, step) in steps.enumerated() {
                var events = EventList()
                monitor.step(
                    Sample(
                        timeMicroseconds: UInt64(index + 1) * 1_000_000, intervalMicroseconds: 1_000_000,
                        currentPicoamperes: step.current, voltageNanovolts: step.voltage,
                        temperatureMillikelvin: 298_150), events: &events)
            }
            return monitor.status.short
        }
        let before = Array(repeating: (current: Int64(400_000_000), voltage: Int64(100_000_000)), count: 10)
        let collapse = monitor(before + [(400_000_000, 3_000_000), (400_000_000, 3_000_000)])
        #expect(collapse.shortClass == .hard)
        #expect(collapse.evidence[0]?.kind == .voltageCollapse)
        #expect(collapse.resistanceOhms == nil, "nothing has measured it")
        #expect(monitor(before + [(4_000_000, 3_000_000), (4_000_000, 3_000_000)]).shortClass == .none)
        #expect(monitor(before + [(400_000_000, 3_000_000), (400_000_000, 90_000_000)]).shortClass == .none)
        #expect(monitor(before + [(-400_000_000, -90_000_000)]).shortClass == .none)
    }

    @Test func excitationIsNotEvidence() {
        var bench = rested(.aluconeTiS2)
        bench.run(seconds: 600, amperes: -86.4e-6)
        var monitor = bench.monitor
        for _ in 0..<1_000 {
            var sample = bench.nextSample(amperes: -86.4e-6)
            sample.voltageNanovolts /= 3
            sample.flags = sample.flags.union(.excitation)
            var events = EventList()
            monitor.step(sample, events: &events)
        }
        #expect(monitor.status.short.shortClass == .none)
    }
}
