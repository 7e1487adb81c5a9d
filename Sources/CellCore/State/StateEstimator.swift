/// State of charge, capacity and polarisation of a cell from its charge and its voltage, with their uncertainty.
///
/// Charge is counted at each sample. The profile's model of the voltage runs in ticks, two seconds long after the load has
/// changed and ten once it is steady, and every third tick or so the voltage is weighed against it (`StateFilter`). What a tick
/// brings is spread over the samples after it, so that none costs much more than the others.
/// Equations and the origin of each constant: `Docs/StateEstimation.md`.
struct StateEstimator: Sendable {
    /// The profile's model of polarisation and lead.
    var model = VoltageModel()
    var filter = StateFilter()
    /// What the model said at the last tick.
    var prediction = VoltageModel.Prediction()
    /// True once there was a voltage to begin with.
    var isKnown = false
    /// Where the open-circuit voltage lies between its branches: −1 discharge, 1 charge.
    var branch: Float = 0
    /// Charge in coulombs and time in seconds since the last tick.
    var pendingCoulombs: Float = 0
    var pendingSeconds: Float = 0
    /// The current that the load counts as steady at, in amperes.
    var heldAmperes: Float = 0
    /// The current that the polarisation's scale was last weighed at, in amperes; 0 before the first.
    var scaleAmperes: Float = 0
    /// Seconds at that current, since the last weighing, and since the monitor began or came back.
    var steadySeconds: Float = 0
    var unweighedSeconds: Float = 0
    /// State of charge that went by since the last weighing.
    var unweighedCharge: Float = 0
    /// What a short that is only suspected would have drained since: an estimate and the most, in coulombs.
    var suspectedCoulombs: Float = 0
    var suspectedUpperCoulombs: Float = 0
    var livedSeconds: Float = 0
    /// The temperature that the polarisation's scale was last widened for, in kelvin; 0 before the first.
    var scaleKelvin: Float = 0
    /// The miss of the last weighing in volts, and for how many in a row a jump or a contradiction kept it from being taken.
    var miss: Float = 0
    var refusals: UInt32 = 0
    /// The slope of the curve at the surface, in volts over the whole state of charge, as of the last prediction.
    var slope: Float = 0
    /// The voltage that is being weighed.
    var weighing = Weighing()
    /// The most that a load which nobody saw may still show of itself in film and interlayer, in volts, as of the last
    /// prediction.
    var unseenVolts: Float = 0
    /// The monitor was off for an unknown time in its life.
    var isBack = false
    /// A rest had a voltage that no state of charge explains.
    var isOutside = false
    /// A rest has shown that nothing is left of loads before the monitor began.
    var isSettled = false
    /// The state of charge has been looked up since the monitor began or came back.
    var isPlaced = false

    /// Counts a measured current less its offset. Cost: three operations; runs on each sample.
    mutating func count(amperes: Float, seconds: Float) {
        pendingCoulombs += amperes * seconds
        pendingSeconds += seconds
    }

    /// Time without a measured current, in seconds: any current up to `most` amperes may have flowed.
    mutating func countUnmeasured(seconds: Float, most: Float, capacityCoulombs: Float) {
        guard isKnown, capacityCoulombs > 0 else { return }
        filter.widen(StateFilter.Part.charge, by: StateTuning.deviation(ofLimit: most * seconds / capacityCoulombs))
    }

    /// What a short drains inside the cell: an estimate and the most it may be, in coulombs. It is taken from the state of
    /// charge once the short is sure, and forgotten when there was none.
    mutating func countLeak(coulombs: Float, upperCoulombs: Float) {
        suspectedCoulombs += coulombs
        suspectedUpperCoulombs += upperCoulombs
    }

    /// The short is sure: what it drained so far is taken from the state of charge.
    mutating func drain(capacityCoulombs: Float) {
        let coulombs = suspectedCoulombs
        let doubt = CellMath.magnitude(suspectedUpperCoulombs - coulombs)
        dismissLeak()
        guard isKnown, capacityCoulombs > 0 else { return }
        let share = filter.mean[StateFilter.Part.perCapacity] / capacityCoulombs
        filter.shift(StateFilter.Part.charge, by: -coulombs * share)
        filter.widen(StateFilter.Part.charge, by: StateTuning.deviation(ofLimit: doubt * share))
    }

    /// A short that is only suspected would have drained something.
    var hasLeaked: Bool { suspectedUpperCoulombs != 0 || suspectedCoulombs != 0 }

    /// There was no short.
    mutating func dismissLeak() {
        suspectedCoulombs = 0
        suspectedUpperCoulombs = 0
    }

    /// The load is no longer what it was; a tick has to be made of what came before.
    mutating func changeLoad(to amperes: Float) {
        weighing.abandon()
        heldAmperes = amperes
        steadySeconds = 0
    }

    /// Ticks are short again: what was predicted does not hold any more.
    mutating func refresh() {
        weighing.abandon()
        steadySeconds = 0
    }

    /// True when it is time for a tick: at once when what was predicted does not hold any more.
    @inline(__always)
    var isTickDue: Bool {
        pendingSeconds
            >= (steadySeconds < StateTuning.freshSeconds ? StateTuning.freshTickSeconds : StateTuning.tickSeconds)
            || steadySeconds <= 0
    }

    /// The current of the present load, in amperes: followed slowly while it creeps.
    var steadyAmperes: Float { heldAmperes }

    /// Moves the profile to another temperature, in mK. Cost: a comparison while it stays, else six exponentials; a sample
    /// that is a tick leaves it to the next.
    @inline(__always)
    mutating func followTemperature(_ millikelvin: Int32?, _ load: borrowing Polarisation) {
        if !model.isAt(millikelvin) { model.follow(millikelvin, load) }
    }

    /// What a tick needs to know of the sample.
    struct Input {
        /// Deviation of what the offset's interval leaves open, in amperes.
        var offsetDeviation: Float
        var leakAmperes: Float
        /// What a healthy cell discharges itself with, in amperes.
        var selfDischargeAmperes: Float
    }

    /// Brings model and filter up to the present: charge, hysteresis, and what time makes less certain.
    mutating func tick(_ cell: borrowing EstimatorCell, _ input: Input) {
        let seconds = pendingSeconds
        let coulombs = pendingCoulombs
        pendingSeconds = 0
        pendingCoulombs = 0
        steadySeconds += seconds
        unweighedSeconds += seconds
        livedSeconds = livedSeconds < 1e6 ? livedSeconds + seconds : 1e6
        let capacity = cell.capacityCoulombs
        // A load that creeps by less than a change of load in a tick is followed.
        if seconds > 0 { heldAmperes = coulombs / seconds }
        prediction = model.step(
            currentAmperes: seconds > 0 ? coulombs / seconds : 0, leakAmperes: input.leakAmperes, seconds: seconds,
            scale: isKnown ? filter.mean[StateFilter.Part.polarisation] : 1, capacityCoulombs: capacity)
        guard isKnown, capacity > 0 else { return }
        let stored =
            (coulombs > 0 ? coulombs * cell.chargeShare : coulombs) - input.selfDischargeAmperes * seconds
        let share = stored / capacity
        filter.count(share)
        // Of one sign each: offset, and what of a charge may not have stayed.
        let lost = coulombs > 0 ? coulombs * cell.chargeShareDeviation : 0
        filter.widen(StateFilter.Part.charge, by: (input.offsetDeviation * seconds + lost) / capacity)
        let way = CellMath.magnitude(share * filter.mean[StateFilter.Part.perCapacity])
        unweighedCharge += way
        turn(by: share < 0 ? -way : way, cell)
        filter.fade(StateFilter.Part.memory, by: model.leadDecay)
        filter.disturb(
            StateFilter.Part.polarisation,
            by: seconds
                * (StateTuning.scaleVariancePerSecond + model.point.growthShare * model.point.growthShare
                    * StateTuning.growthVariancePerSecond))
        followTemperature(cell)
    }

    /// The hysteresis follows the charge, and the curve's own error is another one further along the curve.
    private mutating func turn(by change: Float, _ cell: borrowing EstimatorCell) {
        let span = cell.hysteresisSpan
        let way = CellMath.magnitude(change)
        // Source: Plett, J. Power Sources 134 (2004) 262, eq. 5, implicitly: never beyond ±1.
        branch = (branch + change / span) / (1 + way / span)
        let kept = 1 / (1 + way / StateTuning.curveSpan)
        filter.fade(StateFilter.Part.curve, by: kept)
        filter.disturb(StateFilter.Part.curve, by: (1 - kept * kept) * cell.curveVariance)
    }

    private mutating func followTemperature(_ cell: borrowing EstimatorCell) {
        let kelvin = model.kelvin
        let change = kelvin - scaleKelvin
        guard CellMath.magnitude(change) > 0.5 else { return }
        scaleKelvin = kelvin
        let deviation = change * model.point.toleranceSlope * StateTuning.temperatureDeviationFactor
        filter.disturb(StateFilter.Part.polarisation, by: deviation * deviation)
    }
}
