import USBDevice

/// What a host controller puts on the wire: SETUP, IN and OUT tokens with the device's handshake.
///
/// Source: USB 2.0, 8.4.6 (handshakes) and 8.6 (data toggles).
extension SimulatedUSBCable {
    enum InResponse {
        /// No such device, address or endpoint.
        case silence
        case notReady
        case stall
        case data([UInt8], isData1: Bool)
    }

    enum OutResponse {
        case silence
        case notReady
        case stall
        case acknowledged
    }

    var isSetupPending: Bool {
        events.contains { if case .setup = $0 { true } else { false } }
    }

    /// A SETUP packet, which a device always takes; false when none answers.
    func setup(_ bytes: InlineArray<8, UInt8>, to address: UInt8) -> Bool {
        guard isAttached, address == self.address else { return false }
        for pipe in [\SimulatedUSBCable.inputs, \SimulatedUSBCable.outputs] {
            self[keyPath: pipe][0].packet = nil
            self[keyPath: pipe][0].isArmed = false
            self[keyPath: pipe][0].isStalled = false
            self[keyPath: pipe][0].isData1 = true
        }
        dropUntakenSetup()
        events.append(.setup(SetupPacket(bytes)))
        hasSeenSetup = true
        givenAddress = bytes[0] == 0 && bytes[1] == 5 ? (bytes[2], false) : nil
        return true
    }

    private func dropUntakenSetup() {
        guard let first = events.firstIndex(where: { if case .setup = $0 { true } else { false } }) else { return }
        let isOfControlPipe = { (event: USBControllerEvent) in
            switch event {
            case .setup, .transmitted(.controlIn), .received(.controlOut): true
            default: false
            }
        }
        events = events[..<first] + events[first...].filter { !isOfControlPipe($0) }
    }

    /// An IN token. The packet stays with the device until `acknowledgeInput`.
    func input(_ endpoint: UInt8, at address: UInt8) -> InResponse {
        guard isAttached, address == self.address, endpoint < 16 else { return .silence }
        let pipe = inputs[Int(endpoint)]
        guard pipe.isOpen else { return .silence }
        if pipe.isStalled { return .stall }
        guard let packet = pipe.packet else { return .notReady }
        return .data(packet, isData1: pipe.isData1)
    }

    /// The host's ACK of the packet that `input` has just brought.
    func acknowledgeInput(_ endpoint: UInt8) {
        guard inputs[Int(endpoint)].packet != nil else { return }
        inputs[Int(endpoint)].packet = nil
        inputs[Int(endpoint)].isData1.toggle()
        events.append(.transmitted(EndpointAddress(rawValue: 0x80 | endpoint)))
        if endpoint == 0, givenAddress != nil { givenAddress?.isConfirmed = true }
    }

    /// An OUT token with its data packet.
    func output(_ endpoint: UInt8, _ data: [UInt8], isData1: Bool, at address: UInt8) -> OutResponse {
        guard isAttached, address == self.address, endpoint < 16 else { return .silence }
        let pipe = outputs[Int(endpoint)]
        guard pipe.isOpen, data.count <= pipe.maximumPacketLength else { return .silence }
        if pipe.isStalled { return .stall }
        guard pipe.isArmed, pipe.packet == nil else { return .notReady }
        guard pipe.isData1 == isData1 else {
            // Taken for a repetition of the packet before: acknowledged and dropped (8.6.4).
            toggleMismatches += 1
            return .acknowledged
        }
        outputs[Int(endpoint)].packet = data
        outputs[Int(endpoint)].isArmed = false
        outputs[Int(endpoint)].isData1.toggle()
        events.append(.received(EndpointAddress(rawValue: endpoint)))
        return .acknowledged
    }
}
