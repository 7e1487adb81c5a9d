import Journal
import TestSupport
import Testing

extension JournalBench {
    /// Everything that must hold for what the flash gives back: nothing false, nothing out of order, nothing lost
    /// that was reported as written but for the oldest, whose sectors were taken again.
    ///
    /// Returns what is wrong, empty when nothing is: an expectation each would be slow in tens of thousands of cuts.
    mutating func faults() throws -> [String] {
        var faults = journal.store.violations
        if journal.logHealth.state != .ready { faults.append("log is \(journal.logHealth.state)") }
        if journal.minutesHealth.state != .ready { faults.append("minutes are \(journal.minutesHealth.state)") }
        checkCheckpoint(try newestCheckpoint(), &faults)
        checkLog(try readLog(), &faults)
        checkMinutes(try readMinutes(), &faults)
        return faults
    }

    private func checkCheckpoint(_ bytes: [UInt8]?, _ faults: inout [String]) {
        let written = reference.newestWrittenCheckpoint
        guard let bytes, let number = journal.newestCheckpointNumber else {
            if written != nil { faults.append("checkpoint lost") }
            return
        }
        // The newest that was reported, or one that was still under way.
        let isKnown = reference.log.contains {
            $0.number == number && $0.content == .checkpoint(bytes)
                && (!$0.isWritten || $0.number == written?.number)
        }
        if !isKnown { faults.append("checkpoint \(number) is not the newest, or false") }
        if let written, Int32(bitPattern: number &- written.number) < 0 { faults.append("checkpoint \(number) is old") }
    }

    private func checkLog(_ found: [(number: UInt32, record: LogRecord)], _ faults: inout [String]) {
        var index = 0
        var kept = 0
        for (number, record) in found {
            let from = index
            while index < reference.log.count, reference.log[index].number != number { index += 1 }
            guard index < reference.log.count else {
                faults.append("entry \(number) is unknown or out of order")
                return
            }
            // Before a hole stand a sector that is kept for its checkpoint, or those that have failed.
            if reference.log[from..<index].contains(where: \.isWritten) { kept = 0 }
            if !matches(reference.log[index].content, record) { faults.append("entry \(number) is false") }
            kept += length(record)
            index += 1
        }
        if reference.log[index...].contains(where: \.isWritten) { faults.append("the newest entries are lost") }
        let written = reference.log.filter(\.isWritten).reduce(0) { $0 + length($1.content) }
        if kept < min(written, leastKept) { faults.append("only \(kept) of \(written) bytes kept") }
    }

    /// Bytes of the newest entries that must be there without a hole: everything before the ring has gone round.
    ///
    /// Then the newest sector, the one erased ahead and one that is kept for its checkpoint do not count, and each of
    /// the others may end in a hole of less than an entry of the tests' checkpoints; a start may leave a whole sector.
    private var leastKept: Int {
        let health = journal.logHealth
        let region = journal.store.eraseCounts[Self.log.firstSector..<(Self.log.firstSector + Self.log.sectorCount)]
        if health.sectorCount == Self.log.sectorCount, region.contains(0) { return .max }
        let sectors = health.sectorCount - health.retiredCount - 3 - reference.restarts
        return sectors * (4032 - Self.entryLength(Self.snapshotLength))
    }

    private func checkMinutes(_ found: [MinuteRecord], _ faults: inout [String]) {
        // The first was appended somewhere; from there on each is the next, or one that was not reported is left out.
        guard let first = found.first else {
            if reference.minutes.contains(where: { $0.fate == .written }) { faults.append("minutes lost") }
            return
        }
        guard var index = reference.minutes.firstIndex(where: { $0.content == first }) else {
            faults.append("a minute is false")
            return
        }
        for record in found {
            while index < reference.minutes.count, reference.minutes[index].content != record {
                if reference.minutes[index].fate == .written { faults.append("minute \(index) lost") }
                index += 1
            }
            index += 1
        }
        if index > reference.minutes.count { faults.append("a minute is unknown or out of order") }
        let newest = min(index, reference.minutes.count)
        if reference.minutes[newest...].contains(where: { $0.fate == .written }) {
            faults.append("the newest minutes are lost")
        }
        let written = reference.minutes.count { $0.fate == .written }
        let sectors = journal.minutesHealth.sectorCount - journal.minutesHealth.retiredCount - 2 - reference.restarts
        if found.count < min(written, sectors * 120) { faults.append("only \(found.count) of \(written) minutes kept") }
    }

    private func matches(_ content: Logged, _ record: LogRecord) -> Bool {
        switch (content, record) {
        case (.checkpoint(let bytes), .checkpoint(let length)): bytes.count == length
        case (.event(let left), .event(let right)): left == right
        case (.start(let left), .start(let right)): left == right
        default: false
        }
    }

    private func length(_ record: LogRecord) -> Int {
        if case .checkpoint(let length) = record { Self.entryLength(length) } else { 32 }
    }

    private func length(_ content: Logged) -> Int {
        if case .checkpoint(let bytes) = content { Self.entryLength(bytes.count) } else { 32 }
    }
}
