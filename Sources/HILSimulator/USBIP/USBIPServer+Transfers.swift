import USBIPWire

extension USBIPServer {
    /// True while an answer without data fits below the limit. A command that is refused is answered at once, so that
    /// beyond the limit there are only the answers of transfers in progress.
    func hasRoomForAnswer(to client: ClientConnection) -> Bool {
        client.outputCount + USBIP.headerLength <= limits.answerBytes
    }

    /// Performs the importer's commands, as long as it takes the answers.
    func performCommands(of client: ClientConnection, now: ContinuousClock.Instant) throws(USBIPError) {
        while client.phase == .importer, hasRoomForAnswer(to: client) {
            let bytes = client.received
            guard bytes.count >= USBIP.headerLength else { return }
            let header = try USBIPHeader(decoding: bytes)
            guard header.deviceID == USBIP.deviceID(bus: Self.bus, device: Self.deviceNumber) else {
                throw .deviceID(header.deviceID)
            }
            switch header.code {
            case .submit:
                switch try nextSubmit(header, from: client, now: now) {
                case .whole(let submit): try perform(submit, now: now)
                case .refused: continue
                case .incomplete: return
                }
            case .unlink:
                perform(try USBIPUnlink(decoding: bytes.prefix(USBIP.headerLength)), now: now)
                client.consume(USBIP.headerLength)
            case .submitReply, .unlinkReply:
                throw .command(header.code.rawValue)
            }
        }
    }

    private enum NextSubmit {
        case whole(USBIPSubmit)
        /// An answer says so already.
        case refused
        case incomplete
    }

    /// An input has no data behind its header, so the stream stays in step when it is refused.
    private func nextSubmit(
        _ header: USBIPHeader, from client: ClientConnection, now: ContinuousClock.Instant
    ) throws(USBIPError) -> NextSubmit {
        let bytes = client.received
        do throws(USBIPError) {
            let length =
                USBIP.headerLength + (try USBIPSubmit.dataLength(afterHeader: bytes.prefix(USBIP.headerLength)))
            guard bytes.count >= length else { return .incomplete }
            let submit = try USBIPSubmit(decoding: bytes.prefix(length))
            client.consume(length)
            return .whole(submit)
        } catch {
            if case .isochronous = error { throw error }
            guard header.isInput else { throw error }
            client.consume(USBIP.headerLength)
            refuse(header.sequence, packetCount: USBIP.notIsochronous, status: .invalid, now: now)
            return .refused
        }
    }

    private func perform(_ submit: USBIPSubmit, now: ContinuousClock.Instant) throws(USBIPError) {
        // Two transfers of one number could not be told apart in the answers.
        guard pending[submit.sequence] == nil else { throw .sequence(submit.sequence) }
        let isControl = submit.endpoint == 0
        if isControl {
            let setup = submit.setup
            let agrees =
                Int(setup.length) == submit.length
                && (submit.length == 0 || setup.hasInputData == submit.isInput)
            guard agrees else {
                return refuse(submit.sequence, packetCount: submit.packetCount, status: .invalid, now: now)
            }
        }
        guard pending.count < limits.transfers, pending.byteCount + submit.length <= limits.transferBytes else {
            return refuse(submit.sequence, packetCount: submit.packetCount, status: .noMemory, now: now)
        }

        lastID += 1
        let isInput = isControl ? submit.setup.hasInputData : submit.isInput
        let transfer = PendingTransfer(
            sequence: submit.sequence, id: lastID, isInput: isInput, length: submit.length, flags: submit.flags,
            packetCount: submit.packetCount)
        pending.insert(transfer)
        counters.transfers += 1
        hasNewWork = true
        var block = USBRequestBlock(
            id: transfer.id, endpoint: submit.endpoint, isInput: isInput, setup: submit.setup.bytes,
            length: submit.length, data: submit.data)
        block.appendsZeroLengthPacket = submit.flags.contains(.zeroPacket)
        device.submit(block)
    }

    /// ECONNRESET when the transfer was taken back; 0 when its answer has gone out before.
    private func perform(_ unlink: USBIPUnlink, now: ContinuousClock.Instant) {
        deliverCompletions(now: now)
        var status = USBIPStatus.done
        if let transfer = pending[unlink.victim] {
            _ = device.unlink(transfer.id)
            deliverCompletions(now: now)
            if pending.remove(unlink.victim) != nil {
                status = .unlinked
                counters.unlinks += 1
                hasNewWork = true
            }
        }
        importer?.send(USBIPUnlinkReply(sequence: unlink.sequence, status: status).encoded, now: now)
    }

    /// Answers the transfers that have ended.
    func deliverCompletions(now: ContinuousClock.Instant) {
        for completion in device.takeCompletions() {
            guard let transfer = pending.end(completion.id) else { continue }
            reply(
                to: transfer, status: USBIPStatus(of: completion, for: transfer),
                actualLength: completion.actualLength, data: completion.data, now: now)
        }
    }

    func reply(
        to transfer: PendingTransfer, status: USBIPStatus, actualLength: Int = 0, data: [UInt8] = [],
        now: ContinuousClock.Instant
    ) {
        let reply = USBIPSubmitReply(
            sequence: transfer.sequence, status: status,
            actualLength: transfer.isInput ? 0 : min(actualLength, transfer.length),
            packetCount: transfer.packetCount,
            data: transfer.isInput ? Array(data.prefix(transfer.length)) : [])
        importer?.send(reply.encoded, now: now)
    }

    private func refuse(_ sequence: UInt32, packetCount: UInt32, status: USBIPStatus, now: ContinuousClock.Instant) {
        counters.refusedTransfers += 1
        importer?.send(
            USBIPSubmitReply(sequence: sequence, status: status, packetCount: packetCount).encoded, now: now)
    }
}
