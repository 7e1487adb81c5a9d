import CellPlant
import Foundation
import Testing

/// Film, interlayer and chemical capacitance against the equation itself, integrated by Runge and Kutta in 1 ms.
@Suite struct SlowBranchTests {
    /// A symmetric cell of which only the slow branch is left besides ohms: saturated film, no interface, nothing grows.
    private func cell() throws -> (plant: CellPlant, coating: Coating, ohms: Double) {
        var parameters = try #require(PlantParameters.named("symmetric"))
        parameters.electrolyte.electronicConductivity = 0
        parameters.sodium.interfaceOhms = 0
        parameters.sodium.contactLoss = 0
        parameters.coating?.sodiatedFactor = 1
        // Isothermal: 0.5 mW would warm it by 16 mK, 1 mV of its voltage.
        parameters.thermal.pelletToRods = 1e-3
        parameters.thermal.rodsToAmbient = 1e-3
        let coating = try #require(parameters.coating)
        let plant = try CellPlant(parameters, stateOfCharge: 0)
        return (plant, coating, parameters.electrolyte.ohms + 2 * coating.dielectricOhms)
    }

    /// Volts at each second under a current that changes each 150 s. All values are computed here from the parameters.
    private func reference(_ coating: Coating, ohms: Double, currents: [Double]) -> [Double] {
        let area = SodiumElectrode.bare.area
        let film = coating.thickness * 1e-7 / (coating.conductivity * area)
        let thermal = 2 * 8.314_462_618 * room / 96_485.332_12
        let exchange = coating.interlayerExchange * area
        let farads = coating.chemicalCapacitance * coating.thickness * area
        func rate(_ slow: Double, _ amperes: Double) -> Double {
            let x = slow / (2 * exchange)
            return (amperes - slow) / (farads * (film + thermal / (2 * exchange) / (1 + x * x).squareRoot()))
        }
        var slow = 0.0
        var volts: [Double] = []
        for amperes in currents {
            for _ in 0..<150 {
                for _ in 0..<1_000 {
                    let first = rate(slow, amperes)
                    let second = rate(slow + 0.5e-3 * first, amperes)
                    let third = rate(slow + 0.5e-3 * second, amperes)
                    let fourth = rate(slow + 1e-3 * third, amperes)
                    slow += 1e-3 / 6 * (first + 2 * second + 2 * third + fourth)
                }
                volts.append(amperes * ohms + 2 * (film * slow + thermal * asinh(slow / (2 * exchange))))
            }
        }
        return volts
    }

    /// Whatever the grid: within 0.1 mV of some 900 mV between charge and discharge.
    @Test(arguments: [1, 5, 50, 150])
    func theSlowBranchFollowsItsEquation(seconds: Int) throws {
        let currents = [71.3e-6, -71.3e-6, 0, 300e-6, 10e-6]
        var (plant, coating, ohms) = try cell()
        let exact = reference(coating, ohms: ohms, currents: currents)
        var worst = 0.0
        for (number, amperes) in currents.enumerated() {
            for index in 0..<(150 / seconds) {
                let volts = try plant.step(.current(amperes), seconds: Double(seconds), ambientKelvin: room).volts
                worst = max(worst, abs(volts - exact[number * 150 + (index + 1) * seconds - 1]))
            }
        }
        #expect(worst < 1e-4, "\(worst * 1e3) mV")
    }
}
