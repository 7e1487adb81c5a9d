import CellCore
import CellData

/// What stands between the true cell and a sample, in its first form: gain, offset, noise and resolution.
///
/// Gain and offset of a device are drawn once from its seed within the limits of the data sheet; noise is white.
public struct SensorModel: Equatable, Sendable {
    /// Largest relative gain error of the current. INA228: ±0.05 %.
    public var currentGain: Double
    /// Largest offset of the current in amperes. INA228: ±1 µV on 68 Ω = 15 nA.
    public var currentOffsetAmperes: Double
    /// Deviation of the noise of a sample in amperes. An assumption until the chip is modelled.
    public var currentNoiseAmperes: Double
    /// Deviation of the noise of a sample in volts. An assumption until the chip is modelled.
    public var voltageNoiseVolts: Double
    /// Deviation of the noise of a sample in kelvin. An assumption until the chip is modelled.
    public var temperatureNoiseKelvin: Double

    /// Current step: 78.125 nV on 68 Ω. Source: TI INA228, SLYS021, table of electrical characteristics (±40.96 mV).
    package static let currentStep = 78.125e-9 / 68
    /// Voltage step: 3.3 V reference, 24 bits with sign. Source: TI ADS122C04, SBAS751, section 8.3.
    package static let voltageStep = 3.3 / 8_388_608
    /// Temperature step: 7.8125 mK. Source: TI TMP117, SNOSD82, section 7.
    package static let temperatureStep = 7.8125e-3

    /// Reads the table `[sensor]`, whose keys all have defaults.
    public init(_ table: ConfigurationTable? = nil) throws(ConfigurationError) {
        currentGain = try table?.number(ifPresent: "current_gain", in: 0...0.1) ?? 0.0005
        currentOffsetAmperes = try table?.number(ifPresent: "current_offset_ampere", in: 0...1e-3) ?? 15e-9
        currentNoiseAmperes = try table?.number(ifPresent: "current_noise_ampere", in: 0...1e-3) ?? 2e-9
        voltageNoiseVolts = try table?.number(ifPresent: "voltage_noise_volt", in: 0...1) ?? 5e-6
        temperatureNoiseKelvin = try table?.number(ifPresent: "temperature_noise_kelvin", in: 0...10) ?? 0.01
    }
}

/// One device's measuring chain: its errors are drawn from a seed, its samples are integers.
package struct SensorChain {
    private let model: SensorModel
    private let gain: Double
    private let offset: Double
    /// What it adds to the current, in amperes.
    var offsetAmperes: Double { offset }
    private var noise: SeededNoise

    /// Gain and offset lie anywhere within the model's limits, or with a spread of `limits` at one of their ends.
    package init(model: SensorModel, spread: ChipSpread = .typical, seed: UInt64) {
        self.model = model
        noise = SeededNoise(seed: seed)
        let draws = [Double.random(in: -1...1, using: &noise), Double.random(in: -1...1, using: &noise)]
            .map { spread == .limits ? ($0 < 0 ? -1 : 1) : $0 }
        gain = 1 + model.currentGain * draws[0]
        offset = model.currentOffsetAmperes * draws[1]
    }

    /// A sample of what the cell truly shows.
    package mutating func sample(
        timeMicroseconds: UInt64, intervalMicroseconds: UInt64, meanAmperes: Double, volts: Double, kelvin: Double
    ) -> Sample {
        let current = meanAmperes * gain + offset + model.currentNoiseAmperes * noise.gaussian()
        let voltage = volts + model.voltageNoiseVolts * noise.gaussian()
        let temperature = kelvin + model.temperatureNoiseKelvin * noise.gaussian()
        return Sample(
            timeMicroseconds: timeMicroseconds, intervalMicroseconds: intervalMicroseconds,
            currentPicoamperes: Int64((SensorChain.quantised(current, SensorModel.currentStep) * 1e12).rounded()),
            voltageNanovolts: Int64((SensorChain.quantised(voltage, SensorModel.voltageStep) * 1e9).rounded()),
            temperatureMillikelvin: Int32(
                (SensorChain.quantised(temperature, SensorModel.temperatureStep) * 1e3).rounded()))
    }

    private static func quantised(_ value: Double, _ step: Double) -> Double { (value / step).rounded() * step }
}
