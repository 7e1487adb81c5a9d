import CellCore
import Foundation
import HILSimulator

/// `ledger`: one addition to the exact charge.
enum LedgerWork {
    /// Currents in picoamperes and intervals in microseconds, log-uniform; 1C is 981 µA.
    static func amounts(_ count: Int) -> [(Int64, UInt64)] {
        var noise = SeededNoise(seed: 3)
        return (0..<count).map { _ in
            let rate = pow(10, Double.random(in: -5...2, using: &noise))
            let current = Int64((rate * 981e6).rounded()) * (Bool.random(using: &noise) ? 1 : -1)
            return (current, UInt64(pow(10, Double.random(in: 0...9.556, using: &noise))))
        }
    }

    static func section() -> Section {
        var section = Section(
            name: "ledger", title: "ChargeLedger.add, exact to the attocoulomb: C/100 000 … 100C over 1 µs … 1 h")
        let amounts = amounts(10_000)
        let repetitions = 50
        let times = Stopwatch.measure {
            var ledger = ChargeLedger()
            for _ in 0..<repetitions {
                for (current, interval) in amounts {
                    ledger.add(currentPicoamperes: current, intervalMicroseconds: interval)
                }
            }
            consume(ledger)
        }
        section.figures = [
            Figure(
                "time of an addition", .seconds, times.map { $0.processor / Double(amounts.count * repetitions) })
        ]
        section.peers = [
            Peer("coulomb counter", .instructions, 13, nil, "Cortex-M4, not exact")
        ]
        return section
    }
}
