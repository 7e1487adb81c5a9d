/// Coulombic efficiency of whole cycles: from one lower cut-off to the next, with the upper one between them.
///
/// The ends of two discharges are not the same state of charge when temperature, current or resistance differ; what the
/// estimator says of both corrects for it. A cycle with time that nobody measured is left out.
struct CycleLedger: Equatable, Sendable {
    /// Where a cycle began: the totals then, state of charge with its deviation, and when.
    private var charged: Int64 = 0
    private var discharged: Int64 = 0
    private var stateOfCharge: Float = 0
    private var deviation: Float = 0
    private var timeMicroseconds: UInt64 = 0
    private var hasBegun = false
    private var hasMetUpper = false
    /// The load ended its way at the lower cut-off, and has not turned yet.
    private var isAtLower = false
    /// Why charge that was counted in this cycle may not have been the cell's.
    private var doubts = LearningLock()
    /// Coulombic efficiency of the last whole cycle.
    private(set) var efficiency: Bounded?
    /// Whole cycles seen.
    private(set) var count: UInt32 = 0

    /// What an end of a cycle is judged by.
    struct End {
        var timeMicroseconds: UInt64
        var charged: Int64
        var discharged: Int64
        var stateOfCharge: Float
        var deviation: Float
        var capacityCoulombs: Float
        /// Half of the interval of the current's offset, in amperes, and the relative gain error of the shunt's two signs.
        var offsetAmperes: Float
    }

    /// Looks at a sample. Cost: four comparisons.
    ///
    /// Returns true when the load has just left the lower cut-off, and `end` is to be called.
    @inline(__always)
    mutating func look(volts: Float, amperes: Float, lower: Float, upper: Float) -> Bool {
        if amperes < 0 {
            if volts <= lower + 0.005 { isAtLower = true }
            return false
        }
        if volts >= upper - 0.005 { hasMetUpper = true }
        let hasTurned = isAtLower
        isAtLower = false
        return hasTurned
    }

    /// True when `doubt` has something to take of the reasons that hold.
    @inline(__always)
    func isMissing(doubt lock: LearningLock) -> Bool {
        let mask = LearningLock.short.rawValue | LearningLock.sensor.rawValue
        return lock.rawValue & mask & ~doubts.rawValue != 0
    }

    /// The reasons that hold at a sample; of a short and of a sensor in fault the whole cycle is in doubt.
    mutating func doubt(_ lock: LearningLock) {
        if lock.contains(.short) { doubts.set(.short, true) }
        if lock.contains(.sensor) { doubts.set(.sensor, true) }
    }

    /// A cycle ends, and the next begins. The reasons for which its efficiency was not taken, empty when it was, or none due.
    ///
    /// Of a temperature, and of what else holds at the end alone, only the states of charge at the end are in doubt.
    mutating func end(_ end: End, lock: LearningLock) -> LearningLock {
        var refused = doubts
        refused.set(lock, true)
        if !(hasBegun && hasMetUpper) { refused = LearningLock() }
        if hasBegun, hasMetUpper, refused.isEmpty {
            let into = Float(end.charged - charged) * 1e-9
            let out = Float(end.discharged - discharged) * 1e-9
            let seconds = Float(end.timeMicroseconds - timeMicroseconds) * 1e-6
            if into > 0.1 * end.capacityCoulombs {
                let value = (out + (end.stateOfCharge - stateOfCharge) * end.capacityCoulombs) / into
                let ends = (end.deviation * end.deviation + deviation * deviation).squareRoot() * end.capacityCoulombs
                let half = (StateTuning.coverage * ends + end.offsetAmperes * seconds) / into
                efficiency = Bounded(value: value, lower: value - half, upper: value + half)
                count = count == UInt32.max ? count : count + 1
            }
        }
        charged = end.charged
        discharged = end.discharged
        stateOfCharge = end.stateOfCharge
        deviation = end.deviation
        timeMicroseconds = end.timeMicroseconds
        hasBegun = true
        hasMetUpper = false
        // What begins in doubt has no efficiency either.
        doubts = lock
        return refused
    }

    /// Time passed that nobody measured: the cycle is not whole.
    mutating func interrupt() {
        hasBegun = false
        hasMetUpper = false
        doubts = LearningLock()
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&charged)
        coder.code(&discharged)
        coder.code(&stateOfCharge)
        coder.code(&deviation)
        coder.code(&timeMicroseconds)
        coder.code(&hasBegun)
        coder.code(&hasMetUpper)
        coder.code(&isAtLower)
        coder.code(&doubts.rawValue)
        doubts = LearningLock(rawValue: doubts.rawValue)
        var hasEfficiency = efficiency != nil
        coder.code(&hasEfficiency)
        coder.code(&efficiency, present: hasEfficiency)
        coder.code(&count)
    }
}
