import RealModule

/// What drives the cell during a step.
public enum Drive: Equatable, Sendable {
    /// A constant current in amperes, positive charges.
    case current(Double)
    /// No current.
    case rest
}

/// What the cell shows at the end of a step.
public struct PlantReading: Equatable, Sendable {
    /// Terminal voltage in volts.
    public var volts: Double
    /// Mean current over the step in amperes, positive charges.
    public var meanAmperes: Double
    /// Cell temperature in kelvin.
    public var kelvin: Double
    /// The true state of charge; meaningless for a symmetric cell.
    public var stateOfCharge: Double
}

/// A cell, in its first form: a reduced circuit with a leak that can be switched on.
///
/// ```swift
/// var plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.8)
/// plant.leakSiemens = 1.0 / 8
/// let reading = try plant.step(.current(-86.4e-6), seconds: 1, ambientKelvin: 298.15)
/// ```
public struct CellPlant: Sendable {
    /// With a leak the cell drives a current of its own; it is taken as constant over at most this long, in seconds.
    private static let longestLeakStep = 0.1

    private let parameters: PlantParameters
    /// Conductance of a short across the cell, in siemens; 0 when there is none.
    public var leakSiemens: Double = 0
    private var chargeCoulombs: Double
    private var fastVolts = 0.0
    private var slowVolts = 0.0

    /// A rested cell.
    ///
    /// - Throws: `PlantError` naming the parameter, its value and its range.
    public init(_ parameters: PlantParameters, stateOfCharge: Double) throws(PlantError) {
        try parameters.validate()
        try PlantError.check(stateOfCharge, in: 0...1, "state of charge")
        self.parameters = parameters
        chargeCoulombs = stateOfCharge * parameters.capacityCoulombs
    }

    /// The true state of charge.
    public var stateOfCharge: Double { chargeCoulombs / parameters.capacityCoulombs }

    /// Drives the cell for a time at an ambient temperature.
    ///
    /// Without a leak the solution is exact for any length; with one it goes in steps of 0.1 s, each with the leak's
    /// current at its end, so that no leak makes it unstable.
    /// - Throws: `PlantError` for a length outside 1 µs…1 h, a temperature outside −40…85 °C, a current outside ±1 A.
    public mutating func step(
        _ drive: Drive, seconds: Double, ambientKelvin: Double
    ) throws(PlantError) -> PlantReading {
        let amperes: Double
        switch drive {
        case .current(let current): amperes = current
        case .rest: amperes = 0
        }
        try PlantError.check(amperes, in: -1...1, "current in A")
        try PlantError.check(seconds, in: 1e-6...3600, "length of a step in s")
        try PlantError.check(ambientKelvin, in: 233.15...358.15, "ambient temperature in K")
        try PlantError.check(leakSiemens, in: 0...1e3, "leak in S")

        // k = 8.617 333 262·10⁻⁵ eV/K.
        let factor = Double.exp(
            parameters.activationEnergyElectronvolts / 8.617_333_262e-5 * (1 / ambientKelvin - 1 / 298.15))
        let count = leakSiemens > 0 ? max(1, (seconds / CellPlant.longestLeakStep).rounded(.up)) : 1
        for _ in 0..<Int(count) { advance(amperes: amperes, seconds: seconds / count, factor: factor) }
        return PlantReading(
            volts: terminalVolts(amperes: amperes, factor: factor), meanAmperes: amperes, kelvin: ambientKelvin,
            stateOfCharge: stateOfCharge)
    }

    private mutating func advance(amperes: Double, seconds: Double, factor: Double) {
        let fastShare = 1 - .exp(-seconds / parameters.fastSeconds)
        let slowShare = 1 - .exp(-seconds / parameters.slowSeconds)
        let fastOhms = parameters.fastOhms * factor
        let slowOhms = parameters.slowOhms * factor
        // V at the end, with E as it was: (E + what is left of the branches + I·R)/(1 + G·R), R what has answered by then.
        let ohms = parameters.seriesOhms * factor + fastOhms * fastShare + slowOhms * slowShare
        let behind =
            parameters.openCircuit.volts(stateOfCharge: stateOfCharge) + fastVolts * (1 - fastShare)
            + slowVolts * (1 - slowShare)
        let volts = (behind + amperes * ohms) / (1 + leakSiemens * ohms)
        let cellAmperes = amperes - leakSiemens * volts
        chargeCoulombs += cellAmperes * seconds
        fastVolts += (cellAmperes * fastOhms - fastVolts) * fastShare
        slowVolts += (cellAmperes * slowOhms - slowVolts) * slowShare
    }

    /// V = (E + I·R₀)/(1 + G·R₀) with E the voltage behind the series resistance.
    private func terminalVolts(amperes: Double, factor: Double) -> Double {
        let series = parameters.seriesOhms * factor
        let behind = parameters.openCircuit.volts(stateOfCharge: stateOfCharge) + fastVolts + slowVolts
        return (behind + amperes * series) / (1 + leakSiemens * series)
    }
}
