import CellPlant

/// Discharge and charge between 1.0 and 2.8 V at 0.11 mA/cm², beginning with a discharge. Source: E12, G14.
struct GalvanostaticCycling {
    /// One half-cycle.
    struct Half {
        /// Charge in mAh per gram of TiS₂.
        var capacity: Double
        var hours: Double
        /// Voltage at half the charge.
        var plateauVolts: Double
        /// Charge in mAh/g and voltage, each five minutes.
        var trace: [(capacity: Double, volts: Double)]
    }

    /// Cycle by cycle, discharge first.
    private(set) var cycles: [(discharge: Half, charge: Half)] = []
    /// Mean current of the first discharge in A.
    private(set) var amperes = 0.0
    /// Charge for Δx = 1 in mAh/g.
    let theoreticalCapacity: Double
    private var cell: PaperCell

    init(_ start: PaperCell, cycles count: Int, sampleSeconds: Double = 10) throws(SimulationError) {
        cell = start
        cell.plant.window = 1.0...2.8
        theoreticalCapacity = (cell.plant.parameters.cathode?.coulombs ?? .nan) / 3.6 / cell.cathodeGrams
        for _ in 0..<count {
            let discharge = try run(-cell.fullCellAmperes, sampleSeconds)
            if cycles.isEmpty { amperes = discharge.capacity * 3.6 * cell.cathodeGrams / (discharge.hours * 3600) }
            cycles.append((discharge, try run(cell.fullCellAmperes, sampleSeconds)))
        }
    }

    /// Hours of all cycles together.
    var hours: Double { cycles.reduce(0) { $0 + $1.discharge.hours + $1.charge.hours } }

    /// Charge over discharge of a cycle, the first being 0, in %: the cell begins with a discharge.
    func efficiency(_ index: Int) -> Double {
        cycles[index].charge.capacity / cycles[index].discharge.capacity * 100
    }

    private mutating func run(_ amperes: Double, _ sampleSeconds: Double) throws(SimulationError) -> Half {
        let grams = cell.cathodeGrams
        var trace: [(capacity: Double, volts: Double)] = []
        var coulombs = 0.0
        var seconds = 0.0
        // A cell that never reaches its limit is given up after eleven days.
        for count in 0..<100_000 {
            let reading = try cell.step(.current(amperes), seconds: sampleSeconds)
            coulombs += reading.meanAmperes.magnitude * reading.seconds
            seconds += reading.seconds
            let isOver = reading.event == .lowerCutOff || reading.event == .upperCutOff
            if isOver || count % 30 == 0 { trace.append((coulombs / 3.6 / grams, reading.volts)) }
            if isOver { break }
        }
        return Half(
            capacity: coulombs / 3.6 / grams, hours: seconds / 3600,
            plateauVolts: GalvanostaticCycling.middle(trace), trace: trace)
    }

    private static func middle(_ trace: [(capacity: Double, volts: Double)]) -> Double {
        guard let last = trace.last, trace.count > 1 else { return .nan }
        let target = last.capacity / 2
        for index in 1..<trace.count where trace[index].capacity >= target {
            let (low, high) = (trace[index - 1], trace[index])
            let part = (target - low.capacity) / (high.capacity - low.capacity)
            return low.volts + (high.volts - low.volts) * part
        }
        return .nan
    }
}
