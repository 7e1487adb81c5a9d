import CellPlant

/// Everything about a cell of the population and what befalls it; the seed alone decides it.
///
/// 85 % of the cells are warm (15…45 °C) under loads of the class of 86.4 µA, 15 % cold (−5…15 °C) under 10 µA. All have
/// been cycled before, have no dendrite, and begin at a random state of charge of 0.05…0.95.
package struct CellPlan: Sendable {
    /// The seed.
    package let seed: UInt64
    /// What the cell goes through.
    package let cycling: CyclingProtocol
    /// −5…15 °C at 10 µA.
    package let isCold: Bool
    /// True state of charge at the start.
    package let stateOfCharge: Double
    /// The cell.
    package let variation: CellVariation
    /// The ambient temperature.
    package let ambient: AmbientCourse
    /// When the monitor loses its power.
    package let cuts: [PowerCut]
    /// Seeds of the cycler, the measuring chain and the choice of instants for the time to empty.
    let cyclerSeed: UInt64
    let sensorSeed: UInt64
    let probeSeed: UInt64

    private static let shareOfColdCells = 0.15

    /// The plan of a seed. Each part draws from a generator of its own: a change to one leaves the others.
    package init(seed: UInt64) {
        self.seed = seed
        var generator = PlantGenerator(seed: seed)
        cycling = CyclingProtocol.allCases.randomElement(using: &generator) ?? .rested
        isCold = Double.random(in: 0..<1, using: &generator) < CellPlan.shareOfColdCells
        stateOfCharge = Double.random(in: 0.05...0.95, using: &generator)
        variation = CellVariation(seed: generator.next())
        let usualHours = isCold ? 400.0 : 80
        ambient = AmbientCourse(isCold: isCold, hours: usualHours, seed: generator.next())
        cuts = PowerCut.drawn(
            meanHours: usualHours, horizonHours: Double(isCold ? RunLength.coldHours : RunLength.longestWarmHours),
            seed: generator.next())
        cyclerSeed = generator.next()
        sensorSeed = generator.next()
        probeSeed = generator.next()
    }
}
