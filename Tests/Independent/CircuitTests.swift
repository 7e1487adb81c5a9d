import CellPlant
import Foundation
import Testing

extension IndependentPrograms {
    /// The reduced circuits against ngspice, second by second, each solved twice.
    @Suite(.enabled(if: Programs.hasNgspice, "ngspice is not installed"))
    struct CircuitTests {
        private func expect(_ title: String, _ plant: CellPlant, _ circuit: Circuit, _ pulses: [Pulse]) throws {
            let program = try #require(Programs.ngspice)
            var plant = plant
            Agreement.expect(
                title, "ngspice", plant: try plant.volts(pulses),
                independent: try circuit.volts(pulses, .fine, program: program),
                coarser: try circuit.volts(pulses, .coarse, program: program))
        }

        /// Bare sodium with interfaces of 1.9 s, with and without a steady leak of 3 kΩ.
        @Test(arguments: [nil, 3_000.0])
        func aBareSymmetricCellIsItsLinearCircuit(leakOhms: Double?) throws {
            var cell = ReducedCells.symmetric(coating: nil)
            cell.sodium.admittance = 1e-2
            var plant = try CellPlant(cell, stateOfCharge: nil)
            plant.leakSiemens = leakOhms.map { 1 / $0 } ?? 0
            try expect(
                leakOhms == nil ? "bare symmetric, linear" : "bare symmetric, linear, leak", plant,
                .symmetric(cell, leakOhms: leakOhms), Pulse.train([71.3e-6, 7.13e-6, 285.2e-6], pulse: 120, rest: 60))
        }

        /// Film and interlayer of an activated coating beside their chemical capacitance.
        @Test(arguments: [50.0, 150, 300])
        func aCoatedSymmetricCellIsItsNonlinearCircuit(cycles: Double) throws {
            let cell = ReducedCells.symmetric(coating: Coating(cycles: cycles))
            let plant = try CellPlant(cell, stateOfCharge: 0.5)
            #expect(abs(plant.activation - 1) < 1e-9, "the film is full")
            try expect(
                "coated symmetric, \(Int(cycles)) cycles", plant, .symmetric(cell),
                Pulse.train([71.3e-6, 7.13e-6, 285.2e-6], pulse: 600, rest: 300))
        }

        /// The same with a leak, whose current follows the voltage.
        @Test func aLeakDrainsTheCoatedCellAsInItsCircuit() throws {
            let cell = ReducedCells.symmetric(coating: Coating(cycles: 150))
            var plant = try CellPlant(cell, stateOfCharge: 0.5)
            plant.leakSiemens = 1e-4
            try expect(
                "coated symmetric, leak", plant, .symmetric(cell, leakOhms: 1e4),
                Pulse.train([71.3e-6, 7.13e-6, 285.2e-6], pulse: 600, rest: 300))
        }

        /// The full cell where diffusion is so fast that TiS₂ is as at its surface: filling, U(y), kinetics, coating.
        @Test(arguments: [nil, 30_000.0])
        func aFullCellWithFastDiffusionIsItsCircuit(leakOhms: Double?) throws {
            var cathode = Cathode()
            let cell = ReducedCells.full(coating: Coating(cycles: 150)) {
                $0.diffusionSeconds = 1
                cathode = $0
            }
            var plant = try CellPlant(cell, stateOfCharge: 0.7)
            plant.leakSiemens = leakOhms.map { 1 / $0 } ?? 0
            let circuit = Circuit.full(
                cell, cathode, filling: cathode.fillingWhenEmpty - cathode.fillingSpan * 0.7,
                coulombs: plant.capacityCoulombs / cathode.fillingSpan, leakOhms: leakOhms)
            let tenth = plant.capacityCoulombs / 36_000
            try expect(
                leakOhms == nil ? "full cell, fast diffusion" : "full cell, fast diffusion, leak", plant, circuit,
                Pulse.train([86.4e-6, tenth, 8.64e-6], pulse: 1_200, rest: 600))
        }
    }
}
