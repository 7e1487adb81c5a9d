/// The cells of the paper by the names that commands, profiles and scenarios use.
///
/// Source: Zhang et al., Adv. Funct. Mater. 2020, doi 10.1002/adfm.202001118, and what `Docs/CellModel.md` derives.
extension PlantParameters {
    /// Every name.
    public static let names: [String] = [
        "alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4",
        "symmetric", "symmetric-bare", "symmetric-50c", "symmetric-300c",
        "symmetric-na3ps4", "symmetric-bare-na3ps4", "symmetric-50c-na3ps4", "symmetric-300c-na3ps4",
        "blocking", "blocking-na3ps4",
    ]

    /// The cell of a name, nil for one that is not there.
    public static func named(_ name: String) -> PlantParameters? {
        guard names.contains(name) else { return nil }
        let isPhosphate = name.hasSuffix("-na3ps4")
        let base = isPhosphate ? String(name.dropLast("-na3ps4".count)) : name
        func pellet(_ milligrams: Double) -> Electrolyte {
            isPhosphate ? .na3PS4(milligrams: milligrams) : .na3SbS4(milligrams: milligrams)
        }
        switch base {
        case "alucone-tis2": return full(pellet(120), coating: Coating(cycles: 150))
        case "bare-tis2": return full(pellet(120), coating: nil)
        case "symmetric": return symmetric(pellet(80), coating: Coating(cycles: 150))
        case "symmetric-bare": return symmetric(pellet(80), coating: nil)
        case "symmetric-50c": return symmetric(pellet(80), coating: Coating(cycles: 50))
        case "symmetric-300c": return symmetric(pellet(80), coating: Coating(cycles: 300))
        default: return blocking(pellet(80))
        }
    }

    /// The full cell with 150 cycles of alucone, `alucone-tis2`.
    public static var aluconeTiS2: PlantParameters {
        full(.na3SbS4(milligrams: 120), coating: Coating(cycles: 150))
    }

    /// Sodium against TiS₂; 120 mg of electrolyte. [P]
    public static func full(_ electrolyte: Electrolyte, coating: Coating?) -> PlantParameters {
        PlantParameters(
            layout: .full(Cathode()), electrolyte: electrolyte, sodium: coating == nil ? .bare : .coated,
            coating: coating, dendrite: DendriteLaw(meanHours: meanHours(coating)), window: 0...4)
    }

    /// Sodium on both sides; 80 mg of electrolyte. [P]
    public static func symmetric(_ electrolyte: Electrolyte, coating: Coating?) -> PlantParameters {
        PlantParameters(
            layout: .symmetric, electrolyte: electrolyte, sodium: coating == nil ? .bare : .coated,
            coating: coating, dendrite: DendriteLaw(meanHours: meanHours(coating)), window: -10...10)
    }

    /// Indium on both sides, as for the conductivity. [P] The constant-phase element is assumed.
    public static func blocking(_ electrolyte: Electrolyte) -> PlantParameters {
        PlantParameters(
            layout: .blocking(admittance: 8e-6 / (.pi / 4), exponent: 0.9), electrolyte: electrolyte, sodium: .bare,
            coating: nil, dendrite: DendriteLaw(meanHours: 1e6), window: -10...10)
    }

    /// Hours of plating: with the contact that is lost, cells shorted at 269 h bare and at 320 h under 50 cycles, on average
    /// and after 2 h of rest [F]; 900 for more, where 475 h is a bound. [A]
    private static func meanHours(_ coating: Coating?) -> Double {
        guard let coating else { return 279 }
        return coating.thickness < 30 ? 319 : 900
    }
}
