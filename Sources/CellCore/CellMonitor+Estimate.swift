extension CellMonitor {
    @inline(__always)
    mutating func estimate(
        _ sample: Sample, covered: UInt64, gap: UInt64, isCalm: Bool, reporter: inout Reporter,
        events: inout EventList
    ) {
        let seconds = Float(Int64(truncatingIfNeeded: covered)) * 1e-6
        guard sample.flags.contains(.currentValid) else { return interrupt(reporter: &reporter, events: &events) }
        let amperes = Float(sample.currentPicoamperes) * 1e-12
        let change = CellMath.magnitude(amperes - estimator.steadyAmperes)
        // The noise of a short interval is no change of load: it falls with the square root of the interval.
        let noise = seconds < 0.5 ? (0.5 / CellMath.limited(seconds, to: 1e-3...1)).squareRoot() : 1
        let loadChanged = change > cell.loadChangeAmperes * noise
        let volts = Float(sample.voltageNanovolts) * 1e-9
        if cell.hasCurve, sample.flags.contains(.voltageValid) {
            followCycle(volts: volts, amperes: amperes, reporter: &reporter, events: &events)
        }
        if formation.isFirstDischarge, amperes < 0 { loseCharge(coulombs: -amperes * seconds) }
        let isSlow = covered >= StateTuning.slowMicroseconds
        let isWeighing = isPredictionDue || estimator.weighing.stage != .none
        // A sample that safety has had to look at puts the model's work off, but no more than five in a row.
        let mayWait = !isCalm && !isSlow && waits < 5 && estimator.model.hasPoint
        waits = mayWait ? waits &+ 1 : 0
        let isFresh =
            cell.hasPolarisation
            && runModel(amperes: amperes, seconds: seconds, loadChanged: loadChanged, isSlow: isSlow, mayWait: mayWait)
        guard sample.flags.contains(.voltageValid) else { return interrupt(reporter: &reporter, events: &events) }
        if gap > 0 { interrupt(reporter: &reporter, events: &events) }
        // The mean current of the interval in which the load changed is not the current at its end.
        if loadChanged { healthy = nil }
        if sampleCount == 1, !isFresh, !sample.flags.contains(.excitation) { begin(volts) }
        if isFresh, gap == 0 { conclude(volts, isClean: !sample.flags.contains(.excitation), isSlow: isSlow) }
        if !rest.isIdle || rest.isSmall(sample.currentPicoamperes, profile.rest) {
            followRest(
                sample, amperes: amperes, covered: covered, isBusy: !isSlow && (isFresh || isWeighing || !isCalm),
                reporter: &reporter, events: &events)
        }

        guard !sample.flags.contains(.excitation) else {
            shorts.interrupt()
            return
        }
        let input = ShortDetector.Input(
            timeMicroseconds: sample.timeMicroseconds, seconds: seconds,
            currentPicoamperes: sample.currentPicoamperes, voltageNanovolts: sample.voltageNanovolts,
            load: isSlow ? .none : isFresh ? .tick : isWeighing || !isCalm ? .other : .none)
        if !shorts.follow(input, &healthy) {
            let classBefore = shorts.shortClass
            shorts.step(input, healthy, point: estimator.model.point)
            if shorts.shortClass != classBefore { reportShort(reporter: &reporter, events: &events) }
        }
    }

    /// Neighbours can no longer be compared.
    mutating func interrupt(reporter: inout Reporter, events: inout EventList) {
        endRest(reporter: &reporter, events: &events)
        rest.interrupt()
        shorts.interrupt()
        healthy = nil
        isPredictionDue = false
        estimator.refresh()
    }

    @inline(__always)
    mutating func followCycle(
        volts: Float, amperes: Float, reporter: inout Reporter, events: inout EventList
    ) {
        if cycles.look(volts: volts, amperes: amperes, lower: cell.lowerVolts, upper: cell.upperVolts) {
            endCycle(reporter: &reporter, events: &events)
        }
    }

    @inline(never)
    mutating func endCycle(reporter: inout Reporter, events: inout EventList) {
        guard let charge = stateOfCharge else { return }
        let offset = currentOffset.value(limit: cell.offsetAmperes)
        let refused = cycles.end(
            CycleLedger.End(
                timeMicroseconds: time.lastMicroseconds, charged: Int64(clamping: ledger.charged.nanocoulombs),
                discharged: Int64(clamping: ledger.discharged.nanocoulombs), stateOfCharge: charge.value,
                deviation: estimator.filter.variance(StateFilter.Part.charge).squareRoot(),
                capacityCoulombs: estimator.capacity(profileCoulombs: cell.capacityCoulombs).value,
                offsetAmperes: (offset.upper - offset.lower) / 2),
            lock: gate.lock)
        if !refused.isEmpty {
            reporter.report(.efficiencyRefused, value: Int64(refused.rawValue), to: &events)
        }
    }

    mutating func followRest(
        _ sample: Sample, amperes: Float, covered: UInt64, isBusy: Bool, reporter: inout Reporter,
        events: inout EventList
    ) {
        let wasVerified = rest.isVerified
        let isNewRest = rest.step(
            currentPicoamperes: sample.currentPicoamperes, voltageNanovolts: sample.voltageNanovolts,
            coveredMicroseconds: covered, criterion: profile.rest, isBusy: isBusy)
        if rest.isVerified {
            estimator.settle()
            currentOffset.rest(amperes: amperes, seconds: Float(covered) * 1e-6)
        } else if wasVerified {
            endRest(reporter: &reporter, events: &events)
        }
        guard isNewRest, cell.hasCurve else { return }
        guard gate.lock.isEmpty else {
            let refused = weighingLock
            if !refused.isEmpty {
                reporter.report(.anchorRefused, value: Int64(refused.rawValue), to: &events)
            }
            return
        }
        guard estimator.explains(volts: Float(sample.voltageNanovolts) * 1e-9, cell, profile.table.points) else {
            estimator.forget()
            reporter.report(.restVoltageOutsideCurve, value: sample.voltageNanovolts, to: &events)
            return
        }
        if let charge = stateOfCharge {
            reporter.report(.stateOfChargeAnchored, value: CellMath.saturatingInt64(charge.value * 1e6), to: &events)
        }
    }

    mutating func endRest(reporter: inout Reporter, events: inout EventList) {
        guard gate.lock.isEmpty else { return dropOffset(gate.lock, reporter: &reporter, events: &events) }
        _ = currentOffset.endRest(limit: cell.offsetAmperes, mayLearn: true)
    }

    @inline(never)
    mutating func reportShort(reporter: inout Reporter, events: inout EventList) {
        let ohms = shorts.conductance.resistanceOhms?.value ?? 0
        let value = CellMath.saturatingInt64(ohms * 1000)
        switch shorts.shortClass {
        case .none: reporter.report(.shortCleared, value: 0, to: &events)
        case .suspected: reporter.report(.shortSuspected, value: value, to: &events)
        case .transient: reporter.report(.shortTransient, value: value, to: &events)
        case .soft: reporter.report(.shortSoft, value: value, to: &events)
        case .hard: reporter.report(.shortHard, value: value, to: &events)
        }
    }
}
