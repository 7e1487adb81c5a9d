/// Packets from the application to the host, with the packet of length zero that ends a transfer of full packets.
///
/// Source: USB 2.0, 5.8.3 (a transfer ends with a packet shorter than the maximum).
struct BulkInPipe: ~Copyable {
    private(set) var isHalted = false
    private var isBusy = false
    private var owesZeroLengthPacket = false

    /// Starts afresh after the endpoint was opened, closed or unstalled.
    mutating func restart() {
        isHalted = false
        isBusy = false
        owesZeroLengthPacket = false
    }

    /// Stops until `restart`: the host has set the halt feature.
    mutating func halt() {
        isHalted = true
    }

    /// The host has the packet.
    mutating func transmitted() {
        isBusy = false
    }

    /// Arms the next packet if the endpoint is free and there is one; true if it did.
    mutating func pump<Controller, Application>(
        over controller: inout Controller, from application: inout Application
    ) -> Bool where Controller: USBController & ~Copyable, Application: USBVendorFunction & ~Copyable {
        guard !isHalted, !isBusy else { return false }
        var buffer = InlineArray<64, UInt8>(repeating: 0)
        var count = 0
        if owesZeroLengthPacket {
            owesZeroLengthPacket = false
        } else {
            var room = buffer.mutableSpan
            guard let packet = application.transmit(into: &room) else { return false }
            // A count outside of the buffer is the application's mistake; it must not become a trap.
            count = max(0, min(packet.count, MonitorInterface.maximumPacketLength))
            owesZeroLengthPacket = packet.endsTransfer && count == MonitorInterface.maximumPacketLength
        }
        controller.transmit(buffer.span.extracting(0..<count), on: MonitorInterface.bulkIn)
        isBusy = true
        return true
    }
}
