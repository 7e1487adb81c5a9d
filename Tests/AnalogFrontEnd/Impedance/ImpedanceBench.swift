import AnalogFrontEnd
import CellCore
import Foundation
import HILSimulator

/// A front end at the model of its chip, with a cell or without, in virtual time.
final class ImpedanceBench {
    let chip: AD5941Model
    let clock = VirtualClock()
    let faults: SPIFaults
    private var frontEnd: ImpedanceFrontEnd<SimulatedSPIBus>
    private(set) var points: [ImpedancePoint] = []
    /// Time between two polls in microseconds.
    var pollMicroseconds: UInt64 = 50
    /// Time with the coupling switch closed, and with the excitation flag, in seconds.
    private(set) var coupledSeconds = 0.0
    private(set) var excitingSeconds = 0.0
    /// The longest time that a transfer took the chip away, seen as coupled without the flag.
    private(set) var hasHiddenExcitation = false

    init(_ chip: AD5941Model, plan: SpectrumPlan = .standard, calibrationOhms: Float = 1_000, seed: UInt64 = 1) {
        self.chip = chip
        faults = SPIFaults(seed: seed)
        let bus = SimulatedSPIBus(target: chip, clock: clock, faults: faults)
        frontEnd = ImpedanceFrontEnd(bus: bus, calibrationOhms: calibrationOhms, plan: plan)
    }

    var health: ChipHealth { frontEnd.health }
    var isBusy: Bool { frontEnd.isBusy }
    var isExciting: Bool { frontEnd.isExciting }
    var spectrumCount: UInt32 { frontEnd.spectrumCount }
    func startSpectrum() -> Bool { frontEnd.startSpectrum(at: clock.microseconds) }
    func abortSpectrum() { frontEnd.abortSpectrum(at: clock.microseconds) }
    var seconds: Double { Double(clock.nanoseconds) * 1e-9 }

    func run(seconds: Double, until isOver: (ImpedanceBench) -> Bool = { _ in false }) {
        let end = clock.nanoseconds + UInt64(seconds * 1e9)
        while clock.nanoseconds < end, !isOver(self) {
            frontEnd.poll(at: clock.microseconds)
            if let point = frontEnd.takePoint() { points.append(point) }
            let due = min(frontEnd.dueMicroseconds, clock.microseconds + 20_000)
            let next = max(clock.microseconds + pollMicroseconds, due)
            let step = Double(next - clock.microseconds) * 1e-6
            if chip.isCoupled { coupledSeconds += step }
            if frontEnd.isExciting { excitingSeconds += step }
            hasHiddenExcitation = hasHiddenExcitation || chip.isCoupled && !frontEnd.isExciting
            clock.nanoseconds = next * 1_000
            chip.advance(to: clock.nanoseconds)
        }
    }

    /// Starts the chip, carries out a spectrum, and takes its points.
    func spectrum() -> [ImpedancePoint] {
        points = []
        run(seconds: 1) { $0.health == .measuring }
        guard startSpectrum() else { return [] }
        run(seconds: 150) { !$0.isBusy }
        run(seconds: 0.1)
        return points
    }
}

extension ImpedancePoint {
    var hertz: Double { Double(frequencyMicrohertz) * 1e-6 }

    /// Relative error of the magnitude and error of the angle in degrees against an impedance.
    func errors(_ exact: (real: Double, imaginary: Double)) -> (magnitude: Double, degrees: Double) {
        let found = hypot(Double(realOhms), Double(imaginaryOhms))
        let angle = atan2(Double(imaginaryOhms), Double(realOhms)) - atan2(exact.imaginary, exact.real)
        return (found / hypot(exact.real, exact.imaginary) - 1, angle * 180 / .pi)
    }
}
