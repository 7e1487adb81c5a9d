import CellPlant

/// First passages of a population of cells, in hours with the rest of 2 h; each seed is a cell.
struct Lifetimes {
    /// Sorted lifetimes in hours.
    let hours: [Double]

    /// Hours of life of 1…`cells` seeds under plating and stripping at 0.1 mA/cm², to the hour.
    ///
    /// Plating hours against time are those of the plant, with the contact that it loses; they are the same for all seeds.
    init(_ parameters: PlantParameters, cells: Int, firstSeed: UInt64) throws(SimulationError) {
        let plating = try Lifetimes.platingHours(parameters)
        let law = parameters.dendrite
        hours = (0..<cells).map { index in
            var dendrite = Dendrite(seed: firstSeed &+ UInt64(index))
            var time = 2
            while time < 100_000 {
                // As in the 300th hour from then on.
                let part = time < plating.count ? plating[time] : plating[plating.count - 1]
                time += 1
                if dendrite.grow(hours: part, law: law) { break }
            }
            return Double(time) - 0.5
        }.sorted()
    }

    /// What each of 300 hours adds to the plating hours of a cell without dendrite; the first two are of rest.
    private static func platingHours(_ parameters: PlantParameters) throws(SimulationError) -> [Double] {
        var cell = try PaperCell(parameters)
        try cell.rest(hours: 2)
        var parts = [0.0, 0.0]
        for hour in 2..<300 {
            let before = cell.plant.platingHours
            let amperes = cell.symmetricAmperes * (hour % 2 == 0 ? 1 : -1)
            for _ in 0..<60 { try cell.step(.current(amperes), seconds: 60) }
            parts.append(cell.plant.platingHours - before)
        }
        return parts
    }

    var median: Double { PaperMath.percentile(hours, 0.5) }

    /// The 5–95 % band.
    var band: ClosedRange<Double> { PaperMath.percentile(hours, 0.05)...PaperMath.percentile(hours, 0.95) }

    /// Share of cells that live longer.
    func share(beyond limit: Double) -> Double {
        Double(hours.count { $0 > limit }) / Double(max(hours.count, 1))
    }
}
