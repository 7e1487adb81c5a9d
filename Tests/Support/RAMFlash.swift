import Journal

/// A NOR flash in memory, stricter than real ones: whatever the journal may not rely on is written down as a violation.
///
/// An operation takes effect when it ends; `cut` gives the flash that a power cut during it leaves behind.
package struct RAMFlash: FlashStore {
    package enum Operation {
        case program(offset: Int, bytes: [UInt8])
        case erase(sector: Int)
    }

    /// What a cut program or erase leaves.
    package enum CutMode: CaseIterable {
        /// Bytes one after the other, the one under way with some of its bits.
        case inOrder
        /// Every byte of the part with some of its bits.
        case scattered
        /// Every byte of the part reads differently from time to time.
        case unstable
    }

    package enum Fault: CaseIterable {
        /// Half done, and said so.
        case reported
        /// Half done, and nothing said.
        case silent
        /// Done, and said not to be.
        case imagined
    }

    package var bytes: [UInt8]
    /// Granules that were programmed, even in part, since the sector's last whole erase.
    package var isUsed: [Bool]
    /// Bytes that read as random, but for the bits given.
    package var unstable: [Int: UInt8] = [:]
    private var isUnstable: [Bool]
    package var eraseCounts: [Int]
    package var failingErases: [Int: Fault] = [:]
    package var failingPrograms: [Int: Fault] = [:]
    package var running: Operation?
    package var begunCount = 0
    package var readByteCount = 0
    package var violations: [String] = []
    package var pollsPerErase = 3
    private var pollsLeft = 0
    private var hasFailed = false
    private var noise: UInt64 = 0x1234_5678_9ABC_DEF1

    package init(sectorCount: Int) {
        bytes = [UInt8](repeating: 0xFF, count: sectorCount * 4096)
        isUsed = [Bool](repeating: false, count: sectorCount * 256)
        isUnstable = isUsed
        eraseCounts = [Int](repeating: 0, count: sectorCount)
    }

    /// A flash that holds anything; what does not read as erased may not be programmed.
    package init(bytes: [UInt8]) {
        self.init(sectorCount: bytes.count / 4096)
        self.bytes = bytes
        for index in bytes.indices where bytes[index] != 0xFF { isUsed[index / 16] = true }
    }

    package var sectorCount: Int { bytes.count / 4096 }

    package mutating func read(at offset: Int, count: Int, into room: inout MutableSpan<UInt8>) throws(FlashError) {
        guard running == nil else {
            violations.append("read at \(offset) while busy")
            throw .busy
        }
        guard offset >= 0, count >= 0, offset + count <= bytes.count, count <= room.count else {
            violations.append("read out of range at \(offset)")
            throw .outOfRange(offset)
        }
        readByteCount += count
        bytes.withUnsafeBufferPointer { all in
            for index in 0..<count { room[index] = all[offset + index] }
        }
        guard !unstable.isEmpty else { return }
        for index in 0..<count where isUnstable[(offset + index) / 16] {
            if let mask = unstable[offset + index] { room[index] |= random() & mask }
        }
    }

    package mutating func beginProgram(at offset: Int, _ part: borrowing Span<UInt8>) throws(FlashError) {
        guard running == nil else { throw .busy }
        begunCount += 1
        guard offset >= 0, part.count > 0, offset + part.count <= bytes.count,
            offset / 256 == (offset + part.count - 1) / 256
        else {
            violations.append("program out of range at \(offset), \(part.count) bytes")
            throw .outOfRange(offset)
        }
        if offset % 16 != 0 || part.count % 16 != 0 { violations.append("program not in granules at \(offset)") }
        for granule in (offset / 16)...((offset + part.count - 1) / 16) where isUsed[granule] {
            violations.append("granule \(granule) programmed twice, or not erased before")
        }
        running = .program(offset: offset, bytes: (0..<part.count).map { part[$0] })
        pollsLeft = 1
    }

    package mutating func beginErase(sector: Int) throws(FlashError) {
        guard running == nil else { throw .busy }
        begunCount += 1
        guard sector >= 0, sector < sectorCount else {
            violations.append("erase out of range: \(sector)")
            throw .outOfRange(sector * 4096)
        }
        running = .erase(sector: sector)
        pollsLeft = pollsPerErase
    }

    package mutating func isFinished() throws(FlashError) -> Bool {
        guard let operation = running else { return true }
        pollsLeft -= 1
        guard pollsLeft <= 0 else { return false }
        running = nil
        switch operation {
        case .program(let offset, let part):
            use(offset, part.count)
            let fault = failingPrograms[offset / 4096]
            for (index, byte) in part.enumerated() where fault == nil || fault == .imagined || index < part.count / 2 {
                bytes[offset + index] &= byte
            }
            if fault == .reported || fault == .imagined { throw .programFailed(offset) }
        case .erase(let sector):
            eraseCounts[sector] += 1
            let fault = failingErases[sector]
            for index in 0..<4096 where fault == nil || fault == .imagined || index % 3 == 0 {
                bytes[sector * 4096 + index] = 0xFF
            }
            if fault == nil {
                for granule in (sector * 256)..<(sector * 256 + 256) {
                    isUsed[granule] = false
                    isUnstable[granule] = false
                }
                if !unstable.isEmpty { unstable = unstable.filter { $0.key / 4096 != sector } }
            }
            if fault == .reported || fault == .imagined { throw .eraseFailed(sector * 4096) }
        }
        return true
    }

    /// The moments at which the power may fail during what runs: before and after each byte, and nine in an erase.
    package var cutCount: Int {
        switch running {
        case .program(_, let part): part.count + 1
        case .erase: 9
        case nil: 0
        }
    }

    /// The same flash with other noise in its unstable bits.
    package func reseeded(_ seed: UInt64) -> RAMFlash {
        var flash = self
        flash.noise = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
        return flash
    }

    /// The flash as the power finds it again after a cut at a moment, 0..<`cutCount`, of what runs.
    package func cut(at moment: Int, _ mode: CutMode, seed: UInt64) -> RAMFlash {
        var flash = reseeded(seed)
        flash.running = nil
        switch running {
        case .program(let offset, let part): flash.cutProgram(offset, part, moment, mode)
        case .erase(let sector): flash.cutErase(sector, moment, mode)
        case nil: break
        }
        return flash
    }

    private mutating func cutProgram(_ offset: Int, _ part: [UInt8], _ moment: Int, _ mode: CutMode) {
        use(offset, part.count)
        for (index, byte) in part.enumerated() {
            let target = offset + index
            if index < moment && mode != .scattered {
                bytes[target] &= byte
            } else if mode == .unstable || (moment == part.count && mode == .scattered) {
                if moment < part.count { makeUnstable(target, ~byte) }
                bytes[target] &= byte
            } else if mode == .scattered || index == moment {
                bytes[target] &= byte | random()
            }
        }
    }

    private mutating func cutErase(_ sector: Int, _ moment: Int, _ mode: CutMode) {
        eraseCounts[sector] += 1
        for granule in (sector * 256)..<(sector * 256 + 256) { isUsed[granule] = true }
        for index in 0..<4096 {
            let target = sector * 4096 + index
            switch mode {
            case .inOrder: if index < moment * 512 { bytes[target] = 0xFF }
            case .scattered: if moment > 0 { bytes[target] |= moment == 8 ? 0xFF : random() }
            case .unstable:
                if moment > 0 { makeUnstable(target, moment == 8 ? 1 : 0xFF) }
                if moment == 8 { bytes[target] = 0xFE }
            }
        }
    }

    /// Lets the bits of `mask` in one byte read as they like.
    package mutating func makeUnstable(_ offset: Int, _ mask: UInt8) {
        unstable[offset] = mask
        isUnstable[offset / 16] = true
    }

    private mutating func use(_ offset: Int, _ count: Int) {
        for granule in (offset / 16)...((offset + count - 1) / 16) { isUsed[granule] = true }
    }

    private mutating func random() -> UInt8 {
        noise ^= noise << 13
        noise ^= noise >> 7
        noise ^= noise << 17
        return UInt8(truncatingIfNeeded: noise >> 24)
    }
}
