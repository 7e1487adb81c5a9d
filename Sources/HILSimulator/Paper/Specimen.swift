import CellPlant

/// One cell of a population: the one among a few seeds whose dendrite goes through nearest to a given time.
///
/// For pictures alone: a trace with a short in it has to have its short somewhere, and the paper's is as good as any.
struct Specimen {
    let seed: UInt64
    let run: SymmetricCycling

    /// Of `tries` seeds; each in steps of a minute.
    init?(_ name: String, near hours: Double, bench: PaperBench, tries: Int = 40) throws(SimulationError) {
        var best: (seed: UInt64, gap: Double)?
        for seed in PaperRun.populationSeed..<PaperRun.populationSeed + UInt64(tries) {
            let limit = (hours + (best?.gap ?? 60)).rounded(.up)
            let run = try SymmetricCycling(bench.cell(name, seed: seed), hours: limit, stepSeconds: 60)
            guard let short = run.shortHours else { continue }
            let gap = (short - hours).magnitude
            if gap < best?.gap ?? .infinity { best = (seed, gap) }
        }
        guard let best else { return nil }
        seed = best.seed
        run = try SymmetricCycling(
            bench.cell(name, seed: seed), hours: hours + best.gap + 12, stepSeconds: 60, hoursAfterShort: 8)
    }
}
