/// The reduced circuit of a cell at 25 °C: open-circuit voltage, series resistance and two relaxing branches.
///
/// This is the plant's first form; its values are those of the full physics, added up branch by branch.
public struct PlantParameters: Equatable, Sendable {
    /// Charge between state of charge 0 and 1 in coulombs; a symmetric cell's has no meaning but must be there.
    public var capacityCoulombs: Double
    /// Which open-circuit voltage the cell has.
    public var openCircuit: OpenCircuitVoltage
    /// Resistance without delay, in ohms.
    public var seriesOhms: Double
    /// Resistance of the fast branch in ohms.
    public var fastOhms: Double
    /// Time constant of the fast branch in seconds.
    public var fastSeconds: Double
    /// Resistance of the slow branch in ohms.
    public var slowOhms: Double
    /// Time constant of the slow branch in seconds.
    public var slowSeconds: Double
    /// Activation energy of all resistances, in electronvolts.
    public var activationEnergyElectronvolts: Double

    /// A circuit of its values; `CellPlant` checks them.
    public init(
        capacityCoulombs: Double, openCircuit: OpenCircuitVoltage, seriesOhms: Double, fastOhms: Double,
        fastSeconds: Double, slowOhms: Double, slowSeconds: Double, activationEnergyElectronvolts: Double
    ) {
        self.capacityCoulombs = capacityCoulombs
        self.openCircuit = openCircuit
        self.seriesOhms = seriesOhms
        self.fastOhms = fastOhms
        self.fastSeconds = fastSeconds
        self.slowOhms = slowOhms
        self.slowSeconds = slowSeconds
        self.activationEnergyElectronvolts = activationEnergyElectronvolts
    }

    func validate() throws(PlantError) {
        try PlantError.check(capacityCoulombs, in: 1e-6...1e6, "capacity in C")
        try PlantError.check(seriesOhms, in: 0...1e9, "series resistance in Ω")
        try PlantError.check(fastOhms, in: 0...1e9, "resistance of the fast branch in Ω")
        try PlantError.check(slowOhms, in: 0...1e9, "resistance of the slow branch in Ω")
        try PlantError.check(fastSeconds, in: 1e-6...1e9, "time constant of the fast branch in s")
        try PlantError.check(slowSeconds, in: 1e-6...1e9, "time constant of the slow branch in s")
        try PlantError.check(activationEnergyElectronvolts, in: 0...2, "activation energy in eV")
    }
}

extension PlantParameters {
    /// Na@alucone (150 cycles) | Na₃SbS₄ | TiS₂: 0.981 mAh reversible, 441 Ω at once, 3.2 kΩ in the end.
    ///
    /// Electrolyte 121.5 Ω + bare-sodium interface 269.5 Ω + alucone arc 50 Ω; cathode charge transfer RT/(F·0.3 mA) =
    /// 86 Ω; film and hybrid interlayer 2.67 kΩ on 12 mF.
    /// Source: Zhang et al., Adv. Funct. Mater. 2020, doi 10.1002/adfm.202001118, and what follows from it.
    public static var aluconeTiS2: PlantParameters {
        PlantParameters(
            capacityCoulombs: 3.531, openCircuit: .sodiumTitaniumDisulfide, seriesOhms: 441, fastOhms: 86,
            fastSeconds: 1, slowOhms: 2670, slowSeconds: 32, activationEnergyElectronvolts: 0.5)
    }

    /// Na@alucone (150 cycles) | Na₃SbS₄ | Na@alucone after activation: 450 mV at 71.3 µA.
    ///
    /// Source: the same, Fig. 2b; 720 Ω is what impedance sees, the rest relaxes below 1 Hz.
    public static var symmetric: PlantParameters {
        PlantParameters(
            capacityCoulombs: 3.531, openCircuit: .none, seriesOhms: 720, fastOhms: 100, fastSeconds: 1,
            slowOhms: 5490, slowSeconds: 66, activationEnergyElectronvolts: 0.5)
    }
}
