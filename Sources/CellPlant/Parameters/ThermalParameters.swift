/// Two lumped nodes: pellet and rods. All [A].
public struct ThermalParameters: Equatable, Sendable {
    /// Heat capacity of the pellet in J/K.
    public var pelletCapacity = 0.15
    /// Heat capacity of the rods in J/K.
    public var rodCapacity = 20.0
    /// From pellet to rods in K/W.
    public var pelletToRods = 15.0
    /// From rods to ambient in K/W.
    public var rodsToAmbient = 20.0

    /// The assumed values.
    public init() {}

    func validate() throws(PlantError) {
        try PlantError.check(pelletCapacity, in: 1e-4...1e6, "heat capacity of the pellet in J/K")
        try PlantError.check(rodCapacity, in: 1e-4...1e6, "heat capacity of the rods in J/K")
        try PlantError.check(pelletToRods, in: 1e-4...1e6, "thermal resistance pellet to rods in K/W")
        try PlantError.check(rodsToAmbient, in: 1e-4...1e6, "thermal resistance rods to ambient in K/W")
    }
}
