import CellCore
import HILSimulator
import Testing

/// Each kind of expectation is met when it should be, and fails when it should.
@Suite struct ExpectationWatchTests {
    private func sight(
        _ second: Double, _ shortClass: ShortClass = .none, charge: Bounded? = nil, ohms: Bounded? = nil,
        trueCharge: Double = 0.5, leak: Double = 0, state: StateDetails? = nil, counted: Double = 0
    ) -> ExpectationWatch.Sight {
        ExpectationWatch.Sight(
            second: second,
            status: status(charge, ShortVerdict(shortClass: shortClass, resistanceOhms: ohms), state),
            trueStateOfCharge: trueCharge, leakSiemens: leak, trueCapacityCoulombs: 4, trueOffsetAmperes: 5e-9,
            countedCoulombs: counted)
    }

    private func status(_ charge: Bounded?, _ short: ShortVerdict, _ state: StateDetails?) -> CellStatus {
        var status = CellStatus(stateOfCharge: charge, short: short)
        status.state = state
        return status
    }

    /// The window is 10…20 s.
    private func watch(_ what: HILSimulator.Expectation.What, _ sights: [ExpectationWatch.Sight]) -> (
        isMet: Bool, seen: Double?
    ) {
        var watch = ExpectationWatch(HILSimulator.Expectation(what: what, fromSecond: 10, untilSecond: 20))
        for sight in sights { watch.see(sight) }
        return (watch.isMet, watch.seenSecond)
    }

    @Test func atLeast() {
        let soft = HILSimulator.Expectation.What.atLeast("soft")
        #expect(watch(soft, [sight(9), sight(10, .soft), sight(30)]) == (true, 10))
        #expect(watch(soft, [sight(9), sight(20, .hard)]) == (true, 20))
        #expect(watch(soft, [sight(9), sight(15, .suspected), sight(16, .transient)]) == (false, nil))
        // Too early and too late are both misses.
        #expect(watch(soft, [sight(9, .soft), sight(15, .soft)]) == (false, 9))
        #expect(watch(soft, [sight(15), sight(21, .soft)]) == (false, 21))
        #expect(watch(.atLeast("suspected"), [sight(15, .transient)]) == (true, 15))
    }

    @Test func noAlarm() {
        #expect(watch(.noAlarm, [sight(9, .hard), sight(15, .transient), sight(21, .soft)]) == (true, nil))
        #expect(watch(.noAlarm, [sight(12), sight(15, .soft), sight(18)]) == (false, 15))
        #expect(watch(.noAlarm, [sight(20, .hard)]) == (false, 20))
    }

    @Test func cleared() {
        #expect(watch(.cleared, [sight(10, .soft), sight(15), sight(20)]) == (true, 15))
        #expect(watch(.cleared, [sight(15), sight(20, .suspected)]) == (false, nil))
        #expect(watch(.cleared, [sight(15), sight(17, .soft), sight(18), sight(25, .hard)]) == (true, 18))
        // No sample within the window: nothing was seen, so nothing is met.
        #expect(watch(.cleared, [sight(5), sight(25)]) == (false, nil))
    }

    @Test func stateOfChargeKnown() {
        let charge = Bounded(value: 0.5, lower: 0.4, upper: 0.6)
        #expect(watch(.stateOfChargeKnown, [sight(9), sight(15, charge: charge)]) == (true, 15))
        #expect(watch(.stateOfChargeKnown, [sight(9, charge: charge), sight(15, charge: charge)]) == (false, 9))
        #expect(watch(.stateOfChargeKnown, [sight(15), sight(25, charge: charge)]) == (false, 25))
        #expect(watch(.stateOfChargeKnown, [sight(15)]) == (false, nil))
    }

    @Test func stateOfChargeWithinBounds() {
        let charge = Bounded(value: 0.5, lower: 0.4, upper: 0.6)
        let what = HILSimulator.Expectation.What.stateOfChargeWithinBounds
        #expect(watch(what, [sight(5), sight(10, charge: charge), sight(20, charge: charge)]) == (true, nil))
        #expect(
            watch(
                what,
                [sight(10, charge: charge), sight(14, charge: charge, trueCharge: 0.39), sight(20, charge: charge)])
                == (false, 14))
        #expect(watch(what, [sight(12, charge: charge, trueCharge: 0.61)]) == (false, 12))
        // Unknown is no bound.
        #expect(watch(what, [sight(12), sight(15, charge: charge)]) == (false, 12))
        #expect(watch(what, []) == (false, nil))
    }

    @Test func stateOfChargeNeverWrong() {
        let charge = Bounded(value: 0.5, lower: 0.4, upper: 0.6)
        let what = HILSimulator.Expectation.What.stateOfChargeNeverWrong
        // What is not stated is not wrong, but something must have been looked at.
        #expect(watch(what, [sight(12), sight(15, charge: charge)]) == (true, nil))
        #expect(watch(what, [sight(12), sight(15, charge: charge, trueCharge: 0.61), sight(18)]) == (false, 15))
        #expect(watch(what, [sight(9, charge: charge, trueCharge: 0.61), sight(12)]) == (true, nil))
        #expect(watch(what, []) == (false, nil))
    }

    @Test func widthAndError() {
        let charge = Bounded(value: 0.5, lower: 0.25, upper: 0.75)
        #expect(watch(.stateOfChargeWidth(atMost: 0.5), [sight(12, charge: charge)]) == (true, nil))
        #expect(watch(.stateOfChargeWidth(atMost: 0.49), [sight(12, charge: charge)]) == (false, 12))
        #expect(watch(.stateOfChargeWidth(atMost: 1), [sight(12), sight(13, charge: charge)]) == (false, 12))
        #expect(watch(.stateOfChargeError(atMost: 0.25), [sight(12, charge: charge, trueCharge: 0.25)]) == (true, nil))
        #expect(watch(.stateOfChargeError(atMost: 0.25), [sight(12, charge: charge, trueCharge: 0.76)]) == (false, 12))
        #expect(watch(.stateOfChargeError(atMost: 1), [sight(12)]) == (false, 12))
    }

    /// The true capacity is 4 C, the true offset 5 nA.
    @Test func capacityAndOffset() {
        func state(_ coulombs: ClosedRange<Float>, _ amperes: ClosedRange<Float>) -> StateDetails {
            StateDetails(
                capacityCoulombs: Bounded(
                    value: coulombs.lowerBound, lower: coulombs.lowerBound, upper: coulombs.upperBound),
                currentOffsetAmperes: Bounded(value: 0, lower: amperes.lowerBound, upper: amperes.upperBound))
        }
        let right = sight(12, state: state(3...5, -6e-9...6e-9))
        let wrong = sight(14, state: state(5...7, 6e-9...9e-9))
        for what in [HILSimulator.Expectation.What.capacityWithinBounds, .offsetWithinBounds] {
            #expect(watch(what, [right]) == (true, nil))
            #expect(watch(what, [right, wrong, right]) == (false, 14))
            #expect(watch(what, [sight(12)]) == (false, 12))
        }
        #expect(watch(.capacityWidth(atMost: 0.5), [right, wrong]) == (true, nil))
        #expect(watch(.capacityWidth(atMost: 0.49), [right]) == (false, 12))
        #expect(watch(.offsetWidth(atMostAmperes: 1.3e-8), [right]) == (true, nil))
        #expect(watch(.offsetWidth(atMostAmperes: 1.1e-8), [right]) == (false, 12))
    }

    @Test func noJump() {
        let first = sight(12, charge: Bounded(value: 0.5, lower: 0.4, upper: 0.6))
        func next(_ value: Float, counted: Double = 0) -> ExpectationWatch.Sight {
            sight(13, charge: Bounded(value: value, lower: value - 0.1, upper: value + 0.1), counted: counted)
        }
        #expect(watch(.noJump, [first, next(0.59)]) == (true, nil))
        #expect(watch(.noJump, [first, next(0.65), next(0.65)]) == (false, 13))
        // 0.4 of 4 C may have moved it by 0.1.
        #expect(watch(.noJump, [first, next(0.65, counted: 0.4)]) == (true, nil))
        var watch = ExpectationWatch(HILSimulator.Expectation(what: .noJump, fromSecond: 10, untilSecond: 20))
        watch.see(first)
        watch.restart()
        watch.see(next(0.9))
        #expect(watch.isMet)
        watch.see(next(0.7))
        #expect(!watch.isMet)
    }

    @Test func resistanceWithinBounds() {
        let ohms = Bounded(value: 100, lower: 90, upper: 110)
        let what = HILSimulator.Expectation.What.resistanceWithinBounds
        #expect(watch(what, [sight(10), sight(15, ohms: ohms, leak: 0.01)]) == (true, 15))
        #expect(watch(what, [sight(15, ohms: ohms, leak: 0.01), sight(20, ohms: ohms, leak: 0.02)]) == (false, nil))
        #expect(watch(what, [sight(15, ohms: ohms, leak: 0)]) == (false, nil))
        #expect(watch(what, [sight(15, leak: 0.01)]) == (false, nil))
    }
}
