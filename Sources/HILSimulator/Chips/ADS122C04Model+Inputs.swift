extension ADS122C04Model {
    /// Errors of one chip. Source: section 6.5. Values without a limit there have three times the typical one here.
    public struct Errors: Equatable, Sendable {
        /// Offset with the PGA bypassed: ±4 µV typical.
        public var bypassedOffsetVolts = 0.0
        /// Offset with the PGA at gain 1: ±5 µV typical, ±150 µV at most.
        public var offsetVolts = 0.0
        /// Drift of the offset with the PGA bypassed: 0.02 µV/K typical.
        public var bypassedOffsetVoltsPerKelvin = 0.0
        /// Drift of the offset with the PGA: 0.1 µV/K typical, 0.6 at most.
        public var offsetVoltsPerKelvin = 0.0
        /// Gain error, without the reference's: ±0.01 % typical; ±0.05 % at most with the PGA.
        public var gain = 0.0
        /// Its drift: 0.5 ppm/K typical; 2 at most with the PGA.
        public var gainPerKelvin = 0.0
        /// Integral non-linearity of the full range: ±6 ppm typical, ±15 ppm at most.
        public var nonlinearity = 0.0
        /// Error of the oscillator: ±1 % typical, ±2 % at most; twice that in turbo mode.
        public var oscillator = 0.0
        /// Absolute input current, a share of ±5 nA bypassed and ±1 nA with the PGA (typical).
        public var absoluteCurrentShare = 0.0
        /// Differential input current at full scale, a share of the same.
        public var differentialCurrentShare = 0.0
        /// Error of the internal reference at 25 °C: 2.045 … 2.051 V.
        public var reference = 0.0
        /// Its drift: 5 ppm/K typical, 30 at most.
        public var referencePerKelvin = 0.0
        /// Whether conversions have the noise of Tables 1 to 7.
        public var isNoisy = false

        /// No error.
        public init() {}

        init(_ spread: ChipSpread, from noise: inout SeededNoise) {
            bypassedOffsetVolts = spread.draw(typical: 4e-6, from: &noise)
            offsetVolts = spread.draw(typical: 5e-6, limit: 150e-6, from: &noise)
            bypassedOffsetVoltsPerKelvin = spread.draw(typical: 0.02e-6, from: &noise)
            offsetVoltsPerKelvin = spread.draw(typical: 0.1e-6, limit: 0.6e-6, from: &noise)
            gain = spread.draw(typical: 1e-4, limit: 5e-4, from: &noise)
            gainPerKelvin = spread.draw(typical: 0.5e-6, limit: 2e-6, from: &noise)
            nonlinearity = spread.draw(typical: 6e-6, limit: 15e-6, from: &noise)
            oscillator = spread.draw(typical: 0.01, limit: 0.02, from: &noise)
            absoluteCurrentShare = spread.draw(typical: 1, limit: 1, from: &noise)
            differentialCurrentShare = spread.draw(typical: 1, limit: 1, from: &noise)
            reference = spread.draw(typical: 1.5e-3 / 3, limit: 1.5e-3, from: &noise)
            referencePerKelvin = spread.draw(typical: 5e-6, limit: 30e-6, from: &noise)
            isNoisy = spread != .ideal
        }
    }

    /// What is at the analogue pins, in volts against AVSS.
    public struct Inputs: Equatable, Sendable {
        /// AIN0 … AIN3.
        public var pins: SIMD4<Double> = [0, 0, 0, 0]
        /// What AIN0 changes by in a second from the moment on at which it is set.
        public var slopePerSecond = 0.0
        /// The external reference between REFP and REFN.
        public var reference = 3.3
        /// AVDD.
        public var supply = 3.3
        /// Resistance of the source and its filter in series with AIN0, which input and burn-out currents flow through.
        public var seriesOhms = 0.0
        /// Whether AIN0 has lost its wire; it then drifts to a supply by its input current.
        public var isOpen = false
        /// Temperature of the chip in degrees Celsius.
        public var celsius = 25.0

        /// Everything at ground, 3.3 V of supply and reference, as for the data sheet's tables; a board has its own.
        public init() {}
    }
}
