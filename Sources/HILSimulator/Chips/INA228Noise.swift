import Foundation

/// Noise of the INA228's shunt channel by conversion time and averaging.
///
/// Source: TI INA228, SLYS021A, Table 8-2: noise-free bits, that is log2 of the full range over the peak-to-peak noise.
/// Rows are the averages 1, 4, 16, 64, 128, 256, 512, 1024; columns 50, 84, 150, 280, 540, 1052, 2074, 4120 µs.
enum INA228Noise {
    /// Noise-free bits at ±40.96 mV (ADCRANGE = 1).
    static let narrow: [[Double]] = [
        [10.4, 10.4, 11.4, 11.8, 12.4, 12.6, 13.3, 13.8],
        [11.4, 11.8, 12.2, 12.8, 13.0, 13.8, 14.3, 14.4],
        [12.3, 12.9, 13.0, 13.7, 14.3, 14.6, 15.3, 15.9],
        [13.3, 13.8, 14.4, 14.5, 15.3, 15.9, 16.3, 16.5],
        [13.4, 14.3, 14.7, 15.2, 15.9, 16.4, 16.9, 17.1],
        [14.4, 14.7, 15.3, 15.7, 16.1, 16.7, 17.4, 17.7],
        [14.3, 15.4, 15.5, 16.3, 16.5, 17.4, 17.7, 18.7],
        [15.0, 15.9, 16.0, 16.9, 17.1, 17.7, 18.1, 18.7],
    ]
    /// Noise-free bits at ±163.84 mV (ADCRANGE = 0).
    static let wide: [[Double]] = [
        [12.4, 12.6, 13.3, 13.8, 14.2, 14.5, 15.3, 16.0],
        [13.1, 13.9, 14.3, 14.9, 15.1, 15.8, 16.1, 16.5],
        [13.9, 14.7, 15.1, 15.8, 16.3, 16.5, 17.1, 17.7],
        [15.0, 15.9, 16.4, 16.9, 17.7, 17.7, 18.1, 18.7],
        [15.5, 16.3, 16.9, 17.1, 18.1, 18.1, 18.7, 19.7],
        [15.5, 16.7, 17.4, 17.7, 18.7, 18.7, 19.7, 19.7],
        [16.7, 17.4, 17.7, 18.7, 18.7, 19.7, 19.7, 19.7],
        [17.1, 17.7, 18.1, 18.7, 19.7, 19.7, 19.7, 20.0],
    ]

    /// Peak-to-peak over rms of normal noise, as the data sheets of these converters use it (unverified for this one).
    static let crestFactor = 6.6

    /// Deviation in volts at the input; codes are the fields AVG and VSHCT of ADC_CONFIG.
    static func volts(averaging: Int, conversionTime: Int, isNarrow: Bool) -> Double {
        let bits = (isNarrow ? narrow : wide)[averaging][conversionTime]
        return (isNarrow ? 81.92e-3 : 327.68e-3) / exp2(bits) / crestFactor
    }
}
