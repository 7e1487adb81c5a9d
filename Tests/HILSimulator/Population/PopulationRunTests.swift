import CellCore
import CellPlant
import HILSimulator
import Synchronization
import Testing

/// Cells with their monitors.
@Suite struct PopulationRunTests {
    private static let base: UInt64 = 79_000_000

    private func lines(_ population: Population, threads: Int) throws -> (cells: [String], summary: String) {
        let lines = Mutex<[String]>([])
        let summary = try population.run(
            threads: threads, each: { cell in lines.withLock { $0.append(cell.json.text + cell.csvLine) } })
        return (lines.withLock { $0 }, summary.json(population, isInterrupted: false).text)
    }

    @Test func theSameBytesWithAnyNumberOfThreads() throws {
        let population = Population(cells: 3, baseSeed: Self.base, interval: 60)
        let one = try lines(population, threads: 1)
        let three = try lines(population, threads: 3)
        #expect(one.cells.count == 3 && one.cells == three.cells && one.summary == three.summary)
        let shards = try [0, 1].map { index in
            try lines(Population(cells: 3, baseSeed: Self.base, shard: (index, 2), interval: 60), threads: 1).cells
        }
        #expect(shards[0] == [one.cells[0], one.cells[2]] && shards[1] == [one.cells[1]])
    }

    @Test func cancellingKeepsWhatIsDone() throws {
        let done = Mutex(0)
        let population = Population(cells: 40, baseSeed: Self.base, interval: 60)
        let summary = try population.run(threads: 2, isCancelled: { done.withLock { $0 >= 1 } }) { _ in
            done.withLock { $0 += 1 }
        }
        #expect(summary.all.cells >= 1 && summary.all.cells < 40)
        #expect(summary.json(population, isInterrupted: true).text.contains(#""interrupted":true"#))
    }

    /// The scorer tells a monitor that is right from one that is sure: the same estimates with bounds of ±0.01 %.
    @Test func anOverconfidentMonitorFails() throws {
        let plan = CellPlan(seed: Self.base)
        var run = try CellRun(plan)
        var honest = CellScore(capacityCoulombs: run.cell.plant.capacityCoulombs)
        var sure = honest
        while try run.advance(observe: { seen in
            let truth = Float(seen.trueStateOfCharge)
            var copy = seen
            copy.status?.stateOfCharge = Bounded(value: truth + 0.005, lower: truth - 0.01, upper: truth + 0.01)
            honest.take(copy)
            copy.status?.stateOfCharge = Bounded(
                value: truth + 0.005, lower: truth + 0.0049, upper: truth + 0.0051)
            sure.take(copy)
        }) {}
        #expect(honest[.before].samples > 1000 && honest.afterBoth.samples > 1000)
        for tally in [honest[.before], honest.afterBoth] {
            #expect(tally.coverage == 1 && (tally.rootMeanSquare ?? 1) <= 0.005_001)
        }
        // At the very ends both the truth and the bounds are limited to 0…1 and may meet.
        #expect((sure[.before].coverage ?? 1) < 0.2 && (sure.afterBoth.coverage ?? 1) < 0.2)
    }

    /// The branch says when the cell is empty; the cycler, which goes on with the very same load, meets the cut-off then.
    @Test func theTrueTimeToEmptyIsWhatTheCyclerMeets() throws {
        let plan = try firstPlan { plan in
            let isCut = plan.cuts.contains { $0.atSecond < 140 * 3600 }
            return plan.cycling == .unrested && !plan.isCold && plan.ambient.change == .constant && !isCut
        }
        var run = try CellRun(plan)
        while try run.advance(observe: { _ in }) {}
        let times = try run.timesToEmpty()
        #expect(times.count == 8)
        var cell = try CycledCell(plan)
        var emptySeconds: [Int] = []
        for _ in 0..<(200 * 3600) {
            try cell.advance()
            if cell.cutOff == .lowerCutOff { emptySeconds.append(cell.second) }
        }
        for time in times {
            let following = emptySeconds.first { $0 > time.second }
            let next = try #require(following)
            // The cycler's clock ticks in seconds, and the branch's longer steps add a second at most.
            #expect(abs(Double(time.second) + time.trueSeconds - Double(next)) < 2)
        }
    }

    /// A monitor's time goes on by 61 s over a restart, which it knows nothing of, and no sample is refused.
    @Test func aRestartGoesOnFromTheCheckpoint() throws {
        let plan = try firstPlan { plan in
            let early = plan.cuts.count { $0.atSecond < 40 * 3600 }
            return early == 1 && !plan.isCold
        }
        let cut = try #require(plan.cuts.first)
        var run = try CellRun(plan, interval: 1)
        var before: Observation?
        var after: Observation?
        var unpowered = 0
        while run.cell.second < cut.atSecond + cut.seconds + 7200 {
            guard
                try run.advance(observe: { seen in
                    if seen.status == nil {
                        unpowered += 1
                    } else if seen.second <= cut.atSecond {
                        before = copy seen
                    } else if after == nil {
                        after = copy seen
                    }
                })
            else { break }
        }
        #expect(unpowered == cut.seconds && run.restarts == 1 && run.refusedRestarts == 0)
        let last = try #require(before?.status)
        let first = try #require(after?.status)
        #expect(before?.second == cut.atSecond && after?.second == cut.atSecond + cut.seconds + 1)
        #expect(after?.countedCoulombs == nil)
        // The checkpoint is from the last whole minute of uptime.
        let checkpoint = last.timeMicroseconds / 60_000_000 * 60_000_000
        #expect(first.timeMicroseconds == checkpoint + 62_000_000)
        #expect(first.uncoveredMicroseconds == last.uncoveredMicroseconds + 61_000_000)
        #expect(first.refusedSampleCount == 0)
    }
}
