import Journal

/// The content of a NOR flash, which outlives the firmware that writes it: a restart finds it as it was left.
public final class FlashMemory {
    /// All bytes; erased ones are FF.
    public internal(set) var bytes: [UInt8]
    /// Sectors that fail to erase: their bytes stay, and the chip says so.
    public var failingSectors: Set<Int> = []
    /// Operations that were begun: programs and erases.
    public internal(set) var operationCount = 0
    /// Bits that were to be set by a program, which no flash can do; there must be none.
    public internal(set) var violationCount = 0

    /// An erased flash of the Pico 2's size, 4 MiB, unless another is named.
    public init(sectorCount: Int = 1024) {
        bytes = [UInt8](repeating: 0xFF, count: sectorCount * FlashGeometry.sectorLength)
    }

    /// A flash that holds these bytes, a whole number of sectors.
    public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// A Winbond W25Q32JV in virtual time: operations take effect when they end.
///
/// Source: W25Q32JV data sheet, revision F, section 9.6: page program 0.4 ms typical, 3 ms at most; sector erase 45 ms
/// typical, 400 ms at most. The longest are used, for they are what a deadline must stand.
public struct SimulatedFlash: FlashStore {
    /// What it holds.
    public let memory: FlashMemory
    private let clock: VirtualClock
    private var running: Operation?
    private var endNanoseconds: UInt64 = 0

    private enum Operation { case program(offset: Int, bytes: [UInt8]), erase(sector: Int) }

    private static let programNanoseconds: UInt64 = 3_000_000
    private static let eraseNanoseconds: UInt64 = 400_000_000

    /// A flash with a content, at a time.
    public init(memory: FlashMemory, clock: VirtualClock) {
        self.memory = memory
        self.clock = clock
    }

    /// When the operation under way ends; nil when none runs.
    public var nextEventNanoseconds: UInt64? { running == nil ? nil : endNanoseconds }

    /// Sectors of 4096 bytes.
    public var sectorCount: Int { memory.bytes.count / FlashGeometry.sectorLength }

    /// Copies bytes; `busy` while an operation runs.
    public mutating func read(at offset: Int, count: Int, into room: inout MutableSpan<UInt8>) throws(FlashError) {
        guard running == nil else { throw .busy }
        guard offset >= 0, count >= 0, offset + count <= memory.bytes.count, count <= room.count else {
            throw .outOfRange(offset)
        }
        memory.bytes.withUnsafeBufferPointer { all in
            for index in 0..<count { room[index] = all[offset + index] }
        }
    }

    /// Begins to program within one page.
    public mutating func beginProgram(at offset: Int, _ part: borrowing Span<UInt8>) throws(FlashError) {
        guard running == nil else { throw .busy }
        let page = FlashGeometry.pageLength
        guard offset >= 0, part.count > 0, offset + part.count <= memory.bytes.count,
            offset / page == (offset + part.count - 1) / page
        else { throw .outOfRange(offset) }
        begin(.program(offset: offset, bytes: (0..<part.count).map { part[$0] }), taking: Self.programNanoseconds)
    }

    /// Begins to erase a sector.
    public mutating func beginErase(sector: Int) throws(FlashError) {
        guard running == nil else { throw .busy }
        guard sector >= 0, sector < sectorCount else { throw .outOfRange(sector * FlashGeometry.sectorLength) }
        begin(.erase(sector: sector), taking: Self.eraseNanoseconds)
    }

    /// True once nothing runs.
    public mutating func isFinished() throws(FlashError) -> Bool {
        guard let operation = running else { return true }
        guard clock.nanoseconds >= endNanoseconds else { return false }
        running = nil
        switch operation {
        case .program(let offset, let part):
            for (index, byte) in part.enumerated() {
                if byte & ~memory.bytes[offset + index] != 0 { memory.violationCount += 1 }
                memory.bytes[offset + index] &= byte
            }
        case .erase(let sector):
            let start = sector * FlashGeometry.sectorLength
            guard !memory.failingSectors.contains(sector) else { throw .eraseFailed(start) }
            for index in start..<(start + FlashGeometry.sectorLength) { memory.bytes[index] = 0xFF }
        }
        return true
    }

    private mutating func begin(_ operation: Operation, taking nanoseconds: UInt64) {
        running = operation
        endNanoseconds = clock.nanoseconds + nanoseconds
        memory.operationCount += 1
    }
}
