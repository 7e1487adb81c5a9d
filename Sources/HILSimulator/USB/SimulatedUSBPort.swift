/// The host's end of a simulated cable: a full-speed port that enumerates what appears and performs transfers.
///
/// It leaves the choice of a configuration to whoever uses the device. Transfers submitted before the device is
/// enumerated wait; each call of `service` moves at most one packet a pipe, since the device buffers one.
public final class SimulatedUSBPort: USBPort {
    private enum Phase {
        case detached
        /// A bus reset was signalled; the address follows, and the descriptors unless they are known.
        case enumerating(USBEnumeration)
        case ready
        /// The device could not be enumerated; a reset or a new connection tries again.
        case failed
    }

    private let cable: SimulatedUSBCable
    private var phase = Phase.detached
    private var attempts = 0
    private var seenDetachments = 0
    private var isSuspended = false
    private var controlPipe = HostPipe(endpoint: 0, isInput: false, maximumPacketLength: 64)
    private var pipes: [HostPipe] = []
    private var completions: [USBCompletion] = []

    /// Resets before a device that cannot be enumerated is left alone, as hubs of Linux do.
    private static let attemptLimit = 3

    /// What the device showed; nil while none is enumerated.
    public private(set) var summary: USBDeviceSummary?
    /// Why the last enumeration ended without a device; nil when it did not.
    public private(set) var enumerationError: USBEnumerationError?

    /// A port on a cable; there is one a cable.
    public init(cable: SimulatedUSBCable) {
        self.cable = cable
    }

    /// True when the device has its address and transfers are performed.
    public var isReady: Bool {
        if case .ready = phase { true } else { false }
    }

    // MARK: The cable

    /// Plugs the cable in again after `disconnect`.
    public func connect() {
        cable.plug()
    }

    /// Pulls the cable: every transfer ends as disconnected, and the device sees its power go.
    public func disconnect() {
        cable.unplug()
        loseDevice()
    }

    /// Idles the bus, so that the device sees a suspend; transfers wait.
    public func suspend() {
        isSuspended = true
        cable.suspend()
    }

    /// Ends a suspend.
    public func resume() {
        isSuspended = false
        cable.resume()
    }

    /// Signals a bus reset and gives the device its address again; transfers end without completion.
    public func reset() {
        guard cable.isAttached else { return }
        attempts = 0
        controlPipe.queue = []
        for index in pipes.indices {
            pipes[index].queue = []
            pipes[index].isData1 = false
        }
        startEnumeration()
    }

    // MARK: Transfers

    /// Queues a transfer, also while the device is still being enumerated.
    public func submit(_ block: USBRequestBlock) {
        let transfer = HostTransfer(block)
        guard cable.isAttached else { return end(transfer, .disconnected) }
        if case .failed = phase { return end(transfer, .stalled, .noResponse) }
        guard !transfer.isMalformed else { return end(transfer, .stalled, .malformed) }
        if block.endpoint == 0 {
            controlPipe.queue.append(transfer)
        } else if let index = pipes.firstIndex(where: { $0.serves(block) }) {
            pipes[index].queue.append(transfer)
        } else {
            end(transfer, .stalled, .noResponse)
        }
    }

    /// Takes a queued transfer back, with what it had brought so far; false when it has ended or never was.
    public func unlink(_ id: UInt64) -> Bool {
        if controlPipe.unlink(id) { return true }
        for index in pipes.indices where pipes[index].unlink(id) { return true }
        return false
    }

    /// The transfers that have ended since the last call, in order.
    public func takeCompletions() -> [USBCompletion] {
        defer { completions = [] }
        return completions
    }

    /// Moves at most one packet a pipe, or one step of the enumeration; true when anything moved.
    public func service() -> Bool {
        guard cable.isAttached, cable.detachments == seenDetachments else {
            if case .detached = phase, seenDetachments == cable.detachments { return false }
            loseDevice()
            return true
        }
        guard !isSuspended else { return false }
        switch phase {
        case .detached:
            attempts = 0
            startEnumeration()
            return true
        case .enumerating(let enumeration): return advance(enumeration)
        case .ready: return serviceTransfers()
        case .failed: return false
        }
    }

    private func serviceTransfers() -> Bool {
        var hasMoved = servicePipe(&controlPipe)
        for index in pipes.indices where servicePipe(&pipes[index]) { hasMoved = true }
        return hasMoved
    }

    private func servicePipe(_ pipe: inout HostPipe) -> Bool {
        switch pipe.step(on: cable, at: USBEnumeration.address) {
        case .waiting: return false
        case .moved: return true
        case .ended(let status, let fault):
            let transfer = pipe.queue.removeFirst()
            if status == .completed { restartPipes(after: transfer.block) }
            end(transfer, status, fault)
            return true
        }
    }

    /// The requests after which the device's toggles are DATA0 make the host's so (USB 2.0, 9.1.1.5, 9.4.5, 9.4.10).
    private func restartPipes(after block: USBRequestBlock) {
        guard block.endpoint == 0 else { return }
        switch (block.setup[0], block.setup[1]) {
        case (0x00, 9), (0x01, 11):
            for index in pipes.indices { pipes[index].isData1 = false }
        case (0x02, 1):
            for index in pipes.indices where pipes[index].address == block.setup[4] { pipes[index].isData1 = false }
        default: break
        }
    }

    private func end(_ transfer: HostTransfer, _ status: USBCompletion.Status, _ fault: USBCompletion.Fault? = nil) {
        var completion = USBCompletion(
            id: transfer.block.id, status: status, actualLength: transfer.actualLength, data: transfer.input)
        completion.fault = fault
        completions.append(completion)
    }

    // MARK: Coming and going

    private func startEnumeration() {
        isSuspended = false
        cable.busReset()
        let isKnown = summary != nil
        phase = .enumerating(
            isKnown ? USBEnumeration(knownPacketLength: controlPipe.maximumPacketLength) : USBEnumeration())
    }

    private func advance(_ enumeration: USBEnumeration) -> Bool {
        var enumeration = enumeration
        do throws(USBEnumerationError) {
            let progress = try enumeration.advance(on: cable)
            phase = progress == .done ? .ready : .enumerating(enumeration)
            if progress == .done { adopt(enumeration) }
            return progress != .waiting
        } catch {
            enumerationError = error
            attempts += 1
            if attempts < Self.attemptLimit {
                startEnumeration()
            } else {
                phase = .failed
                summary = nil
                endAll(.stalled, .noResponse)
            }
            return true
        }
    }

    private func adopt(_ enumeration: USBEnumeration) {
        enumerationError = nil
        guard let summary = enumeration.summary, let configuration = enumeration.configuration else { return }
        self.summary = summary
        controlPipe.maximumPacketLength = enumeration.maximumPacketLength
        pipes = configuration.endpoints.map {
            HostPipe(
                endpoint: $0.address & 0x0F, isInput: $0.address & 0x80 != 0,
                maximumPacketLength: $0.maximumPacketLength)
        }
    }

    private func loseDevice() {
        phase = .detached
        seenDetachments = cable.detachments
        isSuspended = false
        summary = nil
        endAll(.disconnected, nil)
        pipes = []
    }

    private func endAll(_ status: USBCompletion.Status, _ fault: USBCompletion.Fault?) {
        for transfer in controlPipe.queue + pipes.flatMap(\.queue) { end(transfer, status, fault) }
        controlPipe.queue = []
        for index in pipes.indices { pipes[index].queue = [] }
    }
}
