import CellCore
import CellData
import Foundation

/// A profile that was built, with what was found and how sure it is.
public struct BuiltProfile: Sendable {
    /// The profile.
    public var profile: CellProfile
    /// All cycles of the record.
    public let table: CycleTable
    /// Number of the cycle that it was built from.
    public let cycle: Int
    /// The charge that gave one branch.
    public let charge: HalfCycle
    /// The discharge that gave the other, and the capacity.
    public let discharge: HalfCycle
    /// Relative error of the capacity.
    public let capacityTolerance: Double
    /// True when the error is what earlier discharges differed by, false when it is half of the difference to the charge.
    public let isCapacityRepeated: Bool
    /// From the steps of the current.
    public let resistances: Resistances
    /// The slow resistance of the profile, in ohms: that of the rests, or 0 where diffusion explains them better.
    public let slowOhms: Double
    /// Where on its way the charge lost what did not come back.
    public let chargeMap: ChargeMap
    /// Lead of the surface at the discharge's current, in state of charge.
    public let lead: Double
    /// R²/D, in seconds; 0 where the branches show none.
    public let diffusionSeconds: Double
    /// Half distance of the branches beyond resistances and diffusion, in volts, with its standard error.
    public let hysteresisVolts: Double
    /// See `hysteresisVolts`.
    public let hysteresisError: Double
    /// Change of state of charge over which it turns.
    public let hysteresisSpan: Double
    /// Half distance of the branches with only the series resistance taken off, in volts.
    public let halfDistanceVolts: Double
    /// What is left between the branches, half of it, in volts: root mean square, and 95 %.
    public let residualVolts: Double
    /// See `residualVolts`.
    public let residual95Volts: Double
    /// Mean temperature of the record in degrees Celsius; nil where it has none.
    public let celsius: Double?

    /// Comments for `ProfileFile.text`: where each number comes from.
    public var comments: [String: [String]] {
        [
            "": [
                "Built by cellmon profile build from cycle \(cycle): charge of \(coulombs(charge)) at "
                    + "\(Measure.text(charge.amperes, "A")), discharge of \(coulombs(discharge)) at "
                    + "\(Measure.text(discharge.amperes, "A")), "
                    + (celsius.map { String(format: "%.1f °C.", $0) } ?? "temperature not recorded."),
                "State of charge 1 and 0 are the ends of that discharge, at that current.", "",
            ],
            "capacity": [
                "The charge of the discharge. Tolerance: "
                    + (isCapacityRepeated
                        ? "the largest difference of an earlier whole discharge."
                        : "half of the difference between charge and discharge, for want of an earlier whole discharge."),
                "Of the charge \(efficiencyText) came back; its tolerance is half of what did not.",
            ],
            "current": ["Nominal: of the discharge. Maximum: the largest in the record."],
            "window": ["Where charge and discharge ended."],
            "polarisation": polarisationComment,
            "coating": ["The slow resistance, from rests; no coating is meant."],
            "rest": ["Current: 2 % of the discharge's. The rest as in the built-in profiles."],
            "sensor": [
                "Assumed, not found in the record: gain 0.1 %, voltage 1 mV, offset 0.01 % of the current or a digit."
            ],
            "short": ["What would empty the cell in three minutes."],
            "limits": [
                "Ours, not the record's: voltages from the window, currents from the nominal one, rates from the curve,",
                "temperatures as in the built-in profiles. Set them to what the cell's maker allows.",
            ],
            "open_circuit": [
                String(
                    format:
                        "Middle of both branches, which differ by ±%.1f mV about it without hysteresis (95 %%: ±%.1f mV).",
                    residualVolts * 1e3, residual95Volts * 1e3),
                String(
                    format:
                        "Tolerance: the latter. Hysteresis: %.1f ± %.1f mV in the mean, of a half distance of %.1f mV.",
                    hysteresisVolts * 1e3, hysteresisError * 1e3, halfDistanceVolts * 1e3),
            ],
        ]
    }

    /// The share of the charge that came back, and where the rest was lost.
    public var efficiencyText: String {
        let whole = String(format: "%.1f %%", min(discharge.coulombs / charge.coulombs, 1) * 100)
        guard chargeMap.knee < 1 else { return whole }
        return whole
            + String(
                format: " (%.0f %% below state of charge %.2f, %.0f %% above)", chargeMap.lower * 100, chargeMap.knee,
                chargeMap.upper * 100)
    }

    private var polarisationComment: [String] {
        let series = Measure.text(resistances.seriesOhms, "Ω")
        let error = Measure.text(resistances.uncertaintyOhms, "Ω", digits: 2)
        var lines = ["Series resistance \(series) ± \(error): \(resistances.steps.count) steps of the current."]
        lines.append(
            resistances.relaxations.isEmpty
                ? "No rest of a minute: what relaxes slowly cannot be told from hysteresis, and counts as that."
                : "Slow resistance \(Measure.text(resistances.slowOhms, "Ω")): \(resistances.relaxations.count) rests"
                    + (slowOhms > 0 ? "." : "; diffusion explains it better."))
        lines.append(
            diffusionSeconds > 0
                ? String(format: "Diffusion: the branches lie ±%.4f of the state of charge apart.", lead)
                : "Diffusion: the branches lie no nearer with any.")
        lines.append(
            "One temperature: no activation energy. Tolerance: 20 %, as cells of a kind differ, or the error above.")
        return lines
    }

    private func coulombs(_ half: HalfCycle) -> String { Measure.text(half.coulombs, "C", digits: 4) }
}
