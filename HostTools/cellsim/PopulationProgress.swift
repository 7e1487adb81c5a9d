import HILSimulator
import Synchronization

/// The line that shows how far a population has come.
final class PopulationProgress: Sendable {
    private let cells: Int
    private let start = ContinuousClock.now
    private let done = Mutex((cells: 0, samples: 0))

    init(cells: Int) { self.cells = cells }

    func text(after cell: CellResult) -> String {
        let done = done.withLock { done in
            done.cells += 1
            done.samples += cell.sampleCount
            return done
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rate = Double(done.samples) / max(seconds, 1e-3) / 1e6
        return "\(done.cells) of \(cells) cells, \((rate * 100).rounded() / 100) million samples a second"
    }
}
