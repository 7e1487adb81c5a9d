import CellPlant
import Testing

@Suite struct ContactTests {
    /// Stripping 1 mAh/cm² of bare sodium leaves 1/(1 + 0.05) of the area, plating brings part of it back.
    @Test func strippingLosesContactAndPlatingRegainsSome() throws {
        var plant = try makePlant("symmetric-bare")
        let hour = SodiumElectrode.bare.area * 1e-3
        for _ in 0..<360 { _ = try plant.step(.current(hour), seconds: 10, ambientKelvin: room) }
        #expect(plant.contactShares.first == 1)
        // Lost in 360 parts: (1 + 0.05/360)^−360 = e^−0.05.
        #expect(abs(plant.contactShares.second - 0.9512) < 1e-3)
        let least = plant.contactShares.second
        for _ in 0..<360 { _ = try plant.step(.current(-hour), seconds: 10, ambientKelvin: room) }
        #expect(plant.contactShares.second > least && plant.contactShares.second < 1)
        #expect(plant.contactShares.first < 1)
    }

    /// Lost contact lifts the interface's part of the spectrum at all frequencies alike: its time stays.
    @Test func lostContactScalesTheInterface() throws {
        var parameters = try #require(PlantParameters.named("symmetric"))
        parameters.sodium.contactLoss = 5
        parameters.sodium.contactRegain = 0
        var plant = try CellPlant(parameters, stateOfCharge: 0)
        let before = plant
        for _ in 0..<360 { _ = try plant.step(.current(71.3e-6), seconds: 10, ambientKelvin: room) }
        for _ in 0..<20 { _ = try plant.step(.rest, seconds: 3600, ambientKelvin: room) }
        let shares = plant.contactShares
        let scale = (1 / shares.first + 1 / shares.second) / 2
        #expect(scale > 1.1)
        // The pellet is the same before and after: what is beside it has grown by `scale`, modulus and phase.
        let ohms = parameters.electrolyte.ohms
        for hertz in [1.0, 30, 1e3] {
            let first = try before.impedance(hertz: hertz)
            let second = try plant.impedance(hertz: hertz)
            let real = (second.real - ohms) / (first.real - ohms)
            #expect(abs(real / scale - 1) < 2e-3 && abs(second.imaginary / first.imaginary / scale - 1) < 2e-3)
        }
    }
}
