/// A film of alucone on sodium. Tags: P paper, D derived, L literature, F fitted, A assumed.
public struct Coating: Equatable, Sendable {
    /// Thickness in nm: 50 nm for 150 cycles [P: "over 50"], 1/3 nm a cycle [D].
    public var thickness: Double
    /// Dielectric resistance that impedance sees, in Ω an electrode: (720 − 620)/2. [D] For 300 cycles (1080 − 620)/2 or
    /// (1161 − 620)/2, as the paper's number is the total or the interface's (F2); we take 235. [D]
    public var dielectricOhms: Double
    /// Relative permittivity. [L]
    public var permittivity = 4.5
    /// Ionic conductivity before sodiation in S/cm. [F] to the plateaus of 50 and 150 cycles.
    public var conductivity = 3.30e-9
    /// How many times better the sodiated film conducts. [A]
    public var sodiatedFactor = 3.0
    /// Exchange current density of the hybrid interlayer to the electrolyte in A/cm². [F] to the same two plateaus.
    public var interlayerExchange = 8.90e-6
    /// Depth that sodium reaches in the end, as a share of the thickness: 5 of 7 XPS levels. [D]
    public var reach = 0.70
    /// Width of the front as a share of the thickness: 8 nm of 50. [A]
    public var frontWidth = 0.16
    /// Time for which 0.1 mA/cm² must flow until the film is sodiated to 63 %, in hours. [F] to "levels after 160 h".
    public var activationHours = 45.0
    /// Activation energy of film and interlayer in eV. [A]
    public var activationEnergy = 0.55
    /// Chemical capacitance in F/(cm²·nm): 5.2 mC of sodium in 50 nm over 0.43 V. [D]
    public var chemicalCapacitance = 12e-3 / 0.712_557 / 50
    /// Sodium that the film holds when full, in C/(cm²·nm): 5.2 mC in 50 nm. [D]
    public var capacity = 5.2e-3 / 0.712_557 / 50

    /// The unsodiated film at 25 °C in Ω, for an area in cm².
    func filmOhms(area: Double) -> Double { thickness * 1e-7 / (conductivity * area) }

    /// The coating of so many cycles of molecular layer deposition.
    public init(cycles: Double) {
        thickness = cycles / 3
        // 300 cycles are the only ones whose arc differs (F11): the paper's numbers do not scale with thickness.
        dielectricOhms = cycles > 200 ? 235 : 50
    }

    func validate() throws(PlantError) {
        try PlantError.check(thickness, in: 0.1...1e5, "thickness of the coating in nm")
        try PlantError.check(dielectricOhms, in: 0...1e9, "dielectric resistance of the coating in Ω")
        try PlantError.check(permittivity, in: 1...1e3, "relative permittivity of the coating")
        try PlantError.check(conductivity, in: 1e-14...1, "ionic conductivity of the coating in S/cm")
        try PlantError.check(sodiatedFactor, in: 0.01...1e4, "conductivity ratio of the sodiated coating")
        try PlantError.check(interlayerExchange, in: 1e-12...1, "exchange current of the interlayer in A/cm²")
        try PlantError.check(reach, in: 0.05...0.95, "reach of the sodiation")
        try PlantError.check(frontWidth, in: 0.02...0.5, "width of the front")
        try PlantError.check(activationHours, in: 0.01...1e5, "activation time in h")
        try PlantError.check(activationEnergy, in: 0...2, "activation energy of the coating in eV")
        try PlantError.check(chemicalCapacitance, in: 1e-9...1, "chemical capacitance in F/(cm²·nm)")
        try PlantError.check(capacity, in: 1e-9...1, "sodium in the coating in C/(cm²·nm)")
    }
}
