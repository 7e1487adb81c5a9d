import CellPlant
import Foundation
import Testing

extension IndependentPrograms {
    /// Diffusion in TiS₂ against PyBaMM's single particle model: its surface content through our U(x).
    @Suite(.enabled(if: Programs.hasPyBaMM, "PyBaMM is not installed"))
    struct ParticleTests {
        private struct Given: Encodable {
            var coulombs: Double
            var content: Double
            var diffusionSeconds: Double
            var pulses: [Pulse]
            var shells: Int
            var tolerance: Double
        }

        /// A long discharge, pulses and a long rest, with R²/D as in the paper's cell, in steps of 1 and of 60 s.
        @Test(arguments: [1, 60])
        func theSurfaceIsThatOfTheSingleParticleModel(step: Int) throws {
            let python = try #require(Programs.pybamm)
            let cell = DiffusionCell()
            let start = try cell.plant()
            var given = Given(
                coulombs: CellEquations.coulombs(cell.cathode), content: cell.content(start),
                diffusionSeconds: cell.cathode.diffusionSeconds, pulses: DiffusionCell.pulses, shells: 400,
                tolerance: 1e-9)
            func volts(shells: Int, tolerance: Double) throws -> [Double] {
                given.shells = shells
                given.tolerance = tolerance
                let rows = try PyBaMM.rows("particle.py", given, python: python)
                return rows.indices.filter { ($0 + 1) % step == 0 }.map { index in
                    cell.volts(surface: rows[index][1], amperes: DiffusionCell.amperes[index], start)
                }
            }
            var plant = start
            Agreement.expect(
                "full cell, diffusion, steps of \(step) s", "PyBaMM SPM",
                plant: try plant.volts(DiffusionCell.pulses, step: step),
                independent: try volts(shells: 400, tolerance: 1e-9),
                coarser: try volts(shells: 200, tolerance: 1e-8))
        }
    }
}
