/// Which frequencies a spectrum has and how they are measured: single sines above 10 Hz, a multisine below.
///
/// A sine is named by the word of the chip's generator, so that the frequency is what is generated: word · 16 MHz / 2³⁰.
/// Source: AD5940/AD5941 data sheet, section "Waveform generator", WGFCW.
public struct SpectrumPlan: Sendable {
    /// The generator's words, the highest frequency first.
    var words: InlineArray<16, UInt32>
    /// Single sines, 0…16.
    public private(set) var sineCount: Int
    /// The sum of sines below.
    public var multisine: MultisinePlan

    /// A plan without sines.
    public init(multisine: MultisinePlan) {
        words = InlineArray(repeating: 0)
        sineCount = 0
        self.multisine = multisine
    }

    /// Adds a sine by its word, 671 (10 Hz) … 13 421 772 (200 kHz); a word outside is not taken, nor a seventeenth.
    public mutating func append(word: UInt32) {
        guard (671...13_421_772).contains(word), sineCount < 16 else { return }
        words[sineCount] = word
        sineCount += 1
    }

    /// Twelve sines of 199.7 kHz … 11 Hz and a multisine of 5 … 0.05 Hz.
    ///
    /// Down to 977 Hz each window holds whole periods (the word is a multiple of 2¹⁵); below, frequencies keep away from
    /// 50 and 60 Hz and their multiples. About 60 s with the cell connected.
    public static var standard: SpectrumPlan {
        var plan = SpectrumPlan(multisine: .standard)
        plan.append(word: 409 << 15)
        plan.append(word: 166 << 15)
        plan.append(word: 68 << 15)
        plan.append(word: 27 << 15)
        plan.append(word: 11 << 15)
        plan.append(word: 5 << 15)
        plan.append(word: 2 << 15)
        plan.append(word: 24_576)
        plan.append(word: 9_060)
        plan.append(word: 5_033)
        plan.append(word: 1_812)
        plan.append(word: 738)
        return plan
    }

    /// 100 kHz, 1 kHz and 1 Hz in about 10 s.
    public static var brief: SpectrumPlan {
        var plan = SpectrumPlan(multisine: .oneHertz)
        plan.append(word: 6_710_886)
        plan.append(word: 67_109)
        return plan
    }

    /// The frequency that a word generates, in microhertz.
    ///
    /// 16·10¹² µHz / 2³⁰ = 5¹² / 2¹⁴ µHz a step, so that nothing overflows.
    public static func microhertz(word: UInt32) -> UInt64 { (UInt64(word) * 244_140_625 + 8_192) >> 14 }

    /// Points of a whole spectrum.
    public var pointCount: Int { sineCount + multisine.binCount }

    /// Nominal time with the cell connected in microseconds, without the settling of the coupling capacitors.
    ///
    /// Each sine takes its repeats of voltage and current and one attempt before them.
    public var cellMicroseconds: UInt64 {
        var sum: UInt64 = 0
        for index in 0..<sineCount {
            let setting = SineSetting(word: words[index])
            sum += setting.runMicroseconds * 2 * UInt64(setting.repeats)
        }
        return sum + (multisine.binCount > 0 ? 2 * multisine.passMicroseconds : 0)
    }
}

/// A sum of sines of whole numbers of periods, played as steps into the chip's low-power DAC.
///
/// A pass: coarse steps of 0.2 s in which the slow sines fade in, fine steps of 50 ms in which the others do, the window of
/// one period, and fine steps in which all fade out, so that the cell never sees a jump.
public struct MultisinePlan: Sendable {
    /// The steps of 50 ms in a period, 20…400; a bin is a frequency of 20 Hz / `stepCount`.
    public let stepCount: Int
    /// Coarse steps before the window, 0…40.
    public let coarseCount: Int
    /// Fine steps before the window, 2…40.
    public let fineCount: Int
    /// Sines, 0…7.
    public private(set) var binCount: Int
    var bins: InlineArray<7, UInt16>

    /// System clocks of a fine step: 50 ms at 16 MHz.
    static var stepClocks: UInt32 { 800_000 }
    /// Fine steps in a coarse one.
    static var coarseLength: Int { 4 }
    /// Fine steps after the window: one for the filter, which gives its first sample late, and those that fade out.
    static var tailCount: Int { 13 }
    /// Samples in a step: one every 40 000 clocks (1.6 MHz / 5 / 800 = 400 Hz).
    static var samplesPerStep: Int { 20 }

    /// A plan without sines; the counts are limited to what the chip's command memory holds.
    public init(stepCount: Int, coarseCount: Int, fineCount: Int) {
        self.stepCount = min(max(stepCount, 20), 400)
        self.coarseCount = min(max(coarseCount, 0), 40)
        self.fineCount = min(max(fineCount, 2), 40)
        binCount = 0
        bins = InlineArray(repeating: 0)
    }

    /// Adds a sine of `bin` periods; one above a quarter of the steps is not taken, nor an eighth.
    public mutating func append(bin: Int) {
        guard bin > 0, bin <= stepCount / 4, binCount < 7 else { return }
        bins[binCount] = UInt16(bin)
        binCount += 1
    }

    /// 0.05, 0.1, 0.25, 0.5, 1, 2.5 and 5 Hz in 20 s, after 3.8 s.
    public static var standard: MultisinePlan {
        var plan = MultisinePlan(stepCount: 400, coarseCount: 16, fineCount: 12)
        plan.append(bin: 1)
        plan.append(bin: 2)
        plan.append(bin: 5)
        plan.append(bin: 10)
        plan.append(bin: 20)
        plan.append(bin: 50)
        plan.append(bin: 100)
        return plan
    }

    /// 1 Hz alone in 2 s, after 1.5 s.
    public static var oneHertz: MultisinePlan {
        var plan = MultisinePlan(stepCount: 40, coarseCount: 0, fineCount: 30)
        plan.append(bin: 2)
        return plan
    }

    /// The frequency of a bin in microhertz: `bin` · 16·10¹² / (`stepCount` · 800 000).
    public func microhertz(bin: Int) -> UInt64 { UInt64(bin) * 20_000_000 / UInt64(stepCount) }

    /// The samples of the window, a whole period.
    var sampleCount: Int { stepCount * Self.samplesPerStep }
    /// Steps before the window.
    var leadCount: Int { coarseCount + fineCount }
    /// Steps played in all.
    var playCount: Int { leadCount + stepCount + Self.tailCount }
    /// The time of one pass in microseconds.
    var passMicroseconds: UInt64 { leadMicroseconds + UInt64(stepCount + Self.tailCount) * 50_000 }
    /// The time before the window in microseconds.
    var leadMicroseconds: UInt64 { UInt64(coarseCount * Self.coarseLength + fineCount) * 50_000 }
}
