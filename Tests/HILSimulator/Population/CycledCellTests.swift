import CellPlant
import HILSimulator
import Testing

/// The cell under its cycler, before any monitor.
@Suite struct CycledCellTests {
    /// A warm cell of a protocol.
    static func plan(_ kind: CyclingProtocol) throws -> CellPlan {
        try firstPlan { $0.cycling == kind && !$0.isCold }
    }

    /// What the shunt was shown is what the cell's content changed by, but for the leak of the electrolyte.
    @Test(arguments: CyclingProtocol.allCases)
    func chargeIsCounted(kind: CyclingProtocol) throws {
        var cell = try CycledCell(try Self.plan(kind))
        let before = cell.plant.sodium.cathode
        var coulombs = 0.0
        var leaked = 0.0
        let area = cell.plant.parameters.electrolyte.area
        let siemens =
            cell.plant.parameters.electrolyte.electronicConductivity * area
            / cell.plant.parameters.electrolyte.thickness
        for _ in 0..<(60 * 3600) {
            try cell.advance()
            coulombs += cell.meanAmperes
            leaked += siemens * cell.plant.terminalVolts
        }
        let moved = before - cell.plant.sodium.cathode
        // 1 µC of 3.7 C: rounding, and the voltage of each second's end for its mean.
        #expect(abs(moved - (coulombs - leaked)) < 1e-6 + 1e-3 * leaked, "\(moved) C, \(coulombs) C, leak \(leaked) C")
    }

    @Test(arguments: CyclingProtocol.allCases)
    func bothCutOffsEndHalfCycles(kind: CyclingProtocol) throws {
        var cell = try CycledCell(try Self.plan(kind))
        var met: [PlantEvent] = []
        for _ in 0..<(140 * 3600) {
            let load = cell.loadAmperes
            try cell.advance()
            if let cutOff = cell.cutOff {
                met.append(cutOff)
                #expect(cutOff == (load < 0 ? .lowerCutOff : .upperCutOff))
            } else if load < 0 {
                #expect(cell.plant.terminalVolts >= 1)
            } else if load > 0 {
                #expect(cell.plant.terminalVolts <= 2.8)
            }
        }
        #expect(met.contains(.lowerCutOff) && met.contains(.upperCutOff))
    }

    @Test func whileTheCyclerWaitsTheCellRests() throws {
        var cell = try CycledCell(try Self.plan(.unrested))
        for _ in 0..<20_000 { try cell.advance() }
        let load = cell.loadAmperes
        let coulombs = cell.throughputCoulombs
        for _ in 0..<1000 {
            try cell.advance(waits: true)
            #expect(cell.meanAmperes == 0 && cell.steadySeconds == 0)
        }
        #expect(cell.throughputCoulombs == coulombs && cell.loadAmperes == load && load != 0)
    }
}
