import CellData
import HILSimulator
import Testing

/// The error budget's own arithmetic and verdicts.
@Suite struct ErrorBudgetTests {
    private static let budget = ErrorBudget(chips: 3, seed: 5)

    @Test func `every number lies within its bounds`() {
        #expect(Self.budget.isMet)
        #expect(Set(Self.budget.rows.map(\.id)).count == Self.budget.rows.count)
        #expect(Self.budget.rows.allSatisfy { $0.limit.accepted.contains($0.limit.dataSheet) })
        #expect(Self.budget.rows.count { $0.limit.measured != nil } == 48)
    }

    /// Worked out by hand from the sheets: 68 Ω beside 92 kΩ are 67.950 Ω.
    @Test(arguments: [
        ("current_offset", 1e-6 / 67.950), ("current_offset_drift", 10e-9 / 67.950),
        ("current_zeroed_45", 2.943e-9), ("current_noise", 0.920e-9), ("current_noise_burst", 7.36e-9),
        ("current_input", -7.386e-4), ("shunt_68_range", 599.78e-6), ("shunt_68_step", 1.1497e-9),
        ("shunt_10_offset", 100.0e-9), ("shunt_100_charge", 6.907e-6), ("voltage_noise", 1.097e-6),
        ("voltage_noise_burst", 5.337e-6), ("voltage_filter", 9.242e-6), ("temperature_resistance", 5.875e-3),
        ("efficiency_raw", 3.407e-4), ("charge_zeroed", 2.031e-6), ("leak_zeroed", 713.5e6),
        ("efficiency_leak", 48.6e6), ("spectrum_conductance", 6.944e-6),
    ])
    func `the data sheets' numbers are right`(_ id: String, _ expected: Double) throws {
        let row = try #require(Self.budget.rows.first { $0.id == id })
        #expect(abs(row.limit.dataSheet / expected - 1) < 1e-3)
    }

    @Test func `the estimates that do not hold are named`() {
        let corrected = Self.budget.rows.filter { $0.verdict?.hasPrefix("corrected: ") == true }
        #expect(
            corrected.map(\.id) == ["current_input", "shunt_10_range", "shunt_68_range", "shunt_100_range"])
        #expect(Self.budget.rows.count { $0.verdict == "reproduced" } == 33)
    }

    @Test func `a number outside its bounds fails`() {
        func row(_ measured: Double?, typical: Double = 1) -> BudgetRow {
            BudgetRow(
                "id", .current, "quantity", .nanoamperes,
                .init(measured: measured, dataSheet: 2e-9, accepted: 1e-9...3e-9),
                typical: .init(measured: typical, dataSheet: 1, accepted: 0...1.5), formula: "formula",
                estimate: .init(2.4e-9, digit: 1e-9))
        }
        #expect(row(2e-9).isMet && row(nil).isMet && row(3e-9).isMet)
        #expect(!row(3.1e-9).isMet && !row(0.9e-9).isMet && !row(.nan).isMet && !row(2e-9, typical: 2).isMet)
        #expect(row(2e-9).verdict == "reproduced")
        #expect(
            row(2e-9).json.text
                == #"{"schema":"cellmon/1","type":"budget","id":"id","group":"current","quantity":"quantity","#
                + #""measured_ampere":2e-09,"data_sheet_ampere":2e-09,"accepted_from_ampere":1e-09,"#
                + #""accepted_to_ampere":3e-09,"typical_measured_ampere":1.0,"typical_data_sheet_ampere":1.0,"#
                + #""typical_accepted_to_ampere":1.5,"estimate_ampere":2.4e-09,"formula":"formula","met":true,"#
                + #""verdict":"reproduced"}"#)
    }
}
