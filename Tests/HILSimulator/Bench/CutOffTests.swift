import CellPlant
import HILSimulator
import Testing

/// A current that the cell cannot carry: the load lets go, nothing hangs, and every number is a number.
@Suite struct CutOffTests {
    private func cell(_ tables: String, name: String = "alucone-tis2", charge: Double? = nil) throws -> VirtualCell {
        let text = """
            title = "t"
            cell = "\(name)"
            \(charge.map { "state_of_charge = \($0)" } ?? "")
            duration_second = 1e6
            \(tables)
            """
        return try VirtualCell(try Scenario(text: text, file: "t.toml"))
    }

    private func load(_ second: Double, _ amperes: Double, _ more: String = "") -> String {
        "[[load]]\nat_second = \(second)\ncurrent_ampere = \(amperes)\n\(more)\n"
    }

    /// Seconds, mean currents and voltages of samples of one second.
    private func samples(
        _ cell: inout VirtualCell, count: Int, period: UInt64 = 1_000_000
    ) throws -> [(mean: Double, volts: Double)] {
        let start = cell.microseconds
        return try (1...UInt64(count)).map {
            (try cell.advance(toMicrosecond: start + $0 * period), cell.volts)
        }
    }

    /// 0.1 A through some kΩ: no more than the charge that the interface's capacitance takes, then nothing.
    @Test(arguments: [0.1, -0.1])
    func aLoadBeyondReasonLetsGoUntilTheNextEntry(amperes: Double) throws {
        var cell = try cell(load(10, amperes) + load(100, -86.4e-6), charge: 0.6)
        let before = try samples(&cell, count: 10)
        let during = try samples(&cell, count: 90)
        #expect(before.allSatisfy { $0.mean == 0 })
        #expect(abs(during[0].mean) < abs(amperes) / 1000 && during[0].mean * amperes >= 0)
        #expect(during.dropFirst().allSatisfy { $0.mean == 0 })
        #expect(during.allSatisfy { $0.volts > 0 && $0.volts < 4 })
        // At rest it comes back to where it was.
        #expect(abs(during[89].volts - before[9].volts) < 0.01)
        #expect(try samples(&cell, count: 10).allSatisfy { $0.mean == -86.4e-6 })
    }

    /// A charge without a limit of its own ends at the cell's, 4 V; the means add up to what went into TiS₂.
    @Test func aChargeEndsInTheMiddleOfASample() throws {
        var cell = try cell(load(0, 86.4e-6), charge: 0.9)
        let start = cell.stateOfCharge
        let capacity = try CellPlant(.aluconeTiS2, stateOfCharge: 0.9).capacityCoulombs
        let samples = try samples(&cell, count: 3_000, period: 7_000_000)
        let end = try #require(samples.firstIndex { $0.mean < 86.4e-6 })
        #expect(samples[..<end].allSatisfy { $0.mean == 86.4e-6 })
        #expect(samples[end].mean > 0)
        #expect(samples[(end + 1)...].allSatisfy { $0.mean == 0 })
        #expect(cell.amperes == 0)
        let coulombs = samples.reduce(0) { $0 + $1.mean * 7 }
        // The electrolyte's electrons, 131 MΩ, take at most 4 V / 131 MΩ meanwhile.
        let lost = coulombs - (cell.stateOfCharge - start) * capacity
        #expect(lost > 0 && lost < 21_000 * 4 / 131e6, "\(lost)")
    }

    /// A limit of reversal that lies beyond what the cell can carry: it turns round at the sample in which that ended.
    @Test func itTurnsRoundAtTheCutOff() throws {
        let limits = "reverse_below_volt = -5\nreverse_above_volt = 9"
        var cell = try cell(load(0, -86.4e-6, limits), charge: 0.02)
        var currents: [Double] = []
        for sample in try samples(&cell, count: 90_000) where sample.mean != currents.last {
            currents.append(sample.mean)
        }
        // Down, the sample of the cut-off, up, the sample of the cut-off, down.
        try #require(currents.count >= 4)
        #expect(currents[0] == -86.4e-6 && currents[2] == 86.4e-6)
        #expect(currents[1] < 0 && currents[1] > -86.4e-6)
        #expect(currents[3] > 0 && currents[3] < 86.4e-6)
    }

    /// By the clock it turns round too, and is tried again in the other direction.
    @Test func theClockTurnsALoadThatHasLetGo() throws {
        var cell = try cell(load(0, -86.4e-6, "reverse_every_second = 3600"), charge: 0.001)
        let down = try samples(&cell, count: 3_600)
        #expect(down[0].mean == -86.4e-6 && down[3_599].mean == 0)
        let up = try samples(&cell, count: 3_600)
        #expect(up.allSatisfy { $0.mean == 86.4e-6 })
    }

    /// So cold that neither direction goes, and told to turn round at each limit: it neither hangs nor leaves numbers.
    @Test(arguments: PlantParameters.names)
    func neitherDirectionGoes(name: String) throws {
        let limits = "reverse_every_second = 7\nreverse_below_volt = -10\nreverse_above_volt = 10"
        let cold = "[[temperature]]\nat_second = 0\ncelsius = -40\n"
        for amperes in [0.1, -0.1, 1e-3] {
            var cell = try cell(cold + load(0, amperes, limits), name: name)
            for sample in try samples(&cell, count: 200, period: 333_333) {
                try #require(sample.mean.isFinite && sample.volts.isFinite && abs(sample.volts) <= 10.001)
                try #require(cell.leakSiemens == 0 && cell.pelletKelvin.isFinite && cell.stateOfCharge.isFinite)
            }
        }
    }
}
