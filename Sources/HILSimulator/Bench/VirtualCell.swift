import CellPlant

/// The plant under a scenario's load, temperature and faults, on a virtual clock of whole microseconds.
///
/// A change in the middle of a sample's interval is taken at its very time: the sample's current is the true mean.
/// The load turns round for its voltage where a step ends, which is at each sample.
public struct VirtualCell: Sendable {
    /// Virtual time in microseconds.
    public private(set) var microseconds: UInt64 = 0
    /// Terminal voltage at the present time, in volts.
    public private(set) var volts: Double
    private var plant: CellPlant
    private let scenario: Scenario
    private var loadIndex = -1
    private var sign = 1.0
    private var nextReversal = UInt64.max

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

    /// False for a cell without an open-circuit voltage, of which a state of charge says nothing.
    public var hasStateOfCharge: Bool {
        SimulatedCell.parameters(named: scenario.cell)?.openCircuit != OpenCircuitVoltage.none
    }

    /// The true state of charge, 0…1.
    public var stateOfCharge: Double { plant.stateOfCharge }

    /// Virtual time in seconds.
    public var second: Double { Double(microseconds) / 1e6 }

    /// The conductance of the short at the present time, in siemens.
    public var leakSiemens: Double {
        scenario.faults.reduce(0) { sum, fault in
            let end = fault.untilSecond.map(VirtualCell.microseconds) ?? .max
            return microseconds >= VirtualCell.microseconds(fault.fromSecond) && microseconds < end
                ? sum + 1 / fault.ohms : sum
        }
    }

    /// Ambient temperature at the present time, in kelvin.
    public var kelvin: Double {
        let step = scenario.temperatures.last { VirtualCell.microseconds($0.atSecond) <= microseconds }
        return (step ?? scenario.temperatures.first)?.kelvin ?? 298.15
    }

    /// Load current at the present time, in amperes.
    public var amperes: Double { loadIndex >= 0 ? scenario.loads[loadIndex].amperes * sign : 0 }

    /// Goes on to a later time; returns the mean current over the way, in amperes.
    public mutating func advance(toMicrosecond end: UInt64) throws(SimulationError) -> Double {
        guard end > microseconds else { return amperes }
        var coulombs = 0.0
        let start = microseconds
        while microseconds < end {
            let next = min(end, nextChange)
            let seconds = Double(next - microseconds) / 1e6
            plant.leakSiemens = leakSiemens
            do {
                volts = try plant.step(.current(amperes), seconds: seconds, ambientKelvin: kelvin).volts
            } catch {
                throw .plant(error)
            }
            coulombs += amperes * seconds
            microseconds = next
            takeLoad()
        }
        return coulombs / (Double(end - start) / 1e6)
    }

    /// The next time at which load, fault or temperature change; an hour ahead at most, the plant's longest step.
    private var nextChange: UInt64 {
        var next = min(nextReversal, microseconds + 3_600_000_000)
        func consider(_ second: Double) {
            let time = VirtualCell.microseconds(second)
            if time > microseconds && time < next { next = time }
        }
        if loadIndex + 1 < scenario.loads.count { consider(scenario.loads[loadIndex + 1].atSecond) }
        for fault in scenario.faults {
            consider(fault.fromSecond)
            if let end = fault.untilSecond { consider(end) }
        }
        for step in scenario.temperatures { consider(step.atSecond) }
        return next
    }

    private mutating func takeLoad() {
        while loadIndex + 1 < scenario.loads.count,
            VirtualCell.microseconds(scenario.loads[loadIndex + 1].atSecond) <= microseconds
        {
            loadIndex += 1
            sign = 1
            nextReversal =
                scenario.loads[loadIndex].reverseEverySeconds.map {
                    VirtualCell.microseconds(scenario.loads[loadIndex].atSecond) + VirtualCell.microseconds($0)
                } ?? .max
        }
        guard loadIndex >= 0 else { return }
        let load = scenario.loads[loadIndex]
        if let period = load.reverseEverySeconds, microseconds >= nextReversal {
            sign = -sign
            nextReversal += VirtualCell.microseconds(period)
        }
        if amperes < 0, let lower = load.lowerVolts, volts < lower { sign = -sign }
        if amperes > 0, let upper = load.upperVolts, volts > upper { sign = -sign }
    }

    /// A scenario's time on the virtual clock; its reader has checked that it is 0…10⁸ s.
    private static func microseconds(_ second: Double) -> UInt64 {
        UInt64((min(max(second, 0), 1e12) * 1e6).rounded())
    }
}
