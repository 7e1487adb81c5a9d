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
