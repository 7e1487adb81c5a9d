extension CellLimits {
    /// Sodium | Na₃SbS₄ or Na₃PS₄ | TiS₂ on a pellet of 1 cm.
    ///
    /// Voltage: the cell is cycled between 1.0 and 2.8 V; 10 mV beyond, so that holding a cut-off is no excursion. Up to
    /// 2.95 V and down to 0.8 V an allowance of ours for a charger that is off; 3.2 V is the last that the converter's
    /// reference of 3.3 V lets be told from more, and below 0.5 V the sulfide itself is what is being discharged.
    static func full(nominalPicoamperes: Int64) -> CellLimits? {
        CellLimits(
            voltageAbove: LimitLevels(2_810_000_000, 2_950_000_000, 3_200_000_000),
            voltageBelow: LimitLevels(990_000_000, 800_000_000, 500_000_000),
            nominalPicoamperes: nominalPicoamperes,
            // Sodium on both sides is 0 V, and 0.1 V for the converter; nothing that the window leaves gives 3.25 V.
            plausible: PlausibleRange(
                lowerNanovolts: -100_000_000, upperNanovolts: 3_250_000_000, mostOhms: 15_000, leastOhms: 10,
                stepPicoamperes: nominalPicoamperes / 5, steadyPicoamperes: nominalPicoamperes / 20))
    }

    /// Sodium on both sides: all voltage is polarisation, either way.
    ///
    /// The paper's worst, bare after 269 h, has 16.8 kΩ at 71.3 µA, 1.2 V; 1.5 V is told, at 2.0 V the electrolyte is
    /// beyond what it has between sodium and TiS₂ in the paper, and 3.0 V is near the end of the converter. Without a
    /// current what is left of that relaxes within a minute or two: ±1 V of a coated cell after 2.5 times the nominal current.
    static func symmetric(nominalPicoamperes: Int64) -> CellLimits? {
        CellLimits(
            voltageAbove: LimitLevels(1_500_000_000, 2_000_000_000, 3_000_000_000),
            voltageBelow: LimitLevels(-1_500_000_000, -2_000_000_000, -3_000_000_000),
            nominalPicoamperes: nominalPicoamperes,
            plausible: PlausibleRange(
                lowerNanovolts: -1_000_000_000, upperNanovolts: 1_000_000_000, mostOhms: 40_000, leastOhms: 10,
                stepPicoamperes: nominalPicoamperes / 5, steadyPicoamperes: nominalPicoamperes / 20))
    }

    /// What all cells with this electrolyte and this measuring chain share.
    ///
    /// Current: the paper's cells see 1 (cycling) to 2.3 times (voltammetry, 196 µA) the nominal current, so 2.5, 5, and
    /// 590 µA, 2 % before the end of the INA228's range of 40.96 mV / 68 Ω = 602.4 µA, beyond which there is no reading.
    /// Temperature: −5…45 °C is where the estimators are held against the simulated cell, with 5 K to spare; −20…60 °C an
    /// allowance of ours; 80 °C leaves 17.8 K to the melting point of sodium, 97.8 °C, for a thermometer that lags and for
    /// the pellet's middle; −40 °C is where the chips' own range ends.
    /// Temperature rate: 602 µA · 2.8 V into 20 J/K of rods is 5 mK a minute, so 1 K a minute comes from outside: rods of
    /// 400 s see it after an ambient step of 7 K; 5 and 20 K a minute are steps of 33 and 133 K.
    /// Answer of the voltage: the thinner pellet alone has 81 Ω at 25 °C and 21 Ω at 80 °C (0.22 eV), so less than 10 Ω is no
    /// answer. At most: about twice what the profile's parts add up to at small currents, 5.6 and 17 kΩ.
    /// Voltage rate at a steady current: the curve's steepest, 50 V a unit of sodium at half of the drop to 1.0 V, at 2.5
    /// times the nominal current is 2.8 mV/s; 5, 20 and 50 mV/s are 0.1, 0.4 and 1 V within 20 s.
    private init?(
        voltageAbove: LimitLevels, voltageBelow: LimitLevels, nominalPicoamperes: Int64, plausible: PlausibleRange
    ) {
        let current = LimitLevels(nominalPicoamperes * 5 / 2, nominalPicoamperes * 5, 590_000_000)
        self.init(
            voltageAbove: voltageAbove, voltageBelow: voltageBelow, voltageHysteresis: 20_000_000,
            chargeAbove: current, dischargeAbove: current, currentHysteresis: 5_000_000,
            temperatureAbove: LimitLevels(323_150, 333_150, 353_150),
            temperatureBelow: LimitLevels(263_150, 253_150, 233_150), temperatureHysteresis: 1_000,
            temperatureRateAbove: LimitLevels(1_000, 5_000, 20_000),
            voltageRateAbove: LimitLevels(5_000_000, 20_000_000, 50_000_000), plausible: plausible)
    }
}
