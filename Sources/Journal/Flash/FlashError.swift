/// Why a flash refused or failed an operation.
public enum FlashError: Error, Equatable, Sendable {
    /// Beyond the end of the flash, or not within one program or erase unit; carries the byte offset.
    case outOfRange(Int)
    /// An erase or a program is still running; nothing else is taken until it has ended.
    case busy
    /// A byte to be programmed does not read 0xFF; carries its offset.
    case notErased(Int)
    /// The flash reported, or let the driver's time limit pass, that a sector cannot be erased; carries its offset.
    case eraseFailed(Int)
    /// As `eraseFailed`, for a program; carries the offset of its first byte.
    case programFailed(Int)
}
