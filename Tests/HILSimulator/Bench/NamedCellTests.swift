import CellPlant
import HILSimulator
import Testing

/// Every cell of the plant, under a scenario.
@Suite struct NamedCellTests {
    /// The virtual cell is the plant: the same pieces by hand give the same voltage.
    @Test(arguments: PlantParameters.names)
    func theNominalLoadIsThatOfThePlant(name: String) throws {
        let parameters = try #require(PlantParameters.named(name))
        let scenario = try Scenario.nominal(cell: name)
        var cell = try VirtualCell(scenario)
        var plant = try CellPlant(parameters, stateOfCharge: parameters.hasStateOfCharge ? 0.8 : nil)
        #expect(cell.volts == plant.openCircuitVolts)
        for second in 1...5_400 as ClosedRange<UInt64> {
            let mean = try cell.advance(toMicrosecond: second * 1_000_000)
            // 900 s of rest, then an hour one way.
            let amperes = second <= 900 ? 0 : scenario.loads.last?.amperes ?? 0
            let expected = second <= 4_500 ? amperes : parameters.hasStateOfCharge ? amperes : -amperes
            let reading = try plant.step(.current(expected), seconds: 1, ambientKelvin: 298.15)
            try #require(mean == expected && cell.volts == reading.volts, "second \(second)")
        }
        #expect(cell.stateOfCharge == plant.stateOfCharge && cell.rodKelvin == plant.rodKelvin)
    }

    /// Charge balance of a full cell: what the means say is what left TiS₂, but for the leak of 131 MΩ.
    @Test(arguments: ["alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4"])
    func theMeansAreTheCharge(name: String) throws {
        var cell = try VirtualCell(try Scenario.nominal(cell: name))
        let parameters = try #require(PlantParameters.named(name))
        let capacity = try CellPlant(parameters, stateOfCharge: 0.8).capacityCoulombs
        let start = cell.stateOfCharge
        var coulombs = 0.0
        for hour in 1...48 as ClosedRange<UInt64> {
            for part in 1...60 {
                coulombs += try cell.advance(toMicrosecond: ((hour - 1) * 60 + UInt64(part)) * 60_000_000) * 60
            }
        }
        let lost = coulombs - (cell.stateOfCharge - start) * capacity
        let leak = 48 * 3_600 / 131.0e6
        #expect(lost > 1.4 * leak && lost < 2.8 * leak, "\(lost) C of \(coulombs) C")
    }

    /// Each is watched by a monitor with the profile of its name, and stays without an alarm for an hour of its load.
    @Test(arguments: PlantParameters.names)
    func isWatchedUnderItsName(name: String) throws {
        var scenario = try Scenario.nominal(cell: name)
        scenario.durationSeconds = 4500
        scenario.expectations = [HILSimulator.Expectation(what: .noAlarm, fromSecond: 0, untilSecond: 4500)]
        let run = try ScenarioRun(scenario, firmware: .core)
        while try run.step() {}
        #expect(run.verdict.isMet)
        #expect((run.status.stateOfCharge != nil) == name.contains("tis2"))
    }

    @Test(arguments: PlantParameters.names)
    func isServed(name: String) throws {
        let server = try SimulationServer(.nominal(cell: name), speed: 100_000, listen: ListenAddress())
        for _ in 0..<100 where server.status.sampleCount == 0 { try server.turn() }
        #expect(server.status.sampleCount > 0)
        server.close()
    }
}
