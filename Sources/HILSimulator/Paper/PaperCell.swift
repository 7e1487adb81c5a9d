import CellPlant

/// A cell as assembled, under the paper's protocols.
struct PaperCell {
    /// The temperature of all but the conductivity, in K.
    static let room = 298.15

    var plant: CellPlant
    /// 0.1 mA/cm² on the foil of 3/8 inch, in A (F6: the foil's area, not the pellet's).
    var symmetricAmperes: Double { 1e-4 * plant.parameters.sodium.area }
    /// 0.11 mA/cm² on the pellet, in A.
    var fullCellAmperes: Double { 1.1e-4 * plant.parameters.electrolyte.area }
    /// Mass of TiS₂ in g; not a number for a cell without.
    var cathodeGrams: Double { plant.parameters.cathode.map { $0.milligrams * 1e-3 } ?? .nan }

    init(_ parameters: PlantParameters, seed: UInt64? = nil) throws(SimulationError) {
        plant = try PaperCell.asked { () throws(PlantError) in
            try CellPlant(parameters, stateOfCharge: nil, seed: seed)
        }
    }

    @discardableResult
    mutating func step(
        _ drive: Drive, seconds: Double, kelvin: Double = PaperCell.room
    ) throws(SimulationError) -> PlantReading {
        do throws(PlantError) {
            return try plant.step(drive, seconds: seconds, ambientKelvin: kelvin)
        } catch {
            throw .plant(error)
        }
    }

    mutating func rest(hours: Double, kelvin: Double = PaperCell.room) throws(SimulationError) {
        for _ in 0..<Int((hours * 60).rounded()) { try step(.rest, seconds: 60, kelvin: kelvin) }
    }

    /// Impedance in ohms.
    func impedance(_ hertz: Double) throws(SimulationError) -> ComplexOhms {
        try PaperCell.asked { () throws(PlantError) in try plant.impedance(hertz: hertz) }
    }

    /// A spectrum on a logarithmic grid, from the highest frequency down as an instrument takes it. Source: G12.
    func spectrum(
        from high: Double = 7e6, to low: Double = 1, pointsPerDecade: Int = 20
    ) throws(SimulationError) -> [SpectrumPoint] {
        var points: [SpectrumPoint] = []
        let decades = PaperMath.log10(high / low)
        let count = Int((decades * Double(pointsPerDecade)).rounded())
        for index in 0...count {
            let hertz = max(high * PaperMath.power10(-decades * Double(index) / Double(count)), low)
            points.append(SpectrumPoint(hertz: hertz, ohms: try impedance(hertz)))
        }
        return points
    }

    private static func asked<T>(_ work: () throws(PlantError) -> T) throws(SimulationError) -> T {
        do throws(PlantError) {
            return try work()
        } catch {
            throw .plant(error)
        }
    }
}

/// One frequency of a spectrum.
struct SpectrumPoint {
    var hertz: Double
    var ohms: ComplexOhms
}
