import CellCore
import CellPlant

/// The cells that can be simulated: those of the plant, each watched by a monitor with the profile of the same name, or with another.
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

    /// What the monitor in that scenario knows beforehand: the scenario's profile, or the one of the cell's name.
    ///
    /// - Throws: `SimulationError.noProfile`.
    static func profile(of scenario: Scenario) throws(SimulationError) -> CellProfile {
        if let profile = scenario.profile { return profile }
        guard let text = ProfileName(text: scenario.cell), let profile = CellProfile.builtIn(named: text) else {
            throw .noProfile(scenario.cell)
        }
        return profile
    }
}
