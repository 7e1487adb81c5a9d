import Dispatch
import Synchronization

/// The scored population: cells that the seeds make, each watched by a monitor that knows the mean cell alone.
///
/// ```swift
/// let population = Population(cells: 500)
/// let summary = try population.run(threads: 2)
/// print(summary.isMet)
/// ```
/// The published figures are those of `publishedSeed`; whoever tunes the monitor uses `tuningSeed`. No population has more
/// than a million cells, so the two never share one. The same seeds give the same bytes with any number of threads.
public struct Population: Sendable {
    /// Seed of the first cell of the published figures; never one for tuning.
    public static let publishedSeed: UInt64 = 5_000_000
    /// Seed of the first cell for tuning.
    public static let tuningSeed: UInt64 = 1_000_000
    /// The most cells, so that the two do not meet.
    public static let mostCells = 1_000_000

    /// Seed of the first cell, also where a shard does not hold it.
    public let baseSeed: UInt64
    /// The cells' seeds, rising.
    public let seeds: [UInt64]
    /// Of so many samples one is scored: the monitor's status is computed on demand.
    public let interval: Int

    /// Cells with seeds `baseSeed`, `baseSeed` + 1 …; of them those whose place is `shard.index` modulo `shard.count`.
    public init(
        cells: Int, baseSeed: UInt64 = Population.publishedSeed, shard: (index: Int, count: Int) = (0, 1),
        interval: Int = 10
    ) {
        self.baseSeed = baseSeed
        self.interval = max(interval, 1)
        let places = 0..<min(max(cells, 0), Population.mostCells)
        seeds = places.filter { $0 % max(shard.count, 1) == shard.index }.map { baseSeed &+ UInt64($0) }
    }

    /// Runs all cells; `each` is called in the order of the seeds as soon as a result's turn has come.
    ///
    /// - Parameters:
    ///   - isCancelled: ends the run before all cells are done when it becomes true; the summary holds those before it.
    ///   - each: called by one thread at a time.
    /// - Throws: `SimulationError` of the first cell that could not be run.
    public func run(
        threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false },
        each: @escaping @Sendable (CellResult) -> Void = { _ in }
    ) throws(SimulationError) -> PopulationSummary {
        let queue = CellQueue(seeds: seeds, each: each)
        DispatchQueue.concurrentPerform(iterations: min(max(threads, 1), max(seeds.count, 1))) { _ in
            while !isCancelled(), let place = queue.take() {
                do throws(SimulationError) {
                    let result = try CellResult.of(
                        CellPlan(seed: seeds[place]), interval: interval, isCancelled: isCancelled)
                    guard let result else { return }
                    queue.deliver(result, at: place)
                } catch {
                    queue.fail(error, at: place)
                    return
                }
            }
        }
        return try queue.summary()
    }
}

/// Hands out places and brings the results back into their order.
private final class CellQueue: Sendable {
    private struct State {
        var next = 0
        var delivered = 0
        var waiting: [Int: CellResult] = [:]
        var summary = PopulationSummary()
        var failure: (place: Int, error: SimulationError)?
    }

    private let count: Int
    private let each: @Sendable (CellResult) -> Void
    private let state = Mutex(State())

    init(seeds: [UInt64], each: @escaping @Sendable (CellResult) -> Void) {
        count = seeds.count
        self.each = each
    }

    /// The next place that nobody has; nil when there is none, or a cell has failed.
    func take() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.next < count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func deliver(_ result: CellResult, at place: Int) {
        state.withLock { state in
            state.waiting[place] = result
            while let result = state.waiting.removeValue(forKey: state.delivered) {
                state.delivered += 1
                state.summary.add(result)
                each(result)
            }
        }
    }

    func fail(_ error: SimulationError, at place: Int) {
        state.withLock { state in
            if let known = state.failure, known.place < place { return }
            state.failure = (place, error)
        }
    }

    func summary() throws(SimulationError) -> PopulationSummary {
        let (summary, failure) = state.withLock { ($0.summary, $0.failure?.error) }
        if let failure { throw failure }
        return summary
    }
}
