/// How a dendrite goes through the electrolyte. Tags: P paper, D derived, L literature, F fitted, A assumed.
public struct DendriteLaw: Equatable, Sendable {
    /// Mean hours of plating at 0.1 mA/cm² of contact until the short. [F] to one cell each, so a mere order of magnitude.
    public var meanHours: Double
    /// Coefficient of variation of that time. [A]
    public var variation = 0.20
    /// Exponent of the local current density. [A]
    public var currentExponent = 1.0
    /// Activation energy in eV: above 0 warmth hastens, below 0 cold does; not known, hence 0. [A]
    public var activationEnergy = 0.0
    /// Mean hours between the first contacts and the short. [A]
    public var softHours = 12.0
    /// Rates of the telegraph noise in 1/s: making (times 0.2…1.2), parting. [A]
    public var makingRate = 1.0 / 400
    /// See `makingRate`.
    public var partingRate = 1.0 / 90
    /// Resistances of soft contacts in Ω, spread evenly in the logarithm. [A]; 308 Ω seen in a measured Li|Li record.
    public var softOhms: ClosedRange<Double> = 300...30_000
    /// Resistance of the short in Ω. [A]
    public var hardOhms = 8.0
    /// Brief harmless contacts in a healthy cell while plating: rate in 1/s and mean length in s. [A]
    public var harmlessRate = 0.2 / 3600
    /// See `harmlessRate`.
    public var harmlessSeconds = 1.5

    /// A law with this mean time in hours of plating at 0.1 mA/cm².
    public init(meanHours: Double) { self.meanHours = meanHours }

    func validate() throws(PlantError) {
        try PlantError.check(meanHours, in: 0.01...1e7, "mean time to the short in h")
        try PlantError.check(variation, in: 1e-3...3, "variation of the time to the short")
        try PlantError.check(currentExponent, in: 0...5, "exponent of the current density")
        try PlantError.check(activationEnergy, in: -2...2, "activation energy of penetration in eV")
        try PlantError.check(softHours, in: 0...meanHours, "soft phase in h")
        try PlantError.check(makingRate, in: 0...1, "rate of making contact in 1/s")
        try PlantError.check(partingRate, in: 0...1, "rate of parting in 1/s")
        try PlantError.check(softOhms.lowerBound, in: 0.01...1e9, "least resistance of a soft contact in Ω")
        try PlantError.check(softOhms.upperBound, in: 0.01...1e9, "largest resistance of a soft contact in Ω")
        try PlantError.check(hardOhms, in: 0.01...1e9, "resistance of the short in Ω")
        try PlantError.check(harmlessRate, in: 0...1, "rate of harmless contacts in 1/s")
        try PlantError.check(harmlessSeconds, in: 1e-3...1e6, "length of harmless contacts in s")
    }
}
