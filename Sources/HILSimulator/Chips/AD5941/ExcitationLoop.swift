import Foundation

/// The excitation loop in the time domain: the charge of its capacitors, the cell as a black box, and the sense inputs.
///
/// In a step the cell is a voltage behind its resistance to a step of that length, so that the capacitors' current falls
/// exponentially; the voltage is taken anew from the cell at each end, which corrects that resistance's error.
final class ExcitationLoop {
    /// State at a time, between two of which samples are interpolated.
    struct Point {
        var nanoseconds: Double
        /// Through the loop, positive charges the cell.
        var amperes: Double
        /// Between the terminals.
        var cellVolts: Double
        /// Between AIN2 and AIN3.
        var senseVolts: Double
    }

    var network: AnalogNetwork
    let cell: (any ExcitableCell)?
    /// Longest step in nanoseconds; halved by a test of its error.
    var longestStep: UInt64 = 1_000_000
    /// Voltage on C1 and C2 together.
    private(set) var capacitorVolts = 0.0
    /// Charge that the loop has put through the cell, in coulombs.
    private(set) var coulombs = 0.0
    /// The latest points, oldest first.
    private(set) var points: [Point] = []
    private(set) var now: UInt64 = 0
    /// Whether the excitation moves by itself, as a slow sine does.
    var isMoving = false
    /// Whether current can flow.
    private(set) var isClosed = false
    /// The cell's voltage without the loop's current, and its resistance to a step.
    private var sourceVolts = 0.0
    private var stepOhms = (duration: UInt64(0), ohms: 0.0)
    /// The voltage that the sense capacitors hold.
    private var senseHeld = 0.0
    private var amperes = 0.0
    private var lastActive: UInt64 = 0

    init(network: AnalogNetwork, cell: (any ExcitableCell)?) {
        self.network = network
        self.cell = cell
        sourceVolts = cell?.volts() ?? 0
        // Powered up long ago: the sense inputs have settled.
        senseHeld = sourceVolts
        note()
    }

    /// The excitation as it is now; closing or opening and steps of it take effect at once.
    func drive(volts: Double, isClosed: Bool) {
        if isClosed != self.isClosed {
            self.isClosed = isClosed
            if isClosed { sourceVolts = cell?.volts() ?? 0 }
        }
        let before = amperes
        amperes = isClosed && cell != nil ? current(volts) : 0
        guard before != amperes || points.isEmpty else { return }
        lastActive = now
        note()
    }

    private func current(_ volts: Double) -> Double {
        (volts - capacitorVolts - sourceVolts) / (network.seriesOhms + resistance(longestStep))
    }

    /// The cell's resistance to a step: the real part at the frequency whose period is 2π steps.
    private func resistance(_ duration: UInt64) -> Double {
        if stepOhms.duration != duration || stepOhms.ohms == 0 {
            let hertz = 1e9 / (2 * Double.pi * Double(max(duration, 1_000)))
            stepOhms = (duration, max(cell?.impedance(hertz: hertz).real ?? 0, 0))
        }
        return stepOhms.ohms
    }

    /// Asks the cell for its resistance again; it ages and warms.
    func forgetResistance() { stepOhms.duration = 0 }

    /// Moves on to `nanoseconds`; `volts` is the excitation against the virtual ground at a time in nanoseconds.
    func advance(to nanoseconds: UInt64, volts: (Double) -> Double) {
        while now < nanoseconds {
            let left = nanoseconds - now
            guard isClosed, let cell else {
                // Nothing flows: any step is exact but for a cell whose voltage moves.
                pass(left)
                continue
            }
            let isResting = !isMoving && abs(amperes) < 1e-6 && now - lastActive > 5_000_000_000
            if isMoving || abs(amperes) >= 1e-6 { lastActive = now }
            let duration = min(left, isResting ? 100_000_000 : longestStep)
            step(duration, volts((Double(now) + Double(duration) / 2)), cell, end: volts(Double(now + duration)))
        }
    }

    private func pass(_ duration: UInt64) {
        let seconds = Double(duration) * 1e-9
        let before = sourceVolts
        sourceVolts = cell?.volts() ?? 0
        capacitorVolts *= exp(-seconds / network.leakSeconds)
        hold(mean: (before + sourceVolts) / 2, seconds: seconds)
        now += duration
        note()
    }

    private func step(_ duration: UInt64, _ volts: Double, _ cell: any ExcitableCell, end: Double) {
        let seconds = Double(duration) * 1e-9
        let ohms = resistance(longestStep)
        let total = network.seriesOhms + ohms
        let farads = network.couplingFarads
        let tau = total * farads
        let start = (volts - capacitorVolts - sourceVolts) / total
        let share = -expm1(-seconds / tau) * tau / seconds
        let mean = start * share
        let before = cellVolts
        capacitorVolts += mean * seconds / farads
        capacitorVolts *= exp(-seconds / network.leakSeconds)
        coulombs += mean * seconds
        sourceVolts = cell.excite(amperes: mean, forNanoseconds: duration) - mean * ohms
        amperes = (end - capacitorVolts - sourceVolts) / total
        hold(mean: (before + cellVolts) / 2, seconds: seconds)
        now += duration
        note()
    }

    private var cellVolts: Double { sourceVolts + (isClosed ? amperes * resistance(longestStep) : 0) }

    private func hold(mean: Double, seconds: Double) {
        senseHeld += (mean - senseHeld) * -expm1(-seconds / network.senseSeconds)
    }

    private func note() {
        let volts = cellVolts
        points.append(
            Point(nanoseconds: Double(now), amperes: amperes, cellVolts: volts, senseVolts: volts - senseHeld))
    }

    /// Forgets points that no sample reaches any more: older than 60 ms, more than the filters with the notch hold.
    func trim() {
        guard points.count > 256 else { return }
        let limit = Double(now) - 60e6
        let old = points.firstIndex { $0.nanoseconds >= limit } ?? points.count
        // The last old one stays, to interpolate from.
        if old > 1 { points.removeFirst(old - 1) }
    }

    /// The state at a time, linear between points; the oldest or newest outside them.
    func point(at nanoseconds: Double) -> Point {
        guard let last = points.last else {
            return Point(nanoseconds: nanoseconds, amperes: 0, cellVolts: 0, senseVolts: 0)
        }
        guard nanoseconds < last.nanoseconds, let first = points.first else { return last }
        guard nanoseconds > first.nanoseconds else { return first }
        var low = 0
        var high = points.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle].nanoseconds <= nanoseconds { low = middle } else { high = middle }
        }
        let (a, b) = (points[low], points[high])
        let length = b.nanoseconds - a.nanoseconds
        let share = length > 0 ? (nanoseconds - a.nanoseconds) / length : 1
        return Point(
            nanoseconds: nanoseconds, amperes: a.amperes + share * (b.amperes - a.amperes),
            cellVolts: a.cellVolts + share * (b.cellVolts - a.cellVolts),
            senseVolts: a.senseVolts + share * (b.senseVolts - a.senseVolts))
    }
}
