import USBDevice

/// An application that sends every transfer back once it has ended, and holds the host off meanwhile.
struct EchoFunction: USBVendorFunction {
    private var incoming: [UInt8] = []
    private var outgoing: [UInt8]?
    private var sent = 0
    var isAsleep = false
    private(set) var isConfigured = false
    private(set) var busResets = 0

    var canReceive: Bool { outgoing == nil && !isAsleep }

    mutating func receive(_ packet: Span<UInt8>) {
        for index in packet.indices { incoming.append(packet[index]) }
        guard packet.count < 64 else { return }
        outgoing = incoming
        incoming = []
        sent = 0
    }

    mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket? {
        guard let bytes = outgoing, !isAsleep else { return nil }
        let count = min(packet.count, bytes.count - sent)
        for index in 0..<count { packet[index] = bytes[sent + index] }
        sent += count
        if sent == bytes.count { outgoing = nil }
        return BulkInPacket(count: count, endsTransfer: outgoing == nil)
    }

    mutating func busReset() {
        busResets += 1
        drop()
    }

    mutating func configured(_ isConfigured: Bool) {
        self.isConfigured = isConfigured
        drop()
    }

    mutating func pipeReset(_ direction: USBDirection) {
        drop()
    }

    private mutating func drop() {
        incoming = []
        outgoing = nil
        sent = 0
    }
}
