import CellCore
import CellPlant

/// A time to empty that the monitor stated, beside the truth.
package struct TimeToEmpty: Equatable, Sendable {
    /// When it was stated, in seconds from the start of the cell's run.
    package var second: Int
    /// Whether a restart had come since the last cut-off.
    package var isAfterRestart: Bool
    /// How long the cell truly lasts at this load and ambient temperature, in seconds.
    package var trueSeconds: Double
    /// What the monitor said in seconds; nil when it said nothing.
    package var stated: Bounded?

    /// A statement beside the truth.
    package init(second: Int, isAfterRestart: Bool, trueSeconds: Double, stated: Bounded?) {
        self.second = second
        self.isAfterRestart = isAfterRestart
        self.trueSeconds = trueSeconds
        self.stated = stated
    }

    /// The larger of 5 % and ten minutes, in seconds.
    package var allowance: Double { max(0.05 * trueSeconds, 600) }
    /// By how much the statement is off, in allowances; infinite without a statement.
    package var miss: Double { stated.map { (Double($0.value) - trueSeconds).magnitude / allowance } ?? .infinity }
    /// Whether the statement is near enough.
    package var isWithin: Bool { miss <= 1 }
    /// Whether its bounds hold the truth; what is not stated holds everything.
    package var isInside: Bool {
        stated.map { Double($0.lower) <= trueSeconds && trueSeconds <= Double($0.upper) } ?? true
    }
}

/// Chooses instants of constant discharge after both cut-offs, each as likely as any other, and keeps the cell as it was.
///
/// Source: Vitter, ACM Trans. Math. Softw. 11 (1985) 37, algorithm R.
struct TimeToEmptyProbes: Sendable {
    private static let count = 8
    /// A load counts as constant after so many seconds.
    private static let steadySeconds = 60
    /// Steps of a branch in seconds, and the most of them.
    private static let branchSeconds = 60.0
    private static let mostSteps = 60 * 1_000

    private struct Branch: Sendable {
        var plant: CellPlant
        var amperes: Double
        var ambientKelvin: Double
        var second: Int
        var phase: ScorePhase
        var stated: Bounded?
    }

    private var branches: [Branch] = []
    private var candidates = 0
    private var generator: PlantGenerator

    init(seed: UInt64) { generator = PlantGenerator(seed: seed) }

    mutating func consider(_ cell: borrowing CycledCell, status: borrowing CellStatus, phase: ScorePhase) {
        guard phase != .before, cell.loadAmperes < 0, cell.steadySeconds >= TimeToEmptyProbes.steadySeconds else {
            return
        }
        candidates += 1
        let place =
            candidates <= TimeToEmptyProbes.count ? candidates - 1 : Int.random(in: 0..<candidates, using: &generator)
        guard place < TimeToEmptyProbes.count else { return }
        let branch = Branch(
            plant: cell.plant, amperes: cell.loadAmperes, ambientKelvin: cell.ambientKelvin, second: cell.second,
            phase: phase, stated: status.state?.secondsToEmpty)
        if place < branches.count { branches[place] = branch } else { branches.append(branch) }
    }

    /// Runs each branch to the lower cut-off, in order of time.
    func settled() throws(SimulationError) -> [TimeToEmpty] {
        var times: [TimeToEmpty] = []
        for branch in branches.sorted(by: { $0.second < $1.second }) {
            times.append(
                TimeToEmpty(
                    second: branch.second, isAfterRestart: branch.phase == .afterRestart,
                    trueSeconds: try TimeToEmptyProbes.secondsToEmpty(branch), stated: branch.stated))
        }
        return times
    }

    private static func secondsToEmpty(_ branch: Branch) throws(SimulationError) -> Double {
        var plant = branch.plant
        var seconds = 0.0
        do throws(PlantError) {
            for _ in 0..<mostSteps {
                let reading = try plant.step(
                    .current(branch.amperes), seconds: branchSeconds, ambientKelvin: branch.ambientKelvin)
                seconds += reading.seconds
                if reading.event == .lowerCutOff { break }
            }
        } catch {
            throw .plant(error)
        }
        return seconds
    }
}
