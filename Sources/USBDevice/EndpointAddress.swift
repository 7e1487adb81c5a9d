/// Which way data goes, seen from the host.
public enum USBDirection: Equatable, Sendable {
    /// Host to device.
    case out
    /// Device to host.
    case `in`
}

/// An endpoint's number with its direction, as bEndpointAddress has them.
///
/// Source: USB 2.0, 9.6.6, table 9-13: bits 3…0 number, bit 7 set for IN.
public struct EndpointAddress: Equatable, Sendable {
    /// bEndpointAddress; reserved bits are kept, so that a request that sets them matches no endpoint.
    public var rawValue: UInt8

    /// Any address, also one that no endpoint has.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Endpoint number 0…15.
    public var number: UInt8 { rawValue & 0x0F }

    /// Which way this endpoint's data goes.
    public var direction: USBDirection { rawValue & 0x80 != 0 ? .in : .out }

    /// The half of the default control pipe that receives.
    public static var controlOut: EndpointAddress { EndpointAddress(rawValue: 0x00) }

    /// The half of the default control pipe that transmits.
    public static var controlIn: EndpointAddress { EndpointAddress(rawValue: 0x80) }
}

/// How an endpoint transfers; control is endpoint 0 alone and never opened.
///
/// Source: USB 2.0, 9.6.6, table 9-13, bmAttributes.
public enum EndpointTransferType: UInt8, Equatable, Sendable {
    /// Bulk: 8, 16, 32 or 64 bytes a packet at full speed.
    case bulk = 2
    /// Interrupt: up to 64 bytes a packet at full speed.
    case interrupt = 3
}
