import CellAnalysis
import CellCore
import CellData
import Foundation

/// What a build found, for people and as JSON.
struct BuildReport {
    private let built: BuiltProfile
    private let path: String

    init(_ built: BuiltProfile, path: String) {
        self.built = built
        self.path = path
    }

    func print(to output: StandardOutput) throws(CommandFailure) {
        try output.line(
            StyledText("cycle   charged       discharged    efficiency          by the record", .bold).rendered())
        for cycle in built.table.cycles { try output.line(line(cycle)) }
        try output.line("")
        var table = TwoColumns()
        table.add("Built from", "cycle \(built.cycle), discharge at \(Measure.text(built.discharge.amperes, "A"))")
        table.add(
            "Capacity",
            "\(charge(built.discharge)) ± \(percent(built.capacityTolerance)) ("
                + (built.isCapacityRepeated ? "repeated" : "charge and discharge differ by twice that") + ")")
        table.add("Charge that stayed", built.efficiencyText)
        table.add("Series resistance", ohms(built.resistances.seriesOhms, built.resistances.uncertaintyOhms))
        table.add("Slow resistance", slow)
        table.add(
            "Diffusion",
            built.diffusionSeconds > 0
                ? String(format: "lead %.4f at this current, time %.3g s", built.lead, built.diffusionSeconds)
                : "none found")
        table.add(
            "Hysteresis",
            "±\(volts(built.hysteresisVolts)) in the mean, standard error \(volts(built.hysteresisError)), turns over "
                + String(format: "%.3f", built.hysteresisSpan))
        table.add(
            "Left over",
            "\(volts(built.residualVolts)) rms, \(volts(built.residual95Volts)) in 95 % of states of charge 0.1…0.9")
        table.add(
            "Limits",
            built.profile.limits == nil
                ? "none: nothing to take them from"
                : "from window, current and curve; temperatures as in the built-in profiles")
        table.add("Written to", path, .bold)
        try table.print(to: output)
    }

    func printJSON(to output: StandardOutput) throws(CommandFailure) {
        for cycle in built.table.cycles { try output.line(json(cycle).text) }
        var line = JSONLine(type: "profile_built")
        line.add("name", built.profile.name.text)
        line.add("path", path)
        line.add("cycle", built.cycle)
        line.add("capacity_coulomb", built.discharge.coulombs)
        line.add("has_limits", built.profile.limits != nil)
        line.add("capacity_tolerance", built.capacityTolerance)
        line.add("discharge_current_ampere", built.discharge.amperes)
        line.add("charge_current_ampere", built.charge.amperes)
        line.add("charge_efficiency", Double(built.profile.chargeEfficiency.share))
        line.add("charge_efficiency_tolerance", Double(built.profile.chargeEfficiency.tolerance))
        line.add("charge_knee", built.chargeMap.knee)
        line.add("charge_efficiency_below", built.chargeMap.lower)
        line.add("charge_efficiency_above", built.chargeMap.upper)
        line.add("series_ohm", built.resistances.seriesOhms)
        line.add("series_uncertainty_ohm", built.resistances.uncertaintyOhms)
        if !built.resistances.relaxations.isEmpty {
            line.add("slow_ohm", built.resistances.slowOhms)
            line.add("slow_uncertainty_ohm", built.resistances.slowUncertaintyOhms)
            line.add("slow_second", built.resistances.slowSeconds)
        }
        line.add("diffusion_second", built.diffusionSeconds)
        line.add("diffusion_lead", built.lead)
        line.add("hysteresis_volt", built.hysteresisVolts)
        line.add("hysteresis_standard_error_volt", built.hysteresisError)
        line.add("hysteresis_span", built.hysteresisSpan)
        line.add("half_distance_volt", built.halfDistanceVolts)
        line.add("residual_volt", built.residualVolts)
        line.add("residual_95_volt", built.residual95Volts)
        try output.line(line.text)
    }

    private func json(_ cycle: CycleTable.Cycle) -> JSONLine {
        var line = JSONLine(type: "cycle")
        line.add("number", cycle.number)
        line.add("charged_coulomb", cycle.charge?.coulombs)
        line.add("discharged_coulomb", cycle.discharge?.coulombs)
        line.add("record_charged_coulomb", cycle.charge?.recordedCoulombs)
        line.add("record_discharged_coulomb", cycle.discharge?.recordedCoulombs)
        line.add("coulombic_efficiency", cycle.efficiency?.value)
        line.add("coulombic_efficiency_uncertainty", cycle.efficiency?.uncertainty)
        line.add("record_coulombic_efficiency", cycle.recordedEfficiency)
        return line
    }

    private func line(_ cycle: CycleTable.Cycle) -> String {
        let efficiency = cycle.efficiency.map {
            String(format: "%.3f ± %.1g %%", $0.value * 100, $0.uncertainty * 100)
        }
        let recorded = cycle.recordedEfficiency.map { String(format: "%.3f %%", $0 * 100) }
        return [
            (String(format: "%5d", cycle.number), 8), (cycle.charge.map(charge) ?? "–", 14),
            (cycle.discharge.map(charge) ?? "–", 14), (efficiency ?? "–", 20), (recorded ?? "–", 0),
        ].map { Measure.padded($0.0, $0.1) }.joined()
    }

    private var slow: String {
        guard !built.resistances.relaxations.isEmpty else { return "not known: no rest of a minute in the cycle" }
        let text = ohms(built.resistances.slowOhms, built.resistances.slowUncertaintyOhms)
        let seconds = Measure.text(built.resistances.slowSeconds, "s")
        return "\(text), \(seconds)" + (built.slowOhms > 0 ? "" : "; diffusion explains it better")
    }

    private func charge(_ half: HalfCycle) -> String { Measure.text(half.coulombs / 3600, "Ah", digits: 4) }
    private func ohms(_ value: Double, _ error: Double) -> String {
        "\(Measure.text(value, "Ω")) ± \(Measure.text(error, "Ω", digits: 2))"
    }
    private func volts(_ value: Double) -> String { Measure.text(value, "V") }
    private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
