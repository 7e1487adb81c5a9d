import CellPlant

/// Where the cells of the paper come from: by name, altered on the way if somebody wants other parameters.
struct PaperBench: Sendable {
    /// Changes a cell's parameters before it is built; the default leaves them alone.
    var alter: @Sendable (inout PlantParameters) -> Void = { _ in }

    func parameters(_ name: String) throws(SimulationError) -> PlantParameters {
        guard var parameters = PlantParameters.named(name) else { throw .unknownCell(name) }
        alter(&parameters)
        return parameters
    }

    func cell(_ name: String, seed: UInt64? = nil) throws(SimulationError) -> PaperCell {
        try PaperCell(parameters(name), seed: seed)
    }

    /// A full cell with another mass of TiS₂.
    func cell(_ name: String, titaniumDisulfideMilligrams milligrams: Double) throws(SimulationError) -> PaperCell {
        var parameters = try parameters(name)
        if var cathode = parameters.cathode {
            cathode.milligrams = milligrams
            parameters.layout = .full(cathode)
        }
        return try PaperCell(parameters)
    }

    /// A cell with another mass of electrolyte than the 80 mg of the symmetric cells.
    func cell(_ name: String, electrolyteMilligrams milligrams: Double) throws(SimulationError) -> PaperCell {
        var parameters = try parameters(name)
        parameters.electrolyte.thickness *= milligrams / 80
        return try PaperCell(parameters)
    }
}
