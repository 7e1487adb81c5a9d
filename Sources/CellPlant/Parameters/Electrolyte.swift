/// A pellet of solid electrolyte. Tags: P paper, D derived, L literature, F fitted, A assumed.
public struct Electrolyte: Equatable, Sendable {
    /// Ionic conductivity at 25 °C in S/cm. [P]
    public var conductivity: Double
    /// Thickness in cm; 0.07 for 80 mg. [P] Only the pair with the conductivity is sure: F3 in `Docs/CellModel.md`.
    public var thickness: Double
    /// Area of the pellet in cm²: π/4 for 1 cm. [P]
    public var area: Double
    /// Activation energy in eV. [L]/[A] The paper's is in its supporting information.
    public var activationEnergy: Double
    /// Share of the resistance that lies in grain boundaries, 0…1. [A]
    public var grainBoundaryShare: Double
    /// Constant-phase element of the grain boundaries in F·s^(n−1). [A]
    public var grainBoundaryAdmittance: Double
    /// Its exponent, 0.5…1. [A]
    public var grainBoundaryExponent: Double
    /// Relative permittivity of the bulk. [A]
    public var permittivity: Double
    /// Electronic conductivity in S/cm, the leak of a healthy cell. [A] 10⁻⁹: 130 MΩ across 120 mg.
    public var electronicConductivity: Double
    /// Inductance of the leads in H. [A]
    public var inductance: Double

    /// Resistance at 25 °C in ohms: L/(σ·A).
    public var ohms: Double { thickness / (conductivity * area) }

    /// Na₃SbS₄, 1.1 mS/cm [P], 0.22 eV [L, 0.20…0.25]; `milligrams` sets the thickness. [P]
    public static func na3SbS4(milligrams: Double) -> Electrolyte {
        Electrolyte(
            conductivity: 1.1e-3, thickness: 0.07 * milligrams / 80, area: .pi / 4, activationEnergy: 0.22,
            grainBoundaryShare: 0.35, grainBoundaryAdmittance: 3e-9, grainBoundaryExponent: 0.95, permittivity: 12,
            electronicConductivity: 1e-9, inductance: 2e-7)
    }

    /// Na₃PS₄, 0.08 mS/cm [P], 0.30 eV [A]; otherwise as Na₃SbS₄. [A]
    public static func na3PS4(milligrams: Double) -> Electrolyte {
        var electrolyte = na3SbS4(milligrams: milligrams)
        electrolyte.conductivity = 8e-5
        electrolyte.activationEnergy = 0.30
        return electrolyte
    }

    func validate() throws(PlantError) {
        try PlantError.check(conductivity, in: 1e-9...1, "ionic conductivity in S/cm")
        try PlantError.check(thickness, in: 1e-4...1, "thickness of the electrolyte in cm")
        try PlantError.check(area, in: 1e-4...1e3, "area of the pellet in cm²")
        try PlantError.check(activationEnergy, in: 0...2, "activation energy of conduction in eV")
        try PlantError.check(grainBoundaryShare, in: 0...1, "share of grain boundaries")
        try PlantError.check(grainBoundaryAdmittance, in: 1e-13...1e-3, "grain boundary admittance in F·s^(n−1)")
        try PlantError.check(grainBoundaryExponent, in: 0.5...1, "grain boundary exponent")
        try PlantError.check(permittivity, in: 1...1e4, "relative permittivity of the electrolyte")
        try PlantError.check(electronicConductivity, in: 0...1e-3, "electronic conductivity in S/cm")
        try PlantError.check(inductance, in: 0...1e-3, "inductance in H")
    }
}
