import CellAnalysis
import CellCore
import CellData
import TestSupport
import Testing

/// Profiles built from one part of a measurement, tried on another that had no part in building.
@Suite struct MeasuredProfileTests {
    /// How far the monitor's state of charge lay from the cycler's count over the rows of a step.
    private struct Outcome {
        var rows = 0
        var known = 0
        var greatest = 0.0
        var sumOfSquares = 0.0
        var inside = 0
        var last: (counted: Double, found: Double) = (1, 0)
        var rootMeanSquare: Double { (sumOfSquares / Double(max(known, 1))).squareRoot() }
    }

    private func build(_ name: String, cycle: Int, _ meaning: CurrentMeaning) throws -> BuiltProfile {
        let record = try CyclingRecord(path: try #require(Records.path(name)), currentMeaning: meaning)
        return try ProfileBuilder(record, cycle: cycle).build(name: ProfileName("built"))
    }

    /// Replays the whole record; over the rows whose recorded net charge (Ah) falls from that before `rows` on, the state
    /// of charge is 1 less what the cycler counted over `coulombs`.
    private func replay(
        _ name: String, _ profile: CellProfile, _ meaning: CurrentMeaning, _ rows: ClosedRange<Int>, coulombs: Double?
    ) throws -> Outcome {
        var all: [RecordRow] = []
        var reader = try RecordReader(
            path: try #require(Records.path(name)), options: RecordOptions(currentMeaning: meaning))
        while let row = try reader.next() { all.append(row) }
        let count = { (index: Int) in Double(all[index].recordedNetChargePicoampereHours) * 3600e-12 }
        let start = count(rows.lowerBound - 1)
        let whole = coulombs ?? start - count(rows.upperBound)
        var monitor = CellMonitor(profile: profile)
        var events = EventList()
        var outcome = Outcome()
        for (index, row) in all.enumerated() {
            monitor.step(row.sample, events: &events)
            events.removeAll()
            guard rows.contains(index) else { continue }
            outcome.rows += 1
            guard let found = monitor.status.stateOfCharge else { continue }
            let counted = 1 - (start - count(index)) / whole
            let error = Double(found.value) - counted
            outcome.known += 1
            outcome.greatest = max(outcome.greatest, abs(error))
            outcome.sumOfSquares += error * error
            if Double(found.lower) - 1e-6 <= counted, counted <= Double(found.upper) + 1e-6 { outcome.inside += 1 }
            outcome.last = (counted, Double(found.value))
        }
        print(
            "\(name): \(outcome.known) of \(outcome.rows) rows, greatest error \(outcome.greatest), "
                + "rms \(outcome.rootMeanSquare), inside bounds \(outcome.inside), at the end \(outcome.last)")
        return outcome
    }

    /// Built from the second cycle, charge and discharge; tried on the discharge of the third, against the cycler's count
    /// over the capacity that this discharge had.
    @Test(.enabled(if: Records.has("nacoo2_88uA_gcpl.bdf.csv")))
    func aLaterDischargeIsPredicted() throws {
        let name = "nacoo2_88uA_gcpl.bdf.csv"
        let built = try build(name, cycle: 2, .mean)
        let later = try #require(built.table.cycles[2].discharge)
        let outcome = try replay(
            name, built.profile, .mean, later.rows.lowerBound...(later.rows.upperBound - 1), coulombs: nil)
        #expect(outcome.known == outcome.rows)
        #expect(outcome.greatest <= 0.02)
    }

    /// Built at 0.5C, tried at 1.5C, against the count over the capacity of the first.
    @Test(.enabled(if: Records.has("na_ion_18650_0c5.bdf.csv", "na_ion_18650_1c5.bdf.csv")))
    func aFasterDischargeIsPredicted() throws {
        let built = try build("na_ion_18650_0c5.bdf.csv", cycle: 1, .mean)
        let name = "na_ion_18650_1c5.bdf.csv"
        let record = try CyclingRecord(path: try #require(Records.path(name)), currentMeaning: .mean)
        let faster = try #require(CycleTable(record).cycles.first?.discharge)
        let outcome = try replay(
            name, built.profile, .mean, faster.rows.lowerBound...(faster.rows.upperBound - 1),
            coulombs: built.discharge.coulombs)
        #expect(outcome.known == outcome.rows)
        #expect(outcome.greatest <= 0.03)
    }
}
