import CellPlant

/// Cells of the paper reduced to what the independent programs solve: nothing grows, contact stays whole, a film conducts
/// alike at all depths, TiS₂ has no hysteresis, and heat capacities are so large that the temperature stays at 25 °C.
enum ReducedCells {
    /// Sodium on both sides; the interfaces are plain capacitors beside their resistance.
    static func symmetric(coating: Coating?) -> PlantParameters {
        reduced(.symmetric(.na3SbS4(milligrams: 80), coating: coating))
    }

    /// Sodium against TiS₂.
    static func full(coating: Coating?, _ change: (inout Cathode) -> Void) -> PlantParameters {
        var parameters = reduced(.full(.na3SbS4(milligrams: 120), coating: coating))
        var cathode = Cathode()
        cathode.hysteresisVolts = 0
        change(&cathode)
        parameters.layout = .full(cathode)
        return parameters
    }

    private static func reduced(_ cell: PlantParameters) -> PlantParameters {
        var cell = cell
        cell.sodium.exponent = 1
        cell.sodium.restGrowth = 0
        cell.sodium.cyclingGrowth = 0
        cell.sodium.contactLoss = 0
        cell.coating?.sodiatedFactor = 1
        cell.thermal.pelletCapacity = 1e6
        cell.thermal.rodCapacity = 1e6
        return cell
    }
}
