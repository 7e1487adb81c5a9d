import Foundation

/// The numbers of the data sheets that the budget's arithmetic uses, each taken from the sheet and not from the models.
enum BudgetDataSheet {
    /// TI INA228, SLYS021A.
    enum INA228 {
        /// Section 6.5, shunt offset voltage in volts.
        static let offset = (typical: 0.3e-6, limit: 1e-6)
        /// Section 6.5, its drift in volts a kelvin.
        static let offsetDrift = (typical: 2e-9, limit: 10e-9)
        /// Section 6.5, shunt gain error.
        static let gain = (typical: 1e-4, limit: 5e-4)
        /// Section 6.5, its drift a kelvin, limit alone.
        static let gainDrift = 20e-6
        /// Section 6.5, integral non-linearity of full scale: ±2 m%.
        static let nonlinearity = 20e-6
        /// Section 6.5, differential input impedance while converting, typical, in ohms.
        static let inputOhms = 92_000.0
        /// Table 8-1, ADCRANGE = 1: full scale and step in volts.
        static let range = 40.96e-3
        static let step = 78.125e-9
        /// Where the driver ends the range: 99.5 %, so that a clipped conversion is told from a good one.
        static let usable = 0.995
        /// Table 8-2, ADCRANGE = 1: noise-free bits of 4120 µs × 256 and 1052 µs × 16.
        static let bits = (second: 17.7, burst: 14.6)
        /// Peak to peak over rms (unverified for this chip).
        static let crestFactor = 6.6

        /// Resistance that the current sees: the chip's input lies across the shunt.
        static func ohms(_ shunt: Double) -> Double { shunt * inputOhms / (shunt + inputOhms) }

        /// Noise of a reading in volts, with that of its step.
        static func noise(bits: Double) -> Double {
            let converter = 2 * range / exp2(bits) / crestFactor
            return (converter * converter + step * step / 12).squareRoot()
        }
    }

    /// TI ADS122C04, SBAS751B, PGA bypassed, gain 1.
    enum ADS122C04 {
        /// Section 6.5, offset in volts; without a limit, which is taken as three times the typical value.
        static let offset = (typical: 4e-6, limit: 12e-6)
        /// Section 6.5, its drift in volts a kelvin; the same.
        static let offsetDrift = (typical: 0.02e-6, limit: 0.06e-6)
        /// Section 6.5, gain error without the reference's; the limit is that with the PGA.
        static let gain = (typical: 1e-4, limit: 5e-4)
        /// Section 6.5, its drift a kelvin; the limit is that with the PGA.
        static let gainDrift = (typical: 0.5e-6, limit: 2e-6)
        /// Section 6.5, integral non-linearity of the full range of twice the reference.
        static let nonlinearity = (typical: 6e-6, limit: 15e-6)
        /// Section 6.5, absolute input current, and differential at full scale, in amperes, typical.
        static let inputAmperes = 5e-9
        /// The board's reference in volts, taken as exact.
        static let reference = 3.3
        /// Table 3 at 20 and Table 7 at 90 conversions a second, in volts rms.
        static let noise = (second: 5.04e-6, burst: 6.19e-6)
        /// Table 12: time of a conversion in seconds.
        static let seconds = (second: 51_192 / 1.024e6, burst: 22_780 / 2.048e6)
    }

    /// TI TMP117, SNOSD82D.
    enum TMP117 {
        /// Section 6.5, −20…50 °C, in kelvin.
        static let error = (typical: 0.05, limit: 0.1)
        /// A step in kelvin; the repeatability of one conversion is one step (section 8.2.2.1).
        static let step = 7.8125e-3
        /// Self-heating in kelvin when always active (section 8.2.2.2), and the share of time that eight averages take.
        static let selfHeating = 0.040 * 8 * 15.5e-3
        /// Averages of a reading.
        static let averages = 8.0
    }

    /// INA228's periods of Table 7-6 in seconds.
    static let periods = (second: 4_120e-6 * 256, burst: 1_052e-6 * 16)
}
