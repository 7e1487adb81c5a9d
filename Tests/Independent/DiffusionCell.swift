import CellPlant
import Foundation

/// The bare full cell without leak: its voltage is U at the surface of TiS₂, kinetics and plain resistances.
struct DiffusionCell {
    let parameters: PlantParameters
    let cathode: Cathode

    /// A discharge of 3 h, a rest of 4 h, then pulses of several minutes at three currents.
    static let pulses =
        [Pulse(amperes: -86.4e-6, seconds: 10_800), Pulse(amperes: 0, seconds: 14_400)]
        + Pulse.train([101.4e-6, 8.64e-6, 300e-6], pulse: 600, rest: 900)

    /// The current of each second.
    static let amperes = pulses.flatMap { Array(repeating: $0.amperes, count: $0.seconds) }

    init() {
        var cathode = Cathode()
        var cell = ReducedCells.full(coating: nil) { cathode = $0 }
        cell.electrolyte.electronicConductivity = 0
        parameters = cell
        self.cathode = cathode
    }

    func plant() throws -> CellPlant { try CellPlant(parameters, stateOfCharge: 0.8) }

    /// x of the relaxed cell at the start, where y = 0.985 − 0.9283·SOC: from what is trapped and what is not.
    func content(_ plant: CellPlant) -> Double {
        let span = self.span(plant)
        let filling = cathode.fillingWhenEmpty - cathode.fillingSpan * plant.stateOfCharge
        return cathode.largestContent - span * (1 - filling)
    }

    /// The terminal voltage at a surface content under a current.
    func volts(surface: Double, amperes: Double, _ plant: CellPlant) -> Double {
        let equations = CellEquations(cell: parameters)
        let filling = 1 - (cathode.largestContent - surface) / span(plant)
        let transfer = 2 * CellEquations.thermalVolts * asinh(amperes / equations.transferAmperes(cathode))
        return CellEquations.openCircuitVolts(cathode, filling: filling) + transfer
            + amperes * (equations.electrolyteOhms + equations.interfaceOhms)
    }

    /// Δx for Δy = 1.
    private func span(_ plant: CellPlant) -> Double {
        plant.capacityCoulombs / (CellEquations.coulombs(cathode) * cathode.fillingSpan)
    }
}
