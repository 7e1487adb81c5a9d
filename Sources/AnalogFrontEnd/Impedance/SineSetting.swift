/// How the chip measures one sine: filters, length of the transform, repeats.
///
/// The converter runs at 1.6 MHz, ten system clocks a sample; the filters SINC3 and SINC2 divide that. Each window holds
/// more than eight periods and has Hann's shape, so that an offset and the other sideband count less than 10⁻³ of
/// themselves. What the filters do to the sine, they do to voltage, current and calibration alike.
/// Source: AD5940/AD5941 data sheet, sections "ADC", "Filters", "DFT"; ADCFILTERCON, DFTCON.
struct SineSetting: Equatable, Sendable {
    /// ADCFILTERCON: 1.6 MHz, mains filter bypassed, the ratios of SINC3 and SINC2.
    let filter: UInt32
    /// DFTCON: source, length, Hann's window.
    let transform: UInt32
    /// System clocks between two samples.
    let sampleClocks: UInt32
    /// Samples transformed.
    let sampleCount: UInt32
    /// System clocks between the start of the generator and of the transform.
    let settleClocks: UInt32
    /// Transforms of the voltage, and of the current, whose scatter gives the standard error.
    let repeats: Int

    private static var bypass: UInt32 { 1 << 4 }

    /// The setting for a generator's word.
    init(word: UInt32) {
        if word >= 671_089 {
            // From 10 kHz: SINC3 by 2 (code 2), 800 kHz, 8192 samples, 10.24 ms.
            self.init(sinc3: 2, ratio: 20, log: 13, settle: 32_000, repeats: 3)
        } else if word >= 20_133 {
            // From 300 Hz: SINC3 by 5 (code 0), 320 kHz, 16 384 samples, 51.2 ms.
            self.init(sinc3: 0, ratio: 50, log: 14, settle: 160_000, repeats: 3)
        } else {
            // SINC3 by 4 (code 1), SINC2 by 178 (code 3), 2247 Hz: 0.23 s from 50 Hz, 0.46 s from 18 Hz, then 0.91 s.
            let log: UInt32 = word >= 3_355 ? 9 : word >= 1_208 ? 10 : 11
            self.init(sinc3: 1, sinc2: 3, ratio: 7_120, log: log, settle: 960_000, repeats: 2)
        }
    }

    private init(sinc3: UInt32, sinc2: UInt32? = nil, ratio: UInt32, log: UInt32, settle: UInt32, repeats: Int) {
        filter = sinc3 << 12 | (sinc2 ?? 0) << 8 | Self.bypass
        // DFTINSEL 1 takes SINC3, 0 SINC2; DFTNUM n transforms 2ⁿ⁺² samples; bit 0 is the window.
        transform = (sinc2 == nil ? 1 << 20 : 0) | (log - 2) << 4 | 1
        sampleClocks = ratio
        sampleCount = 1 << log
        settleClocks = settle
        self.repeats = repeats
    }

    /// System clocks from the start of the transform to its end: the filters need a few samples to fill.
    var windowClocks: UInt32 { (sampleCount + 8) * sampleClocks + 2_000 }
    /// The time of one run in microseconds at 16 MHz.
    var runMicroseconds: UInt64 { (UInt64(settleClocks) + UInt64(windowClocks)) / 16 }
}
