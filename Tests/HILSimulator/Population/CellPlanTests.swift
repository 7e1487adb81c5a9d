import HILSimulator
import Testing

/// What the seeds decide, over many of them.
@Suite struct CellPlanTests {
    private static let plans = (0..<2000).map { CellPlan(seed: 77_000_000 + UInt64($0)) }
    private static var count: Double { Double(plans.count) }

    @Test func everyFactorIsEvenOverItsRange() {
        let names = Self.plans[0].variation.factors.map(\.name)
        #expect(names.count == 22 && Set(names).count == names.count)
        for place in names.indices {
            let factors = Self.plans.map { $0.variation.factors[place].factor }
            #expect(factors.allSatisfy { 0.8...1.2 ~= $0 })
            // Mean 1 with a deviation of 0.4/√12/√2000 = 0.0026; the largest of 2000 misses 1.2 by 0.0002 on average.
            #expect(abs(factors.reduce(0, +) / Self.count - 1) < 0.0026 * 4.5, "\(names[place])")
            #expect(factors.contains { $0 < 0.803 } && factors.contains { $0 > 1.197 }, "\(names[place])")
        }
    }

    @Test func twoFactorsAreIndependent() {
        let names = Self.plans[0].variation.factors.map(\.name)
        for first in names.indices {
            for second in names.indices where second > first {
                let product = Self.plans.reduce(0.0) {
                    $0 + ($1.variation.factors[first].factor - 1) * ($1.variation.factors[second].factor - 1)
                }
                // A correlation of independent factors has a deviation of 1/√2000 = 0.022; 231 pairs.
                let correlation = product / Self.count / (0.16 / 12)
                #expect(abs(correlation) < 0.022 * 5, "\(names[first]), \(names[second])")
            }
        }
    }

    @Test func oneCellOfSevenIsCold() {
        let cold = Double(Self.plans.count(where: \.isCold)) / Self.count
        #expect(abs(cold - 0.15) < 4 * (0.15 * 0.85 / Self.count).squareRoot())
        for plan in Self.plans {
            let band = plan.isCold ? -5.0...15.0 : 15.0...45.0
            for hour in stride(from: 0.0, through: 500, by: 1.7) {
                #expect(band.contains(plan.ambient.kelvin(atSecond: 3600 * hour) - 273.15))
            }
        }
    }

    @Test func aThirdOfTheTemperaturesMove() {
        let moving = Double(Self.plans.count { $0.ambient.change != .constant }) / Self.count
        #expect(abs(moving - 1.0 / 3) < 4 * (2.0 / 9 / Self.count).squareRoot())
    }

    @Test func protocolsAndStartsAreMixed() {
        for kind in CyclingProtocol.allCases {
            let share = Double(Self.plans.count { $0.cycling == kind }) / Self.count
            #expect(abs(share - 0.2) < 4 * (0.16 / Self.count).squareRoot())
        }
        #expect(Self.plans.allSatisfy { 0.05...0.95 ~= $0.stateOfCharge })
    }

    @Test func powerIsCutAboutOnceACell() {
        let warm = Self.plans.filter { !$0.isCold }
        let early = warm.map { $0.cuts.count { $0.atSecond < 80 * 3600 } }
        let mean = Double(early.reduce(0, +)) / Double(warm.count)
        // One each 80 h of power; the time without, 2 h on average, makes them a little fewer.
        #expect(mean > 0.90 && mean < 1.05, "\(mean)")
        let cuts = Self.plans.flatMap(\.cuts)
        #expect(cuts.allSatisfy { 10...43_200 ~= $0.seconds })
        let going = Double(cuts.count(where: \.cyclerGoesOn)) / Double(cuts.count)
        #expect(abs(going - 2.0 / 3) < 4 * (2.0 / 9 / Double(cuts.count)).squareRoot())
        for plan in Self.plans {
            for (cut, next) in zip(plan.cuts, plan.cuts.dropFirst()) {
                #expect(next.atSecond >= cut.atSecond + cut.seconds + 120)
            }
        }
    }

    @Test func tuningAndPublishedSeedsNeverMeet() {
        let tuning = Population(cells: .max, baseSeed: Population.tuningSeed)
        #expect(tuning.seeds.count == Population.mostCells)
        #expect((tuning.seeds.last ?? .max) < Population.publishedSeed)
    }
}
