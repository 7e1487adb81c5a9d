/// Noise of the ADS122C04 in µV rms at its input, by data rate (rows, DR = 0…6) and gain (columns 1, 2, 4, …).
///
/// Source: TI ADS122C04, SBAS751B, Tables 1, 3, 5 and 7: AVDD = 3.3 V, inputs shorted, 2.048 V reference; with another
/// low-noise reference it changes only marginally (section 7.1).
enum ADS122C04Noise {
    /// Table 1: normal mode, PGA enabled.
    static let normal: [[Double]] = [
        [5.10, 2.49, 1.25, 0.64, 0.41, 0.24, 0.14, 0.11],
        [6.53, 3.02, 1.67, 0.93, 0.52, 0.28, 0.17, 0.13],
        [9.01, 4.67, 2.41, 1.24, 0.73, 0.41, 0.25, 0.19],
        [12.78, 6.75, 3.26, 1.92, 1.02, 0.60, 0.35, 0.25],
        [17.75, 8.75, 4.72, 2.62, 1.42, 0.85, 0.50, 0.37],
        [24.73, 12.89, 6.81, 3.84, 2.02, 1.18, 0.70, 0.51],
        [36.90, 18.07, 9.48, 5.49, 2.86, 1.65, 1.04, 0.73],
    ]
    /// Table 3: normal mode, PGA disabled.
    static let normalBypassed: [[Double]] = [
        [5.04, 2.53, 1.57], [6.57, 3.43, 1.60], [8.75, 4.35, 2.13], [12.64, 6.27, 3.40], [18.58, 9.33, 4.54],
        [25.74, 12.57, 6.47], [36.98, 18.67, 9.27],
    ]
    /// Table 5: turbo mode, PGA enabled.
    static let turbo: [[Double]] = [
        [4.41, 2.25, 1.12, 0.63, 0.36, 0.22, 0.13, 0.10],
        [5.76, 2.98, 1.62, 0.92, 0.52, 0.31, 0.18, 0.15],
        [8.49, 4.48, 2.29, 1.34, 0.71, 0.43, 0.28, 0.22],
        [12.77, 6.33, 3.33, 1.89, 1.04, 0.61, 0.41, 0.29],
        [17.10, 9.04, 4.51, 2.84, 1.42, 0.86, 0.57, 0.41],
        [25.26, 12.51, 6.58, 3.90, 2.11, 1.23, 0.81, 0.58],
        [35.35, 17.82, 9.40, 5.37, 3.02, 1.76, 1.12, 0.83],
    ]
    /// Table 7: turbo mode, PGA disabled.
    static let turboBypassed: [[Double]] = [
        [4.30, 2.18, 1.10], [6.19, 3.14, 1.42], [9.08, 4.49, 2.18], [12.40, 5.89, 3.07], [17.59, 9.05, 4.39],
        [24.67, 12.56, 6.31], [34.54, 17.76, 8.85],
    ]

    /// Deviation in volts; codes are the fields DR and GAIN.
    static func volts(rate: Int, gain: Int, isTurbo: Bool, isBypassed: Bool) -> Double {
        let table =
            switch (isTurbo, isBypassed) {
            case (false, false): normal
            case (false, true): normalBypassed
            case (true, false): turbo
            case (true, true): turboBypassed
            }
        return table[min(rate, 6)][min(gain, table[0].count - 1)] * 1e-6
    }
}
