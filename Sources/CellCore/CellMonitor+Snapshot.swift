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
public typealias SnapshotBytes = ByteBuffer<480>

extension CellMonitor {
    /// Version of the layout below; raised with every change to it.
    public static var snapshotVersion: UInt16 { 2 }

    /// The whole state as bytes. A monitor restored from them goes on with the same bits. Cost: about 300 bytes coded.
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

    /// A monitor that goes on from a snapshot under the same profile.
    ///
    /// - Throws: `SnapshotError`; nothing is taken over from a snapshot that does not fit as a whole.
    public init(profile: CellProfile, snapshot: SnapshotBytes) throws(SnapshotError) {
        self.init(profile: profile)
        let length = self.snapshot.count
        guard snapshot.count >= 2 else { throw .wrongLength(snapshot.count) }
        var reader = ByteReader(snapshot)
        var version: UInt16 = 0
        reader.code(&version)
        guard version == CellMonitor.snapshotVersion else { throw .unknownVersion(version) }
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
        visit(&reader)
        guard !reader.isExhausted, reader.remaining == 4 else { throw .inconsistent }
        announcement = .restored
    }

    /// The one listing of the state, for both directions.
    mutating func visit(_ coder: inout some FieldCoder) {
        time.visit(&coder)
        sensors.visit(&coder)
        ledger.visit(&coder)
        voltageModel.visit(&coder)
        rest.visit(&coder)
        stateOfCharge.visit(&coder)
        shorts.visit(&coder)
        timeFault.visit(&coder)
        coder.code(&sampleCount)
        coder.code(&refusedSampleCount)
        coder.code(&uncoveredMicroseconds)
        coder.code(&eventSequence)
        coder.code(&lastLoadPicoamperes)
    }
}
