/// How strongly the cell is excited and how its current is amplified.
///
/// Source: AD5940/AD5941 data sheet, HSDACCON, WGAMPLITUDE: ±607 mV with 1536 codes at gain 2, a fifth of it with the
/// attenuator, an eighth with gain 0.25; HSRTIACON: the feedback resistors.
struct ExcitationRange: Equatable, Sendable {
    /// Peak of the excitation at the output in volts.
    var volts: Float
    /// Feedback resistor, 0…7: 200 Ω … 160 kΩ.
    var feedback: Int

    /// The strongest excitation in volts; ±607 mV is the limit.
    static var maximumVolts: Float { 0.58 }
    /// The peak wanted across the cell in volts, 8.5 mV rms.
    static var cellVolts: Float { 0.012 }
    /// The peak wanted at the current amplifier's output in volts; it can give ±0.9 V.
    static var outputVolts: Float { 0.45 }

    /// What is tried first: harmless for any cell, for the cell gets at most what the output gives.
    static var first: ExcitationRange { ExcitationRange(volts: 0.01, feedback: 1) }

    /// The feedback resistor in ohms.
    static func ohms(_ feedback: Int) -> Float {
        switch feedback {
        case 0: 200
        case 1: 1_000
        case 2: 5_000
        case 3: 10_000
        case 4: 20_000
        case 5: 40_000
        case 6: 80_000
        default: 160_000
        }
    }

    /// The largest resistor up to 80 kΩ with which a current of this peak stays within `outputVolts`.
    ///
    /// With 160 kΩ the calibration resistor would be left with 3 mV, and those with too few counts.
    static func feedback(forAmperes amperes: Float) -> Int {
        var index = 6
        while index > 0, amperes * ohms(index) > outputVolts { index -= 1 }
        return index
    }

    /// HSDACCON: gain 0.25 is bit 12, the attenuator bit 0; the fastest rate, 16 MHz / 7, is in the bits 8…1.
    var gains: UInt32 {
        switch step {
        case 3: 7 << 1 | 1 << 12 | 1
        case 2: 7 << 1 | 1 << 12
        case 1: 7 << 1 | 1
        default: 7 << 1
        }
    }

    /// WGAMPLITUDE, 1…1536.
    var amplitude: UInt32 {
        let code = volts / Self.voltsPerCode(step) + 0.5
        return code < 1 ? 1 : code > 1_536 ? 1_536 : UInt32(code)
    }

    /// The finest of the four steps whose 1536 codes suffice.
    private var step: Int {
        var step = 3
        while step > 0, volts > 1_536 * Self.voltsPerCode(step) { step -= 1 }
        return step
    }

    private static func voltsPerCode(_ step: Int) -> Float {
        let full: Float = 0.607 / 1_536
        return switch step {
        case 3: full / 40
        case 2: full / 8
        case 1: full / 5
        default: full
        }
    }

    /// The range that the next lower frequency begins with: |Z| may be 1.7 times as high there without 12 mV being passed.
    var lowered: ExcitationRange { ExcitationRange(volts: volts * 0.6, feedback: feedback) }

    /// The range after one that was clipped in the voltage, or in the current.
    func relieved(voltage: Bool) -> ExcitationRange {
        if !voltage, feedback > 0 { return ExcitationRange(volts: volts, feedback: max(0, feedback - 2)) }
        return ExcitationRange(volts: volts / 5, feedback: feedback)
    }

    /// The range that suits a cell with this response; nil when the present one does.
    func improved(cellVolts: Float, amperes: Float) -> ExcitationRange? {
        let least = Self.cellVolts / 30
        var factor = Self.cellVolts / (cellVolts > least ? cellVolts : least)
        if factor * volts > Self.maximumVolts { factor = Self.maximumVolts / volts }
        let isFar = factor > 1.8 || factor < 0.87
        if !isFar { factor = 1 }
        var better = ExcitationRange(volts: volts * factor, feedback: Self.feedback(forAmperes: amperes * factor))
        // Without a change of the excitation a neighbouring resistor is good enough, unless the output is too high.
        if !isFar, amperes * Self.ohms(feedback) < 1.3 * Self.outputVolts, better.feedback <= feedback + 1 {
            better.feedback = feedback
        }
        return better == self ? nil : better
    }
}
