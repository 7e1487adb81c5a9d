extension ErrorBudget {
    private typealias Sheet = BudgetDataSheet.INA228

    /// Noise of a reading at 68 Ω in amperes.
    static let currentNoise = (
        second: Sheet.noise(bits: Sheet.bits.second) / Sheet.ohms(68),
        burst: Sheet.noise(bits: Sheet.bits.burst) / Sheet.ohms(68)
    )

    /// Errors of the current at 68 Ω.
    func currentRows() -> [BudgetRow] { currentNoiseRows() + currentOffsetRows() + currentGainRows() }

    private func currentNoiseRows() -> [BudgetRow] {
        let still = noise(
            \.still, ErrorBudget.amperes, dataSheet: ErrorBudget.currentNoise.second...ErrorBudget.currentNoise.second)
        let burst = noise(
            \.burst, ErrorBudget.amperes, dataSheet: ErrorBudget.currentNoise.burst...ErrorBudget.currentNoise.burst)
        return [
            BudgetRow(
                "current_noise", .current, "noise of a sample of 1.05 s, rms", .nanoamperes, still,
                formula: "81.92 mV / 2^17.7 / 6.6 and 78.125 nV / √12 across 67.95 Ω (INA228 Tables 8-1, 8-2; "
                    + "crest factor 6.6 unverified)"),
            BudgetRow(
                "current_noise_burst", .current, "noise of a sample of 16.8 ms, rms", .nanoamperes, burst,
                formula: "81.92 mV / 2^14.6 / 6.6 and 78.125 nV / √12 across 67.95 Ω (Tables 8-1, 8-2)"),
        ]
    }

    private func currentOffsetRows() -> [BudgetRow] {
        let ohms = Sheet.ohms(68)
        let noise = ErrorBudget.currentNoise.second
        let zero = ErrorBudget.share(ChipSurvey.counts.zero) * noise
        let drift = ErrorBudget.share(ChipSurvey.counts.zero, ChipSurvey.counts.zero) * noise / 50
        let zeroed = ErrorBudget.share(ChipSurvey.counts.zeroed, ChipSurvey.counts.zeroed) * noise
        func slope(_ chip: ChipSurvey) -> Double { ChipSurvey.drift(chip.zero.map(\.amperes)) }
        return [
            BudgetRow(
                "current_offset", .current, "offset at 25 °C", .nanoamperes,
                worst({ $0.zero[2].amperes }, limit: Sheet.offset.limit / ohms, error: zero),
                typical: rootMeanSquare(
                    { $0.zero[2].amperes }, typical: Sheet.offset.typical / ohms, error: zero),
                formula: "±1 µV (typically 0.3 µV) across 67.95 Ω (INA228 6.5)", estimate: .init(15e-9, digit: 1e-9)),
            BudgetRow(
                "current_offset_drift", .current, "drift of the offset", .nanoamperesPerKelvin,
                worst(slope, limit: Sheet.offsetDrift.limit / ohms, error: drift),
                typical: rootMeanSquare(slope, typical: Sheet.offsetDrift.typical / ohms, error: drift),
                formula: "±10 nV/K (typically 2) across 67.95 Ω (INA228 6.5)"),
            BudgetRow(
                "current_zeroed_45", .current, "offset at 45 °C, zeroed at rest at 25 °C", .nanoamperes,
                worst({ $0.zeroedAmperes[1] }, limit: 20 * Sheet.offsetDrift.limit / ohms, error: zeroed),
                typical: rootMeanSquare(
                    { $0.zeroedAmperes[1] }, typical: 20 * Sheet.offsetDrift.typical / ohms, error: zeroed),
                formula: "20 K · 10 nV/K across 67.95 Ω"),
            BudgetRow(
                "current_zeroed_cold", .current, "offset at −5 °C, zeroed at rest at 25 °C", .nanoamperes,
                worst({ $0.zeroedAmperes[0] }, limit: 30 * Sheet.offsetDrift.limit / ohms, error: zeroed),
                typical: rootMeanSquare(
                    { $0.zeroedAmperes[0] }, typical: 30 * Sheet.offsetDrift.typical / ohms, error: zeroed),
                formula: "30 K · 10 nV/K across 67.95 Ω"),
        ]
    }

    private func currentGainRows() -> [BudgetRow] {
        let noise = ErrorBudget.currentNoise.second / ChipSurvey.span.amperes
        let gain = ErrorBudget.share(ChipSurvey.counts.zero, ChipSurvey.counts.span) * noise
        // Non-linearity is a share of full scale; the span is less.
        let bend = Sheet.nonlinearity * Sheet.range / (ChipSurvey.span.amperes * Sheet.ohms(68))
        func slope(_ chip: ChipSurvey) -> Double { ChipSurvey.drift(chip.gain.map(\.amperes)) }
        func largest(_ chip: ChipSurvey) -> Double { chip.gain.map { abs($0.amperes) }.max() ?? .nan }
        // At the limits the worst is at −5 °C when gain and drift have opposite signs, else at 45 °C.
        var overRange = worst(largest, limit: Sheet.gain.limit + 30 * Sheet.gainDrift, others: bend, error: gain)
        overRange.accepted = (Sheet.gain.limit + 20 * Sheet.gainDrift - bend)...overRange.accepted.upperBound
        return [
            BudgetRow(
                "current_gain", .current, "gain error at 25 °C, without the shunt's", .percent,
                worst({ $0.gain[2].amperes }, limit: Sheet.gain.limit, others: bend, error: gain),
                typical: rootMeanSquare(
                    { $0.gain[2].amperes }, typical: Sheet.gain.typical, others: bend, error: gain),
                formula: "±0.05 % (typically 0.01 %); ±20 ppm of full scale not linear (INA228 6.5)"),
            BudgetRow(
                "current_gain_drift", .current, "drift of the gain", .partsPerMillionPerKelvin,
                worst(slope, limit: Sheet.gainDrift, error: 2 * gain / 50),
                formula: "±20 ppm/K (INA228 6.5)"),
            BudgetRow(
                "current_gain_range", .current, "gain error, worst of −5…45 °C", .percent, overRange,
                formula: "0.05 % + 30 K · 20 ppm/K; ±20 ppm of full scale not linear"),
            inputRow(),
        ]
    }

    /// What the chip's input takes of the current when the driver does not know it: 68.0503 Ω told are 68.0000 effective.
    private func inputRow() -> BudgetRow {
        let bench = BudgetBench(.ideal, seed: 1, toldMicroohms: 68_050_300)
        bench.set(amperes: ChipSurvey.span.amperes, volts: 2, celsius: 25)
        let measured = bench.mean(2).amperes / ChipSurvey.span.amperes - 1
        let share = Sheet.ohms(68) / 68 - 1
        // Half a step of the reading, and the rounding of the resistance told.
        let rounding = Sheet.step / 2 / Sheet.ohms(68) / ChipSurvey.span.amperes + 1e-6
        return BudgetRow(
            "current_input", .current, "gain error if the chip's input were ignored", .percent,
            BudgetRow.Comparison(
                measured: measured, dataSheet: share, accepted: share - rounding...share + rounding),
            formula: "92 kΩ across 68 Ω (INA228 6.5, typical); the driver corrects it", estimate: .init(0, digit: 1e-5),
            correction: "it was not counted; now the driver does")
    }
}
