import Glibc

/// Times of a run in seconds.
struct Elapsed {
    /// Time that the calling thread computed: on a shared machine this is what repeats.
    let processor: Double
    /// Time that passed.
    let wall: Double
}

/// How often a benchmark is run.
enum Stopwatch {
    /// Runs that count; one before them warms up.
    static let runs = 7

    /// Times of `runs` calls after one that is not counted.
    static func measure(runs: Int = runs, _ work: () throws -> Void) rethrows -> [Elapsed] {
        try work()
        return try (0..<runs).map { _ in try once(work) }
    }

    /// Time of one call.
    static func once(_ work: () throws -> Void) rethrows -> Elapsed {
        let processor = seconds(CLOCK_THREAD_CPUTIME_ID)
        let wall = seconds(CLOCK_MONOTONIC)
        try work()
        return Elapsed(
            processor: seconds(CLOCK_THREAD_CPUTIME_ID) - processor, wall: seconds(CLOCK_MONOTONIC) - wall)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// Keeps a value that nothing else reads, so that its computation is not left out.
@inline(never)
func consume<Value>(_ value: borrowing Value) {}
