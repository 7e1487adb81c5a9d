import CellPlant

/// The plant under a scenario's load, temperature and faults, on a virtual clock of whole microseconds.
///
/// A change in the middle of a sample's interval is taken at its very time: the sample's current is the true mean.
/// The load turns round for its voltage where `advance` ends, which is at each sample.
public struct VirtualCell: Sendable {
    /// Virtual time in microseconds.
    public private(set) var microseconds: UInt64 = 0
    /// Terminal voltage at the present time, in volts.
    public private(set) var volts: Double
    /// True temperature of the pellet at the present time, in kelvin.
    public private(set) var pelletKelvin: Double
    /// What the impedance front end drives through the cell besides its load, in amperes; it is no part of the mean.
    var excitationAmperes = 0.0
    private var plant: CellPlant
    private var load: LoadSchedule
    private let scenario: Scenario

    /// The cell at the start of a scenario.
    ///
    /// - Throws: `SimulationError.unknownCell`, or `.plant` for what the plant refuses.
    public init(_ scenario: Scenario) throws(SimulationError) {
        var parameters = try SimulatedCell.parameters(named: scenario.cell)
        if let dendrite = scenario.dendrite { parameters.dendrite = dendrite }
        self.scenario = scenario
        load = LoadSchedule(scenario.loads)
        let kelvin = scenario.temperatures.first?.kelvin ?? 298.15
        pelletKelvin = kelvin
        do throws(PlantError) {
            plant = try CellPlant(
                parameters, stateOfCharge: scenario.isCycled ? scenario.stateOfCharge : nil,
                seed: scenario.dendrite == nil ? nil : scenario.seed, kelvin: kelvin)
        } catch {
            throw .plant(error)
        }
        volts = plant.terminalVolts
    }

    /// False for a cell without an open-circuit voltage, of which a state of charge says nothing.
    public var hasStateOfCharge: Bool { plant.parameters.hasStateOfCharge }

    /// The true state of charge, 0…1; somewhat beyond in a cell that has not been cycled, or at its very ends.
    public var stateOfCharge: Double { plant.stateOfCharge }

    /// Charge between states of charge 0 and 1, in coulombs; 0 for a cell that has none.
    public var capacityCoulombs: Double { plant.capacityCoulombs }

    /// Virtual time in seconds.
    public var second: Double { Double(microseconds) / 1e6 }

    /// The conductance of all shorts at the present time, in siemens: the scenario's and the cell's own dendrite.
    public var leakSiemens: Double { faultSiemens + plant.dendriteSiemens }

    private var faultSiemens: Double {
        scenario.faults.reduce(0) { sum, fault in
            let end = fault.untilSecond.map(VirtualCell.microseconds) ?? .max
            return microseconds >= VirtualCell.microseconds(fault.fromSecond) && microseconds < end
                ? sum + 1 / fault.ohms : sum
        }
    }

    /// Ambient temperature at the present time, in kelvin.
    public var ambientKelvin: Double {
        let step = scenario.temperatures.last { VirtualCell.microseconds($0.atSecond) <= microseconds }
        return (step ?? scenario.temperatures.first)?.kelvin ?? 298.15
    }

    /// Temperature of the rods that hold the pellet, in kelvin: what the sensor on them sees. They follow the ambient
    /// with a time constant of 400 s.
    public var rodKelvin: Double { plant.rodKelvin }

    /// Small-signal impedance at the present time, in ohms; 0 where the plant has no answer for the frequency.
    mutating func impedance(hertz: Double) -> (real: Double, imaginary: Double) {
        guard let ohms = try? plant.impedance(hertz: hertz) else { return (0, 0) }
        return (ohms.real, ohms.imaginary)
    }

    /// Load current at the present time, in amperes; 0 where the load has let go.
    public var amperes: Double { load.amperes }

    /// Goes on to a later time; returns the mean current over the way, in amperes.
    ///
    /// - Throws: `SimulationError.plant` for what the plant refuses; a scenario that was read from a file has no such.
    public mutating func advance(toMicrosecond end: UInt64) throws(SimulationError) -> Double {
        guard end > microseconds else { return amperes }
        let start = microseconds
        var coulombs = 0.0
        while microseconds < end {
            let next = min(end, nextChange)
            coulombs += try drive(seconds: Double(next - microseconds) / 1e6)
            microseconds = next
            load.follow(microseconds: next)
        }
        load.look(volts: volts)
        return coulombs / (Double(end - start) / 1e6)
    }

    /// One piece under one load; returns its charge in C. Where the cell cannot carry the load, the load lets go.
    private mutating func drive(seconds: Double) throws(SimulationError) -> Double {
        plant.leakSiemens = faultSiemens
        let asked = amperes
        let reading = try step(.current(asked + excitationAmperes), seconds: seconds)
        guard reading.event == .lowerCutOff || reading.event == .upperCutOff else { return asked * seconds }
        load.letGo()
        let left = seconds - reading.seconds
        if left >= 1e-6 { _ = try step(.rest, seconds: left) }
        return (reading.meanAmperes - excitationAmperes) * reading.seconds
    }

    private mutating func step(_ drive: Drive, seconds: Double) throws(SimulationError) -> PlantReading {
        do throws(PlantError) {
            let reading = try plant.step(drive, seconds: seconds, ambientKelvin: ambientKelvin)
            volts = reading.volts
            pelletKelvin = reading.kelvin
            return reading
        } catch {
            throw .plant(error)
        }
    }

    /// The next time at which load, fault or temperature change, in microseconds; an hour ahead at most, the plant's
    /// longest step.
    var nextChange: UInt64 {
        var next = microseconds + 3_600_000_000
        func consider(_ time: UInt64) {
            if time > microseconds && time < next { next = time }
        }
        if let change = load.nextChange { consider(change) }
        for fault in scenario.faults {
            consider(VirtualCell.microseconds(fault.fromSecond))
            if let end = fault.untilSecond { consider(VirtualCell.microseconds(end)) }
        }
        for step in scenario.temperatures { consider(VirtualCell.microseconds(step.atSecond)) }
        return next
    }

    /// A scenario's time on the virtual clock; its reader has checked that it is 0…10⁸ s.
    static func microseconds(_ second: Double) -> UInt64 {
        UInt64((min(max(second, 0), 1e12) * 1e6).rounded())
    }
}
