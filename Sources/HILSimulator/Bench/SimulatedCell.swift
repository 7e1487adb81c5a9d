import CellCore
import CellPlant

/// The cells that can be simulated, by the names that profiles have too.
enum SimulatedCell {
    /// Names on the command line and in scenarios.
    static let names = ["alucone-tis2", "symmetric"]

    /// The plant's parameters; nil for an unknown name.
    static func parameters(named name: String) -> PlantParameters? {
        switch name {
        case "alucone-tis2": .aluconeTiS2
        case "symmetric": .symmetric
        default: nil
        }
    }
}
