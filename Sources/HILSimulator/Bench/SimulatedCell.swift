import CellCore
import CellPlant

/// The cells that can be simulated: those of the plant, each watched by a monitor with the profile of the same name.
enum SimulatedCell {
    /// Names on the command line and in scenarios.
    static let names = PlantParameters.names

    /// The plant's parameters.
    ///
    /// - Throws: `SimulationError.unknownCell`.
    static func parameters(named name: String) throws(SimulationError) -> PlantParameters {
        guard let parameters = PlantParameters.named(name) else { throw .unknownCell(name) }
        return parameters
    }

    /// What the monitor of that cell knows beforehand.
    ///
    /// - Throws: `SimulationError.noProfile`.
    static func profile(named name: String) throws(SimulationError) -> CellProfile {
        guard let text = ProfileName(text: name), let profile = CellProfile.builtIn(named: text) else {
            throw .noProfile(name)
        }
        return profile
    }
}
