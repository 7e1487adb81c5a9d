import USBDevice

// The stack is generic, and generic code is only checked for heap use where it is instantiated: this file is compiled
// for the embedded target with `-no-allocations` by the check of portable modules, and into the tests as well.

/// A controller on which one event happens, one that the compiler cannot foresee.
struct OneEventController: USBController, ~Copyable {
    var event: USBControllerEvent?

    mutating func nextEvent() -> USBControllerEvent? {
        defer { event = nil }
        return event
    }
    mutating func connect() {}
    mutating func disconnect() {}
    mutating func setAddress(_ address: UInt8) {}
    mutating func openEndpoint(_ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int) {}
    mutating func closeEndpoint(_ address: EndpointAddress) {}
    mutating func transmit(_ packet: Span<UInt8>, on address: EndpointAddress) {}
    mutating func armReceive(on address: EndpointAddress) {}
    mutating func readPacket(from address: EndpointAddress, into packet: inout MutableSpan<UInt8>) -> Int? {
        packet.count
    }
    mutating func stall(_ address: EndpointAddress) {}
    mutating func unstall(_ address: EndpointAddress) {}
}

/// An application that takes everything and always sends.
struct EagerFunction: USBVendorFunction, ~Copyable {
    var canReceive: Bool { true }
    mutating func receive(_ packet: Span<UInt8>) {}
    mutating func transmit(into packet: inout MutableSpan<UInt8>) -> BulkInPacket? {
        BulkInPacket(count: packet.count, endsTransfer: true)
    }
    mutating func busReset() {}
    mutating func configured(_ isConfigured: Bool) {}
    mutating func pipeReset(_ direction: USBDirection) {}
}

/// Calls every entry point of the stack, so that all of it is instantiated.
public func usePortableStack(_ event: USBControllerEvent, state: USBControllerEvent) -> Bool {
    var function = EagerFunction()
    let identity = USBIdentity(
        manufacturer: USBString("cellmon"), product: USBString("Cell Monitor"),
        serialNumber: USBString(hexadecimal: 0x0123_4567_89AB_CDEF))
    var device = USBDevice(controller: OneEventController(event: event), identity: identity)
    device.connect()
    var hasMoved = device.poll(application: &function)
    device.controller.event = state
    hasMoved = device.poll(application: &function) || hasMoved
    device.disconnect(application: &function)
    return hasMoved
}
