/// Why a snapshot was refused.
public enum SnapshotError: Error, Equatable, Sendable {
    /// Not as long as a snapshot of this version; carries the length in bytes.
    case wrongLength(Int)
    /// A version that this monitor does not know; carries it.
    case unknownVersion(UInt16)
    /// The check value does not fit the bytes; carries the one found.
    case damaged(UInt32)
    /// Taken under another profile.
    case otherProfile
    /// The fields contradict each other.
    case inconsistent
}

/// A snapshot's bytes: version, profile's name, state, CRC-32; little-endian.
public typealias SnapshotBytes = ByteBuffer<992>

extension CellMonitor {
    /// Version of the layout below; raised with every change to it.
    public static var snapshotVersion: UInt16 { 3 }

    /// The whole state as bytes. A monitor restored from them goes on with the same bits. Cost: its bytes coded.
    public var snapshot: SnapshotBytes {
        var buffer = SnapshotBytes()
        var copy = self
        var version = CellMonitor.snapshotVersion
        buffer.code(&version)
        var name = profile.name.bytes
        for index in name.indices { buffer.code(&name[index]) }
        copy.visit(&buffer)
        var check = CRC32()
        check.add(buffer.bytes)
        var value = check.value
        buffer.code(&value)
        return buffer
    }

    /// A monitor that goes on from a snapshot under the same profile: one of this version, or of the one before, whose
    /// state is taken over (`OldSnapshot`). Its first event, `restored`, tells the version.
    ///
    /// With `afterTimeOff` the cell may have been anywhere since: charge and voltage are no longer taken for related, the
    /// bounds of the state of charge open, and the next voltages close them as far as they can. Without, it goes on with
    /// the same bits as a monitor that was never stopped.
    ///
    /// - Throws: `SnapshotError`; nothing is taken over from a snapshot that does not fit as a whole.
    public init(profile: CellProfile, snapshot: SnapshotBytes, afterTimeOff: Bool = false) throws(SnapshotError) {
        self.init(profile: profile)
        guard snapshot.count >= 2 else { throw .wrongLength(snapshot.count) }
        var reader = ByteReader(snapshot)
        var version: UInt16 = 0
        reader.code(&version)
        let isOld = version == OldSnapshot.version
        guard isOld || version == CellMonitor.snapshotVersion else { throw .unknownVersion(version) }
        let length = isOld ? OldSnapshot.length : self.snapshot.count
        guard snapshot.count == length else { throw .wrongLength(snapshot.count) }

        var check = CRC32()
        for index in 0..<(length - 4) { check.add(snapshot[index]) }
        var stored: UInt32 = 0
        var tail = ByteReader(snapshot, from: length - 4)
        tail.code(&stored)
        guard stored == check.value else { throw .damaged(stored) }

        var name = profile.name.bytes
        for index in name.indices { reader.code(&name[index]) }
        guard ProfileName(bytes: name) == profile.name else { throw .otherProfile }
        if isOld { migrate(&reader) } else { visit(&reader) }
        guard !reader.isExhausted, reader.remaining == 4 else { throw .inconsistent }
        // Before the first sample there is no reading, which its flags alone do not tell.
        if sampleCount == 0 { sensors = SensorWatch() }
        estimator.resume(profile.load)
        announcement = (.restored, Int64(version))
        if afterTimeOff { comeBack() }
    }

    private mutating func comeBack() {
        estimator.doubtCharge(cell)
        currentOffset.interrupt()
        cycles.interrupt()
        rest.interrupt()
        shorts.interrupt()
        healthy = nil
        isPredictionDue = false
    }

    /// The one listing of the state, for both directions.
    mutating func visit(_ coder: inout some FieldCoder) {
        time.visit(&coder)
        sensors.visit(&coder)
        ledger.visit(&coder)
        estimator.visit(&coder)
        currentOffset.visit(&coder)
        cycles.visit(&coder)
        health.visit(&coder)
        rest.visit(&coder)
        shorts.visit(&coder)
        shorts.visitLook(&coder)
        timeFault.visit(&coder)
        safety.visit(&coder)
        formation.visit(&coder)
        gate.visit(&coder)
        coder.code(&sampleCount)
        coder.code(&refusedSampleCount)
        coder.code(&uncoveredMicroseconds)
        coder.code(&eventSequence)
        HealthyVoltage.visit(&healthy, &coder)
        coder.code(&isPredictionDue)
        coder.code(&waits)
        waits = min(waits, 5)
    }
}
