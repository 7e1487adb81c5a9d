extension CellProfile {
    /// Sodium against 7.0 mg of TiS₂ on a pellet of 1 cm, after its first cycles: coating activated, part of the sodium
    /// trapped.
    ///
    /// Capacity: 6.0358 C · 0.9283 · (0.8703 − 0.2581·0.9615·0.8703) = 3.666 C, 145 mAh/g, of which the voltage limits let
    /// 140 out. Nominal: 0.11 mA/cm² · 0.7854 cm² = 86.4 µA. With coating 3.2 kΩ at 86.4 µA after 300 s: 441 Ω at once, 86 Ω
    /// of charge transfer, 1036 Ω of film, 51.4 mV · asinh(86.4/12.7) = 1.55 kΩ of interlayer, the rest diffusion.
    /// Electrons of the electrolyte: 0.105 cm over 10⁻⁹ S/cm (assumed) · 0.7854 cm² = 134 MΩ.
    /// First cycle: 200 → 140 mAh/g. Curve: ±5 mV of hysteresis, whose content of 0.03 is 0.03/(0.6549·0.9283) = 0.05 of
    /// the state of charge; ±2 mV for what rests of unlike length leave.
    /// Tolerance ±20 %: what cells of a kind may differ by, which mass and trapped share make 0.75…1.28 of the capacity; against the simulated cell the profile needs a third of it.
    /// Source: Zhang et al. 2020 (as in `AluconeTiS2Curve.swift`), and values derived from it in `Docs/CellModel.md`.
    static func full(_ name: ProfileName, _ electrolyte: ActivatedOhms, _ coating: CoatingPolarisation) -> CellProfile {
        var electrode = coating
        electrode.electrodeCount = coating.electrodeCount > 0 ? 1 : 0
        return CellProfile(
            name: name,
            capacityNanocoulombs: 3_666_000_000, capacityTolerance: 0.28, firstCycleLoss: 0.30,
            selfDischargeOhms: 134e6, window: VoltageWindow(lowerVolts: 1.0, upperVolts: 2.8),
            nominalCurrentPicoamperes: 86_400_000, maximumCurrentPicoamperes: 602_000_000,
            curve: OpenCircuitCurve(
                volts: aluconeTiS2Volts, toleranceVolts: 0.002, hysteresisVolts: 0.005, hysteresisSpan: 0.05,
                voltsPerKelvin: aluconeTiS2VoltsPerKelvin, lowerTail: aluconeTiS2LowerTail ?? .none,
                upperTail: aluconeTiS2UpperTail ?? .none),
            polarisation: Polarisation(
                electrolyte: electrolyte,
                interface: ActivatedOhms(ohms: 269.5, electronvolts: 0.45),
                interfaceGrowthOhms: coating.electrodeCount > 0 ? 0 : 8_100,
                // (RT/F)/I₀ = 25.69 mV / 300 µA.
                kinetics: ActivatedOhms(ohms: 85.6, electronvolts: 0.50),
                coating: electrode, diffusionSeconds: 3e4, diffusionElectronvolts: 0.10, tolerance: 0.20,
                activationTolerance: 0.20),
            rest: .tenMinutes, sensor: .ina228With68Ohms, hardShortOhms: 100,
            limits: .full(nominalPicoamperes: 86_400_000))
    }

    /// Sodium on both sides, foils of 3/8 inch. No open-circuit voltage, no state of charge.
    ///
    /// Nominal: 0.1 mA/cm² · 0.7126 cm² = 71.3 µA. Interfaces (620 − 81)/2 = 269.5 Ω each. Coated: from fresh to activated
    /// (4.97 to 6.29 kΩ at nominal current for 150 cycles), and ±10 %. Bare: as fresh, ±20 %, and growth to 16.8 kΩ at 269 h of
    /// cycling, which makes the voltage larger, so it is never taken for a short, though one is seen the later for it.
    /// Source: Zhang et al. 2020, Fig. 2 and S5, and values derived from them in `Docs/CellModel.md`.
    static func symmetric(
        _ name: ProfileName, _ electrolyte: ActivatedOhms, _ coating: CoatingPolarisation
    ) -> CellProfile {
        CellProfile(
            name: name,
            capacityNanocoulombs: nil, capacityTolerance: 0,
            nominalCurrentPicoamperes: 71_300_000, maximumCurrentPicoamperes: 602_000_000,
            curve: nil,
            polarisation: Polarisation(
                electrolyte: electrolyte, interface: ActivatedOhms(ohms: 539, electronvolts: 0.45),
                interfaceGrowthOhms: coating.electrodeCount > 0 ? 0 : 16_200, kinetics: .none, coating: coating,
                diffusionSeconds: 0, diffusionElectronvolts: 0, tolerance: coating.electrodeCount > 0 ? 0.10 : 0.20,
                activationTolerance: 0),
            rest: .tenMinutes, sensor: .ina228With68Ohms, hardShortOhms: 100,
            limits: .symmetric(nominalPicoamperes: 71_300_000))
    }
}

/// Pellets: thickness (0.07 cm for 80 mg) over conductivity and 0.7854 cm².
extension ActivatedOhms {
    /// 0.105 cm / (1.1 mS/cm · 0.7854 cm²), 0.22 eV.
    static var na3SbS4Of120Milligrams: ActivatedOhms { ActivatedOhms(ohms: 121.5, electronvolts: 0.22) }
    /// 0.07 cm / (1.1 mS/cm · 0.7854 cm²), 0.22 eV.
    static var na3SbS4Of80Milligrams: ActivatedOhms { ActivatedOhms(ohms: 81.0, electronvolts: 0.22) }
    /// 0.105 cm / (0.08 mS/cm · 0.7854 cm²), 0.30 eV.
    static var na3PS4Of120Milligrams: ActivatedOhms { ActivatedOhms(ohms: 1671, electronvolts: 0.30) }
    /// 0.07 cm / (0.08 mS/cm · 0.7854 cm²), 0.30 eV.
    static var na3PS4Of80Milligrams: ActivatedOhms { ActivatedOhms(ohms: 1114, electronvolts: 0.30) }
}

extension CoatingPolarisation {
    /// 50 cycles, 16.7 nm, both sides.
    static var cycles50: CoatingPolarisation { coating(nanometres: 50.0 / 3, dielectricOhms: 50) }
    /// 150 cycles, 50 nm, both sides.
    static var cycles150: CoatingPolarisation { coating(nanometres: 50, dielectricOhms: 50) }
    /// 300 cycles, 100 nm, both sides.
    static var cycles300: CoatingPolarisation { coating(nanometres: 100, dielectricOhms: 235) }
    /// 150 cycles, long in use.
    static var activated: CoatingPolarisation {
        var coating = cycles150
        coating.leastActivation = 1
        return coating
    }

    /// Film: 1 nm / (3.30 nS/cm · 0.71256 cm²) = 42.527 Ω/nm fresh. Activated, sites s(ζ) = ½·erfc((ζ − 0.70)/0.16) are full
    /// and each depth conducts 1 + 2s times as well: the mean of 1/(1 + 2s) over 16 depths is 0.48732.
    /// Interlayer: 8.90 µA/cm² · 0.71256 cm² = 6.342 µA. Capacitance: 12 mF for 50 nm.
    private static func coating(nanometres: Float, dielectricOhms: Float) -> CoatingPolarisation {
        CoatingPolarisation(
            electrodeCount: 2, dielectricOhms: dielectricOhms, freshFilmOhms: 42.527 * nanometres,
            activatedFilmOhms: 42.527 * 0.487_32 * nanometres, exchangeAmperes: 6.342e-6,
            farads: 12e-3 / 50 * nanometres, leastActivation: 0, mostActivation: 1, electronvolts: 0.55)
    }
}
