/// State of charge from one anchor onwards by counting, with bounds from what the sensors may err by.
///
/// Before the anchor it is unknown. After it, the bounds are those of the anchor widened by current gain × throughput,
/// current offset × time, the largest possible current × time that was not measured, the capacity's tolerance × the
/// change, and what a short may have drained inside the cell, where no shunt sees it.
struct StateOfChargeCounter: Equatable, Sendable {
    private(set) var isAnchored = false
    private var anchor = Bounded(value: 0, lower: 0, upper: 0)
    private var anchorNetNanocoulombs: Int64 = 0
    /// Since the anchor: charge either way in coulombs, measured time in seconds, unmeasured time in seconds.
    private var throughputCoulombs: Float = 0
    private var measuredSeconds: Float = 0
    private var unmeasuredSeconds: Float = 0
    /// Since the anchor: charge drained by a short, as estimated and at most, in coulombs.
    private var leakCoulombs: Float = 0
    private var leakUpperCoulombs: Float = 0

    /// Sets the anchor; what was counted before it is forgotten.
    mutating func anchor(at stateOfCharge: Bounded, netNanocoulombs: Int64) {
        self = StateOfChargeCounter()
        isAnchored = true
        anchor = stateOfCharge
        anchorNetNanocoulombs = netNanocoulombs
    }

    /// Counts a measured step. Cost: four floating-point operations; runs on each sample.
    mutating func count(currentAmperes: Float, seconds: Float) {
        throughputCoulombs += CellMath.magnitude(currentAmperes) * seconds
        measuredSeconds += seconds
    }

    /// Counts time without a measured current.
    mutating func countUnmeasured(seconds: Float) { unmeasuredSeconds += seconds }

    /// Counts what a short drained: an estimate and the most it may have been, in coulombs, both ≥ 0.
    mutating func countLeak(coulombs: Float, upperCoulombs: Float) {
        leakCoulombs += coulombs
        leakUpperCoulombs += upperCoulombs
    }

    /// State of charge with bounds, nil before the anchor or for a cell without capacity. Cost: about 25 operations.
    func value(netNanocoulombs: Int64, errors: CountingErrors?) -> Bounded? {
        guard isAnchored, let errors else { return nil }
        let capacityCoulombs = errors.capacityCoulombs
        let counted = Float(netNanocoulombs &- anchorNetNanocoulombs) * 1e-9 / capacityCoulombs
        let error =
            (errors.currentGain * throughputCoulombs
                + errors.currentOffsetAmperes * measuredSeconds
                + errors.maximumAmperes * unmeasuredSeconds) / capacityCoulombs
            + errors.capacityTolerance * CellMath.magnitude(counted)
        let leak = leakCoulombs / capacityCoulombs
        let leakUpper = leakUpperCoulombs / capacityCoulombs
        return Bounded(
            value: CellMath.limited(anchor.value + counted - leak, to: 0...1),
            lower: CellMath.limited(anchor.lower + counted - error - leakUpper, to: 0...1),
            upper: CellMath.limited(anchor.upper + counted + error, to: 0...1))
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&isAnchored)
        coder.code(&anchor)
        coder.code(&anchorNetNanocoulombs)
        coder.code(&throughputCoulombs)
        coder.code(&measuredSeconds)
        coder.code(&unmeasuredSeconds)
        coder.code(&leakCoulombs)
        coder.code(&leakUpperCoulombs)
    }
}

/// What a profile says of the errors of counting: passed instead of the profile, which is 400 bytes to copy.
struct CountingErrors {
    /// Charge between state of charge 0 and 1, in coulombs, above 0.
    var capacityCoulombs: Float
    /// Relative error of the capacity.
    var capacityTolerance: Float
    /// Relative gain error of the current.
    var currentGain: Float
    /// Offset of the current, in amperes.
    var currentOffsetAmperes: Float
    /// The largest current that may have flowed unmeasured, in amperes.
    var maximumAmperes: Float
}
