import CellCore
import Foundation
import Testing

@Suite struct CellMathTests {
    @Test func exponentialKeepsItsErrorBound() {
        var worst = 0.0
        for step in 0...1_750_000 {
            let x = Float(-87 + Double(step) * 1e-4)
            let exact = exp(Double(x))
            let error = abs(Double(CellMath.exponential(x)) - exact) / exact
            worst = max(worst, error)
        }
        print("exponential: largest relative error \(worst)")
        #expect(worst <= 4e-7)
    }

    @Test func exponentialIsDefinedEverywhere() {
        #expect(CellMath.exponential(-1000) == 0)
        #expect(CellMath.exponential(-.infinity) == 0)
        #expect(CellMath.exponential(.nan) == 0)
        #expect(CellMath.exponential(0) == 1)
        #expect(CellMath.exponential(.infinity).isFinite)
    }

    /// k = 8.617333262e-5 eV/K (CODATA); the stated table of the electrolyte at 0.22 eV, 81 Ω at 25 °C.
    @Test(arguments: [(-15.0, 305.0), (-5, 211), (5, 150), (15, 109), (25, 81), (35, 61)])
    func arrheniusGivesTheConductivityTable(celsius: Double, ohms: Double) {
        let factor = CellMath.arrheniusFactor(
            activationEnergyElectronvolts: 0.22, kelvin: Float(celsius + 273.15))
        #expect(abs(81.0 * Double(factor) - ohms) < 0.6)
        let exact = exp(0.22 / 8.617333262e-5 * (1 / (celsius + 273.15) - 1 / 298.15))
        #expect(abs(Double(factor) - exact) / exact < 1e-5)
    }

    @Test func arrheniusLimitsItsTemperature() {
        let low = CellMath.arrheniusFactor(activationEnergyElectronvolts: 0.5, kelvin: 0)
        #expect(low == CellMath.arrheniusFactor(activationEnergyElectronvolts: 0.5, kelvin: 200))
        #expect(CellMath.arrheniusFactor(activationEnergyElectronvolts: 0.5, kelvin: .nan).isFinite)
    }
}
