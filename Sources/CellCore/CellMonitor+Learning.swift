extension CellMonitor {
    /// What keeps a voltage from being weighed: a cell that is still being found is found by its voltage.
    @inline(__always)
    var weighingLock: LearningLock {
        var lock = gate.lock
        lock.set(.restored, false)
        return lock
    }
    @inline(__always)
    var mayWeigh: Bool { weighingLock.isEmpty }

    /// Why nothing is learned at present.
    var lock: LearningLock {
        var lock = gate.lock
        lock.set(reasons, true)
        return lock
    }

    /// What stands against learning at the last sample.
    @inline(__always)
    var reasons: LearningLock {
        LearningLock(
            rawValue: (shorts.isSuspected ? LearningLock.short.rawValue : 0) | safety.reasons.rawValue
                | (sensors.isMissing ? LearningLock.sensor.rawValue : 0)
                | (estimator.isFinding ? LearningLock.restored.rawValue : 0)
                | (formation.isActive ? LearningLock.formation.rawValue : 0))
    }

    /// Nothing that was measured under a lock teaches anything, also not when the lock has gone.
    @inline(__always)
    mutating func lockLearning(_ microseconds: UInt64, reporter: inout Reporter, events: inout EventList) {
        let reasons = reasons
        guard reasons != gate.lock || cycles.isMissing(doubt: reasons) else { return gate.hold() }
        lockLearning(reasons, seconds: Float(microseconds) * 1e-6, reporter: &reporter, events: &events)
    }

    @inline(never)
    mutating func lockLearning(
        _ reasons: LearningLock, seconds: Float, reporter: inout Reporter, events: inout EventList
    ) {
        let ended = gate.step(reasons, seconds: seconds, reporter: &reporter, events: &events)
        if !gate.lock.isEmpty { cycles.doubt(gate.lock) }
        if !ended.isEmpty { dropOffset(ended, reporter: &reporter, events: &events) }
    }

    /// What this rest has shown of the current's offset does not count.
    mutating func dropOffset(_ lock: LearningLock, reporter: inout Reporter, events: inout EventList) {
        if currentOffset.endRest(limit: cell.offsetAmperes, mayLearn: false) {
            reporter.report(.offsetRefused, value: Int64(lock.rawValue), to: &events)
        }
    }
}
