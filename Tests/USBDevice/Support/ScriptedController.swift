import USBDevice

/// What the stack did to its controller.
enum ControllerAction: Equatable {
    case connect
    case disconnect
    case address(UInt8)
    case open(UInt8)
    case close(UInt8)
    case transmit(UInt8, [UInt8])
    case arm(UInt8)
    case stall(UInt8)
    case unstall(UInt8)
}

/// The bench's side of a scripted controller.
final class ControllerScript {
    var events: [USBControllerEvent] = []
    var actions: [ControllerAction] = []
    /// Packets that wait, by endpoint address.
    var waiting: [UInt8: [UInt8]] = [:]
}

/// A controller that plays events from a script and writes down what it is told.
struct ScriptedController: USBController, ~Copyable {
    let script: ControllerScript

    mutating func nextEvent() -> USBControllerEvent? {
        script.events.isEmpty ? nil : script.events.removeFirst()
    }

    mutating func connect() { script.actions.append(.connect) }
    mutating func disconnect() { script.actions.append(.disconnect) }
    mutating func setAddress(_ address: UInt8) { script.actions.append(.address(address)) }

    mutating func openEndpoint(_ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int) {
        script.actions.append(.open(address.rawValue))
    }

    mutating func closeEndpoint(_ address: EndpointAddress) {
        script.actions.append(.close(address.rawValue))
    }

    mutating func transmit(_ packet: Span<UInt8>, on address: EndpointAddress) {
        script.actions.append(.transmit(address.rawValue, packet.indices.map { packet[$0] }))
    }

    mutating func armReceive(on address: EndpointAddress) {
        script.actions.append(.arm(address.rawValue))
    }

    mutating func readPacket(from address: EndpointAddress, into packet: inout MutableSpan<UInt8>) -> Int? {
        guard let bytes = script.waiting.removeValue(forKey: address.rawValue) else { return nil }
        for (index, byte) in bytes.enumerated() { packet[index] = byte }
        return bytes.count
    }

    mutating func stall(_ address: EndpointAddress) { script.actions.append(.stall(address.rawValue)) }
    mutating func unstall(_ address: EndpointAddress) { script.actions.append(.unstall(address.rawValue)) }
}
