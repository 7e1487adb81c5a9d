/// Packets from the host to the application: armed only while the application has room, and held while it has none.
///
/// Source: USB 2.0, 5.8 and 8.5.2.
struct BulkOutPipe: ~Copyable {
    private(set) var isHalted = false
    private var isArmed = false
    private var isPacketWaiting = false

    /// Starts afresh after the endpoint was opened, closed or unstalled.
    mutating func restart() {
        isHalted = false
        isArmed = false
        isPacketWaiting = false
    }

    /// Stops until `restart`: the host has set the halt feature.
    mutating func halt() {
        isHalted = true
    }

    /// The controller holds a packet.
    mutating func received() {
        isArmed = false
        isPacketWaiting = true
    }

    /// Hands over a packet and arms the endpoint, as far as the application has room; true if either was done.
    mutating func pump<Controller, Application>(
        over controller: inout Controller, to application: inout Application
    ) -> Bool where Controller: USBController & ~Copyable, Application: USBVendorFunction & ~Copyable {
        guard !isHalted else { return false }
        var hasMoved = false
        if isPacketWaiting, application.canReceive {
            deliver(from: &controller, to: &application)
            hasMoved = true
        }
        if !isPacketWaiting, !isArmed, application.canReceive {
            controller.armReceive(on: MonitorInterface.bulkOut)
            isArmed = true
            hasMoved = true
        }
        return hasMoved
    }

    private mutating func deliver<Controller, Application>(
        from controller: inout Controller, to application: inout Application
    ) where Controller: USBController & ~Copyable, Application: USBVendorFunction & ~Copyable {
        var buffer = InlineArray<64, UInt8>(repeating: 0)
        var packet = buffer.mutableSpan
        let count = controller.readPacket(from: MonitorInterface.bulkOut, into: &packet)
        isPacketWaiting = false
        // None waits after a stale event: not a packet of length zero, which would end a transfer.
        guard let count, count >= 0, count <= MonitorInterface.maximumPacketLength else { return }
        application.receive(buffer.span.extracting(0..<count))
    }
}
