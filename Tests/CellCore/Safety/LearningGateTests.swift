import TestSupport
import Testing

@testable import CellCore

/// The gate by itself: what is told of reasons that come and go.
@Suite struct LearningGateTests {
    /// Steps a gate a second at a time through reasons; its events as pairs of identifier and reasons, with their second.
    private func events(_ reasons: [(seconds: Int, raw: UInt8)]) -> [[Int64]] {
        var gate = LearningGate()
        var told: [[Int64]] = []
        var second: UInt64 = 0
        for span in reasons {
            for _ in 0..<span.seconds {
                second += 1
                var reporter = Reporter(timeMicroseconds: second * 1_000_000, sequence: 0)
                var list = EventList()
                _ = gate.step(LearningLock(rawValue: span.raw), seconds: 1, reporter: &reporter, events: &list)
                for index in 0..<list.count {
                    if let event = list[index] { told.append([Int64(second), Int64(event.id.rawValue), event.value]) }
                }
            }
        }
        return told
    }

    @Test func `begins at once, ends a minute after the last`() {
        #expect(events([(10, 0), (100, 2), (100, 0)]) == [[11, 120, 2], [170, 121, 2]])
    }

    @Test func `another reason is told besides, and one that goes while another holds`() {
        #expect(
            events([(10, 1), (10, 5), (200, 4), (100, 0)])
                == [[1, 120, 1], [11, 120, 5], [80, 120, 4], [280, 121, 4]])
    }

    /// Every second sample for an hour: one lock.
    @Test func `one that flickers is one lock`() {
        let flicker = (0..<1800).flatMap { _ in [(1, UInt8(4)), (1, UInt8(0))] }
        #expect(events(flicker + [(100, 0)]) == [[1, 120, 4], [3659, 121, 4]])
    }

    /// Reasons that come and go at random, for a day: a few events a minute at the most.
    @Test func `never floods`() {
        var random = SeededGenerator(seed: 12, purpose: "reasons that come and go")
        let spans = (0..<20_000).map { _ in
            (Int.random(in: 1...8, using: &random), UInt8.random(in: 0...31, using: &random))
        }
        let seconds = spans.reduce(0) { $0 + $1.0 }
        #expect(events(spans).count <= 6 * (seconds / 60 + 1))
    }

    @Test func `a gap in the samples counts as time`() {
        var gate = LearningGate()
        var reporter = Reporter(timeMicroseconds: 0, sequence: 0)
        var list = EventList()
        #expect(gate.step(.sensor, seconds: 1, reporter: &reporter, events: &list).isEmpty)
        #expect(gate.step(LearningLock(), seconds: 3600, reporter: &reporter, events: &list) == .sensor)
        #expect(gate.lock.isEmpty)
    }
}
