/// The paper's numbers of electrolytes and symmetric cells. Sources: E1…E8, G9…G11, section 1c of the derivation.
extension PaperTarget {
    /// The paper's tolerances: conductivity and ohmic resistance 3 %, impedance 5 %, overpotentials 10 %.
    static func part(_ share: Double, of paper: Double) -> Criterion { .within(share * paper) }

    // MARK: Conductivity

    static func conductivity(_ cell: String, _ paper: Double) -> PaperTarget {
        PaperTarget(
            "conductivity-\(cell)", cell, "conductivity at 25 °C", "S/cm", paper, part(0.03, of: paper), .identity,
            "read off the spectrum of In | electrolyte | In; F3: only the pair of thickness and conductivity is sure")
    }

    static func pellet(_ cell: String, milligrams: Int, _ paper: Double) -> PaperTarget {
        PaperTarget(
            "pellet-\(milligrams)mg-\(cell)", cell, "resistance of \(milligrams) mg at 25 °C", "Ω", paper,
            part(0.03, of: paper), .identity, "F3: L/(σA) of the paper's own numbers")
    }

    // MARK: Impedance at rest

    static let bareStart = PaperTarget(
        "eis-start-symmetric-bare", "symmetric-bare", "impedance after assembly", "Ω", 620, part(0.05, of: 620),
        .fitted, "the interface is 620 Ω less the pellet")
    static let bareDay = PaperTarget(
        "eis-day-symmetric-bare", "symmetric-bare", "impedance after 24 h at rest", "Ω", 1240, part(0.05, of: 1240),
        .fitted, "parabolic growth, its constant from this number; text gives only both ends of seven spectra")

    static func coatedStart(_ cell: String) -> PaperTarget {
        PaperTarget(
            "eis-start-\(cell)", cell, "impedance after assembly", "Ω", 720, part(0.05, of: 720), .fitted,
            "F1: read as 100 Ω more than bare; F11: 50 and 150 cycles alike")
    }

    static let thickStart = PaperTarget(
        "eis-start-symmetric-300c", "symmetric-300c", "impedance after assembly", "Ω", 1080, .between(1080...1161),
        .fitted, "F2: 1080 Ω in total, or beside the pellet's 81 Ω")
    static let sameStart = PaperTarget(
        "eis-same-symmetric", "symmetric", "impedance, 150 less 50 cycles", "Ω", 0, part(0.05, of: 720), .identity,
        "F11: the same arc is put in for both")

    static func restChange(_ cell: String, start: Double) -> PaperTarget {
        PaperTarget(
            "eis-change-\(cell)", cell, "change of impedance in 24 h", "Ω", 0, part(0.05, of: start), .identity,
            "\"negligible changes\": no interphase is let grow under a coating")
    }

    // MARK: Plating and stripping

    static let symmetricCurrent = PaperTarget(
        "current-symmetric", "symmetric", "current at 0.1 mA/cm²", "µA", 71.3, part(0.03, of: 71.3), .identity,
        "F6: on the foil's 0.7126 cm², not the pellet's 0.7854 cm²")
    static let bareOverpotential = PaperTarget(
        "overpotential-start-symmetric-bare", "symmetric-bare", "overpotential at the start", "V", 0.056,
        part(0.1, of: 0.056), .predicted,
        "from impedance and its parabolic growth in the 2 h of rest; F6: with the foil's area")
    static let bareEnd = PaperTarget(
        "overpotential-269h-symmetric-bare", "symmetric-bare", "overpotential at 269 h", "V", 1.2, part(0.1, of: 1.2),
        .fitted, "F10: growth driven by cycling, of which only the end is known")
    static let bareCycles = cycles("symmetric-bare", 133, hours: 269)

    static func thinOverpotential(hours: Int) -> PaperTarget {
        PaperTarget(
            "overpotential-\(hours)h-symmetric-50c", "symmetric-50c", "overpotential at \(hours) h", "V", 0.35,
            part(0.1, of: 0.35), .fitted,
            hours == 160
                ? "\"levels off after 160 h\": the activation time is chosen for it"
                : "F7, F8: a slow branch below 1 Hz, fitted to the plateaus of 50 and 150 cycles")
    }

    static let thinCycles = cycles("symmetric-50c", 159, hours: 320)

    static func overpotential(hours: Int) -> PaperTarget {
        PaperTarget(
            "overpotential-\(hours)h-symmetric", "symmetric", "overpotential at \(hours) h", "V", 0.45,
            part(0.1, of: 0.45), .fitted,
            hours == 100
                ? "the plateau is fitted; how soon it is reached follows from the activation time of 50 cycles"
                : "F7, F8: a slow branch below 1 Hz, fitted to the plateaus of 50 and 150 cycles")
    }

    static let cycles150 = cycles("symmetric", 236, hours: 475)

    private static func cycles(_ cell: String, _ paper: Double, hours: Int) -> PaperTarget {
        PaperTarget(
            "cycles-\(hours)h-\(cell)", cell, "complete cycles until \(hours) h", "1", paper, .within(0), .identity,
            "2 h of rest, then 2 h a cycle")
    }

    // MARK: The film in depth

    static let flatSignal = PaperTarget(
        "sputter-260s-symmetric", "symmetric", "AlO⁻ at 260 s, pristine film", "%", 100, .within(3), .fitted,
        "F4: the depth resolution of 5 nm is chosen so that the signal looks flat until then")
    static let halfSignal = PaperTarget(
        "sputter-half-symmetric", "symmetric", "AlO⁻ falls to half, pristine film", "s", 333, part(0.03, of: 333),
        .identity, "F4: 50 nm at 0.15 nm/s, though the text has 260 s")
    static let sodiatedLevels = PaperTarget(
        "sodiated-levels-symmetric", "symmetric", "sodiated share of the film's depth", "1", 5.0 / 7,
        .within(1.0 / 14), .identity, "F5: levels 3–7 of 1–7; the reach of the sodiation is put in; half a level")

    // MARK: Lifetimes

    static func lifetime(_ cell: String, _ paper: Double) -> PaperTarget {
        PaperTarget(
            "lifetime-\(cell)", cell, "lifetime (median; 5–95 % band)", "h", paper, .population(0...0), .fitted,
            "F12: one specimen each, in the band of 10 000 seeds; mean fitted to it, scatter assumed")
    }

    static let survivors = PaperTarget(
        "survival-475h-symmetric", "symmetric", "cells without a short at 475 h", "%", 100, .within(5), .identity,
        "F12: one specimen, a lower bound; the mean of 900 h is assumed")
}
