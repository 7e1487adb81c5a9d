import CellData
import Foundation
import HILSimulator

/// What `cellsim population` prints for people.
enum PopulationTable {
    static func lines(_ summary: PopulationSummary, _ population: Population, isInterrupted: Bool) -> [String] {
        let seeds = population.seeds.first.map { "\($0)…\(population.seeds.last ?? $0)" } ?? "none"
        let samples = String(format: "%.1f", Double(summary.sampleCount) / 1e6)
        var lines = [
            "\(summary.all.cells) of \(population.seeds.count) cells, seeds \(seeds), \(samples) million samples, one of "
                + "\(population.interval) scored",
            "",
            row(["", "criterion", "found", "asked"], [8, 48, 10, 0]),
        ]
        for criterion in summary.criteria {
            let sign = criterion.side == .atLeast ? "≥" : "≤"
            lines.append(
                row(
                    [
                        criterion.isMet ? "met" : "NOT MET", criterion.quantity, text(criterion.value, criterion),
                        "\(sign) \(text(criterion.limit, criterion))",
                    ], [8, 48, 10, 0]))
        }
        lines += ["", "beside the criteria"]
        lines += summary.remarks.map { row(["", $0.name, $0.value], [8, 48, 0]) }
        lines += [""] + groups(summary)
        let verdict = summary.isMet && !isInterrupted ? "all met" : "NOT all met"
        return lines + ["", isInterrupted ? "interrupted; of the cells that were done: \(verdict)" : verdict]
    }

    /// Coverage, median width and root-mean-square error of each group, in per cent.
    private static func groups(_ summary: PopulationSummary) -> [String] {
        let widths = [33, 6, 7, 7, 7, 7, 7, 7, 0]
        var lines = [
            row(["shares in %", "", "before", "", "", "after", "", "", "time to"], widths),
            row(["group", "cells", "inside", "width", "rms", "inside", "width", "rms", "empty"], widths),
        ]
        for group in [summary.all] + summary.groups where group.cells > 0 {
            lines.append(
                row(
                    [group.name, "\(group.cells)"]
                        + group.shares.map { $0.map { String(format: "%.2f", 100 * $0) } ?? "–" },
                    widths))
        }
        return lines
    }

    private static func text(_ value: Double?, _ criterion: PopulationCriterion) -> String {
        guard let value else { return "–" }
        return criterion.isCount ? "\(Int(value))" : String(format: "%.2f %%", 100 * value)
    }

    private static func row(_ columns: [String], _ widths: [Int]) -> String {
        let line = zip(columns, widths).map { Measure.padded($0, $1) }.joined(separator: " ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
