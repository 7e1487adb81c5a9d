/// Names of the built-in profiles, in the order in which they are listed for people.
private let builtInNames: InlineArray<15, StaticString> = [
    "alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4",
    "symmetric", "symmetric-bare", "symmetric-50c", "symmetric-300c",
    "symmetric-na3ps4", "symmetric-bare-na3ps4", "symmetric-50c-na3ps4", "symmetric-300c-na3ps4",
    "blocking", "blocking-na3ps4", "generic",
]

extension CellProfile {
    /// Number of built-in profiles.
    public static var builtInCount: Int { 15 }

    /// Name of the built-in profile `index`, 0..<`builtInCount`; nil outside.
    public static func builtInName(_ index: Int) -> StaticString? {
        index >= 0 && index < builtInCount ? builtInNames[index] : nil
    }

    /// The built-in profile of that name, nil when there is none.
    public static func builtIn(named name: ProfileName) -> CellProfile? {
        for index in 0..<builtInCount where ProfileName(builtInNames[index]) == name { return builtIn(index) }
        return nil
    }

    /// The built-in profile `index`, in the order of the names.
    private static func builtIn(_ index: Int) -> CellProfile {
        let name = ProfileName(builtInNames[index])
        return switch index {
        case 0: full(name, .na3SbS4Of120Milligrams, .activated)
        case 1: full(name, .na3SbS4Of120Milligrams, .none)
        case 2: full(name, .na3PS4Of120Milligrams, .activated)
        case 3: full(name, .na3PS4Of120Milligrams, .none)
        case 4: symmetric(name, .na3SbS4Of80Milligrams, .cycles150)
        case 5: symmetric(name, .na3SbS4Of80Milligrams, .none)
        case 6: symmetric(name, .na3SbS4Of80Milligrams, .cycles50)
        case 7: symmetric(name, .na3SbS4Of80Milligrams, .cycles300)
        case 8: symmetric(name, .na3PS4Of80Milligrams, .cycles150)
        case 9: symmetric(name, .na3PS4Of80Milligrams, .none)
        case 10: symmetric(name, .na3PS4Of80Milligrams, .cycles50)
        case 11: symmetric(name, .na3PS4Of80Milligrams, .cycles300)
        default: unknown(name)
        }
    }

    /// The full cell Na@alucone (150 cycles) | Na₃SbS₄ | TiS₂, `alucone-tis2`.
    public static var aluconeTiS2: CellProfile {
        full(ProfileName("alucone-tis2"), .na3SbS4Of120Milligrams, .activated)
    }

    /// The symmetric cell Na@alucone (150 cycles) | Na₃SbS₄ | Na@alucone, `symmetric`.
    public static var symmetric: CellProfile {
        symmetric(ProfileName("symmetric"), .na3SbS4Of80Milligrams, .cycles150)
    }

    /// The symmetric cell with bare sodium, `symmetric-bare`.
    public static var symmetricBare: CellProfile {
        symmetric(ProfileName("symmetric-bare"), .na3SbS4Of80Milligrams, .none)
    }

    /// Any cell of which nothing is known, `generic`: charge is counted, and a collapse of the voltage is seen.
    public static var generic: CellProfile { unknown(ProfileName("generic")) }

    /// Charge is counted, and a collapse of the voltage is seen. Blocking electrodes carry no current for long.
    private static func unknown(_ name: ProfileName) -> CellProfile {
        CellProfile(
            name: name, capacityNanocoulombs: nil, capacityTolerance: 0, nominalCurrentPicoamperes: 0,
            maximumCurrentPicoamperes: 602_000_000, curve: nil, polarisation: nil, rest: .tenMinutes,
            sensor: .ina228With68Ohms, hardShortOhms: 100)
    }
}

extension RestCriterion {
    /// At most 200 nA for ten minutes, and less than 4 µV/s over the last.
    public static var tenMinutes: RestCriterion {
        RestCriterion(currentPicoamperes: 200_000, microseconds: 600_000_000, voltsPerSecond: 4e-6)
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
