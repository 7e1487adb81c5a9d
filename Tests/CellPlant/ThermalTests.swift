import CellPlant
import Foundation
import Testing

@Suite struct ThermalTests {
    /// Ambient falls by 10 K: the slower of the two modes of pellet and rods, from the matrix of the two nodes.
    @Test func theCellFollowsAmbientAsItsTwoNodesSay() throws {
        let node = ThermalParameters()
        let a = 1 / (node.pelletToRods * node.pelletCapacity)
        let b = 1 / (node.pelletToRods * node.rodCapacity)
        let c = 1 / (node.rodsToAmbient * node.rodCapacity)
        // Eigenvalues of ((−a, a), (b, −b − c)); the pellet starts at 10 K above with no slope.
        let root = ((a + b + c) * (a + b + c) - 4 * a * c).squareRoot()
        let slow = (a + b + c - root) / 2
        let fast = (a + b + c + root) / 2
        var plant = try makePlant("blocking")
        for second in 1...2_000 {
            let kelvin = try plant.step(.rest, seconds: 1, ambientKelvin: room - 10).kelvin
            let time = Double(second)
            let exact = room - 10 + 10 * (fast * exp(-slow * time) - slow * exp(-fast * time)) / (fast - slow)
            // Both nodes are stepped implicitly: half a step of 1 s behind, at 25 mK a second at most.
            #expect(abs(kelvin - exact) < 0.013)
        }
    }

    /// 22 µW of loss warm the pellet by less than a millikelvin: P·(R₁ + R₂) in the end.
    @Test func normalUseIsIsothermal() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.8)
        var kelvin = room
        for _ in 0..<7_200 { kelvin = try plant.step(.current(-86.4e-6), seconds: 1, ambientKelvin: room).kelvin }
        #expect(kelvin > room && kelvin - room < 1.2e-3)
    }

    /// A hard short turns the cell's energy to heat: what both nodes hold and what has left add up to it.
    @Test func aHardShortTurnsItsEnergyToHeat() throws {
        var parameters = try #require(PlantParameters.named("alucone-tis2"))
        parameters.thermal.rodsToAmbient = 1e6
        var plant = try CellPlant(parameters, stateOfCharge: 0.9)
        plant.leakSiemens = 0.125
        var joules = 0.0
        var before = (plant.sodium.cathode, plant.openCircuitVolts)
        for _ in 0..<7_200 {
            _ = try plant.step(.rest, seconds: 1, ambientKelvin: room)
            let after = (plant.sodium.cathode, plant.openCircuitVolts)
            joules += (after.0 - before.0) * (after.1 + before.1) / 2
            before = after
        }
        let held = 0.15 * (plant.kelvin - room) + 20 * (plant.rodKelvin - room)
        // The heat takes the open-circuit voltage of up to 10 s ago, 0.2 % of the way.
        #expect(abs(held / joules - 1) < 0.005, "\(held) J of \(joules) J")
        #expect(joules > 2)
    }
}
