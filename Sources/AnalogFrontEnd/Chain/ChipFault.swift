/// Why a chip gives no reading.
public enum ChipFault: Error, Equatable, Sendable {
    /// Nobody acknowledges the address; on SPI: only ones or only zeros come back.
    case absent
    /// Transfers fail; the last error.
    case bus(I2CError)
    /// Another chip answers: the identification that it gave.
    case wrongIdentity(UInt16)
    /// A register does not hold what was written, at start or later: corrupted, or lost in a brown-out.
    case configuration(register: UInt8, found: UInt16)
    /// The same of a chip with addresses of 16 bits.
    case setting(register: UInt16, found: UInt32)
    /// No conversion ended within one and a half of its period; the time since the last one in microseconds.
    case late(microseconds: UInt32)
    /// Answers fail their check sum.
    case corrupted
    /// The chip says that its own trim memory is bad.
    case memory
    /// Nothing is connected to the input.
    case openInput
    /// The external reference, measured against the chip's own, is not what it should be; its voltage in nanovolts.
    case referenceOutOfRange(nanovolts: Int64)
}

/// What is known of a chip.
public enum ChipHealth: Equatable, Sendable {
    /// Being identified and configured since power-up; no reading yet.
    case starting
    /// Gives readings.
    case measuring
    /// Gives none. It is started again and again; this ends with its first reading.
    case faulty(ChipFault)
}

/// What is known of a chip's data-ready pin.
public enum DataReadyPin: UInt8, Sendable {
    /// No edge has been seen yet: the board may have no wire for it, and the chip is looked at instead.
    case unseen
    /// Ends of conversions are told by edges.
    case working
    /// A conversion ended without the edge that the ones before it had: looks take its place until edges come again.
    case lost
}
