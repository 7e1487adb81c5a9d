import CellCore
import Foundation

/// A cell in double precision that knows nothing of the core: the reference for bounds and verdicts.
///
/// The profile's equations solved on a fine grid at 25 °C, with an optional leak. Resistances may be off by a factor, and
/// the coating is activated as far as the profile's middle unless it is told otherwise.
struct ReferenceCell {
    let profile: CellProfile
    var stateOfCharge: Double
    var leakSiemens = 0.0
    var resistanceFactor = 1.0
    /// How far the coating is activated, 0…1.
    var activation: Double
    /// What the interfaces have grown by, in ohms.
    var grownOhms = 0.0
    /// Current through film and interlayer, in amperes.
    private var slow = 0.0
    /// Lead of the surface's state of charge by mode.
    private var leads = [Double](repeating: 0, count: 8)

    init(profile: CellProfile, stateOfCharge: Double) {
        self.profile = profile
        self.stateOfCharge = stateOfCharge
        activation =
            profile.polarisation.map { Double($0.coating.leastActivation + $0.coating.mostActivation) / 2 } ?? 0
    }

    private func openCircuitVolts(at charge: Double) -> Double {
        guard let curve = profile.curve else { return 0 }
        let position = min(max(charge, 0), 1) * 64
        let index = min(Int(position), 63)
        let low = Double(curve[index] ?? 0)
        let high = Double(curve[index + 1] ?? 0)
        return low + (high - low) * (position - Double(index))
    }

    /// β² of the sphere's modes, tan β = β, by halving between kπ and (k + ½)π.
    private static let rates: [Double] = (1...8).map { mode in
        var low = Double(mode) * .pi
        var high = low + .pi / 2
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if sin(middle) * cos(Double(mode) * .pi) < middle * cos(middle) * cos(Double(mode) * .pi) {
                low = middle
            } else {
                high = middle
            }
        }
        return low * low
    }

    /// Terminal voltage after a second of `amperes` at 25 °C.
    mutating func step(amperes: Double) -> Double {
        guard let load = profile.polarisation else { return 0 }
        let coating = load.coating
        let count = Double(coating.electrodeCount)
        let film =
            Double(coating.freshFilmOhms) + activation * Double(coating.activatedFilmOhms - coating.freshFilmOhms)
        let series =
            (Double(load.electrolyte.ohms + load.interface.ohms + load.kinetics.ohms)
                + count * Double(coating.dielectricOhms)) * resistanceFactor + grownOhms
        let eta = activation * 2 * 8.314_462_618 / 96_485.332_12 * 298.15
        let twoExchange = 2 * Double(coating.exchangeAmperes)
        let capacity = Double(profile.capacityNanocoulombs ?? 0) * 1e-9
        let diffusion = Double(load.diffusionSeconds)
        var volts = 0.0
        for _ in 0..<20 {
            let dt = 0.05
            let slowVolts = count * resistanceFactor * (film * slow + eta * asinh(slow / twoExchange))
            let gains = Self.rates.map { 2 / (3 * $0) }
            let instant = 1.0 / 15 - gains.reduce(0, +)
            let rate = capacity > 0 ? (amperes - leakSiemens * volts) / capacity : 0
            let surface = stateOfCharge + leads.reduce(0, +) + instant * diffusion * rate
            let inner = openCircuitVolts(at: surface) + slowVolts
            volts = (inner + amperes * series) / (1 + leakSiemens * series)
            let current = amperes - leakSiemens * volts
            if count > 0 {
                let ratio = slow / twoExchange
                let ohms = resistanceFactor * (film + eta / twoExchange / (1 + ratio * ratio).squareRoot())
                slow += (current - slow) * dt / (ohms * Double(coating.farads))
            }
            if capacity > 0 {
                stateOfCharge += current * dt / capacity
                for mode in leads.indices {
                    let target = gains[mode] * diffusion * current / capacity
                    leads[mode] += (target - leads[mode]) * (1 - exp(-dt * Self.rates[mode] / diffusion))
                }
            }
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
