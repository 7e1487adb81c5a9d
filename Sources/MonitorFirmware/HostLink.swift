import CellCore
import CellWire
import USBDevice

/// The application's end of the vendor interface: bytes in become requests, frames out become packets.
///
/// A request is a transfer of its own; what is left of one that is no whole frame is dropped at its end. An IN transfer
/// ends when nothing more waits to be sent.
struct HostLink: Sendable {
    /// What came from the host.
    enum Incoming: Sendable {
        case request(Frame)
        /// Bytes that are no frame of ours; answered, so that the host learns why.
        case refused(WireError)
    }

    private var assembler = FrameAssembler()
    private var pending: Incoming?
    private var transferEnded = false
    private(set) var outbox = Outbox()

    /// The next request; nil when there is none.
    mutating func next() -> Incoming? {
        if pending == nil { pending = assemble() }
        defer { pending = nil }
        return pending
    }

    mutating func send(reply frame: Frame) -> Bool { outbox.append(reply: frame) }

    mutating func send(report frame: Frame) -> Bool { outbox.append(report: frame) }

    private mutating func assemble() -> Incoming? {
        do {
            if let frame = try assembler.next() { return .request(frame) }
        } catch {
            return .refused(error)
        }
        guard transferEnded else { return nil }
        transferEnded = false
        guard assembler.isInsideFrame else { return nil }
        let length = assembler.heldCount
        assembler.reset()
        return .refused(.payloadTooShort(type: 0, length: length))
    }
}

extension HostLink: USBVendorFunction {
    var canReceive: Bool { pending == nil && assembler.freeCount >= 64 && outbox.hasRoomForReply }

    mutating func receive(_ packet: Span<UInt8>) {
        _ = assembler.push(packet)
        if packet.count < 64 { transferEnded = true }
        pending = assemble()
    }

    mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket? {
        guard outbox.count > 0 else { return nil }
        let count = outbox.take(into: &packet)
        return BulkInPacket(count: count, endsTransfer: outbox.count == 0)
    }

    mutating func busReset() { restart() }

    mutating func configured(_ isConfigured: Bool) { restart() }

    mutating func pipeReset(_ direction: USBDirection) {
        if direction == .out {
            assembler.reset()
            pending = nil
            transferEnded = false
        } else {
            outbox.removeAll()
        }
    }

    private mutating func restart() {
        assembler.reset()
        pending = nil
        transferEnded = false
        outbox.removeAll()
    }
}
