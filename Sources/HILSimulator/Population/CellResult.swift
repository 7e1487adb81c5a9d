import CellCore
import CellPlant

/// What came out for one cell of the population.
public struct CellResult: Sendable {
    let plan: CellPlan
    let score: CellScore
    let timesToEmpty: [TimeToEmpty]
    /// Samples that the monitor took.
    public let sampleCount: Int
    /// Length of the run in seconds.
    let seconds: Int
    let metBothAtSecond: Int?
    let restarts: Int
    let refusedRestarts: Int
    /// Mean temperature of the rods over the observations, in kelvin.
    let meanKelvin: Double
    /// True charge between states of charge 0 and 1 at the end of the run, in C.
    let capacityCoulombs: Double
    /// That of the monitor's profile.
    let profileCoulombs: Double

    /// The capacity that the monitor had learned at the end; nil when it states none.
    var learnedCoulombs: Bounded? { score.lastStatus?.state?.capacityCoulombs }

    /// Whether the bounds of the learned capacity hold the true one; nil when none was stated.
    var isCapacityInside: Bool? {
        learnedCoulombs.map { Double($0.lower) <= capacityCoulombs && capacityCoulombs <= Double($0.upper) }
    }

    /// Width of its bounds over the true capacity.
    var capacityWidth: Double? { learnedCoulombs.map { Double($0.upper - $0.lower) / capacityCoulombs } }

    /// Runs a cell to its end and scores it; nil when `isCancelled` became true, which is looked at once an hour of its
    /// time.
    ///
    /// - Throws: `SimulationError.plant` for what the plant refuses, which no plan asks of it.
    package static func of(
        _ plan: CellPlan, interval: Int = 10, isCancelled: () -> Bool = { false }
    ) throws(SimulationError) -> CellResult? {
        var run = try CellRun(plan, interval: interval)
        var score = CellScore(capacityCoulombs: run.cell.plant.capacityCoulombs)
        var kelvins = (sum: 0.0, count: 0)
        while true {
            let goesOn = try run.advance { seen in
                score.take(seen)
                kelvins.sum += seen.kelvin
                kelvins.count += 1
            }
            guard goesOn else { break }
            if isCancelled() { return nil }
        }
        let nominal = CellProfile.aluconeTiS2.capacityNanocoulombs ?? 0
        return CellResult(
            plan: plan, score: score, timesToEmpty: try run.timesToEmpty(), sampleCount: run.sampleCount,
            seconds: run.cell.second, metBothAtSecond: run.metBothAtSecond, restarts: run.restarts,
            refusedRestarts: run.refusedRestarts, meanKelvin: kelvins.sum / Double(max(kelvins.count, 1)),
            capacityCoulombs: run.cell.plant.capacityCoulombs, profileCoulombs: Double(nominal) * 1e-9)
    }
}
