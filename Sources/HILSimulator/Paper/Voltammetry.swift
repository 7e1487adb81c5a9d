import CellPlant

/// Cyclic voltammetry between 2.8 and 1.0 V at 0.1 mV/s, downwards first, as a cathode without sodium must. Source: E11.
struct Voltammetry {
    /// A point of the trace.
    struct Point {
        var volts: Double
        var amperes: Double
    }

    /// The points of each cycle.
    private(set) var cycles: [[Point]] = []
    /// How long a sweep took, in hours.
    private(set) var sweepHours = 0.0
    /// Mass of TiS₂ in g.
    let grams: Double

    init(_ start: PaperCell, cycles count: Int) throws(SimulationError) {
        var cell = start
        grams = cell.cathodeGrams
        let stepSeconds = 10.0
        let steps = Int((1.8 / (1e-4 * stepSeconds)).rounded())
        for _ in 0..<count {
            var points: [Point] = []
            for index in 0..<(2 * steps) {
                let part = Double(index < steps ? index + 1 : 2 * steps - index - 1) / Double(steps)
                let volts = 2.8 - 1.8 * part
                let reading = try cell.step(.voltage(volts), seconds: stepSeconds)
                if cycles.isEmpty && index < steps { sweepHours += reading.seconds / 3600 }
                points.append(Point(volts: volts, amperes: reading.meanAmperes))
            }
            cycles.append(points)
        }
    }

    /// Voltage of the largest discharging current of a cycle, the first being 0.
    func cathodicPeak(_ cycle: Int) -> Double { cycles[cycle].min { $0.amperes < $1.amperes }?.volts ?? .nan }

    /// Voltage of the largest charging current of a cycle.
    func anodicPeak(_ cycle: Int) -> Double { cycles[cycle].max { $0.amperes < $1.amperes }?.volts ?? .nan }
}
