import USBIPWire

/// A transfer that the importer waits for.
struct PendingTransfer {
    /// The sequence number that its reply repeats.
    var sequence: UInt32
    var id: UInt64
    /// The empty packet that closes an output transfer (`zeroPacket`), submitted right behind it.
    var closingID: UInt64?
    /// How the transfer itself ended, while its closing packet is still to go.
    var ended: USBCompletion?
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
        if let closing = transfer.closingID { sequences[closing] = transfer.sequence }
        byteCount += transfer.length
    }

    @discardableResult mutating func remove(_ sequence: UInt32) -> PendingTransfer? {
        guard let transfer = bySequence.removeValue(forKey: sequence) else { return nil }
        sequences[transfer.id] = nil
        if let closing = transfer.closingID { sequences[closing] = nil }
        byteCount -= transfer.length
        return transfer
    }

    /// Notes how a block ended; gives the transfer back when all of it has.
    mutating func end(_ completion: USBCompletion) -> (transfer: PendingTransfer, completion: USBCompletion)? {
        guard let sequence = sequences[completion.id], var transfer = bySequence[sequence] else { return nil }
        if completion.id == transfer.id, transfer.closingID != nil, completion.status == .completed {
            transfer.ended = completion
            bySequence[sequence] = transfer
            return nil
        }
        remove(sequence)
        var ended = transfer.ended ?? completion
        ended.status = completion.status
        return (transfer, ended)
    }
}
