/// What the estimator needs of a profile at each tick, in its own units: passed instead of the profile, which is 1 kB to copy.
struct EstimatorCell: Sendable {
    /// Charge between state of charge 0 and 1, in coulombs; 0 for a cell without.
    let capacityCoulombs: Float
    /// Relative error of the capacity.
    let capacityTolerance: Float
    /// Share of the charge put in that raises the state of charge, and the deviation that its tolerance stands for.
    let chargeShare: Float
    let chargeShareDeviation: Float
    /// What the cell discharges itself through, in siemens.
    let selfDischargeSiemens: Float
    /// The current that the cell is made for, in amperes.
    let nominalAmperes: Float
    /// The largest current that may have flowed unmeasured, in amperes.
    let maximumAmperes: Float
    /// A change of the current beyond this is a change of load, in amperes.
    let loadChangeAmperes: Float
    /// How far the polarisation may be off, relative.
    let polarisationTolerance: Float
    /// Half of the distance between the curve's branches, in volts, its mean, and the charge over which they change.
    let hysteresisVolts: Float
    let hysteresisSpan: Float
    /// Variance of the curve's own error, in V², and how far a rested cell of unknown past may lie from it, in volts.
    let curveVariance: Float
    let restToleranceVolts: Float
    /// Where a discharge and a charge end, in volts; infinite without a cut-off.
    let lowerVolts: Float
    let upperVolts: Float
    /// The largest offsets of current and voltage, in amperes and volts.
    let offsetAmperes: Float
    let offsetVolts: Float
    /// A short of fewer ohms than this is hard.
    let hardShortOhms: Float
    /// The largest current of a rest, in amperes, and the highest voltage that such a cell can have, in volts.
    let restAmperes: Float
    let mostVolts: Float
    /// A share of the first discharge never comes back.
    let losesCharge: Bool
    let hasCurve: Bool
    let hasPolarisation: Bool

    /// Cost: 30 operations; runs once in a monitor's life.
    init(_ profile: borrowing CellProfile) {
        capacityCoulombs = Float(profile.capacityNanocoulombs ?? 0) * 1e-9
        capacityTolerance = profile.capacityTolerance
        chargeShare = profile.chargeEfficiency.share
        chargeShareDeviation = StateTuning.deviation(ofLimit: profile.chargeEfficiency.tolerance)
        selfDischargeSiemens = profile.selfDischargeOhms > 0 ? 1 / profile.selfDischargeOhms : 0
        nominalAmperes = Float(profile.nominalCurrentPicoamperes) * 1e-12
        maximumAmperes = Float(profile.maximumCurrentPicoamperes) * 1e-12
        loadChangeAmperes = profile.loadChangeAmperes
        polarisationTolerance = profile.load.tolerance
        hysteresisVolts = profile.table.meanHysteresisVolts
        hysteresisSpan = profile.table.hysteresisSpan
        curveVariance = StateTuning.curveVariance(profile.table)
        restToleranceVolts = profile.table.restToleranceVolts
        lowerVolts = profile.window?.lowerVolts ?? -.infinity
        upperVolts = profile.window?.upperVolts ?? .infinity
        offsetAmperes = profile.sensor.currentOffsetAmperes
        offsetVolts = profile.sensor.voltageOffsetVolts
        hardShortOhms = profile.hardShortOhms
        restAmperes = Float(profile.rest.currentPicoamperes) * 1e-12
        mostVolts = profile.limits.map { Float($0.plausible.upperNanovolts) * 1e-9 } ?? .infinity
        let hasWindow = profile.window != nil
        let hasCapacity = profile.capacityNanocoulombs != nil
        let isLossy = profile.firstCycleLoss > 0
        losesCharge = hasWindow && hasCapacity && isLossy
        hasCurve = profile.hasCurve
        hasPolarisation = profile.hasPolarisation
    }
}
