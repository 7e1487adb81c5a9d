import CellPlant

/// The plant of a plan under its cycler and its ambient temperature, a second at a time.
///
/// Loads change at whole seconds. A cut-off ends the load at its very time within a second, the rest of which the cell
/// rests; the next piece begins with the next second.
package struct CycledCell: Sendable {
    /// Voltages at which the cycler ends a half cycle, in volts.
    package static let cutOffs = 1.0...2.8
    /// The ambient temperature is looked up this often, in seconds.
    private static let ambientSeconds = 60

    /// The cell as it truly is.
    package private(set) var plant: CellPlant
    /// Whole seconds since the start.
    package private(set) var second = 0
    /// Mean current over the last second in amperes.
    package private(set) var meanAmperes = 0.0
    /// Terminal voltage at the end of the last second in volts.
    package private(set) var volts: Double
    /// The cut-off that the last second met.
    package private(set) var cutOff: PlantEvent?
    /// For how many whole seconds the present load has flowed alone; 0 while the cycler waits.
    package private(set) var steadySeconds = 0
    /// Charge either way in C.
    package private(set) var throughputCoulombs = 0.0
    /// The ambient temperature in kelvin.
    package private(set) var ambientKelvin: Double
    private let ambient: AmbientCourse
    private var program: CyclerProgram
    private var piece: LoadPiece
    private var secondsLeft: Int

    /// The cell at the start of its plan.
    package init(_ plan: CellPlan) throws(SimulationError) {
        ambient = plan.ambient
        ambientKelvin = plan.ambient.kelvin(atSecond: 0)
        do throws(PlantError) {
            plant = try CellPlant(
                plan.variation.parameters, stateOfCharge: plan.stateOfCharge, kelvin: ambientKelvin)
            plant.window = CycledCell.cutOffs
            let nominal = try CellPlant(.aluconeTiS2, stateOfCharge: 0.5).capacityCoulombs
            program = CyclerProgram(plan.cycling, isCold: plan.isCold, nominalCoulombs: nominal, seed: plan.cyclerSeed)
        } catch {
            throw .plant(error)
        }
        volts = plant.terminalVolts
        piece = program.next(after: nil)
        secondsLeft = piece.seconds
    }

    /// The load in amperes, positive charges.
    package var loadAmperes: Double { piece.amperes }

    /// Charge either way over twice the capacity.
    package var cycles: Double { throughputCoulombs / (2 * plant.capacityCoulombs) }

    /// Goes on by a second; the cycler waits and the cell rests where `waits`.
    package mutating func advance(waits: Bool = false) throws(SimulationError) {
        if second % CycledCell.ambientSeconds == 0 { ambientKelvin = ambient.kelvin(atSecond: Double(second)) }
        let amperes = waits ? 0 : piece.amperes
        let reading = try step(amperes, seconds: 1)
        let coulombs = reading.meanAmperes * reading.seconds
        throughputCoulombs += coulombs.magnitude
        second += 1
        meanAmperes = coulombs
        switch reading.event {
        case .lowerCutOff, .upperCutOff:
            cutOff = reading.event
            if 1 - reading.seconds >= 1e-6 { _ = try step(0, seconds: 1 - reading.seconds) }
            begin(program.next(after: cutOff))
        default:
            cutOff = nil
            guard !waits else {
                steadySeconds = 0
                return
            }
            steadySeconds += 1
            secondsLeft -= 1
            if secondsLeft == 0 { begin(program.next(after: nil)) }
        }
    }

    private mutating func begin(_ next: LoadPiece) {
        piece = next
        secondsLeft = next.seconds
        steadySeconds = 0
    }

    private mutating func step(_ amperes: Double, seconds: Double) throws(SimulationError) -> PlantReading {
        do throws(PlantError) {
            let reading = try plant.step(.current(amperes), seconds: seconds, ambientKelvin: ambientKelvin)
            volts = reading.volts
            return reading
        } catch {
            throw .plant(error)
        }
    }
}
