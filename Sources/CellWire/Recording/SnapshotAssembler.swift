import CellCore

/// Why a part does not continue the snapshot that was begun.
public enum SnapshotPartError: Error, Equatable, Sendable {
    /// It begins at another byte than the one that is missing next: parts are missing, repeated or in another order.
    case outOfOrder(expected: Int, found: Int)
    /// It belongs to a snapshot of another length than the parts before it, in bytes.
    case otherLength(expected: Int, found: Int)
}

/// Joins the parts of a snapshot, which come in order, each once, and nothing of another snapshot between them.
public struct SnapshotAssembler: Sendable {
    private var snapshot = SnapshotBytes()
    private var totalLength: Int?

    /// Waits for the first part of a snapshot.
    public init() {}

    /// The bytes that the snapshot under way has in all; nil while none is.
    public var expectedCount: Int? { totalLength }
    /// The bytes of it that have come.
    public var heldCount: Int { snapshot.count }

    /// Takes the next part; the snapshot comes back with its last one, nil before. Cost: copies the part.
    ///
    /// After an error it waits for a first part again.
    public mutating func take(_ part: RecordingSnapshot) throws(SnapshotPartError) -> SnapshotBytes? {
        let expected = snapshot.count
        let total = totalLength ?? Int(part.totalLength)
        guard Int(part.offset) == expected else {
            self = SnapshotAssembler()
            throw .outOfOrder(expected: expected, found: Int(part.offset))
        }
        guard Int(part.totalLength) == total else {
            self = SnapshotAssembler()
            throw .otherLength(expected: total, found: Int(part.totalLength))
        }
        totalLength = total
        snapshot.append(part.bytes.bytes)
        guard snapshot.count >= total else { return nil }
        let whole = snapshot
        self = SnapshotAssembler()
        return whole
    }
}
