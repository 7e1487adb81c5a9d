extension AD5941Model {
    /// Errors of one chip and of the parts around it.
    ///
    /// Source: AD5940/AD5941 data sheet, specifications table; all values here are (unverified), of its order of size.
    public struct Errors: Equatable, Sendable {
        /// Relative error of the 16 MHz oscillator: ±1 % typical, ±3 % at most.
        public var oscillator = 0.0
        /// Relative error of the 32 kHz oscillator: ±2 % typical, ±5 % at most.
        public var lowOscillator = 0.0
        /// Relative error of the transimpedance resistor: ±5 % typical, ±20 % at most.
        public var transimpedance = 0.0
        /// Its drift: 100 ppm/K typical.
        public var transimpedancePerKelvin = 0.0
        /// Relative error of ADC and PGA: ±0.2 % typical, ±1 % at most.
        public var gain = 0.0
        /// Error of the ADC at its input in volts: ±0.2 mV typical, ±1 mV at most.
        public var offsetVolts = 0.0
        /// Relative error of the excitation's amplitude: ±1 % typical, ±5 % at most.
        public var excitation = 0.0
        /// Relative error of LPDAC0's step: ±0.1 % typical, ±0.5 % at most.
        public var lowPowerGain = 0.0
        /// Error of LPDAC0 in volts: ±1 mV typical, ±7 mV at most.
        public var lowPowerVolts = 0.0
        /// Relative error of the calibration resistor: ±0.1 % at most.
        public var calibrationResistor = 0.0
        /// Relative error of the sense inputs' time constant: ±5 % at most.
        public var senseTime = 0.0
        /// Whether samples have noise.
        public var isNoisy = false

        /// No error.
        public init() {}

        init(_ spread: ChipSpread, from noise: inout SeededNoise) {
            oscillator = spread.draw(typical: 0.01, limit: 0.03, from: &noise)
            lowOscillator = spread.draw(typical: 0.02, limit: 0.05, from: &noise)
            transimpedance = spread.draw(typical: 0.05, limit: 0.2, from: &noise)
            transimpedancePerKelvin = spread.draw(typical: 100e-6, from: &noise)
            gain = spread.draw(typical: 0.002, limit: 0.01, from: &noise)
            offsetVolts = spread.draw(typical: 0.2e-3, limit: 1e-3, from: &noise)
            excitation = spread.draw(typical: 0.01, limit: 0.05, from: &noise)
            lowPowerGain = spread.draw(typical: 0.001, limit: 0.005, from: &noise)
            lowPowerVolts = spread.draw(typical: 1e-3, limit: 7e-3, from: &noise)
            calibrationResistor = spread.draw(typical: 0.000_5, limit: 0.001, from: &noise)
            senseTime = spread.draw(typical: 0.02, limit: 0.05, from: &noise)
            isNoisy = spread != .ideal
        }
    }

    /// Noise of one conversion of the ADC before its filters, in codes (unverified).
    static let conversionNoise = 1.2
}
