import USBDevice

/// What a device stack must not ask of its controller; the simulated one notes it and goes on.
public enum USBRuleViolation: Equatable, Sendable {
    /// An address was set before the status stage of SET_ADDRESS, or one that the host never gave.
    case addressBeforeStatus(UInt8)
    /// Endpoint 0 or a number, packet length or direction that there is not.
    case invalidEndpoint(UInt8)
    /// An endpoint was opened that is open.
    case openedTwice(UInt8)
    /// A packet, a receive or a stall on an endpoint that is closed.
    case closedEndpoint(UInt8)
    /// More bytes than a packet of the endpoint has.
    case packetTooLong(UInt8, Int)
    /// Armed again before the packet had gone or come.
    case armedTwice(UInt8)
    /// Armed for the next packet before the one that waits was read.
    case armedBeforeRead(UInt8)
    /// Armed while the endpoint answers STALL.
    case armedWhileStalled(UInt8)
    /// Endpoint 0 was armed or stalled although no SETUP came since the reset.
    case controlWithoutSetup(UInt8)
    /// The buffer given for a packet cannot hold it.
    case bufferTooSmall(UInt8, Int)
}
