import CellCore
import CellData
import CellPlant

/// One cell of the population from start to end: plant, cycler, measuring chain, monitor with its restarts.
///
/// ```swift
/// var run = try CellRun(CellPlan(seed: 1_000_000))
/// var score = CellScore(run.plan)
/// while try run.advance(observe: { score.take($0) }) {}
/// ```
/// One sample a second; the monitor's status is asked for at every `interval`th and at no other.
package struct CellRun {
    /// What befalls the cell.
    package let plan: CellPlan
    /// The cell.
    package private(set) var cell: CycledCell
    /// When both cut-offs had been met with the monitor under power, in seconds.
    package private(set) var metBothAtSecond: Int?
    /// Times the monitor has restarted.
    package private(set) var restarts = 0
    /// Samples that the monitor has taken.
    package private(set) var sampleCount = 0
    private let interval: Int
    private let length: RunLength
    private var sensors: SensorChain
    private var device: RestartingMonitor
    private var metLower = false
    private var metUpper = false
    private var phase = ScorePhase.before
    private var nextCut = 0
    private var countedCoulombs: Double?
    private var probes: TimeToEmptyProbes

    /// A cell at its start; a status is asked for each `interval` seconds.
    package init(_ plan: CellPlan, interval: Int = 10) throws(SimulationError) {
        self.plan = plan
        self.interval = max(interval, 1)
        length = RunLength(isCold: plan.isCold)
        cell = try CycledCell(plan)
        probes = TimeToEmptyProbes(seed: plan.probeSeed)
        do throws(ConfigurationError) {
            sensors = SensorChain(model: try SensorModel(), seed: plan.sensorSeed)
        } catch {
            throw .configuration(error)
        }
        device = RestartingMonitor(profile: .aluconeTiS2)
    }

    /// Restarts after which the monitor began anew, since its checkpoint was refused.
    package var refusedRestarts: Int { device.refusedRestarts }

    /// Times to empty at the instants that were chosen, each beside the truth of a branch that runs on to the cut-off.
    package func timesToEmpty() throws(SimulationError) -> [TimeToEmpty] { try probes.settled() }

    /// Goes on by an hour of the cell's time, or to the end; false at the end.
    package mutating func advance(observe: (borrowing Observation) -> Void) throws(SimulationError) -> Bool {
        let end = cell.second + 3600
        while cell.second < end {
            if nextCut < plan.cuts.count, cell.second >= plan.cuts[nextCut].atSecond {
                try passCut(plan.cuts[nextCut], observe: observe)
                nextCut += 1
            }
            try passSecond(observe: observe)
            if length.isOver(second: cell.second, metBothAtSecond: metBothAtSecond, cycles: cell.cycles) {
                return false
            }
        }
        return true
    }

    @inline(__always)
    private mutating func passSecond(observe: (borrowing Observation) -> Void) throws(SimulationError) {
        try cell.advance()
        let sample = sensors.sample(
            timeMicroseconds: device.nextMicroseconds, intervalMicroseconds: 1_000_000, meanAmperes: cell.meanAmperes,
            volts: cell.volts, kelvin: cell.plant.rodKelvin)
        var events = EventList()
        device.take(sample, events: &events)
        sampleCount += 1
        countedCoulombs? += Double(sample.currentPicoamperes.magnitude) * 1e-12
        if cell.second % interval == 0 {
            let status = device.monitor.status
            observe(observation(status))
            probes.consider(cell, status: status, phase: phase)
            countedCoulombs = 0
        }
        if let cutOff = cell.cutOff { note(cutOff) }
    }

    /// A sample at which a cut-off was met still belongs to the phase before.
    private mutating func note(_ cutOff: PlantEvent) {
        if cutOff == .lowerCutOff { metLower = true } else { metUpper = true }
        guard metLower, metUpper else { return }
        if metBothAtSecond == nil { metBothAtSecond = cell.second }
        phase = .after
    }

    private mutating func passCut(_ cut: PowerCut, observe: (borrowing Observation) -> Void) throws(SimulationError) {
        for _ in 0..<cut.seconds {
            try cell.advance(waits: !cut.cyclerGoesOn)
            if cell.second % interval == 0 { observe(observation(nil)) }
        }
        device.restart()
        restarts += 1
        countedCoulombs = nil
        if phase == .after { phase = .afterRestart }
    }

    private func observation(_ status: CellStatus?) -> Observation {
        Observation(
            second: cell.second, phase: phase, trueStateOfCharge: cell.plant.stateOfCharge, status: status,
            countedCoulombs: countedCoulombs, volts: cell.volts, amperes: cell.meanAmperes,
            kelvin: cell.plant.rodKelvin)
    }
}
