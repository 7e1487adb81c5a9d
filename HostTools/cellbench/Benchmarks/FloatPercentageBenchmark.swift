import CellCore
import CellData
import Foundation
import HILSimulator

/// `float32`: the same seeded sequences through the exact ledger and through a float32 percentage.
///
/// The percentage is kept as foxBMS 2 v1.11.0 keeps it: current times step over capacity, in percent, taken from a
/// float32 once a second. The current goes in as it is; that program rounds it to whole milliamperes before.
enum FloatPercentageBenchmark {
    /// 0.981 mAh, the reversible capacity of alucone-tis2.
    private static let capacityCoulombs: Float = 3.5316
    private static let startPercent: Float = 90
    private static let divisors = [10.0, 100, 1_000, 8_000, 10_000, 100_000]

    /// What one sequence came to.
    private struct Outcome {
        var steps = 0
        /// Reference in attocoulombs, by 128-bit arithmetic; positive when discharged.
        var exact: Int128 = 0
        /// What the ledger is off by, in attocoulombs.
        var ledgerError: Int128 = 0
        /// What the percentage says was discharged, in coulombs.
        var floatCoulombs = 0.0

        var exactCoulombs: Double { Double(exact) * 1e-18 }
        var floatError: Double { floatCoulombs / exactCoulombs - 1 }
    }

    static func section() -> Section {
        var section = Section(
            name: "float32", title: "charge by the exact ledger and by a float32 percentage, 1 s steps, from 90 %")
        section.text.append(row("rate", "hours", "discharged", "ledger is off by", "float32 says", "float32 is off by"))
        for divisor in divisors {
            let outcome = run(divisor)
            let rate = "C/\(Quantity.grouped(divisor))"
            section.text.append(
                row(
                    rate, String(format: "%.0f", Double(outcome.steps) / 3_600),
                    Measure.text(outcome.exactCoulombs, "C", digits: 4), "\(outcome.ledgerError) aC",
                    Measure.text(outcome.floatCoulombs, "C", digits: 4),
                    String(format: "%+.2f %%", outcome.floatError * 100)))
            var line = JSONLine(type: "float32")
            line.add("benchmark", section.name)
            line.add("rate_c", 1 / divisor)
            line.add("duration_second", outcome.steps)
            line.add("discharged_coulomb", outcome.exactCoulombs)
            line.add("ledger_error_attocoulomb", outcome.ledgerError)
            line.add("float32_coulomb", outcome.floatCoulombs)
            line.add("float32_relative_error", outcome.floatError)
            section.rows.append(line)
        }
        section.text.append("Each for 24 h, or until 20 % of the charge is out; 1 % of noise on the current, seed 5.")
        return section
    }

    private static func run(_ divisor: Double) -> Outcome {
        var noise = SeededNoise(seed: 5)
        var ledger = ChargeLedger()
        var percent = startPercent
        var outcome = Outcome()
        let nominal = Double(capacityCoulombs) / 3_600 / divisor
        outcome.steps = min(86_400, Int(0.2 * divisor * 3_600))
        for _ in 0..<outcome.steps {
            let current = Int64((-nominal * (1 + 0.01 * noise.gaussian()) * 1e12).rounded())
            ledger.add(currentPicoamperes: current, intervalMicroseconds: 1_000_000)
            outcome.exact -= Int128(current) * 1_000_000
            let step: Float = 1
            let delta = -Float(current) * 1e-12 * step / capacityCoulombs * 100
            percent -= delta
        }
        let discharged = ledger.discharged
        outcome.ledgerError =
            Int128(discharged.nanocoulombs) * 1_000_000_000 + Int128(discharged.attocoulombs) - outcome.exact
        outcome.floatCoulombs = (Double(startPercent) - Double(percent)) / 100 * Double(capacityCoulombs)
        return outcome
    }

    private static func row(_ cells: String...) -> String {
        let widths = [9, 8, 13, 20, 15, 20]
        return zip(cells, widths).map { Report.leading($0, $1) }.joined()
    }
}
