extension ErrorBudget {
    private typealias Sheet = BudgetDataSheet.ADS122C04

    /// Noise of the voltage of a sample in volts: conversions that end in its interval are averaged.
    static let voltageNoise: (second: Double, burst: Double) = {
        let periods = BudgetDataSheet.periods
        let count = periods.second / Sheet.seconds.second
        // In a burst 1.51 conversions end in a sample: one, or with this share two.
        let double = periods.burst / Sheet.seconds.burst - 1
        return (Sheet.noise.second / count.squareRoot(), Sheet.noise.burst * (1 - double / 2).squareRoot())
    }()

    /// Errors of the voltage; the reference counts as exact.
    func voltageRows() -> [BudgetRow] {
        let noise = ErrorBudget.voltageNoise
        let zero = ErrorBudget.share(ChipSurvey.counts.zero) * noise.second
        let drift = ErrorBudget.share(ChipSurvey.counts.zero, ChipSurvey.counts.zero) * noise.second / 50
        func offset(_ chip: ChipSurvey) -> Double { chip.zero[2].volts }
        func slope(_ chip: ChipSurvey) -> Double { ChipSurvey.drift(chip.zero.map(\.volts)) }
        return [
            BudgetRow(
                "voltage_noise", .voltage, "noise of a sample of 1.05 s, rms", .microvolts,
                self.noise(\.still, ErrorBudget.volts, dataSheet: noise.second...noise.second),
                formula: "5.04 µV / √21.1, conversions of 50 ms (ADS122C04 Tables 3, 12)"),
            BudgetRow(
                "voltage_noise_burst", .voltage, "noise of a sample of 16.8 ms, rms", .microvolts,
                self.noise(\.burst, ErrorBudget.volts, dataSheet: noise.burst...noise.burst),
                formula: "6.19 µV, of one conversion of 11.1 ms or, in 51 %, two (Tables 7, 12)"),
            BudgetRow(
                "voltage_offset", .voltage, "offset at 25 °C", .microvolts,
                worst(offset, limit: Sheet.offset.limit, error: zero),
                typical: rootMeanSquare(offset, typical: Sheet.offset.typical, error: zero),
                formula: "±4 µV typical, PGA bypassed; limit taken as three times that (ADS122C04 6.5)"),
            BudgetRow(
                "voltage_offset_drift", .voltage, "drift of the offset", .nanovoltsPerKelvin,
                worst(slope, limit: Sheet.offsetDrift.limit, error: drift),
                typical: rootMeanSquare(slope, typical: Sheet.offsetDrift.typical, error: drift),
                formula: "0.02 µV/K typical; limit taken as three times that (ADS122C04 6.5)"),
        ] + voltageGainRows() + [filterRow()]
    }

    private func voltageGainRows() -> [BudgetRow] {
        let noise = ErrorBudget.voltageNoise.second / ChipSurvey.span.volts
        let error = ErrorBudget.share(ChipSurvey.counts.zero, ChipSurvey.counts.span) * noise
        let bend = 2 * Sheet.reference / ChipSurvey.span.volts
        func gain(_ chip: ChipSurvey) -> Double { chip.gain[2].volts }
        func slope(_ chip: ChipSurvey) -> Double { ChipSurvey.drift(chip.gain.map(\.volts)) }
        return [
            BudgetRow(
                "voltage_gain", .voltage, "gain error at 25 °C, without the reference's", .percent,
                worst(gain, limit: Sheet.gain.limit, others: Sheet.nonlinearity.limit * bend, error: error),
                typical: rootMeanSquare(
                    gain, typical: Sheet.gain.typical, others: Sheet.nonlinearity.typical * bend, error: error),
                formula: "±0.05 % (typically 0.01 %); ±15 ppm of 6.6 V not linear (ADS122C04 6.5)"),
            BudgetRow(
                "voltage_gain_drift", .voltage, "drift of the gain, without the reference's",
                .partsPerMillionPerKelvin,
                worst(slope, limit: Sheet.gainDrift.limit, error: 2 * error / 50),
                typical: rootMeanSquare(slope, typical: Sheet.gainDrift.typical, error: 2 * error / 50),
                formula: "±2 ppm/K (typically 0.5) (ADS122C04 6.5)"),
        ]
    }

    /// The input currents across the filter: absolute and differential may add or cancel.
    private func filterRow() -> BudgetRow {
        let error = ErrorBudget.share(ChipSurvey.counts.span, ChipSurvey.counts.span) * ErrorBudget.voltageNoise.second
        let share = ChipSurvey.span.volts / Sheet.reference
        let limit = Sheet.inputAmperes * (1 + share) * ChipSurvey.filterOhms
        var comparison = worst(\.filterVolts, limit: limit, error: error)
        // The worst has both of one sign, unless chance gave no such chip.
        comparison.accepted =
            Sheet.inputAmperes * (1 - share) * ChipSurvey.filterOhms - 4 * error...comparison.accepted.upperBound
        return BudgetRow(
            "voltage_filter", .voltage, "shift by the input currents across 1 kΩ", .microvolts, comparison,
            formula:
                "(5 nA + 5 nA · 2.8/3.3) · 1 kΩ at 2.8 V, PGA bypassed, typical (ADS122C04 6.5); ±1 nA with the PGA")
    }
}
