import CellPlant
import Foundation
import Testing

/// Diffusion against the closed solution, which needs no other program.
@Suite struct SphereSeriesTests {
    /// A constant current into a sphere at rest, and by superposition any pulses: the surface leads the mean by
    /// J·τ·(1/15 − ⅔·Σ e^(−β²t/τ)/β²) for each change J of the mean's rate, tan β = β.
    /// Source: Crank, The Mathematics of Diffusion, 2nd ed., eq. 6.45 at r = a.
    @Test(arguments: [1, 60])
    func pulsesFollowCrank(step: Int) throws {
        let cell = DiffusionCell()
        let start = try cell.plant()
        let tau = cell.cathode.diffusionSeconds
        let rate = -1 / CellEquations.coulombs(cell.cathode)
        // Each mode on its own is a decaying sum of what the current's changes left, exact from second to second.
        func voltages(modes count: Int) -> [Double] {
            let squares = (1...count).map { SphereSeriesTests.squaredRoot($0) }
            let decays = squares.map { exp(-$0 / tau) }
            let missing = 1.0 / 15 - squares.reduce(0) { $0 + 2 / (3 * $1) }
            var leads = [Double](repeating: 0, count: count)
            var mean = cell.content(start)
            return DiffusionCell.amperes.map { amperes in
                let flux = amperes * rate
                mean += flux
                var surface = mean + missing * flux * tau
                for mode in 0..<count {
                    let settled = 2 / (3 * squares[mode]) * flux * tau
                    leads[mode] = settled + (leads[mode] - settled) * decays[mode]
                    surface += leads[mode]
                }
                return cell.volts(surface: surface, amperes: amperes, start)
            }
        }
        func each(_ volts: [Double]) -> [Double] {
            volts.indices.filter { ($0 + 1) % step == 0 }.map { volts[$0] }
        }
        var plant = start
        Agreement.expect(
            "full cell, diffusion, steps of \(step) s", "Crank's series",
            plant: try plant.volts(DiffusionCell.pulses, step: step), independent: each(voltages(modes: 1_000)),
            coarser: each(voltages(modes: 500)))
    }

    /// β² of the k-th positive root of tan β = β.
    private static func squaredRoot(_ k: Int) -> Double {
        var root = (Double(k) + 0.5) * .pi
        for _ in 0..<50 { root = Double(k) * .pi + atan(root) }
        return root * root
    }
}
