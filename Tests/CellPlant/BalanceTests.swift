import CellPlant
import TestSupport
import Testing

/// Sodium and charge are conserved to rounding whatever a cell is put through.
@Suite struct BalanceTests {
    @Test(arguments: PlantParameters.names)
    func sodiumIsNeitherMadeNorLost(name: String) throws {
        let seed: UInt64 = 3
        var random = SeededGenerator(seed: seed, purpose: "random drives, \(name)")
        var plant = try makePlant(name, seed: 9)
        let before = plant.sodium
        let cathodeBefore = before.cathode
        var terminal = 0.0
        for _ in 0..<3_000 {
            if Int.random(in: 0..<40, using: &random) == 0 {
                plant.leakSiemens = Bool.random(using: &random) ? 1e-4 : 0
            }
            let seconds = Double.random(in: 0.01...120, using: &random)
            let drive: Drive =
                Bool.random(using: &random) ? .current(Double.random(in: -1e-4...1e-4, using: &random)) : .rest
            let ambient = Double.random(in: 280...310, using: &random)
            let reading = try plant.step(drive, seconds: seconds, ambientKelvin: ambient)
            terminal += reading.meanAmperes * reading.seconds
        }
        let after = plant.sodium
        #expect(abs(after.total - before.total) < 1e-9, "\(before) became \(after)")
        guard before.cathode > 0 else { return }
        // What left TiS₂ went through the terminals or through a leak, never elsewhere: the leak only ever discharges.
        let throughCell = cathodeBefore - after.cathode
        #expect(throughCell <= terminal + 1e-9)
    }

    /// Without a leak the charge through the terminals is the charge that TiS₂ takes.
    @Test func chargeIsThatOfTheTerminals() throws {
        var parameters = try #require(PlantParameters.named("alucone-tis2"))
        parameters.electrolyte.electronicConductivity = 0
        var plant = try CellPlant(parameters, stateOfCharge: 0.6)
        let before = plant.sodium.cathode
        var coulombs = 0.0
        for index in 0..<20_000 {
            let amperes = index / 500 % 2 == 0 ? 86.4e-6 : -91e-6
            let reading = try plant.step(.current(amperes), seconds: 1, ambientKelvin: room)
            coulombs += reading.meanAmperes * reading.seconds
        }
        #expect(abs(before - plant.sodium.cathode - coulombs) < 1e-10)
    }

    /// A leak of G at voltage V takes G·V: the charge that TiS₂ takes up at rest, against the voltage integrated.
    @Test func aShortDischargesTheCellByItsOwnCurrent() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.8)
        plant.leakSiemens = 1e-4
        let before = plant.sodium.cathode
        var coulombs = 0.0
        for _ in 0..<3_600 {
            let reading = try plant.step(.rest, seconds: 1, ambientKelvin: room)
            coulombs += reading.volts * 1e-4
        }
        let taken = plant.sodium.cathode - before
        #expect(abs(taken / coulombs - 1) < 2e-3, "\(taken) C against \(coulombs) C")
    }
}
