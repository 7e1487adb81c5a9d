import CellPlant
import Testing

/// Drives a plant and hands on its refusals as failures of the test.
func makePlant(_ name: String, stateOfCharge: Double? = nil, seed: UInt64? = nil) throws -> CellPlant {
    try CellPlant(try #require(PlantParameters.named(name)), stateOfCharge: stateOfCharge, seed: seed)
}

/// 25 °C.
let room = 298.15
