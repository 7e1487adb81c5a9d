import CellCore
import HILSimulator
import Testing

/// The arithmetic of the score on statements that are made up.
@Suite struct PopulationScoreTests {
    private func bounded(_ value: Float, _ lower: Float, _ upper: Float) -> Bounded {
        Bounded(value: value, lower: lower, upper: upper)
    }

    @Test func sharesWidthsAndErrors() {
        var tally = PhaseTally()
        #expect(tally.coverage == nil && tally.medianWidth == nil && tally.rootMeanSquare == nil)
        tally.take(truth: 0.5, stated: bounded(0.5, 0.25, 0.75))
        tally.take(truth: 0.5, stated: bounded(0.75, 0.625, 0.875))
        tally.take(truth: 0.5, stated: bounded(0.25, 0.25, 0.5))
        #expect(tally.coverage == 2.0 / 3)
        // √((0 + 1/16 + 1/16)/3).
        #expect(abs((tally.rootMeanSquare ?? 0) - (0.125 / 3).squareRoot()) < 1e-15)
        // Widths 0.5, 0.25 and 0.25: the bin of 0.25 ends at 0.2505.
        #expect(abs((tally.medianWidth ?? 0) - 0.2505) < 1e-12)
    }

    @Test func whatIsNotStatedIsAsWideAsCanBe() {
        var tally = PhaseTally()
        for _ in 0..<3 { tally.take(truth: 0.9, stated: nil) }
        #expect(tally.coverage == 1 && tally.medianWidth == 1 && tally.absent == 3)
        #expect(abs((tally.rootMeanSquare ?? 0) - 0.4) < 1e-15)
    }

    @Test func boundsBeyondZeroAndOneClaimNoMore() {
        var tally = PhaseTally()
        tally.take(truth: 1, stated: bounded(1.125, 0.75, 1.5))
        #expect(tally.coverage == 1 && tally.rootMeanSquare == 0)
        #expect(abs((tally.medianWidth ?? 0) - 0.2505) < 1e-12)
    }

    @Test func partsAddUp() {
        var whole = PhaseTally()
        var parts = [PhaseTally(), PhaseTally()]
        for step in 0..<100 {
            let stated = step % 7 == 0 ? nil : bounded(Float(step) / 128, Float(step) / 256, Float(step) / 64)
            whole.take(truth: 0.5, stated: stated)
            parts[step < 40 ? 0 : 1].take(truth: 0.5, stated: stated)
        }
        parts[0].add(parts[1])
        #expect(parts[0].samples == 100 && parts[0].inside == whole.inside && parts[0].absent == whole.absent)
        #expect(parts[0].widths == whole.widths && parts[0].errors == whole.errors)
        #expect(abs((parts[0].rootMeanSquare ?? 0) - (whole.rootMeanSquare ?? 1)) < 1e-15)
    }

    @Test func quantilesAreTheUpperEdge() {
        var histogram = Histogram(0...1, bins: 10)
        #expect(histogram.quantile(0.5) == nil)
        for value in [0.01, 0.11, 0.12, 0.95, 7, -3, .nan] { histogram.add(value) }
        #expect(histogram.counts == [2, 2, 0, 0, 0, 0, 0, 0, 0, 3])
        #expect(abs((histogram.quantile(0.5) ?? 0) - 0.2) < 1e-12)
        #expect(abs((histogram.quantile(0.6) ?? 0) - 1) < 1e-12)
    }

    @Test func aJumpMayGoAsFarAsTheBoundsAndTheCharge() {
        var jumps = JumpCheck()
        jumps.take(bounded(0.5, 0.4, 0.6), change: nil, second: 1)
        jumps.take(bounded(0.609, 0.55, 0.65), change: 0.01, second: 2)
        #expect(jumps.pairs == 1 && jumps.violations == 0)
        // The last bounds count, not the present ones: 0.53 is 0.02 below 0.55, of which 0.01 was counted.
        jumps.take(bounded(0.53, 0, 1), change: 0.01, second: 3)
        #expect(jumps.violations == 1 && abs(jumps.worst - 0.01) < 2e-6 && jumps.worstSecond == 3)
        // No neighbours: after a restart, or where nothing is stated.
        jumps.take(bounded(2, 2, 2), change: nil, second: 4)
        jumps.take(nil, change: 0, second: 5)
        jumps.take(bounded(0.1, 0, 1), change: 0, second: 6)
        #expect(jumps.pairs == 2 && jumps.violations == 1)
    }

    @Test(arguments: [
        (10_000.0, 10_600, true), (10_000, 10_601, false), (100_000, 95_000, true), (100_000, 94_999, false),
    ])
    func aTimeToEmptyMayMissByFivePerCentOrTenMinutes(truth: Double, stated: Float, isWithin: Bool) {
        let time = TimeToEmpty(
            second: 0, isAfterRestart: false, trueSeconds: truth, stated: bounded(stated, stated - 10, stated + 10))
        #expect(time.isWithin == isWithin && !time.isInside)
    }

    @Test func aTimeToEmptyThatIsNotStatedIsAMiss() {
        let time = TimeToEmpty(second: 0, isAfterRestart: false, trueSeconds: 100, stated: nil)
        #expect(!time.isWithin && time.isInside)
    }
}
