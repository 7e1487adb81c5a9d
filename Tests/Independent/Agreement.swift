import Foundation
import Testing

/// How far two courses of a voltage lie apart, second by second, and what is allowed.
enum Agreement {
    /// Begins each row of the table that `make compare` shows.
    static let prefix = "agreement: "
    /// Largest difference between the plant and a converged solution, in mV.
    static let limitMillivolts = 0.1
    /// Largest change of an independent solution when its steps and tolerances are refined, in mV.
    static let convergenceMillivolts = 0.01

    /// Compares the plant with an independent solution, and that solution with a coarser one of its own.
    static func expect(
        _ title: String, _ program: String, plant: [Double], independent: [Double], coarser: [Double],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard plant.count == independent.count, plant.count == coarser.count, !plant.isEmpty else {
            Issue.record(
                "\(plant.count), \(independent.count), \(coarser.count) values", sourceLocation: sourceLocation)
            return
        }
        let change = largest(independent, coarser)
        let difference = largest(plant, independent)
        print(
            "\(prefix)\(title) | \(program) | \(text(difference.millivolts)) | \(text(limitMillivolts)) | "
                + "\(text(change.millivolts)) | \(plant.count)")
        #expect(
            change.millivolts < convergenceMillivolts,
            "\(title): \(program) moved by \(change.millivolts) mV at \(change.second) s when refined",
            sourceLocation: sourceLocation)
        #expect(
            difference.millivolts < limitMillivolts,
            "\(title): \(difference.millivolts) mV from \(program) at \(difference.second) s",
            sourceLocation: sourceLocation)
    }

    private static func largest(_ left: [Double], _ right: [Double]) -> (millivolts: Double, second: Int) {
        var worst = (millivolts: 0.0, second: 0)
        for (index, pair) in zip(left, right).enumerated() {
            let millivolts = abs(pair.0 - pair.1) * 1e3
            // A value that is no number counts as the worst.
            if !(millivolts <= worst.millivolts) { worst = (millivolts.isNaN ? .infinity : millivolts, index + 1) }
        }
        return worst
    }

    private static func text(_ millivolts: Double) -> String { String(format: "%.5f", millivolts) }
}
