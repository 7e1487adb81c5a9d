import CellPlant

/// Lives of a simulated cell for the benchmarks of the plant, a step a second; each returns the steps it took.
enum PlantLife {
    private static let room = 298.15

    /// A full cell from assembly on: ±0.11 mA/cm² between 1.0 and 2.8 V, as in the paper's Fig. 5.
    ///
    /// `swing` is that of the surroundings, in K either way over a day.
    static func cycled(_ steps: Int, swing: Double = 0, siemens: Double = 0) throws -> Int {
        var plant = try CellPlant(.aluconeTiS2, stateOfCharge: siemens > 0 ? 0.8 : nil)
        plant.leakSiemens = siemens
        plant.window = 1.0...2.8
        var amperes = -86.4e-6
        // A triangle needs no sine, whose time would be counted with the plant's.
        var ambient = room
        var slope = 4 * swing / 86_400
        for _ in 0..<steps {
            ambient += slope
            if (ambient - room).magnitude >= swing { slope = ambient > room ? -slope.magnitude : slope.magnitude }
            let reading = try plant.step(.current(amperes), seconds: 1, ambientKelvin: ambient)
            if reading.event == .lowerCutOff || reading.event == .upperCutOff { amperes = -amperes }
            consume(reading)
        }
        return steps
    }

    /// A symmetric cell from assembly on: rest of 2 h, then 0.1 mA/cm² for an hour each way, as in the paper's Fig. 2.
    static func plated(_ name: String, hours: Int, seed: UInt64? = nil) throws -> Int {
        guard let parameters = PlantParameters.named(name) else { throw Unexpected("there is no cell \(name)") }
        var plant = try CellPlant(parameters, stateOfCharge: nil, seed: seed)
        for hour in 0..<hours {
            let amperes = hour < 2 ? 0 : hour % 2 == 0 ? 71.3e-6 : -71.3e-6
            for _ in 0..<3_600 { consume(try plant.step(.current(amperes), seconds: 1, ambientKelvin: room)) }
        }
        return hours * 3_600
    }
}
