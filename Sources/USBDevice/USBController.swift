/// What a controller has seen on the bus.
public enum USBControllerEvent: Equatable, Sendable {
    /// Bus reset. Address 0 answers again, every endpoint but 0 is closed, and what was armed is gone.
    case reset
    /// No traffic for 3 ms.
    case suspended
    /// Traffic again.
    case resumed
    /// The cable was pulled (VBUS is gone).
    case unplugged
    /// A SETUP packet came. Whatever endpoint 0 had armed or stalled before is gone, and its next packets are DATA1.
    case setup(SetupPacket)
    /// The host acknowledged the packet armed on an IN endpoint, which may take the next one.
    case transmitted(EndpointAddress)
    /// A packet waits on an OUT endpoint, which refuses (NAK) more until it is read and armed again.
    case received(EndpointAddress)
}

/// The contract between the device stack and a full-speed USB device controller.
///
/// One packet a direction and endpoint is in flight; the controller keeps the data toggles, answers NAK where nothing is
/// armed, and never blocks. Endpoint 0 is always open, with packets of 64 bytes. A conformance must see to this:
/// - events come in the order of the bus as far as the hardware tells; packets that ended before a SETUP come before it,
///   and none that belong to an earlier transfer come after it;
/// - `stall` on endpoint 0 lasts until the next SETUP, elsewhere until `unstall`, closing or a reset;
/// - a SETUP replaces one that is not taken yet, with endpoint 0's events since; and until it is taken, calls that arm or
///   stall endpoint 0 do nothing, for they answer the transfer before (its data must not reach the new one);
/// - closing and unstalling an endpoint also drop its events that are not taken yet;
/// - a call for an endpoint that is closed does nothing.
public protocol USBController: ~Copyable {
    /// Takes the oldest event; nil when nothing has happened. Never waits.
    mutating func nextEvent() -> USBControllerEvent?

    /// Switches the pull-up on, so that the host sees a full-speed device.
    mutating func connect()

    /// Switches the pull-up off.
    mutating func disconnect()

    /// Sets the address 0…127 that is answered from now on; called after the status stage of SET_ADDRESS.
    mutating func setAddress(_ address: UInt8)

    /// Opens an endpoint other than 0, empty, not stalled, with DATA0 next; `maximumPacketLength` is 1…64 bytes.
    mutating func openEndpoint(_ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int)

    /// Closes an endpoint other than 0 and drops what is armed on it.
    mutating func closeEndpoint(_ address: EndpointAddress)

    /// Arms an IN endpoint with one packet of 0…64 bytes; called only when the one before has gone.
    mutating func transmit(_ packet: Span<UInt8>, on address: EndpointAddress)

    /// Lets an OUT endpoint take one packet.
    mutating func armReceive(on address: EndpointAddress)

    /// Copies the packet that waits on an OUT endpoint and releases it: its length 0…64 bytes, nil when none waits.
    mutating func readPacket(from address: EndpointAddress, into packet: inout MutableSpan<UInt8>) -> Int?

    /// Answers STALL on an endpoint.
    mutating func stall(_ address: EndpointAddress)

    /// Ends a stall on an endpoint other than 0, drops what is armed or waits on it, and makes DATA0 its next packet.
    mutating func unstall(_ address: EndpointAddress)
}
