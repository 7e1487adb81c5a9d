extension CellProfile {
    /// The full cell Na@alucone (150 cycles) | Na₃SbS₄ | TiS₂, 7.0 mg TiS₂ on a pellet of 1 cm.
    ///
    /// Capacity: 140 mAh/g reversible · 7.006 mg = 0.981 mAh = 3.531 C. Nominal: 0.11 mA/cm² · 0.7854 cm² = 86.4 µA.
    /// Resistance: electrolyte 121.5 Ω + one bare-sodium interface 269.5 Ω + alucone arc 50 Ω = 441 Ω at once, cathode
    /// charge transfer 86 Ω, film and hybrid interlayer 2.67 kΩ with about 32 s. The tolerance is an assumption.
    /// Source: Zhang et al. 2020 (as in `AluconeTiS2Curve.swift`), and values derived from it in `Docs/CellModel.md`.
    public static var aluconeTiS2: CellProfile {
        CellProfile(
            name: ProfileName("alucone-tis2"),
            capacityNanocoulombs: 3_531_000_000, capacityTolerance: 0.03,
            nominalCurrentPicoamperes: 86_400_000, maximumCurrentPicoamperes: 602_000_000,
            curve: OpenCircuitCurve(volts: aluconeTiS2Volts, toleranceVolts: 0.005),
            polarisation: Polarisation(
                seriesOhms: 441, fastOhms: 86, fastSeconds: 1, slowOhms: 2670, slowSeconds: 32,
                activationEnergyElectronvolts: 0.5, tolerance: 0.2),
            rest: RestCriterion(
                currentPicoamperes: 200_000, microseconds: 600_000_000, voltsPerSecond: 4e-6),
            sensor: .ina228With68Ohms, hardShortOhms: 100)
    }

    /// The symmetric cell Na@alucone (150 cycles) | Na₃SbS₄ | Na@alucone, foils of 3/8 inch.
    ///
    /// Nominal: 0.1 mA/cm² · 0.7126 cm² = 71.3 µA. Its polarisation grows from 333 mV to 450 mV while the coating is
    /// activated, 4.67…6.31 kΩ: the middle, ±25 % to hold the whole way. No open-circuit voltage, no state of charge.
    /// Source: Zhang et al. 2020, Fig. 2b; the start is a model statement (`Docs/CellModel.md`).
    public static var symmetric: CellProfile {
        CellProfile(
            name: ProfileName("symmetric"),
            capacityNanocoulombs: nil, capacityTolerance: 0,
            nominalCurrentPicoamperes: 71_300_000, maximumCurrentPicoamperes: 602_000_000,
            curve: nil,
            polarisation: Polarisation(
                seriesOhms: 720, fastOhms: 100, fastSeconds: 1, slowOhms: 4680, slowSeconds: 56,
                activationEnergyElectronvolts: 0.5, tolerance: 0.25),
            rest: RestCriterion(
                currentPicoamperes: 200_000, microseconds: 600_000_000, voltsPerSecond: 4e-6),
            sensor: .ina228With68Ohms, hardShortOhms: 100)
    }

    /// Any cell of which nothing is known: charge is counted, and a collapse of the voltage is seen.
    public static var generic: CellProfile {
        CellProfile(
            name: ProfileName("generic"),
            capacityNanocoulombs: nil, capacityTolerance: 0,
            nominalCurrentPicoamperes: 0, maximumCurrentPicoamperes: 602_000_000,
            curve: nil, polarisation: nil,
            rest: RestCriterion(
                currentPicoamperes: 200_000, microseconds: 600_000_000, voltsPerSecond: 4e-6),
            sensor: .ina228With68Ohms, hardShortOhms: 100)
    }

    /// The built-in profile of that name, nil when there is none.
    public static func builtIn(named name: ProfileName) -> CellProfile? {
        if name == ProfileName("alucone-tis2") { return aluconeTiS2 }
        if name == ProfileName("symmetric") { return symmetric }
        if name == ProfileName("generic") { return generic }
        return nil
    }
}

extension SensorErrors {
    /// INA228 on a 68 Ω shunt and ADS122C04 on a 3.3 V reference.
    ///
    /// Gain ±0.05 %, offset ±1 µV / 68 Ω = 15 nA, voltage offset an allowance of 100 µV.
    /// Source: TI INA228 data sheet SLYS021, section 6.5 (shunt offset, gain error).
    public static var ina228With68Ohms: SensorErrors {
        SensorErrors(currentGain: 0.0005, currentOffsetAmperes: 15e-9, voltageOffsetVolts: 100e-6)
    }
}
