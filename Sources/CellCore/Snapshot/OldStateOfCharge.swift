/// State of charge as version 2 of the snapshot kept it: an anchor, and what the sensors may have erred by since; 41 bytes.
///
/// Its bounds are limits: that of the anchor widened by current gain × throughput, current offset × time, the largest
/// possible current × time that was not measured, the capacity's tolerance × the change, and what a short may have drained.
struct OldStateOfCharge {
    private var isAnchored = false
    private var anchor = Bounded(value: 0, lower: 0, upper: 0)
    private var anchorNetNanocoulombs: Int64 = 0
    /// Since the anchor: charge either way in coulombs, measured time in seconds, unmeasured time in seconds.
    private var throughputCoulombs: Float = 0
    private var measuredSeconds: Float = 0
    private var unmeasuredSeconds: Float = 0
    /// Since the anchor: charge drained by a short, as estimated and at most, in coulombs.
    private var leakCoulombs: Float = 0
    private var leakUpperCoulombs: Float = 0

    /// State of charge with bounds, 0…1; nil before the anchor or for a cell without capacity.
    func value(netNanocoulombs: Int64, currentGain: Float, _ cell: borrowing EstimatorCell) -> Bounded? {
        guard isAnchored, cell.capacityCoulombs > 0 else { return nil }
        let capacityCoulombs = cell.capacityCoulombs
        let counted = Float(netNanocoulombs &- anchorNetNanocoulombs) * 1e-9 / capacityCoulombs
        let error =
            (currentGain * throughputCoulombs
                + cell.offsetAmperes * measuredSeconds
                + cell.maximumAmperes * unmeasuredSeconds) / capacityCoulombs
            + cell.capacityTolerance * CellMath.magnitude(counted)
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
