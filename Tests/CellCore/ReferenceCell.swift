import CellCore
import Foundation

/// A cell in double precision that knows nothing of the core: the reference for bounds and verdicts.
///
/// The profile's circuit solved on a fine grid, with an optional leak. Resistances may be off by a factor.
struct ReferenceCell {
    let profile: CellProfile
    var stateOfCharge: Double
    var leakSiemens = 0.0
    var resistanceFactor = 1.0
    private var fast = 0.0
    private var slow = 0.0

    init(profile: CellProfile, stateOfCharge: Double) {
        self.profile = profile
        self.stateOfCharge = stateOfCharge
    }

    private var openCircuitVolts: Double {
        guard let curve = profile.curve else { return 0 }
        let position = min(max(stateOfCharge, 0), 1) * 64
        let index = min(Int(position), 63)
        let low = Double(curve[index] ?? 0)
        let high = Double(curve[index + 1] ?? 0)
        return low + (high - low) * (position - Double(index))
    }

    /// Terminal voltage after a second of `amperes` at 25 °C.
    mutating func step(amperes: Double) -> Double {
        guard let circuit = profile.polarisation else { return 0 }
        let series = Double(circuit.seriesOhms) * resistanceFactor
        var volts = 0.0
        for _ in 0..<50 {
            let dt = 0.02
            volts = (openCircuitVolts + fast + slow + amperes * series) / (1 + leakSiemens * series)
            let inner = amperes - leakSiemens * volts
            fast += (inner * Double(circuit.fastOhms) * resistanceFactor - fast) * dt / Double(circuit.fastSeconds)
            slow += (inner * Double(circuit.slowOhms) * resistanceFactor - slow) * dt / Double(circuit.slowSeconds)
            if let capacity = profile.capacityNanocoulombs { stateOfCharge += inner * dt / (Double(capacity) * 1e-9) }
        }
        return volts
    }
}

/// A monitor with a reference cell before it: drives it second by second and keeps what it says.
struct Bench {
    var cell: ReferenceCell
    var monitor: CellMonitor
    private(set) var events: [MonitorEvent] = []
    private(set) var second: UInt64 = 0
    /// What the current sensor adds, in amperes, and its relative gain error.
    var offsetAmperes = 0.0
    var gainError = 0.0

    init(profile: CellProfile, stateOfCharge: Double) {
        cell = ReferenceCell(profile: profile, stateOfCharge: stateOfCharge)
        monitor = CellMonitor(profile: profile)
    }

    mutating func nextSample(amperes: Double) -> Sample {
        second += 1
        let volts = cell.step(amperes: amperes)
        let measured = amperes * (1 + gainError) + offsetAmperes
        return Sample(
            timeMicroseconds: second * 1_000_000, intervalMicroseconds: 1_000_000,
            currentPicoamperes: Int64((measured * 1e12).rounded()), voltageNanovolts: Int64((volts * 1e9).rounded()),
            temperatureMillikelvin: 298_150)
    }

    mutating func run(seconds: Int, amperes: Double, each: (CellStatus, ReferenceCell) -> Void = { _, _ in }) {
        for _ in 0..<seconds {
            let sample = nextSample(amperes: amperes)
            var list = EventList()
            monitor.step(sample, events: &list)
            for index in 0..<list.count { if let event = list[index] { events.append(event) } }
            each(monitor.status, cell)
        }
    }
}
