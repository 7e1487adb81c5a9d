/// One control transfer on endpoint 0, from its SETUP packet to its status stage.
///
/// A data stage to the host is split into packets of 64 bytes; one of length zero follows exactly when the reply is
/// shorter than wLength and a multiple of 64, a reply of no bytes included. The status stage is armed together with the
/// first data packet, so a host that has read enough may end early. No request here has data from the host: those stall.
/// Source: USB 2.0, 8.5.3 and 5.5.3.
struct ControlTransfer: ~Copyable {
    enum Stage: Equatable {
        case idle
        /// Data packets go to the host.
        case dataIn
        /// All data has gone; the host acknowledges with a packet of length zero.
        case statusOut
        /// The device acknowledges with a packet of length zero.
        case statusIn
        /// Both directions stall until the next SETUP.
        case stalled
    }

    private(set) var stage = Stage.idle
    /// The reply, written by whoever answers the request.
    var reply = DescriptorWriter()
    private var sent = 0
    private var total = 0
    private var owesZeroLengthPacket = false

    /// Forgets the transfer: a reset or a new SETUP came.
    mutating func abandon() {
        stage = .idle
        reply.removeAll()
        sent = 0
        total = 0
        owesZeroLengthPacket = false
    }

    /// Sends what `reply` holds, at most `limit` bytes (wLength); 64 bytes at once.
    mutating func sendReply<Controller: USBController & ~Copyable>(limit: UInt16, over controller: inout Controller) {
        guard !reply.isOverflown else { return reject(over: &controller) }
        // wLength 0 means no data stage, whatever the direction bit says (9.3.1).
        guard limit > 0 else { return acknowledge(over: &controller) }
        total = min(reply.count, Int(limit))
        sent = 0
        owesZeroLengthPacket = total < Int(limit) && total % MonitorInterface.maximumPacketLength == 0
        stage = .dataIn
        controller.armReceive(on: .controlOut)
        sendNextPacket(over: &controller)
    }

    /// Ends a request without data successfully.
    mutating func acknowledge<Controller: USBController & ~Copyable>(over controller: inout Controller) {
        stage = .statusIn
        controller.transmit(reply.bytes.span.extracting(0..<0), on: .controlIn)
    }

    /// Refuses a request: a Request Error of chapter 9.
    mutating func reject<Controller: USBController & ~Copyable>(over controller: inout Controller) {
        stage = .stalled
        controller.stall(.controlIn)
        controller.stall(.controlOut)
    }

    /// A packet was acknowledged by the host; true when it was the status stage of a request without data.
    mutating func transmitted<Controller: USBController & ~Copyable>(over controller: inout Controller) -> Bool {
        switch stage {
        case .dataIn: sendNextPacket(over: &controller)
        case .statusIn:
            stage = .idle
            return true
        case .idle, .statusOut, .stalled: break
        }
        return false
    }

    /// The host's status packet came, perhaps before all data was read; its bytes, if any, mean nothing.
    mutating func received<Controller: USBController & ~Copyable>(over controller: inout Controller) {
        var scratch = InlineArray<64, UInt8>(repeating: 0)
        var packet = scratch.mutableSpan
        _ = controller.readPacket(from: .controlOut, into: &packet)
        guard stage == .dataIn || stage == .statusOut else { return }
        stage = .idle
    }

    private mutating func sendNextPacket<Controller: USBController & ~Copyable>(over controller: inout Controller) {
        let count = min(total - sent, MonitorInterface.maximumPacketLength)
        guard count > 0 || owesZeroLengthPacket else {
            stage = .statusOut
            return
        }
        if count == 0 { owesZeroLengthPacket = false }
        controller.transmit(reply.bytes.span.extracting(sent..<(sent + count)), on: .controlIn)
        sent += count
    }
}
