extension StateEstimator {
    /// Takes a voltage to be weighed; call it after a tick, and then `weigh` with each sample.
    @inline(__always)
    mutating func takeVoltage(_ volts: Float, _ cell: borrowing EstimatorCell) {
        guard isKnown, steadySeconds >= StateTuning.settledSeconds else { return }
        weighing.volts = volts
        weighing.rounds = 0
        // What a load that nobody saw has left in film and interlayer would be taken for charge.
        guard isPlaced || unseenVolts < StateTuning.mostUnseenVolts else { return }
        weighing.stage = isPlaced ? .look : .place
        if isPlaced { followLoad(cell.loadChangeAmperes) }
    }

    /// Forgets the voltage where it is not due, by the slope that the prediction has found. Cost: three comparisons.
    @inline(__always)
    mutating func dismissUnlessDue() {
        if weighing.stage == .look, !isDue(slope: slope) { weighing.abandon() }
    }

    /// A voltage's error belongs to its place on the curve: weighing it again at the same place tells nothing new.
    @inline(__always)
    private func isDue(slope: Float) -> Bool {
        unweighedCharge >= (slope > StateTuning.steepSlope ? StateTuning.steepCharge : StateTuning.weighingCharge)
            || unweighedSeconds
                >= (livedSeconds < StateTuning.findingSeconds
                    ? StateTuning.findingInterval : StateTuning.restInterval)
    }

    /// A step of weighing the voltage that was taken. Cost: at most four looks at the curve, or a round of the filter.
    mutating func weigh(
        _ cell: borrowing EstimatorCell, _ points: borrowing CurvePoints, mayLearn: Bool
    ) -> Weighing.Outcome {
        switch weighing.stage {
        case .none: return .pending
        case .place: place(cell, points, mayLearn: mayLearn)
        case .look: return look(cell, points, mayLearn: mayLearn)
        case .bend:
            weighing.bend = bendVolts(points)
            weighing.stage = .iterate
        case .iterate:
            // What was not locked when it was taken is now.
            guard mayLearn else {
                weighing.abandon()
                return .pending
            }
            if iterate(points) { return .taken }
        }
        return .pending
    }

    /// Looks the state of charge up where the curve has the voltage, without being surer of it: a filter that begins far
    /// from its cell would take the curve's slope from the wrong place. Four halvings a step, twelve in all: to 0.0004.
    private mutating func place(_ cell: borrowing EstimatorCell, _ points: borrowing CurvePoints, mayLearn: Bool) {
        guard mayLearn else { return weighing.abandon() }
        let domain = CurvePoints.domain
        if weighing.rounds == 0 {
            weighing.at = domain.lowerBound
            takeBranch(cell.loadChangeAmperes)
        }
        let open =
            weighing.volts - filter.mean[StateFilter.Part.polarisation] * prediction.polarisationVolts
        var width = domain.upperBound - domain.lowerBound
        for _ in 0..<weighing.rounds { width /= 16 }
        for _ in 0..<4 {
            width /= 2
            let middle = weighing.at + width
            let volts = points.value(at: middle, kelvinAbove: model.kelvin - 298.15, branch: branch).volts
            if volts < open { weighing.at = middle }
        }
        weighing.rounds += 1
        guard weighing.rounds == 3 else { return }
        let lead = filter.mean[StateFilter.Part.perCapacity] * filter.mean[StateFilter.Part.lead] * prediction.lead
        let charge = CellMath.limited(weighing.at + width / 2 - lead, to: StateTuning.chargeRange)
        filter.shift(StateFilter.Part.charge, by: charge - filter.mean[StateFilter.Part.charge])
        isPlaced = true
        followLoad(cell.loadChangeAmperes)
        weighing.rounds = 0
        weighing.stage = .look
    }

    /// A cell that is found under a load may have been under it for longer than its hysteresis takes to turn.
    private mutating func takeBranch(_ least: Float) {
        let likely = StateTuning.likelyBranch
        if heldAmperes > least, branch < likely { branch = likely }
        if heldAmperes < -least, branch > -likely { branch = -likely }
    }

    private mutating func look(
        _ cell: borrowing EstimatorCell, _ points: borrowing CurvePoints, mayLearn: Bool
    ) -> Weighing.Outcome {
        weighing.stage = .none
        weighing.at = surface
        lookAt(points)
        guard isDue(slope: weighing.slope) else { return .pending }
        let latest = open - weighing.curveVolts
        // A jump at a steady load is a contact or a fault, not a state of charge.
        let allowed =
            StateTuning.jumpVolts + weighing.slope * StateTuning.jumpCharge
            + StateTuning.settlingShare * CellMath.magnitude(prediction.unsettledVolts)
        let jumped = livedSeconds > 600 && CellMath.magnitude(latest - miss) > allowed
        unweighedSeconds = 0
        unweighedCharge = 0
        guard mayLearn, !jumped || refusals >= StateTuning.mostRefusals else {
            refusals += 1
            return .refused
        }
        refusals = 0
        miss = latest
        weighing.bend = 0
        let isWide = filter.variance(StateFilter.Part.charge).squareRoot() > StateTuning.bendDeviation
        weighing.stage = isWide ? .bend : .iterate
        return .pending
    }

    /// A round of the iterated filter; true when it was near enough and the voltage is taken in.
    private mutating func iterate(_ points: borrowing CurvePoints) -> Bool {
        let prior = surface
        let slope = weighing.slope
        let (columns, own) = filter.project(gradient(slope: slope))
        let variance = own + weighing.bend * weighing.bend + noise(slope: slope)
        let miss = open - weighing.curveVolts - slope * (prior - weighing.at)
        let weight = miss / variance
        let way = prior + surfaceShare(columns) * weight - weighing.at
        let near =
            StateTuning.nearCharge + StateTuning.nearShare * filter.variance(StateFilter.Part.charge).squareRoot()
        weighing.rounds += 1
        guard CellMath.magnitude(way) > near, weighing.rounds < StateTuning.mostRounds else {
            // At a kink of the curve either side sends to the other, and the last place is near enough. Where it is not, nothing
            // is taken, and the next voltage that is due tries again.
            let left = open - weighing.curveVolts
            let isNear = CellMath.magnitude(way) <= near
            guard isNear || left * left <= StateTuning.contradiction * StateTuning.contradiction * variance else {
                weighing.stage = .none
                return false
            }
            take(columns, weight: weight, variance: variance)
            doubt(miss: miss, variance: variance, slope: slope)
            weighing.stage = .none
            return true
        }
        // In a bend the slope at hand does not hold for long; on the plateau it does.
        var longest = slope > StateTuning.steepSlope ? StateTuning.longestWay : StateTuning.longestPlateau
        if weighing.rounds > 3 { longest /= Float(1 &<< (weighing.rounds &- 3)) }
        weighing.at = CellMath.limited(
            weighing.at + CellMath.limited(way, to: -longest...longest), to: StateTuning.chargeRange)
        lookAt(points)
        return false
    }

    /// The branch is the tick's own, which no step of a weighing changes.
    private mutating func lookAt(_ points: borrowing CurvePoints) {
        let curve = points.value(at: weighing.at, kelvinAbove: model.kelvin - 298.15, branch: branch)
        weighing.curveVolts = curve.volts
        weighing.slope = curve.slope
    }

    /// The open-circuit voltage that the voltage and the filter make, in volts.
    @inline(__always)
    private var open: Float {
        weighing.volts - filter.mean[StateFilter.Part.polarisation] * prediction.polarisationVolts
            - filter.mean[StateFilter.Part.curve]
    }

    /// The scale is one number for parts of unlike laws: at another size of the current it is another one, within limits.
    private mutating func followLoad(_ least: Float) {
        let size = CellMath.magnitude(heldAmperes)
        guard size > least else { return }
        let before = CellMath.magnitude(scaleAmperes)
        if before > 0, heldAmperes != scaleAmperes {
            let greater = size > before ? size : before
            let share = (size - before) / greater
            let turned: Float = (heldAmperes < 0) == (scaleAmperes < 0) ? 0 : 1
            filter.disturb(
                StateFilter.Part.polarisation,
                by: share * share * StateTuning.loadScaleDeviation * StateTuning.loadScaleDeviation
                    + turned * StateTuning.turnScaleDeviation * StateTuning.turnScaleDeviation)
        }
        scaleAmperes = heldAmperes
    }

    private mutating func take(_ columns: StateFilter.Gradient, weight: Float, variance: Float) {
        // No jump beyond the bound that was stated.
        let move = columns[0] * weight
        let allowed = limitedMove(move)
        let share = move == 0 ? 1 : allowed / move
        filter.take(columns, weight: weight * share, variance: variance, least: StateTuning.leastVariance)
        filter.limit(StateFilter.Part.charge, to: StateTuning.chargeRange)
        filter.limit(StateFilter.Part.perCapacity, to: 0.3...3)
        filter.limit(StateFilter.Part.polarisation, to: 0.1...30)
        filter.limit(StateFilter.Part.lead, to: 0.2...5)
    }

    /// A voltage that contradicts what is believed, and that no polarisation explains, says that the state of charge is
    /// believed too firmly: it is as uncertain as makes the miss one of so many deviations.
    ///
    /// Source: Simon, Optimal State Estimation, 2006, section 10.1 (the innovation's variance tells whether a filter fits).
    private mutating func doubt(miss: Float, variance: Float, slope: Float) {
        let likely = miss * miss / (StateTuning.contradiction * StateTuning.contradiction)
        let volts = prediction.polarisationVolts
        guard likely > variance, likely > filter.variance(StateFilter.Part.polarisation) * volts * volts else { return }
        let steep = slope > StateTuning.leastSlope ? slope : StateTuning.leastSlope
        let most = StateTuning.unknownDeviation * StateTuning.unknownDeviation
        let known = filter.variance(StateFilter.Part.charge)
        let wanted = CellMath.limited(known + (likely - variance) / (steep * steep), to: 0...most)
        if wanted > known { filter.disturb(StateFilter.Part.charge, by: wanted - known) }
    }

    @inline(__always)
    private func limitedMove(_ move: Float) -> Float {
        // A little inside, for what else is counted and rounded.
        let bound = 0.999 * StateTuning.coverage * filter.variance(StateFilter.Part.charge).squareRoot()
        return CellMath.limited(move, to: -bound...bound)
    }

    /// By how much a straight curve may miss the true one within what is not known of the state of charge, in volts.
    ///
    /// Source: Simon, Optimal State Estimation, 2006, section 13.3.2 (second-order filter), with the curvature taken over
    /// the deviation.
    private mutating func bendVolts(_ points: borrowing CurvePoints) -> Float {
        let kelvinAbove = model.kelvin - 298.15
        let known = filter.variance(StateFilter.Part.charge).squareRoot()
        // Beyond that the curve's ends are in sight, where nobody would look for the cell.
        let deviation = known < StateTuning.mostBendDeviation ? known : StateTuning.mostBendDeviation
        let below = points.value(at: weighing.at - deviation, kelvinAbove: kelvinAbove, branch: branch).volts
        let above = points.value(at: weighing.at + deviation, kelvinAbove: kelvinAbove, branch: branch).volts
        let bend = (below + above - 2 * weighing.curveVolts) * StateTuning.bendFactor
        return CellMath.limited(bend, to: -StateTuning.mostBendVolts...StateTuning.mostBendVolts)
    }

    /// State of charge at the surface of the particles.
    @inline(__always)
    private var surface: Float {
        filter.mean[0] + filter.mean[1] * filter.mean[3] * prediction.lead + filter.mean[5]
    }

    @inline(__always)
    private func gradient(slope: Float) -> StateFilter.Gradient {
        let lead = slope * prediction.lead
        return [slope, lead * filter.mean[3], prediction.polarisationVolts, lead * filter.mean[1], 1, slope]
    }

    /// By how much the surface moves with a voltage, from the covariances of its parts.
    @inline(__always)
    private func surfaceShare(_ columns: StateFilter.Gradient) -> Float {
        columns[0] + columns[5] + prediction.lead * (filter.mean[3] * columns[1] + filter.mean[1] * columns[3])
    }

    /// Variance of a voltage's error that is new at each weighing, in V².
    @inline(__always)
    private func noise(slope: Float) -> Float {
        let charge =
            slope * (StateTuning.modelCharge + StateTuning.leadShare * CellMath.magnitude(prediction.unsettledLead))
        let settling = StateTuning.settlingShare * prediction.unsettledVolts
        let start = unseenVolts
        return StateTuning.noiseVolts * StateTuning.noiseVolts + charge * charge + settling * settling + start * start
    }
}
