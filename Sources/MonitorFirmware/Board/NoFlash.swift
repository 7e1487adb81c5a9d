import Journal

/// A board without a flash for the journal: it has no sector, so the journal keeps nothing.
public struct NoFlash: FlashStore {
    /// Nothing.
    public init() {}

    /// 0.
    public var sectorCount: Int { 0 }
    /// Always out of range.
    public mutating func read(at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>) throws(FlashError) {
        throw .outOfRange(offset)
    }
    /// Always out of range.
    public mutating func beginProgram(at offset: Int, _ bytes: borrowing Span<UInt8>) throws(FlashError) {
        throw .outOfRange(offset)
    }
    /// Always out of range.
    public mutating func beginErase(sector: Int) throws(FlashError) {
        throw .outOfRange(sector &* FlashGeometry.sectorLength)
    }
    /// Nothing ever runs.
    public mutating func isFinished() throws(FlashError) -> Bool { true }
}
