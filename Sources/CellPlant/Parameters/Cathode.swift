/// TiS₂ in a composite with electrolyte. Tags: P paper, D derived, L literature, F fitted, A assumed.
public struct Cathode: Equatable, Sendable {
    /// Mass of TiS₂ in mg: 8.92 mg/cm² on 0.7854 cm². [D] 70 % of the 10 mg of composite.
    public var milligrams = 7.0057
    /// Middle of the open-circuit voltage in V. [F] to the plateaus.
    public var middleVolts = 2.170
    /// Slope of the open-circuit voltage over the filling in V. [A]
    public var slopeVolts = 0.10
    /// Interaction factor of the logarithm. [A]
    public var interaction = 1.1
    /// Largest sodium content x of NaₓTiS₂. [F] to 200 mAh/g.
    public var largestContent = 0.8703
    /// Part of the largest content ever reached that stays trapped, 0…1. [F] to 140 of 200 mAh/g.
    public var trappedShare = 0.2581
    /// By how much the first sodiation lies lower, in V. [F] to the first plateau, 1.85 V. More than the 50 mV between
    /// the plateaus, since a coating that is not yet activated takes less of the voltage.
    public var firstDischargeVolts = 0.095
    /// Half of the distance between the open-circuit voltages of charge and discharge in V. [A] The lattice's own; nearly
    /// all of the measured 0.5 V is polarisation.
    public var hysteresisVolts = 0.005
    /// Change of sodium content over which the voltage goes from one branch to the other. [A]
    public var hysteresisContent = 0.03
    /// Charge that ends the first state of the lattice, in mAh/g: 0.2 mAh for 7.0 mg. [A]
    public var firstChargeCapacity = 28.5
    /// Exchange current in A for 7.0 mg. [A] It scales with the mass.
    public var exchangeCurrent = 3e-4
    /// Activation energy of the kinetics in eV. [A]
    public var activationEnergy = 0.50
    /// Diffusion time R²/D in s. [A]
    public var diffusionSeconds = 3e4
    /// Activation energy of diffusion in eV. [L] Not verified.
    public var diffusionActivationEnergy = 0.10
    /// The filling at which the state of charge is 0. A definition of ours: the steep end of the curve.
    public var fillingWhenEmpty = 0.985
    /// By how much less it is at state of charge 1: where 2.8 V ends a charge at nominal current. A definition of ours.
    public var fillingSpan = 0.9283

    /// Mean content at the end of the first discharge: the surface is full before the middle is. [D] From the model
    /// itself, at nominal current and 25 °C (`CathodeTests`); where a cell that has been cycled before begins.
    public var firstDischargeContent: Double { 0.9615 * largestContent }

    /// Charge for Δx = 1 in C: 239.3 mAh/g. [D] M(TiS₂) = 111.99 g/mol.
    public var coulombs: Double { milligrams * 1e-3 / 111.99 * Physical.faraday }
    /// Charge that ends the first state, in C.
    var firstChargeCoulombs: Double { firstChargeCapacity * 3.6e-3 * milligrams }
    /// Exchange current of this mass in A.
    var exchangeAmperes: Double { exchangeCurrent * milligrams / 7.0057 }

    /// The electrode of the paper.
    public init() {}

    func validate() throws(PlantError) {
        try PlantError.check(milligrams, in: 1e-3...1e6, "mass of TiS₂ in mg")
        try PlantError.check(middleVolts, in: 0.1...5, "middle of the open-circuit voltage in V")
        try PlantError.check(slopeVolts, in: 0...2, "slope of the open-circuit voltage in V")
        try PlantError.check(interaction, in: 0.1...10, "interaction factor")
        try PlantError.check(largestContent, in: 0.05...1, "largest sodium content")
        try PlantError.check(trappedShare, in: 0...0.9, "trapped share")
        try PlantError.check(firstDischargeVolts, in: 0...1, "step of the first discharge in V")
        try PlantError.check(hysteresisVolts, in: 0...1, "hysteresis in V")
        try PlantError.check(hysteresisContent, in: 1e-6...1, "content over which the hysteresis turns")
        try PlantError.check(firstChargeCapacity, in: 1e-3...1e4, "charge of the first state in mAh/g")
        try PlantError.check(exchangeCurrent, in: 1e-9...10, "exchange current in A")
        try PlantError.check(activationEnergy, in: 0...2, "activation energy of the kinetics in eV")
        try PlantError.check(diffusionSeconds, in: 1...1e8, "diffusion time in s")
        try PlantError.check(diffusionActivationEnergy, in: 0...2, "activation energy of diffusion in eV")
        try PlantError.check(fillingWhenEmpty, in: 0.5...0.999, "filling at state of charge 0")
        try PlantError.check(fillingSpan, in: 0.1...0.998, "span of the filling")
    }
}
