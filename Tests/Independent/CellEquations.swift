import CellPlant
import Foundation

/// The equations of `Docs/CellModel.md` at 25 °C, from a cell's parameters alone, for the circuits of other programs.
struct CellEquations {
    let cell: PlantParameters

    /// RT/F at 25 °C in V. Source: CODATA 2018.
    static let thermalVolts = 8.314_462_618 * 298.15 / 96_485.332_12

    /// L/(σ·A) of the pellet, in Ω.
    var electrolyteOhms: Double {
        cell.electrolyte.thickness / (cell.electrolyte.conductivity * cell.electrolyte.area)
    }

    /// Electrons through the pellet, in Ω.
    var electronicOhms: Double {
        cell.electrolyte.thickness / (cell.electrolyte.electronicConductivity * cell.electrolyte.area)
    }

    /// One interface.
    var interfaceOhms: Double { cell.sodium.interfaceOhms }
    var interfaceFarads: Double { cell.sodium.admittance * cell.sodium.area }

    /// The film of one electrode, sodiated or not: L/(σ·A).
    func filmOhms(_ coating: Coating) -> Double {
        coating.thickness * 1e-7 / (coating.conductivity * cell.sodium.area)
    }

    /// i = i_h·sinh(η/2kT) through the interlayer of one electrode: twice the exchange current, in A.
    func interlayerAmperes(_ coating: Coating) -> Double { 2 * coating.interlayerExchange * cell.sodium.area }

    /// Beside film and interlayer of one electrode, in F.
    func chemicalFarads(_ coating: Coating) -> Double {
        coating.chemicalCapacitance * coating.thickness * cell.sodium.area
    }

    /// Twice the exchange current of TiS₂, in A.
    func transferAmperes(_ cathode: Cathode) -> Double { 2 * cathode.exchangeCurrent * cathode.milligrams / 7.0057 }

    /// Charge of Δx = 1 in TiS₂, in C: M = 111.99 g/mol.
    static func coulombs(_ cathode: Cathode) -> Double { cathode.milligrams * 1e-3 / 111.99 * 96_485.332_12 }

    /// U(y) of TiS₂ after its first cycle, in V.
    static func openCircuitVolts(_ cathode: Cathode, filling y: Double) -> Double {
        cathode.middleVolts - cathode.slopeVolts * (y - 0.5) + cathode.interaction * thermalVolts * log((1 - y) / y)
            - 1.2 * exp((y - 1) / 0.012) + 0.6 * exp(-y / 0.012)
    }
}
