import CellPlant
import Foundation
import Testing

@Suite struct ElectrolyteTests {
    /// R = L/(σA) by temperature, of 80 mg. Source: the table of `Docs/CellModel.md`, worked out from σ(25 °C) and E_a.
    @Test(arguments: [
        ("blocking", [305.0, 211, 150, 109, 81, 61]), ("blocking-na3ps4", [6803.0, 4114, 2580, 1671, 1114, 763]),
    ])
    func thePelletFollowsArrhenius(name: String, ohms: [Double]) throws {
        var plant = try makePlant(name)
        for (celsius, expected) in zip(stride(from: -15.0, through: 35, by: 10), ohms) {
            for _ in 0..<2 { _ = try plant.step(.rest, seconds: 3600, ambientKelvin: 273.15 + celsius) }
            // As the paper's authors: where the spectrum is least imaginary. The table has three digits.
            let spectrum = try (0...120).map { try plant.impedance(hertz: pow(10, 3 + Double($0) / 32)) }
            let seen = spectrum.min { abs($0.imaginary) < abs($1.imaginary) }?.real ?? 0
            #expect(abs(seen - expected) < 0.01 * expected + 0.5, "\(celsius) °C: \(seen) Ω")
        }
    }

    /// Bare sodium at rest, as the spectra of the paper were taken. Source: the paper's ends 620 and 1240 Ω at 1 Hz; between
    /// them 620 + 126.6·√t by hand.
    @Test func theInterphaseGrowsWithTheRootOfTime() throws {
        var plant = try makePlant("symmetric-bare")
        for hours in stride(from: 0.0, through: 24, by: 4) {
            let expected = 620 + 126.6 * hours.squareRoot()
            let seen = try plant.impedance(hertz: 1).real
            #expect(abs(seen - expected) < 0.005 * expected, "\(hours) h: \(seen) Ω")
            for _ in 0..<4 { _ = try plant.step(.rest, seconds: 3600, ambientKelvin: room) }
        }
    }

    /// The rate of growth follows its own activation energy: at 45 °C k² is e^(0.50 eV/k·Δ(1/T)) times as large.
    @Test func warmthHastensTheGrowth() throws {
        func grown(_ kelvin: Double) throws -> Double {
            let parameters = try #require(PlantParameters.named("symmetric-bare"))
            var plant = try CellPlant(parameters, stateOfCharge: nil, kelvin: kelvin)
            for _ in 0..<10 { _ = try plant.step(.rest, seconds: 3600, ambientKelvin: kelvin) }
            return plant.grownOhms
        }
        // e^(0.50/8.617e-5·(1/298.15 − 1/318.15)/2) = 1.844
        #expect(abs(try grown(318.15) / grown(298.15) - 1.844) < 0.005)
    }
}
