/// What registers and errors make of a voltage; computed again when one of them or the pins change.
struct ADS122C04Settings {
    /// From the start of a conversion to its end.
    var conversionNanoseconds: UInt64 = 0
    var isTemperature = false
    /// Whether conversions follow each other, are counted, and are of a voltage against a reference.
    var isPlain = false
    /// AINP and AINN as the modulator sees them before the ends of its range, and what AINP changes by in a second.
    var positiveVolts = 0.0
    var negativeVolts = 0.0
    private(set) var limitedNegative = 0.0
    var positiveSlope = 0.0
    var negativeSlope = 0.0
    /// What the inputs are limited to.
    var lowestVolts = 0.0
    var highestVolts = 0.0
    var offsetVolts = 0.0
    var gain = 1.0
    /// Codes of a volt at the input, and full scales of a volt; 0 without a reference.
    var codesPerVolt = 0.0
    var scalesPerVolt = 0.0
    var nonlinearityVolts = 0.0
    var noiseVolts = 0.0

    @inline(__always)
    private func limited(_ volts: Double) -> Double {
        volts < lowestVolts ? lowestVolts : volts > highestVolts ? highestVolts : volts
    }

    /// AINP − AINN, limited, `seconds` after the pins were set.
    @inline(__always)
    func volts(at seconds: Double) -> Double {
        limited(positiveVolts + positiveSlope * seconds)
            - (negativeSlope == 0 ? limitedNegative : limited(negativeVolts + negativeSlope * seconds))
    }

    /// AINN that stays, limited once for all.
    mutating func limitNegative() { limitedNegative = limited(negativeVolts) }
}
