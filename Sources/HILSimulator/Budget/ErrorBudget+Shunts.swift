extension ErrorBudget {
    private typealias Sheet = BudgetDataSheet.INA228

    /// What was estimated for a shunt: full scale, step, offset, its share, error of the efficiency, charge, its share.
    private struct Estimates {
        var ohms: Double
        var values: [BudgetRow.Estimate]
    }

    private static let estimates = [
        Estimates(
            ohms: 10,
            values: [
                .init(4.10e-3, digit: 0.01e-3), .init(7.8e-9, digit: 0.1e-9), .init(100e-9, digit: 1e-9),
                .init(0.0012, digit: 0.0001), .init(0.0023, digit: 0.0001), .init(69e-6, digit: 1e-6),
                .init(0.070, digit: 0.001),
            ]),
        Estimates(
            ohms: 68,
            values: [
                .init(602e-6, digit: 1e-6), .init(1.15e-9, digit: 0.01e-9), .init(15e-9, digit: 1e-9),
                .init(0.00017, digit: 0.00001), .init(0.00034, digit: 0.00001), .init(10e-6, digit: 1e-6),
                .init(0.010, digit: 0.001),
            ]),
        Estimates(
            ohms: 100,
            values: [
                .init(410e-6, digit: 1e-6), .init(0.78e-9, digit: 0.01e-9), .init(10e-9, digit: 1e-9),
                .init(0.00012, digit: 0.00001), .init(0.00023, digit: 0.00001), .init(6.9e-6, digit: 0.1e-6),
                .init(0.007, digit: 0.001),
            ]),
    ]

    /// The three shunts, each with chips at their limits, before any zeroing.
    func shuntRows(seed: UInt64) -> [BudgetRow] {
        ErrorBudget.estimates.flatMap { estimates in
            let surveys = (0..<chips).map { ShuntSurvey(ohms: estimates.ohms, seed: seed &+ UInt64($0) &* 8 &+ 4) }
            return rows(estimates, surveys)
        }
    }

    private func rows(_ estimates: Estimates, _ surveys: [ShuntSurvey]) -> [BudgetRow] {
        let ohms = Sheet.ohms(estimates.ohms)
        let name = String(Int(estimates.ohms))
        let noise = Sheet.noise(bits: Sheet.bits.second) / ohms * ErrorBudget.share(ChipSurvey.counts.zero)
        let limit = Sheet.offset.limit / ohms
        let offset = BudgetRow.Comparison(
            measured: surveys.map { abs($0.offset) }.max(), dataSheet: limit,
            accepted: limit - 4 * noise...limit + 4 * noise)
        let range = Sheet.usable * Sheet.range / ohms
        let step = Sheet.step / ohms
        func row(
            _ index: Int, _ id: String, _ quantity: String, _ unit: BudgetUnit, _ comparison: BudgetRow.Comparison,
            _ formula: String, _ correction: String? = nil
        ) -> BudgetRow {
            BudgetRow(
                "shunt_\(name)_\(id)", .shunts, "\(name) Ω: \(quantity)", unit, comparison, formula: formula,
                estimate: estimates.values[index], correction: correction)
        }
        let perCell = 1 / ErrorBudget.cellAmperes
        let charge = offset.scaled(ErrorBudget.campaignHours)
        return [
            row(
                0, "range", "full scale", estimates.ohms < 20 ? .milliamperes : .microamperes,
                BudgetRow.Comparison(
                    measured: ShuntSurvey.fullScale(ohms: estimates.ohms), dataSheet: range,
                    accepted: range * 0.99995...range * 1.00005),
                "99.5 % of 40.96 mV across the shunt beside 92 kΩ (INA228 Table 8-1)",
                "the driver ends the range at 99.5 %, to tell a mean over clipped conversions from a good one"),
            row(
                1, "step", "step of a reading", .nanoamperes,
                BudgetRow.Comparison(
                    // Readings are whole picoamperes.
                    measured: surveys.map(\.step).min(), dataSheet: step, accepted: step - 1e-12...step + 1e-12),
                "78.125 nV (INA228 Table 8-1)"),
            row(2, "offset", "offset at 25 °C, before zeroing", .nanoamperes, offset, "±1 µV (INA228 6.5)"),
            row(3, "offset_share", "the same of 86.4 µA", .percent, offset.scaled(perCell), "offset / 86.4 µA"),
            row(
                4, "efficiency", "error of the coulombic efficiency", .percent, offset.scaled(2 * perCell),
                "2 · offset / 86.4 µA"),
            row(5, "charge", "charge over 690 h", .microampereHours, charge, "offset · 690 h"),
            row(
                6, "charge_share", "the same of 0.981 mAh", .percent, charge.scaled(1 / ErrorBudget.cellAmpereHours),
                "offset · 690 h / 0.981 mAh"),
        ]
    }
}
