import CellCore
import HILSimulator
import Testing

extension HardwareBench {
    /// The first event of a chip from a time on that carries one of these faults, and how long it took in microseconds.
    func told(_ chip: ChipUnderTest, _ faults: Set<HardwareFault>, since start: UInt64) -> UInt64? {
        let values = Set(faults.map { Int64($0.rawValue) })
        let event = events.first { $0.id == chip.event && $0.timeMicroseconds >= start && values.contains($0.value) }
        return event.map { $0.timeMicroseconds - start }
    }

    /// How long after a time the chip was said to work again, in microseconds.
    func recovered(_ chip: ChipUnderTest, since start: UInt64) -> UInt64? {
        events.first {
            $0.id == .chipRecovered && $0.timeMicroseconds >= start && $0.value == Int64(chip.rawValue)
        }.map { $0.timeMicroseconds - start }
    }

    /// Samples that ended in a span of time, in microseconds.
    func samples(from start: UInt64, to end: UInt64 = .max) -> [Sample] {
        samples.filter { $0.timeMicroseconds > start && $0.timeMicroseconds <= end }
    }

    /// Breaks a chip, expects its fault in time and all other quantities with every sample, mends it, and expects it back.
    ///
    /// `lasts` is false for what the start of the chip mends by itself. Prints the times.
    func check(
        _ chip: ChipUnderTest, _ what: String, expecting faults: Set<HardwareFault>, lasts: Bool = true,
        break breaks: () -> Void, mend: () -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let start = microseconds
        breaks()
        try run(seconds: 8, sourceLocation: sourceLocation)
        let detection = try #require(
            told(chip, faults, since: start), "\(events.filter { $0.timeMicroseconds >= start })",
            sourceLocation: sourceLocation)
        #expect(detection <= Self.bound, "\(detection) µs", sourceLocation: sourceLocation)
        let others = SampleFlags.allValid.subtracting(chip.flag)
        let during = samples(from: start)
        // A sample a period; the one that the fault falls into may come half a period late without its current.
        #expect(during.count >= 6, sourceLocation: sourceLocation)
        if start > 0 || chip != .current {
            #expect(
                during.dropFirst(start > 0 ? 0 : 2).allSatisfy { $0.flags.contains(others) },
                "\(during.map(\.flags))", sourceLocation: sourceLocation)
        }
        if lasts {
            let late = samples(from: start + Self.bound)
            #expect(late.allSatisfy { $0.flags == others }, "\(late.map(\.flags))", sourceLocation: sourceLocation)
        }
        let mended = lasts ? microseconds : start
        mend()
        try run(seconds: 6, sourceLocation: sourceLocation)
        let recovery = try #require(recovered(chip, since: mended), sourceLocation: sourceLocation)
        #expect(recovery <= 5_000_000, "\(recovery) µs", sourceLocation: sourceLocation)
        #expect(samples.last?.flags == .allValid, sourceLocation: sourceLocation)
        #expect(lostReports == 0, sourceLocation: sourceLocation)
        print("\(chip): \(what): told after \(detection / 1000) ms, back after \(recovery / 1000) ms")
    }
}
