import CellPlant
import Foundation
import Testing

extension IndependentPrograms {
    /// The full cell reduced to an open-circuit voltage, a resistance and relaxing pairs, against PyBaMM's Thevenin model.
    @Suite(.enabled(if: Programs.hasPyBaMM, "PyBaMM is not installed"))
    struct TheveninTests {
        private struct Given: Encodable {
            struct Pair: Encodable {
                var ohms: Double
                var farads: Double
            }
            struct Curve: Encodable {
                var fillingWhenEmpty: Double
                var fillingSpan: Double
                var middleVolts: Double
                var slopeVolts: Double
                var logarithmVolts: Double
            }
            var stateOfCharge: Double
            var capacityCoulombs: Double
            var ohms: Double
            var pairs: [Pair]
            var curve: Curve
            var pulses: [Pulse]
            var tolerance: Double
        }

        /// One pair is the interface, of 1.9 s; the other the film, of 23 s, where the interlayer hardly resists.
        @Test(arguments: [1, 2])
        func aFullCellIsItsTheveninCircuit(pairs: Int) throws {
            let python = try #require(Programs.pybamm)
            var coating: Coating?
            if pairs == 2 {
                coating = Coating(cycles: 150)
                coating?.interlayerExchange = 1
            }
            var cathode = Cathode()
            var cell = ReducedCells.full(coating: coating) {
                $0.diffusionSeconds = 1
                $0.exchangeCurrent = 10
                cathode = $0
            }
            cell.sodium.admittance = 1e-2
            cell.electrolyte.electronicConductivity = 0
            var plant = try CellPlant(cell, stateOfCharge: 0.7)

            let equations = CellEquations(cell: cell)
            let thermal = 2 * CellEquations.thermalVolts
            var given = Given(
                stateOfCharge: 0.7, capacityCoulombs: plant.capacityCoulombs,
                ohms: equations.electrolyteOhms + thermal / equations.transferAmperes(cathode),
                pairs: [.init(ohms: equations.interfaceOhms, farads: equations.interfaceFarads)],
                curve: .init(
                    fillingWhenEmpty: cathode.fillingWhenEmpty, fillingSpan: cathode.fillingSpan,
                    middleVolts: cathode.middleVolts, slopeVolts: cathode.slopeVolts,
                    logarithmVolts: cathode.interaction * CellEquations.thermalVolts),
                pulses: Pulse.train([86.4e-6, plant.capacityCoulombs / 36_000], pulse: 3_600, rest: 600),
                tolerance: 1e-6)
            if let coating {
                given.ohms += coating.dielectricOhms
                let film = equations.filmOhms(coating) + thermal / equations.interlayerAmperes(coating)
                given.pairs.append(.init(ohms: film, farads: equations.chemicalFarads(coating)))
            }
            func volts(_ tolerance: Double) throws -> [Double] {
                given.tolerance = tolerance
                return try PyBaMM.rows("thevenin.py", given, python: python).map { $0[1] }
            }
            Agreement.expect(
                "full cell, \(pairs) RC", "PyBaMM Thevenin", plant: try plant.volts(given.pulses),
                independent: try volts(1e-9), coarser: try volts(1e-7))
        }
    }
}
