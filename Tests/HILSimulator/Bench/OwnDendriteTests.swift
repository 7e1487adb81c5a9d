import CellPlant
import Foundation
import HILSimulator
import Testing

/// The cell's own dendrite in a scenario: it grows with the seed, touches, and bridges for good.
@Suite struct OwnDendriteTests {
    private func scenario(_ seed: UInt64, cell: String = "symmetric") throws -> Scenario {
        try Scenario(
            text: """
                title = "A dendrite of its own"
                cell = "\(cell)"
                seed = \(seed)
                duration_second = 36000
                sample_period_second = 5
                [[load]]
                at_second = 0
                current_ampere = 71.3e-6
                reverse_every_second = 3600
                [[fault]]
                kind = "dendrite"
                mean_hour = 4
                soft_hour = 2
                hard_ohm = 5
                """, file: "own.toml")
    }

    /// When it bridges, in seconds, and how many samples before saw a contact.
    private func life(_ seed: UInt64, cell name: String) throws -> (bridged: Double?, touched: Int) {
        var cell = try VirtualCell(try scenario(seed, cell: name))
        var touched = 0
        for index in 1...7_200 as ClosedRange<UInt64> {
            _ = try cell.advance(toMicrosecond: index * 5_000_000)
            if abs(cell.leakSiemens - 0.2) < 1e-12 { return (cell.second, touched) }
            // A soft contact has 300 Ω to 30 kΩ.
            #expect(cell.leakSiemens == 0 || (cell.leakSiemens > 1 / 30_001.0 && cell.leakSiemens < 1 / 299.0))
            if cell.leakSiemens > 0 { touched += 1 }
        }
        return (nil, touched)
    }

    /// 30 cells of a mean of 4 h and a variation of 0.2: all bridge within 10 h, on average at 4 h ± 5 deviations of the mean.
    @Test func theSeedDecidesWhen() throws {
        print("seeds 1…30: dendrites of symmetric-bare")
        let lives = try (1...30 as ClosedRange<UInt64>).map { try life($0, cell: "symmetric-bare") }
        let hours = lives.compactMap { $0.bridged.map { $0 / 3600 } }
        #expect(hours.count == 30 && Set(hours).count > 25)
        let mean = hours.reduce(0, +) / 30
        #expect(abs(mean - 4) < 5 * 0.8 / 30.0.squareRoot())
        #expect(lives.reduce(0) { $0 + $1.touched } > 30)
        let again = try life(3, cell: "symmetric-bare")
        #expect(again == lives[2])
    }

    /// What the files show: contacts and the bridge as truth, the same bytes for the same seed.
    @Test func theFilesShowTheTruth() throws {
        func plot(_ seed: UInt64) throws -> [String] {
            let folder = try TemporaryFolder()
            let run = try ScenarioRun(scenario(seed), firmware: .core, folder: folder.path)
            while try run.step() {}
            #expect(run.status.short.shortClass == .hard)
            return String(decoding: try folder.bytes("own.plot.csv"), as: UTF8.self).components(separatedBy: "\n")
        }
        let lines = try plot(1)
        let column = try #require(lines[0].components(separatedBy: ",").firstIndex(of: "true_resistance_ohm"))
        let ohms = lines.dropFirst().dropLast().map { Double($0.components(separatedBy: ",")[column]) }
        let bridged = try #require(ohms.firstIndex { $0 == 5 })
        #expect(ohms[bridged...].allSatisfy { $0 == 5 })
        #expect(ohms[..<bridged].contains { $0 == nil } && ohms[..<bridged].contains { ($0 ?? 0) > 299 })
        #expect(try plot(1) == lines)
        #expect(try plot(2) != lines)
    }

    /// A healthy cell has none, however long it is plated.
    @Test func withoutTheFaultThereIsNone() throws {
        var scenario = try scenario(1)
        scenario.dendrite = nil
        var cell = try VirtualCell(scenario)
        _ = try cell.advance(toMicrosecond: 36_000_000_000)
        #expect(cell.leakSiemens == 0)
    }
}
