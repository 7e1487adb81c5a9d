/// Where the sodium of a cell is, in coulombs; the sum stays the same to rounding, whatever the cell is put through.
public struct SodiumInventory: Equatable, Sendable {
    /// In the foils.
    public var metal: Double
    /// In the films of alucone.
    public var film: Double
    /// Bound by the interphases.
    public var interphase: Double
    /// In TiS₂.
    public var cathode: Double

    /// All of it.
    public var total: Double { metal + film + interphase + cathode }
}

extension CellPlant {
    /// Where the sodium is now.
    public var sodium: SodiumInventory {
        let filmCapacity = coating.capacity * coating.thickness * parameters.sodium.area
        return SodiumInventory(
            metal: electrodes > 1.5 ? foils[0] + foils[1] : electrodes > 0.5 ? foils[0] : 0,
            film: hasCoating ? film.meanContent * filmCapacity * electrodes : 0,
            interphase: interphase.grownOhms * parameters.sodium.coulombsPerOhm * electrodes,
            cathode: hasCathode ? content * cathodeCoulombs : 0)
    }

    /// Sodium content of the film against depth: 16 cells from the metal to the electrolyte, 0…1; empty when bare.
    public var filmProfile: [(nanometres: Double, content: Double)] {
        guard hasCoating else { return [] }
        let width = coating.thickness / Double(SodiationFilm.cellCount)
        return (0..<SodiationFilm.cellCount).map { ((Double($0) + 0.5) * width, film.content($0)) }
    }

    /// Contact area of each sodium electrode, as a share of the foil.
    public var contactShares: (first: Double, second: Double) { (contact.first, contact.second) }

    /// How far the coating is activated, 0…1.
    public var activation: Double { hasCoating ? film.activation : 0 }

    /// What the interphase of one electrode has grown by, in Ω at 25 °C.
    public var grownOhms: Double { interphase.grownOhms }

    /// Conductance of the cell's own dendrite or contact at present, in siemens.
    public var dendriteSiemens: Double { dendrite.siemens }

    /// Terminal voltage at the end of the last step, in volts.
    public var terminalVolts: Double { lastVolts }

    /// Temperature of the pellet in kelvin.
    public var kelvin: Double { thermal.pellet }

    /// Temperature of the rods, where a sensor sits, in kelvin.
    public var rodKelvin: Double { thermal.rods }
}
