/// The constants of the state estimator, in one place. Those marked "fitted" were fitted on simulated cells whose seeds are
/// not those of the published population; the rest follow from the model or the profile.
enum StateTuning {
    /// Bounds are so many deviations wide: fitted.
    static var coverage: Float { 2.6 }
    /// A deviation that stands for a limit which is anywhere inside it: 1/√3.
    static func deviation(ofLimit limit: Float) -> Float { limit * 0.577_35 }

    /// How long a load is fresh, and the length of a tick then and afterwards, in seconds.
    static var freshSeconds: Float { 30 }
    static var freshTickSeconds: Float { 2 }
    static var tickSeconds: Float { 10 }
    /// Samples that are so long are ticks while the load is fresh: each does all there is to do.
    static var slowMicroseconds: UInt64 { 1_500_000 }
    /// The load must have been steady for so long before a voltage is weighed, in seconds.
    static var settledSeconds: Float { 30 }
    /// State of charge between two weighings, on the plateau and where the curve is steep: 30 and 10 s at nominal current.
    static var weighingCharge: Float { 0.0007 }
    static var steepCharge: Float { 0.000_23 }
    /// Seconds after which a voltage is weighed without that: while the cell is being found, how long that is, and later.
    static var findingInterval: Float { 60 }
    static var findingSeconds: Float { 1_800 }
    static var restInterval: Float { 600 }
    /// The curve is steep from here on, in volts over the whole state of charge.
    static var steepSlope: Float { 1 }

    /// State of charge that the filter may hold.
    static var chargeRange: ClosedRange<Float> { -0.1...1.15 }
    /// Deviation of a state of charge of which nothing is known.
    static var unknownDeviation: Float { 0.29 }
    /// A cell is found again below this variance of its state of charge: a deviation of 5 %.
    static var foundVariance: Float { 0.0025 }
    /// The voltage is looked at once a load before the beginning can show no more than this of itself, in volts.
    static var mostUnseenVolts: Float { 0.003 }
    /// Deviation of the lead that a load before the beginning may have left: a nominal one's is 0.047.
    static var memoryDeviation: Float { 0.03 }
    /// The branch of a cell that is found under a load: half of the monitors are switched on together with the load, the
    /// others find it when the hysteresis has turned.
    static var likelyBranch: Float { 0.5 }
    /// State of charge over which the curve's own error is another one: fitted.
    static var curveSpan: Float { 0.10 }
    /// Variance of the curve's own error: the profile's tolerance, and a fifth of its hysteresis.
    static func curveVariance(_ curve: borrowing OpenCircuitCurve) -> Float {
        let half = curve.meanHysteresisVolts * 0.2
        return curve.toleranceVolts * curve.toleranceVolts + half * half
    }

    /// Noise of a weighing: volts, share of the state of charge at the surface, share of what has yet to settle. Fitted.
    static var noiseVolts: Float { 0.001 }
    static var modelCharge: Float { 0.0025 }
    static var settlingShare: Float { 1 }
    static var leadShare: Float { 0.05 }
    /// By how much the polarisation's scale may change: with the load reversed or taken off, in a second, with
    /// temperature. Fitted.
    static var loadScaleDeviation: Float { 0.08 }
    static var turnScaleDeviation: Float { 0.01 }
    static var scaleVariancePerSecond: Float { 1e-9 }
    /// A bare interface may grow by all that the profile allows in 269 h, evenly: share² over that time, in 1/s.
    static var growthVariancePerSecond: Float { 1e-6 }
    /// What a known scale may still be off by at another load, for the verdict on shorts: relative. Fitted.
    static var shortScaleTolerance: Float { 0.08 }
    static var temperatureDeviationFactor: Float { 1 }

    /// A change of the miss beyond this between weighings is a jump, in volts and in state of charge.
    static var jumpVolts: Float { 0.004 }
    static var jumpCharge: Float { 0.004 }
    /// A jump is believed after so many weighings.
    static var mostRefusals: UInt32 { 20 }
    /// Bends of the curve count from this deviation of the state of charge on, and by so much (√½ in a second-order filter): fitted.
    static var bendDeviation: Float { 0.01 }
    static var bendFactor: Float { 0.25 }
    static var mostBendDeviation: Float { 0.1 }
    static var mostBendVolts: Float { 0.02 }
    /// The iterated filter is near enough, and goes at most so far in one look at the curve.
    static var mostRounds: UInt8 { 6 }
    static var nearCharge: Float { 0.001 }
    static var nearShare: Float { 0.1 }
    static var longestWay: Float { 0.02 }
    static var longestPlateau: Float { 0.3 }
    /// A miss of more than so many deviations says that the state of charge is less certain; the slope that it is taken with,
    /// at least, in volts over the whole state of charge.
    static var contradiction: Float { 3 }
    static var leastSlope: Float { 0.1 }
    /// Variance of the state of charge that no voltage takes away: what the model of the surface leaves out.
    static var leastVariance: Float { 9e-6 }
}
