import CellCore

/// The contract between the drivers and an I2C controller in Fast-mode (400 kHz). One transfer at a time; nothing waits.
///
/// A driver may rely on this:
/// - `start` returns at once; the bytes move while the processor does something else (PIO, DMA or interrupts).
/// - `poll` tells `.pending` until the transfer has ended, then its outcome once, then `.pending` again.
/// - Every transfer ends: after 10 ms at the latest `poll` tells an error. So a chip that holds SCL costs 10 ms, once.
/// - A transfer that writes and reads has a repeated START between the two and no other START; it ends with STOP,
///   after an error too, so far as the lines allow one.
/// - `.done` holds exactly the bytes that were asked for, and only when every written byte was acknowledged.
/// - The bus is never reset but by `startRecovery`, and a conformance never repeats a transfer by itself.
///
/// What a conformance may rely on: `start` is called only when no transfer is under way.
/// Source: UM10204, I2C-bus specification and user manual, revision 7, sections 3.1 and 3.1.16 (bus clear).
public protocol I2CBus: ~Copyable {
    /// Begins a transfer; its outcome comes from `poll`.
    mutating func start(_ transfer: I2CTransfer)

    /// The state of the transfer or recovery under way. Cost: a few instructions while it is pending.
    mutating func poll() -> I2CProgress

    /// Abandons what is under way and clears the bus: up to nine SCL pulses until SDA is high, then STOP.
    ///
    /// Ends like a transfer, with `.done` without bytes when both lines are high, else with `.failed(.busStuck)`.
    mutating func startRecovery()
}

/// How far a transfer is.
public enum I2CProgress: Sendable {
    /// Under way, or nothing was started.
    case pending
    /// Ended, with the bytes that were read.
    case done(I2CBytes)
    /// Ended without a result.
    case failed(I2CError)
}

/// Why a transfer failed.
public enum I2CError: Error, Equatable, Sendable {
    /// Nobody acknowledged the address byte.
    case addressNotAcknowledged
    /// The written byte of this index, counted from 0, was not acknowledged.
    case dataNotAcknowledged(UInt8)
    /// A line stays low although the controller has let go of it.
    case busStuck(I2CLine)
    /// The transfer did not end within its time, although the lines moved: clock stretching without end.
    case timeout
    /// Another controller, or a disturbance, pulled SDA low.
    case arbitrationLost
}

/// The two lines of the bus.
public enum I2CLine: UInt8, Sendable {
    /// The data line.
    case sda
    /// The clock line.
    case scl
}
