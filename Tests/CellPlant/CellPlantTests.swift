import CellPlant
import Foundation
import TestSupport
import Testing

@Suite struct CellPlantTests {
    /// Exact for any length: 10⁻¹² V of rounding on a volt.
    @Test(arguments: [1e-6, 0.01, 1, 7.3, 100, 3600])
    func constantCurrentIsExact(seconds: Double) throws {
        for kelvin in [273.15, 298.15, 318.15] {
            var plant = try CellPlant(simpleCircuit, stateOfCharge: 0.5)
            let reading = try plant.step(.current(2e-3), seconds: seconds, ambientKelvin: kelvin)
            let expected = constantCurrentVolts(simpleCircuit, amperes: 2e-3, second: seconds, kelvin: kelvin)
            // The plant's k has ten digits; the exponent here is at most 2, so 10⁻⁹ of the voltage.
            #expect(abs(reading.volts - expected) < 1e-9)
            #expect(reading.meanAmperes == 2e-3)
            #expect(reading.kelvin == kelvin)
            #expect(reading.stateOfCharge == plant.stateOfCharge)
        }
    }

    @Test func relaxesAtRest() throws {
        var plant = try CellPlant(simpleCircuit, stateOfCharge: 0.5)
        _ = try plant.step(.current(1e-3), seconds: 3600, ambientKelvin: 298.15)
        let reading = try plant.step(.rest, seconds: 40, ambientKelvin: 298.15)
        // Fully polarised before: 50 mV·e⁻²⁰ + 300 mV·e⁻¹ are left.
        #expect(abs(reading.volts - (0.05 * exp(-20) + 0.3 * exp(-1))) < 1e-9)
        #expect(reading.meanAmperes == 0)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func splittingAStepChangesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed, purpose: "splitting a plant's step")
        var whole = try CellPlant(.aluconeTiS2, stateOfCharge: 0.6)
        var parts = whole
        for _ in 0..<50 {
            let amperes = Double.random(in: -3e-4...3e-4, using: &random)
            let seconds = Double.random(in: 0.1...1000, using: &random)
            let kelvin = Double.random(in: 283...313, using: &random)
            let one = try whole.step(.current(amperes), seconds: seconds, ambientKelvin: kelvin)
            var left = seconds
            var last: PlantReading?
            for _ in 0..<4 {
                let part = left * Double.random(in: 0.1...0.9, using: &random)
                last = try parts.step(.current(amperes), seconds: part, ambientKelvin: kelvin)
                left -= part
            }
            last = try parts.step(.current(amperes), seconds: left, ambientKelvin: kelvin)
            let other = try #require(last)
            // Rounding alone: some 10⁻¹⁶ of volts that sum up over 250 parts.
            #expect(abs(one.volts - other.volts) < 1e-11)
            #expect(abs(one.stateOfCharge - other.stateOfCharge) < 1e-13)
        }
    }

    /// Over 600 s from 12 kΩ to 8 Ω against steps of 1 ms.
    ///
    /// The plant holds the leak's current for h = 0.1 s: an error of first order, h/2·A·t/τ²·e^(−t/τ) for a voltage that
    /// moves by A ≤ 2.2 V with τ. The slow branch has 32 s or, with the short across it, less, so that at first a smaller
    /// τ weighs more: at most h/2·A/(e·τ), 1.5 mV for the 27 s that 12 kΩ leave. The 20 µV are what the sloping
    /// open-circuit voltage adds.
    @Test(arguments: [12_000, 3000, 100, 8] as [Double])
    func leakAgainstRungeKutta(ohms: Double) throws {
        for (amperes, charge) in [(0.0, 0.7), (-86.4e-6, 0.9), (86.4e-6, 0.3)] {
            var plant = try CellPlant(.aluconeTiS2, stateOfCharge: charge)
            plant.leakSiemens = 1 / ohms
            var reference = ReferenceCircuit(
                circuit: .aluconeTiS2, leak: 1 / ohms, amperes: amperes, state: (charge * 3.531, 0, 0))
            for second in 1...600 {
                let reading = try plant.step(.current(amperes), seconds: 1, ambientKelvin: 298.15)
                reference.run(seconds: 1, steps: 1000)
                let error = abs(reading.volts - reference.terminalVolts(reference.state))
                let time = Double(second)
                let tolerance = second < 60 ? 1.5e-3 : 0.05 * 2.2 * time / 1024 * exp(-time / 32) + 2e-5
                #expect(error < tolerance, "\(ohms) Ω, \(amperes) A, \(second) s: \(error)")
                // The charge errs by what the voltage errs, over the leak, at most for the first minute.
                let lost = abs(plant.stateOfCharge * 3.531 - reference.state.0)
                #expect(lost < 1.5e-3 / ohms * 60 + 1e-7, "\(ohms) Ω, \(second) s: \(lost)")
            }
        }
    }

    /// What goes in less what leaks out is what is there.
    @Test func chargeIsConserved() throws {
        var random = SeededGenerator(seed: 7, purpose: "charge of the plant")
        var plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.5)
        var coulombs = 0.5 * 3.531
        for _ in 0..<500 {
            let amperes = Double.random(in: -1e-3...1e-3, using: &random)
            let seconds = Double.random(in: 1e-3...30, using: &random)
            _ = try plant.step(.current(amperes), seconds: seconds, ambientKelvin: 298.15)
            coulombs += amperes * seconds
            #expect(abs(plant.stateOfCharge * 3.531 - coulombs) < 1e-12)
        }
        // A symmetric cell has no voltage of its own: at rest a leak takes nothing from it.
        var symmetric = try CellPlant(.symmetric, stateOfCharge: 0.5)
        symmetric.leakSiemens = 1.0 / 8
        let reading = try symmetric.step(.rest, seconds: 3600, ambientKelvin: 298.15)
        #expect(reading.volts == 0)
        #expect(symmetric.stateOfCharge == 0.5)
    }

    /// A short across a relaxed cell divides the voltage: E·R/(R + R₀ + R₁ + R₂).
    @Test func leakDividesTheVoltage() throws {
        var plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.7)
        let open = try plant.step(.rest, seconds: 1, ambientKelvin: 298.15).volts
        plant.leakSiemens = 1e-9
        _ = try plant.step(.rest, seconds: 1, ambientKelvin: 298.15)
        plant.leakSiemens = 1.0 / 12_000
        let reading = try plant.step(.rest, seconds: 300, ambientKelvin: 298.15)
        let expected = OpenCircuitVoltage.sodiumTitaniumDisulfide.volts(stateOfCharge: reading.stateOfCharge)
        #expect(open > reading.volts)
        #expect(abs(reading.volts / expected - 12_000 / (12_000 + 441 + 86 + 2670)) < 1e-4)
    }
}
