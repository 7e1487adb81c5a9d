import USBIPWire

/// A transfer that the importer waits for.
struct PendingTransfer {
    /// The sequence number that its reply repeats.
    var sequence: UInt32
    var id: UInt64
    var isInput: Bool
    var length: Int
    var flags: USBIPTransferFlags
    var packetCount: UInt32
}

/// The importer's transfers, found by sequence number and by the device's id.
struct PendingTransfers {
    private var bySequence: [UInt32: PendingTransfer] = [:]
    private var sequences: [UInt64: UInt32] = [:]
    /// Bytes of all of them.
    private(set) var byteCount = 0

    var count: Int { bySequence.count }

    /// In order of submission.
    var all: [PendingTransfer] { bySequence.values.sorted { $0.id < $1.id } }

    subscript(sequence: UInt32) -> PendingTransfer? { bySequence[sequence] }

    mutating func insert(_ transfer: PendingTransfer) {
        bySequence[transfer.sequence] = transfer
        sequences[transfer.id] = transfer.sequence
        byteCount += transfer.length
    }

    @discardableResult mutating func remove(_ sequence: UInt32) -> PendingTransfer? {
        guard let transfer = bySequence.removeValue(forKey: sequence) else { return nil }
        sequences[transfer.id] = nil
        byteCount -= transfer.length
        return transfer
    }

    /// Takes out the transfer that the device has ended; nil when it was taken back before.
    mutating func end(_ id: UInt64) -> PendingTransfer? {
        sequences[id].flatMap { remove($0) }
    }
}
