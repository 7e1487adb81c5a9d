import CellCore
import CellWire
import USBDevice

/// The application's end of the vendor interface: bytes in become requests, frames out become packets.
///
/// A request is a transfer of its own; what is left of one that is no whole frame is dropped at its end, and bytes that
/// are no frame are answered once, however many. An IN transfer ends when nothing more waits to be sent.
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
    /// Bytes of this transfer were refused, and no good frame has come since.
    private var hasRefused = false
    private var hasRestarted = false
    private(set) var outbox = Outbox()

    /// The next request; nil when there is none.
    mutating func next() -> Incoming? {
        // Asked at each turn of the loop: nothing has come is the rule.
        guard pending != nil || transferEnded || assembler.heldCount > 0 else { return nil }
        if pending == nil { pending = assemble() }
        defer { pending = nil }
        return pending
    }

    mutating func send(reply frame: Frame) -> Bool { outbox.append(reply: frame) }

    mutating func send(report frame: Frame) -> Bool { outbox.append(report: frame) }

    /// True once after the bus was reset or the configuration chosen: whoever listened before is gone.
    mutating func takeRestart() -> Bool {
        defer { hasRestarted = false }
        return hasRestarted
    }

    private mutating func assemble() -> Incoming? {
        while true {
            do throws(WireError) {
                if let frame = try assembler.next() {
                    hasRefused = false
                    return .request(frame)
                }
                guard transferEnded else { return nil }
                guard assembler.isInsideFrame else { break }
                let length = assembler.heldCount
                assembler.skip()
                throw .payloadTooShort(type: 0, length: length)
            } catch {
                guard hasRefused else {
                    hasRefused = true
                    return .refused(error)
                }
            }
        }
        transferEnded = false
        hasRefused = false
        return nil
    }
}

extension HostLink: USBVendorFunction {
    var canReceive: Bool {
        // The end of a transfer is looked at before the next one comes, so that their bytes do not mix.
        pending == nil && !transferEnded && assembler.freeCount >= 64 && outbox.hasRoomForReply
    }

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
        switch direction {
        case .out: dropRequests()
        case .in: outbox.removeAll()
        }
    }

    private mutating func restart() {
        dropRequests()
        outbox.removeAll()
        hasRestarted = true
    }

    private mutating func dropRequests() {
        assembler.reset()
        pending = nil
        transferEnded = false
        hasRefused = false
    }
}
