import USBDevice

/// The device's end of a simulated cable: what a stack asks against the rules is noted in `SimulatedUSBCable.violations`
/// and not done.
public struct SimulatedUSBController: USBController, ~Copyable {
    private let cable: SimulatedUSBCable

    /// The controller on a cable; there is one a cable.
    public init(cable: SimulatedUSBCable) {
        self.cable = cable
    }

    /// Takes the oldest event of the cable.
    public mutating func nextEvent() -> USBControllerEvent? {
        cable.events.isEmpty ? nil : cable.events.removeFirst()
    }

    /// Raises the pull-up.
    public mutating func connect() {
        cable.isPulledUp = true
    }

    /// Drops the pull-up; the port sees the device go.
    public mutating func disconnect() {
        cable.isPulledUp = false
        cable.clear()
        cable.detachments += 1
    }

    /// Answers another address; noted unless the host gave it and the status stage is over.
    public mutating func setAddress(_ address: UInt8) {
        let isConfirmed = cable.givenAddress.map { $0.address == address && $0.isConfirmed } ?? false
        if !isConfirmed, address != 0 { cable.violations.append(.addressBeforeStatus(address)) }
        cable.address = address
    }

    /// Opens an endpoint; noted if it is open or cannot be.
    public mutating func openEndpoint(
        _ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int
    ) {
        guard address.number != 0, address.rawValue & 0x70 == 0, (1...64).contains(maximumPacketLength) else {
            return cable.violations.append(.invalidEndpoint(address.rawValue))
        }
        if cable[address].isOpen { cable.violations.append(.openedTwice(address.rawValue)) }
        cable[address] = SimulatedUSBCable.Pipe(isOpen: true, maximumPacketLength: maximumPacketLength)
    }

    /// Closes an endpoint other than 0.
    public mutating func closeEndpoint(_ address: EndpointAddress) {
        guard address.number != 0 else { return cable.violations.append(.invalidEndpoint(address.rawValue)) }
        cable[address] = SimulatedUSBCable.Pipe()
        cable.dropEvents(of: address)
    }

    /// Arms an IN endpoint; noted if it is closed, busy or stalled, or the packet is too long.
    public mutating func transmit(_ packet: Span<UInt8>, on address: EndpointAddress) {
        guard mayArm(address, for: .in) else { return }
        let pipe = cable[address]
        guard packet.count <= pipe.maximumPacketLength else {
            return cable.violations.append(.packetTooLong(address.rawValue, packet.count))
        }
        guard pipe.packet == nil else { return cable.violations.append(.armedTwice(address.rawValue)) }
        cable[address].packet = packet.indices.map { packet[$0] }
    }

    /// Arms an OUT endpoint; noted if it is closed, armed or stalled, or a packet waits unread.
    public mutating func armReceive(on address: EndpointAddress) {
        guard mayArm(address, for: .out) else { return }
        let pipe = cable[address]
        guard pipe.packet == nil else { return cable.violations.append(.armedBeforeRead(address.rawValue)) }
        guard !pipe.isArmed else { return cable.violations.append(.armedTwice(address.rawValue)) }
        cable[address].isArmed = true
    }

    /// Copies and releases the packet that waits; noted if it does not fit.
    public mutating func readPacket(from address: EndpointAddress, into packet: inout MutableSpan<UInt8>) -> Int? {
        guard address.direction == .out, let bytes = cable[address].packet else { return nil }
        cable[address].packet = nil
        guard bytes.count <= packet.count else {
            cable.violations.append(.bufferTooSmall(address.rawValue, packet.count))
            return nil
        }
        for (index, byte) in bytes.enumerated() { packet[index] = byte }
        return bytes.count
    }

    /// Answers STALL; noted if the endpoint is closed.
    public mutating func stall(_ address: EndpointAddress) {
        guard mayChange(address) else { return }
        cable[address].isStalled = true
    }

    /// Ends a stall and empties the endpoint; noted if it is closed.
    public mutating func unstall(_ address: EndpointAddress) {
        guard address.number != 0 else { return cable.violations.append(.invalidEndpoint(address.rawValue)) }
        guard mayChange(address) else { return }
        cable[address] = SimulatedUSBCable.Pipe(
            isOpen: true, maximumPacketLength: cable[address].maximumPacketLength)
        cable.dropEvents(of: address)
    }

    /// True when a call for this endpoint is to be carried out; notes why not.
    private func mayChange(_ address: EndpointAddress) -> Bool {
        guard cable[address].isOpen else {
            cable.violations.append(.closedEndpoint(address.rawValue))
            return false
        }
        guard address.number == 0 else { return true }
        if !cable.hasSeenSetup { cable.violations.append(.controlWithoutSetup(address.rawValue)) }
        return cable.hasSeenSetup && !cable.isSetupPending
    }

    private func mayArm(_ address: EndpointAddress, for direction: USBDirection) -> Bool {
        guard address.direction == direction else {
            cable.violations.append(.invalidEndpoint(address.rawValue))
            return false
        }
        guard mayChange(address) else { return false }
        guard !cable[address].isStalled else {
            cable.violations.append(.armedWhileStalled(address.rawValue))
            return false
        }
        return true
    }
}

extension SimulatedUSBCable {
    fileprivate subscript(address: EndpointAddress) -> Pipe {
        get {
            address.direction == .in ? inputs[Int(address.number)] : outputs[Int(address.number)]
        }
        set {
            switch address.direction {
            case .in: inputs[Int(address.number)] = newValue
            case .out: outputs[Int(address.number)] = newValue
            }
        }
    }

    fileprivate func dropEvents(of address: EndpointAddress) {
        events.removeAll { $0 == .transmitted(address) || $0 == .received(address) }
    }
}
