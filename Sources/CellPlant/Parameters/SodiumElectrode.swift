/// One foil of sodium with its interphase and contact. Tags: P paper, D derived, L literature, F fitted, A assumed.
public struct SodiumElectrode: Equatable, Sendable {
    /// Area of the foil in cm²: 3/8 inch. [P]
    public var area = 0.712_557
    /// Resistance of the fresh interface in Ω: (620 − 81.0)/2. [D]
    public var interfaceOhms = 269.49
    /// Activation energy of that resistance in eV. [A]
    public var activationEnergy = 0.45
    /// Constant-phase element of the fresh interface in F·s^(n−1)/cm². [A] It thins as the interphase grows.
    public var admittance = 2e-6
    /// Its exponent, 0.5…1. [A]
    public var exponent = 0.85
    /// Parabolic growth at rest in Ω/h^½: (1240 − 620)/√24 a cell, half of it an electrode. [D] 0 under a coating.
    public var restGrowth = 63.28
    /// Activation energy of the growth in eV. [A]
    public var growthActivationEnergy = 0.50
    /// Growth driven by cycling in Ω at `cyclingReference` of throughput. [F] to 1.2 V after 269 h; 0 under a coating.
    public var cyclingGrowth = 6680.0
    /// Throughput for that growth in C/cm²: 267 h at 0.1 mA/cm². [D]
    public var cyclingReference = 96.12
    /// Exponent of the throughput. [A] The paper gives the two ends only.
    public var cyclingExponent = 1.5
    /// Contact area lost on stripping, as a fraction per mAh/cm². [A]
    public var contactLoss = 0.05
    /// Part of the lost area regained on plating, per mAh/cm². [A]
    public var contactRegain = 1.0
    /// Sodium in the foil at the start, in C. [A] 5 mm³ of sodium and more; never the limit in the paper.
    public var inventory = 200.0
    /// Sodium bound by the interphase in C for each Ω that grows. [A] For the balance alone: 0.1 mC/Ω.
    public var coulombsPerOhm = 1e-4

    /// Bare sodium.
    public static var bare: SodiumElectrode { SodiumElectrode() }

    /// Sodium under alucone: no growth ("negligible change" [P]), a tenth of the loss of contact. [A]
    public static var coated: SodiumElectrode {
        var electrode = SodiumElectrode()
        electrode.restGrowth = 0
        electrode.cyclingGrowth = 0
        electrode.contactLoss = 0.005
        return electrode
    }

    func validate() throws(PlantError) {
        try PlantError.check(area, in: 1e-4...1e3, "area of the sodium in cm²")
        try PlantError.check(interfaceOhms, in: 0...1e9, "interface resistance in Ω")
        try PlantError.check(activationEnergy, in: 0...2, "activation energy of the interface in eV")
        try PlantError.check(admittance, in: 1e-12...1, "admittance of the interface in F·s^(n−1)/cm²")
        try PlantError.check(exponent, in: 0.5...1, "exponent of the interface")
        try PlantError.check(restGrowth, in: 0...1e6, "growth at rest in Ω/h^½")
        try PlantError.check(growthActivationEnergy, in: 0...2, "activation energy of growth in eV")
        try PlantError.check(cyclingGrowth, in: 0...1e9, "growth by cycling in Ω")
        try PlantError.check(cyclingReference, in: 1e-3...1e9, "throughput of growth in C/cm²")
        try PlantError.check(cyclingExponent, in: 0.5...4, "exponent of growth by cycling")
        try PlantError.check(contactLoss, in: 0...10, "loss of contact per mAh/cm²")
        try PlantError.check(contactRegain, in: 0...100, "regain of contact per mAh/cm²")
        try PlantError.check(inventory, in: 0.01...1e6, "sodium in the foil in C")
        try PlantError.check(coulombsPerOhm, in: 0...1, "sodium in the interphase in C/Ω")
    }
}
