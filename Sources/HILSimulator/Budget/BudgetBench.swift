import AnalogFrontEnd
import CellCore

/// The three measuring chips with the errors of a seed, their drivers, and virtual time: what `cellsim budget` measures.
final class BudgetBench {
    /// Means of the samples of a stretch of time, each in its unit.
    struct Mean {
        var amperes = 0.0
        var volts = 0.0
        var celsius = 0.0
    }

    /// Input resistance of a filter in front of the voltage converter, in ohms.
    var seriesOhms = 0.0 { didSet { setVoltageInput { [seriesOhms] in $0.seriesOhms = seriesOhms } } }

    private let clock = VirtualClock()
    private let shuntOhms: Double
    private let ina228: INA228Model
    private let ads122c04: ADS122C04Model
    private let tmp117: TMP117Model
    private var chain: MeasuringChain<SimulatedI2CBus>

    /// Chips of a seed across a shunt; `toldMicroohms` is what the driver believes, the shunt's resistance when nil.
    init(
        _ spread: ChipSpread, seed: UInt64, shuntOhms: Double = 68, toldMicroohms: Int64? = nil,
        zeroPicoamperes: Int64 = 0
    ) {
        // The chip's own input lies across the shunt.
        let input = INA228Model.differentialOhms
        self.shuntOhms = shuntOhms * input / (shuntOhms + input)
        ina228 = INA228Model(spread: spread, seed: seed)
        ads122c04 = ADS122C04Model(address: 0x45, spread: spread, seed: seed &+ 1)
        tmp117 = TMP117Model(spread: spread, seed: seed &+ 2)
        let wire = I2CWire([ina228, ads122c04, tmp117])
        let current = INA228(
            shuntMicroohms: toldMicroohms ?? Int64((shuntOhms * 1e6).rounded()),
            calibration: Calibration(offset: zeroPicoamperes, origin: zeroPicoamperes == 0 ? .none : .restZero))
        chain = MeasuringChain(bus: SimulatedI2CBus(wire: wire, clock: clock), current: current)
    }

    /// What is at the inputs from now on; every chip is at the temperature of the cell.
    func set(amperes: Double? = nil, volts: Double? = nil, celsius: Double? = nil) {
        let now = clock.nanoseconds
        ina228.setInputs(shuntVolts: amperes.map { $0 * shuntOhms }, dieCelsius: celsius, at: now)
        setVoltageInput { inputs in
            if let volts { inputs.pins[0] = volts }
            if let celsius { inputs.celsius = celsius }
        }
        if let celsius { tmp117.setTemperature(celsius: celsius, at: now) }
    }

    func setRate(_ rate: MeasuringRate) { chain.setRate(rate) }

    /// The next `count` samples that begin after everything before has settled; fewer when the chain gives none.
    func samples(_ count: Int) -> [Sample] {
        // Two conversions may still hold what was there before, and a new rate begins after the one under way.
        let limit = clock.nanoseconds + 4_000_000_000 + UInt64(count + 3) * 1_200_000_000
        var samples: [Sample] = []
        while samples.count < count + 3, clock.nanoseconds < limit {
            chain.poll(at: clock.microseconds)
            if let sample = chain.takeSample() { samples.append(sample) }
            let due =
                chain.bus.expectedEndNanoseconds.map { ($0 + 999) / 1_000 * 1_000 } ?? chain.dueMicroseconds * 1_000
            clock.nanoseconds = max(due, clock.nanoseconds + 1_000)
        }
        return Array(samples.dropFirst(3))
    }

    /// Means over samples whose three quantities are all measured; not numbers when there is none.
    func mean(_ count: Int) -> Mean {
        let good = samples(count).filter { $0.flags.contains(.allValid) }
        let share = 1 / Double(good.count)
        return good.reduce(into: Mean(amperes: 0, volts: 0, celsius: -273.15)) { mean, sample in
            mean.amperes += Double(sample.currentPicoamperes) * 1e-12 * share
            mean.volts += Double(sample.voltageNanovolts) * 1e-9 * share
            mean.celsius += Double(sample.temperatureMillikelvin) * 1e-3 * share
        }
    }

    private func setVoltageInput(_ change: (inout ADS122C04Model.Inputs) -> Void) {
        ads122c04.setInputs(at: clock.nanoseconds, change)
    }
}
