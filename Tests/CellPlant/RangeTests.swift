import CellPlant
import Testing

/// Parameters and steps out of range are refused by name before anything happens.
@Suite struct RangeTests {
    private func refusal(_ change: (inout PlantParameters) -> Void) throws -> PlantError? {
        var parameters = try #require(PlantParameters.named("alucone-tis2"))
        change(&parameters)
        do throws(PlantError) {
            _ = try CellPlant(parameters, stateOfCharge: 0.5)
            return nil
        } catch {
            return error
        }
    }

    @Test func aParameterIsNamedWithItsValueAndRange() throws {
        #expect(
            try refusal { $0.sodium.interfaceOhms = -1 }
                == .outOfRange(name: "interface resistance in Ω", value: -1, range: 0...1e9))
        #expect(
            try refusal { $0.electrolyte.grainBoundaryShare = 1.1 }
                == .outOfRange(name: "share of grain boundaries", value: 1.1, range: 0...1))
        #expect(
            try refusal { $0.electrolyte.conductivity = .nan } == .notANumber(name: "ionic conductivity in S/cm"))
        #expect(
            try refusal { $0.coating?.thickness = .infinity }
                == .outOfRange(name: "thickness of the coating in nm", value: .infinity, range: 0.1...1e5))
        #expect(try refusal { $0.dendrite.variation = 0 } != nil)
        #expect(try refusal { $0.thermal.rodCapacity = 0 } != nil)
        #expect(
            try refusal {
                var cathode = Cathode()
                cathode.trappedShare = 1.5
                $0.layout = .full(cathode)
            } == .outOfRange(name: "trapped share", value: 1.5, range: 0...0.9))
        #expect(try refusal { $0.layout = .blocking(admittance: -1, exponent: 0.9) } != nil)
        #expect(try refusal { _ in } == nil)
    }

    @Test func aStateOfChargeOrTemperatureOutOfRangeIsRefused() throws {
        let parameters = try #require(PlantParameters.named("alucone-tis2"))
        #expect(throws: PlantError.outOfRange(name: "state of charge", value: 1.01, range: 0...1)) {
            try CellPlant(parameters, stateOfCharge: 1.01)
        }
        #expect(throws: PlantError.outOfRange(name: "temperature in K", value: 200, range: 233.15...358.15)) {
            try CellPlant(parameters, stateOfCharge: 0.5, kelvin: 200)
        }
    }

    @Test func aStepOutOfRangeIsRefusedAndChangesNothing() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.5)
        let before = plant.sodium
        #expect(throws: PlantError.notANumber(name: "current in A")) {
            try plant.step(.current(.nan), seconds: 1, ambientKelvin: room)
        }
        #expect(throws: PlantError.outOfRange(name: "length of a step in s", value: 0, range: 1e-6...3600)) {
            try plant.step(.rest, seconds: 0, ambientKelvin: room)
        }
        let range = 233.15...358.15
        for kelvin in [233.0, 359] {
            #expect(throws: PlantError.outOfRange(name: "ambient temperature in K", value: kelvin, range: range)) {
                try plant.step(.rest, seconds: 1, ambientKelvin: kelvin)
            }
        }
        #expect(throws: PlantError.outOfRange(name: "voltage in V", value: 11, range: -10...10)) {
            try plant.step(.voltage(11), seconds: 1, ambientKelvin: room)
        }
        plant.leakSiemens = -1
        #expect(throws: PlantError.outOfRange(name: "leak in S", value: -1, range: 0...1e3)) {
            try plant.step(.rest, seconds: 1, ambientKelvin: room)
        }
        #expect(throws: PlantError.outOfRange(name: "frequency in Hz", value: 1e-4, range: 1e-3...7e6)) {
            try plant.impedance(hertz: 1e-4)
        }
        #expect(plant.sodium == before)
    }
}
