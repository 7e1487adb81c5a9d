import USBDevice

/// An application that keeps what it receives and sends what is queued.
struct QueueFunction: USBVendorFunction {
    enum Notice: Equatable {
        case busReset
        case configured(Bool)
        case pipeReset(USBDirection)
    }

    var canReceive = true
    var received: [[UInt8]] = []
    var outgoing: [(bytes: [UInt8], endsTransfer: Bool)] = []
    var notices: [Notice] = []

    mutating func receive(_ packet: Span<UInt8>) {
        received.append(packet.indices.map { packet[$0] })
    }

    mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket? {
        guard !outgoing.isEmpty else { return nil }
        let next = outgoing.removeFirst()
        for (index, byte) in next.bytes.enumerated() where index < packet.count { packet[index] = byte }
        return BulkInPacket(count: next.bytes.count, endsTransfer: next.endsTransfer)
    }

    mutating func busReset() { notices.append(.busReset) }
    mutating func configured(_ isConfigured: Bool) { notices.append(.configured(isConfigured)) }
    mutating func pipeReset(_ direction: USBDirection) { notices.append(.pipeReset(direction)) }
}
