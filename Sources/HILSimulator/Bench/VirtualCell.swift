import CellPlant

/// The plant under a scenario's load, temperature and faults, on a virtual clock.
///
/// A change in the middle of a sample's interval is taken at its very time: the sample's current is the true mean.
public struct VirtualCell: Sendable {
    /// Virtual time in seconds.
    public private(set) var second: Double = 0
    /// Terminal voltage at the present time, in volts.
    public private(set) var volts: Double
    private var plant: CellPlant
    private let scenario: Scenario
    private var loadIndex = -1
    private var sign = 1.0
    private var nextReversal = Double.infinity

    /// The cell at the start of a scenario.
    public init(_ scenario: Scenario) throws(SimulationError) {
        guard let parameters = SimulatedCell.parameters(named: scenario.cell) else {
            throw .unknownCell(scenario.cell)
        }
        self.scenario = scenario
        do {
            plant = try CellPlant(parameters, stateOfCharge: scenario.stateOfCharge)
            volts = try plant.step(.rest, seconds: 1e-6, ambientKelvin: 298.15).volts
        } catch {
            throw .plant(error)
        }
        takeLoad()
    }

    /// The true state of charge, 0…1.
    public var stateOfCharge: Double { plant.stateOfCharge }

    /// The conductance of the short at the present time, in siemens.
    public var leakSiemens: Double {
        scenario.faults.reduce(0) { sum, fault in
            second >= fault.fromSecond && second < fault.untilSecond ?? .infinity ? sum + 1 / fault.ohms : sum
        }
    }

    /// Ambient temperature at the present time, in kelvin.
    public var kelvin: Double {
        scenario.temperatures.last { $0.atSecond <= second }?.kelvin ?? scenario.temperatures[0].kelvin
    }

    /// Load current at the present time, in amperes.
    public var amperes: Double { loadIndex >= 0 ? scenario.loads[loadIndex].amperes * sign : 0 }

    /// Goes on to a time; returns the mean current over the way, in amperes.
    public mutating func advance(toSecond end: Double) throws(SimulationError) -> Double {
        var coulombs = 0.0
        let start = second
        while second < end {
            let part = min(end, nextChange) - second
            plant.leakSiemens = leakSiemens
            do {
                volts = try plant.step(.current(amperes), seconds: part, ambientKelvin: kelvin).volts
            } catch {
                throw .plant(error)
            }
            coulombs += amperes * part
            second = part < end - second ? second + part : end
            takeLoad()
        }
        return coulombs / (end - start)
    }

    /// The next time at which load, fault or temperature change.
    private var nextChange: Double {
        var next = nextReversal
        func consider(_ time: Double) { if time > second + 1e-9 && time < next { next = time } }
        if loadIndex + 1 < scenario.loads.count { consider(scenario.loads[loadIndex + 1].atSecond) }
        for fault in scenario.faults {
            consider(fault.fromSecond)
            if let end = fault.untilSecond { consider(end) }
        }
        for step in scenario.temperatures { consider(step.atSecond) }
        return min(next, second + 3600)
    }

    private mutating func takeLoad() {
        while loadIndex + 1 < scenario.loads.count, scenario.loads[loadIndex + 1].atSecond <= second + 1e-9 {
            loadIndex += 1
            sign = 1
            nextReversal = scenario.loads[loadIndex].reverseEverySeconds.map { second + $0 } ?? .infinity
        }
        guard loadIndex >= 0 else { return }
        let load = scenario.loads[loadIndex]
        if let period = load.reverseEverySeconds, second >= nextReversal - 1e-9 {
            sign = -sign
            nextReversal += period
        }
        if amperes < 0, let lower = load.lowerVolts, volts < lower { sign = -sign }
        if amperes > 0, let upper = load.upperVolts, volts > upper { sign = -sign }
    }
}
