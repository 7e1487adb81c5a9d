extension ErrorBudget {
    /// What the errors mean for charge, for the coulombic efficiency and for the leak that it can show.
    func derivedRows() -> [BudgetRow] {
        let offset = row("current_offset")?.limit
        let zeroed = row("current_zeroed_45")?.limit
        let drift = row("current_gain_drift")?.limit
        guard let offset, let zeroed, let drift else { return [] }
        let efficiency = 2 / ErrorBudget.cellAmperes
        return [
            BudgetRow(
                "efficiency_raw", .derived, "error of coulombic efficiency, before zeroing", .percent,
                offset.scaled(efficiency), formula: "2 · offset / 86.4 µA", estimate: .init(0.00034, digit: 0.00001)),
            BudgetRow(
                "efficiency_zeroed", .derived, "the same, zeroed at 25 °C and run at 45 °C", .percent,
                zeroed.scaled(efficiency), formula: "2 · offset left / 86.4 µA"),
            BudgetRow(
                "efficiency_gain", .derived, "the same, charge and discharge 10 K apart", .percent,
                drift.scaled(10),
                formula: "10 K · 20 ppm/K of the gain, which zeroing does not touch; the shunt comes on top"),
            BudgetRow(
                "charge_raw", .derived, "charge over 690 h, before zeroing", .microampereHours,
                offset.scaled(ErrorBudget.campaignHours), formula: "offset · 690 h",
                estimate: .init(10e-6, digit: 1e-6)),
            BudgetRow(
                "charge_zeroed", .derived, "the same, zeroed at 25 °C and run at 45 °C", .microampereHours,
                zeroed.scaled(ErrorBudget.campaignHours), formula: "offset left · 690 h"),
            BudgetRow(
                "leak_raw", .derived, "leak that looks like the offset, before zeroing", .megaohms,
                ErrorBudget.leak(offset), formula: "2.1 V / offset"),
            BudgetRow(
                "leak_zeroed", .derived, "the same, zeroed at 25 °C and run at 45 °C", .megaohms,
                ErrorBudget.leak(zeroed), formula: "2.1 V / offset left"),
        ]
    }

    /// The resistance that takes this current from a cell at 2.1 V.
    private static func leak(_ current: BudgetRow.Comparison) -> BudgetRow.Comparison {
        BudgetRow.Comparison(
            measured: current.measured.map { 2.1 / $0 }, dataSheet: 2.1 / current.dataSheet,
            accepted: 2.1 / current.accepted.upperBound...2.1 / max(current.accepted.lowerBound, 1e-15))
    }

    static func computed(_ value: Double) -> BudgetRow.Comparison {
        BudgetRow.Comparison(measured: nil, dataSheet: value, accepted: value...value)
    }

    /// Numbers of the design that follow without a measurement.
    static let arithmeticRows =
        kelvinRows + [
            BudgetRow(
                "spectrum_conductance", .arithmetic, "conductance that a spectrum good to 0.5 % sees", .microsiemens,
                computed(0.005 / 720), formula: "0.5 % of 1 / 720 Ω, coated symmetric cell",
                estimate: .init(7e-6, digit: 1e-6)),
            BudgetRow(
                "spectrum_leak", .arithmetic, "the same as a resistance", .kiloohms, computed(720 / 0.005),
                formula: "720 Ω / 0.5 %", estimate: .init(144e3, digit: 1e3)),
            BudgetRow(
                "efficiency_leak_current", .arithmetic, "leak that an efficiency good to 0.1 % sees", .nanoamperes,
                computed(0.001 * cellAmperes / 2), formula: "0.1 % · 86.4 µA / 2", estimate: .init(43e-9, digit: 1e-9)),
            BudgetRow(
                "efficiency_leak", .arithmetic, "the same as a resistance", .megaohms,
                computed(2.1 / (0.001 * cellAmperes / 2)), formula: "2.1 V / 43.2 nA",
                estimate: .init(50e6, digit: 10e6)),
            BudgetRow(
                "excitation_symmetric", .arithmetic, "excitation of 20 mV into 720 Ω", .microamperes,
                computed(0.020 / 720), formula: "20 mV / 720 Ω", estimate: .init(28e-6, digit: 1e-6)),
            BudgetRow(
                "excitation_electrolyte", .arithmetic, "excitation of 20 mV into 121.5 Ω", .microamperes,
                computed(0.020 / 121.5), formula: "20 mV / 121.5 Ω", estimate: .init(165e-6, digit: 1e-6)),
            BudgetRow(
                "burden_68", .arithmetic, "burden of 68 Ω at 86.4 µA", .millivolts, computed(68 * cellAmperes),
                formula: "68 Ω · 86.4 µA", estimate: .init(5.9e-3, digit: 0.1e-3)),
            BudgetRow(
                "burden_100", .arithmetic, "burden of 100 Ω at 86.4 µA", .millivolts, computed(100 * cellAmperes),
                formula: "100 Ω · 86.4 µA", estimate: .init(8.6e-3, digit: 0.1e-3)),
            BudgetRow(
                "bus_input", .arithmetic, "share of 86.4 µA that VBUS would take at 2 V", .percent,
                computed(2 / 1e6 / cellAmperes), formula: "2 V / 1 MΩ (unverified) / 86.4 µA",
                estimate: .init(0.023, digit: 0.001)),
        ]
}
