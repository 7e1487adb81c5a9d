import CellAnalysis
import CellData
import TestSupport
import Testing

@Suite struct CycleTableTests {
    /// Rows of one second of the given currents.
    private func record(_ amperes: [(count: Int, amperes: Double)]) -> CyclingRecord {
        var seconds = 0.0
        var rows: [CyclingRecord.Row] = []
        for part in amperes {
            for _ in 0..<part.count {
                seconds += 1
                rows.append(
                    CyclingRecord.Row(
                        seconds: seconds, intervalSeconds: 1, rowAmperes: part.amperes, amperes: part.amperes,
                        volts: 2, recordedAmpereHours: .nan))
            }
        }
        return CyclingRecord(rows: rows)
    }

    @Test func halfCyclesAreFoundThroughRests() {
        let record = record([
            (100, 0), (1000, 1), (60, 0), (1000, 1), (600, 0), (1900, -1), (10, 0.0001), (50, 0), (2000, 1), (1960, -1),
        ])
        let table = CycleTable(record)
        #expect(table.cycles.map(\.number) == [1, 2])
        #expect(table.cycles.map { $0.charge?.coulombs } == [2000, 2000])
        #expect(table.cycles.map { $0.discharge?.coulombs.rounded() } == [1900, 1960])
        #expect(table.cycles.map { $0.efficiency.map { ($0.value * 1e4).rounded() } } == [9500, 9800])
        #expect(table.cycles.allSatisfy { $0.recordedEfficiency == nil })
    }

    /// A moment of the other sign is no half cycle, and what it moved counts.
    @Test func aSlightTurnBelongsToItsHalfCycle() {
        let table = CycleTable(record([(1000, 1), (1, -0.5), (1000, 1), (1900, -1)]))
        #expect(table.cycles.count == 1)
        #expect(table.cycles.first?.charge?.coulombs == 1999.5)
    }

    @Test func partsOfCyclesHaveNoEfficiency() {
        let first = CycleTable(record([(200, -1), (2000, 1), (1900, -1), (2000, 1)])).cycles
        #expect(first.map { $0.charge == nil } == [true, false, false])
        #expect(first.map { $0.discharge == nil } == [false, false, true])
        #expect(first.map { $0.efficiency?.value } == [nil, 0.95, nil])
        let topUp = CycleTable(record([(20, 1), (2000, -1), (2000, 1)])).cycles
        #expect(topUp.map { $0.efficiency == nil } == [true, true])
        #expect(topUp.map(\.hasWholeDischarge) == [true, false] && topUp.map(\.hasWholeCharge) == [false, true])
        #expect(CycleTable(record([(100, 0)])).cycles.isEmpty)
        #expect(CycleTable(CyclingRecord(rows: [])).cycles.isEmpty)
    }

    /// The cycler's own count, at the ends of the cycler's own steps: 2 is the first charge, 3 the discharge, 4 and 5 again.
    @Test(.enabled(if: Records.has("nacoo2_88uA_gcpl.bdf.csv")), arguments: [CurrentMeaning.mean, .instantaneous])
    func efficiencyIsTheCyclers(_ meaning: CurrentMeaning) throws {
        let path = try #require(Records.path("nacoo2_88uA_gcpl.bdf.csv"))
        var ends: [Int64: Double] = [:]
        var reader = try RecordReader(path: path)
        while let row = try reader.next() { ends[row.step] = Double(row.recordedNetChargePicoampereHours) }
        let end = { (step: Int64) throws -> Double in try #require(ends[step]) }
        let expected = [
            (try end(2) - end(3)) / (try end(2) - end(0)), (try end(4) - end(5)) / (try end(4) - end(3)),
        ]
        let table = try CycleTable(CyclingRecord(path: path, currentMeaning: meaning))
        let found = table.cycles.compactMap(\.efficiency)
        #expect(found.count == 2)
        for (own, cycler) in zip(found, expected) {
            print("coulombic efficiency \(own.value) ± \(own.uncertainty), the cycler's \(cycler)")
            #expect(abs(own.value - cycler) <= 0.0005)
        }
    }
}
