/// A NOR flash, or the part of one that the journal may use. Nothing here waits.
///
/// What the journal relies on, and a driver therefore guarantees:
/// - An erase sets all bytes of one sector to 0xFF. A program only clears bits, within one page of 256 bytes.
/// - A page may be programmed in several parts, each a multiple of 16 bytes at a multiple of 16, each once between two
///   erases; bytes outside the part keep what they hold.
/// - A power cut during a program leaves bytes outside its part as they were, and during an erase bytes outside its
///   sector. What is inside may read as anything afterwards, even differently from one reading to the next.
/// - An operation that has begun ends: `isFinished` returns true or throws within the driver's own time limit.
/// - Reading begins to fail only when an operation runs (`busy`) or the offset is wrong.
///
/// Source: Winbond W25Q32JV data sheet, revision F, sections 8.2.13 (page program) and 8.2.15 (sector erase).
public protocol FlashStore: ~Copyable {
    /// Sectors of `FlashGeometry.sectorLength` bytes, numbered from 0.
    var sectorCount: Int { get }
    /// Copies `count` bytes from `offset` on to the beginning of `bytes`, which has room for them.
    ///
    /// Errors: `outOfRange`, `busy`.
    mutating func read(at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>) throws(FlashError)
    /// Begins to program 1…256 bytes that lie within one page; they are copied before it returns.
    ///
    /// Errors: `outOfRange`, `busy`, `notErased` if the driver looks, `programFailed` if it cannot even begin.
    mutating func beginProgram(at offset: Int, _ bytes: borrowing Span<UInt8>) throws(FlashError)
    /// Begins to erase a sector and returns at once. Errors: `outOfRange`, `busy`, `eraseFailed`.
    mutating func beginErase(sector: Int) throws(FlashError)
    /// True once nothing runs. Throws `eraseFailed` or `programFailed` once if the operation that ended has failed.
    mutating func isFinished() throws(FlashError) -> Bool
}

/// Sizes that the journal's layout is made for, those of the serial flashes beside an RP2350.
public enum FlashGeometry {
    /// Erase unit in bytes.
    public static var sectorLength: Int { 4096 }
    /// Largest program in bytes, and what it must not cross.
    public static var pageLength: Int { 256 }
}
