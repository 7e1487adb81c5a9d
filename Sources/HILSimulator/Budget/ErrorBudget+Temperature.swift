import Foundation

extension ErrorBudget {
    private typealias Sheet = BudgetDataSheet.TMP117

    /// Change of a resistance a kelvin at 25 °C by its activation energy in eV: Ea / (k T²).
    private static func change(_ electronVolts: Double) -> Double { electronVolts / 8.617_333e-5 / (298.15 * 298.15) }

    /// Errors of the temperature, and what they are in the cell's resistances.
    func temperatureRows() -> [BudgetRow] {
        let single = Sheet.step / Sheet.averages.squareRoot()
        // What the step adds depends on where between two codes the temperature lies: nothing to half a step.
        let noise = single...(single * single + Sheet.step * Sheet.step / 4).squareRoot()
        let error = noise.upperBound * ErrorBudget.share(ChipSurvey.counts.zero)
        // Self-heating, half a step, and half of the millikelvin of a sample.
        let others = Sheet.selfHeating + Sheet.step / 2 + 0.5e-3
        func worstOfRange(_ chip: ChipSurvey) -> Double {
            zip(chip.zero, ChipSurvey.celsius).map { abs($0.celsius - $1) }.max() ?? .nan
        }
        let worst = self.worst(worstOfRange, limit: Sheet.error.limit, others: others, error: error)
        let interface = ErrorBudget.change(0.45)
        return [
            BudgetRow(
                "temperature_noise", .temperature, "noise of a reading, rms", .millikelvin,
                self.noise(\.still, ErrorBudget.kelvin, dataSheet: noise),
                formula: "7.8 mK / √8, and up to half a step of 7.8 mK (TMP117 8.2.2.1)"),
            BudgetRow(
                "temperature_error", .temperature, "error, worst of −5…45 °C", .millikelvin, worst,
                typical: rootMeanSquare(
                    { $0.zero[2].celsius - 25 }, typical: Sheet.error.typical, others: others, error: error),
                formula: "±0.1 K (typically 0.05); 5 mK of self-heating and half a step (TMP117 6.5, 8.2.2)"),
            BudgetRow(
                "temperature_resistance", .temperature, "the same in the resistance of an interface", .percent,
                worst.scaled(interface),
                formula: "error · 0.45 eV / (k T²), 5.9 % a kelvin"),
        ]
    }

    /// The change a kelvin of the three resistances.
    static let kelvinRows = [("electrolyte", 0.22, 0.029), ("interface", 0.45, 0.059), ("film", 0.55, 0.072)]
        .map { name, energy, estimate in
            BudgetRow(
                "kelvin_\(name)", .arithmetic, "\(name)'s resistance, change a kelvin", .percent,
                ErrorBudget.computed(change(energy)), formula: "\(energy) eV / (k T²) at 25 °C",
                estimate: .init(estimate, digit: 0.001))
        }
}
