/// Snapshots of version 2, of the monitor that counted charge from one anchor and estimated nothing else: only read.
///
/// | bytes | field |
/// |---|---|
/// | 2 + 24 | version, profile's name |
/// | 9 + 22 + 24 | time keeper, sensors, charge ledger |
/// | 16 | `OldLoad` |
/// | 29 | rest |
/// | 41 | `OldStateOfCharge` |
/// | 1 + 13 + 29 + 16 | shorts: class, conductance, collapse; sum, hard samples, onset |
/// | 2 | time fault |
/// | 8 + 8 + 8 + 4 | samples, refused samples, uncovered time, event sequence |
/// | 8 | current of the last sample, in pA |
/// | 4 | CRC-32 |
enum OldSnapshot {
    /// The version that such a snapshot begins with.
    static var version: UInt16 { 2 }
    /// Its length in bytes.
    static var length: Int { 268 }
}

extension CellMonitor {
    /// Takes the state of version 2, behind version and name, over into a monitor without a past.
    ///
    /// What has a counterpart goes on as it was. State of charge begins with the old value, inside bounds wider than the old
    /// ones; the past of the curve's hysteresis, the offset of the current, cycles, baselines of health and limits begin
    /// anew. Cost: once, some 300 operations.
    ///
    /// Parts whose bytes are still the same have one listing; one that changes keeps the old beside the new (`visitOld`), and
    /// `OldSnapshotTests` fail when that is forgotten.
    mutating func migrate(_ coder: inout some FieldCoder) {
        time.visit(&coder)
        sensors.visitOld(&coder)
        ledger.visit(&coder)
        var load = OldLoad()
        load.visit(&coder)
        rest.visit(&coder)
        var charge = OldStateOfCharge()
        charge.visit(&coder)
        shorts.visit(&coder)
        timeFault.visit(&coder)
        coder.code(&sampleCount)
        coder.code(&refusedSampleCount)
        coder.code(&uncoveredMicroseconds)
        coder.code(&eventSequence)
        var lastPicoamperes: Int64 = 0
        coder.code(&lastPicoamperes)
        estimator.goOn(
            from: load.model, amperes: Float(lastPicoamperes) * 1e-12,
            stateOfCharge: profile.hasCurve
                ? charge.value(
                    netNanocoulombs: ledger.netNanocoulombs, currentGain: profile.sensor.currentGain, cell) : nil, cell,
            profile.load)
    }
}
