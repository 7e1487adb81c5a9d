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

    @Test func inverseHyperbolicSineKeepsItsErrorBound() {
        var worst = (error: 0.0, at: Float(0))
        // Every 1021st float from 10⁻⁴⁰ to 10¹⁵, both signs.
        for bits in stride(from: Float(1e-40).bitPattern, through: Float(1e15).bitPattern, by: 1_021) {
            let x = Float(bitPattern: bits)
            let exact = asinh(Double(x))
            let value = CellMath.inverseHyperbolicSine(x)
            let error = abs(Double(value) - exact) / exact
            // Below the smallest normal number a float has fewer digits.
            if error > worst.error && x > 1.2e-38 { worst = (error, x) }
            if CellMath.inverseHyperbolicSine(-x) != -value { Issue.record("not odd at \(x)") }
        }
        print("asinh: largest relative error \(worst.error) at \(worst.at)")
        #expect(worst.error <= 4e-7)
    }

    @Test func inverseHyperbolicSineIsDefinedEverywhere() {
        #expect(CellMath.inverseHyperbolicSine(0) == 0)
        #expect(CellMath.inverseHyperbolicSine(.nan) == 0)
        #expect(CellMath.inverseHyperbolicSine(.infinity) == CellMath.inverseHyperbolicSine(1e15))
        #expect(CellMath.inverseHyperbolicSine(-.infinity) == CellMath.inverseHyperbolicSine(-1e15))
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
