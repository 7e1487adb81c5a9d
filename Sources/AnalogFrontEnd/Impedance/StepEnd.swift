/// Where the response to a step stands at its end, from its last two windows: value, slope, and how the slope changes.
struct StepEnd {
    /// Voltage against the line from before the step, in volts.
    let volts: Float
    /// Its slope in V/s.
    let slope: Float
    /// How fast the slope decays, in 1/s; 0 for a slope that stays or grows.
    let rate: Float
    private let first: VoltageLine
    private let last: VoltageLine

    init(before: VoltageLine, _ first: VoltageLine, _ last: VoltageLine, at microseconds: UInt64) {
        self.first = first
        self.last = last
        let end = last.seconds(microseconds)
        let distance = last.centre - (last.seconds(first.originMicroseconds) + first.centre)
        let curvature = distance > 0 ? (last.slope - first.slope) / distance : 0
        let length = Float(LoadStepImpedance.windowMicroseconds) * 1e-6
        // A line through a parabola is cW²/12 below it at its end, where its slope is half a window old.
        let value = last.value(end) + curvature * length * length / 12
        volts =
            value + Float(last.originNanovolts &- before.originNanovolts) * 1e-9
            - before.value(before.seconds(microseconds))
        slope = last.slope + curvature * (end - last.centre) - before.slope
        let decay = slope == 0 ? 0 : -curvature / slope
        rate = decay > 0 ? min(decay, 4 / length) : 0
    }

    /// s/(jω + q), which is ∫ v′ e^(−jωt) dt from the end on; half its difference from a straight line's.
    func tail(_ omega: Float) -> (real: Float, imaginary: Float, truncation: Float) {
        let square = omega * omega + rate * rate
        let real = slope * rate / square
        let imaginary = -slope * omega / square
        let straight = imaginary + slope / omega
        return (real, imaginary, (real * real + straight * straight).squareRoot() / 2)
    }

    /// Variance of either part by the noise of the voltage, in V².
    func noiseVariance(_ omega: Float, _ seconds: Float, _ before: VoltageLine, count: Float) -> Float {
        let variance = max(before.variance, last.variance)
        // The sum's, the last value's, and the slopes': that of the end is 3/2 of one window less 1/2 of the other.
        let sum = omega * omega * seconds * seconds / (2 * count) * variance
        let value = 6 * variance / last.count + 4 * variance / before.count
        let slopes = 2.25 * last.slopeVariance(variance) + 0.25 * first.slopeVariance(variance)
        return sum + value + (slopes + before.slopeVariance(variance)) / (omega * omega)
    }
}
