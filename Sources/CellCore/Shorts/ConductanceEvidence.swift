/// Conductance across the cell that the profile's model of the load does not explain.
///
/// A leak G across a cell with open-circuit voltage U and resistance R under the current I leaves the terminal at
/// V = (U + I·R)/(1 + G·R), so G = (Û − V)/(R·V) with Û the voltage that the model predicts without a leak.
/// Source: Thévenin's equivalent of the cell with the leak as its load.
struct ConductanceEvidence: Equatable, Sendable {
    /// Below this predicted voltage a sample says nothing about conductance: twenty times what the chain may err by.
    private static var leastInformativeVolts: Float { 0.02 }
    /// Time constant of the average that is reported, in seconds.
    private static var averagingSeconds: Float { 60 }

    /// Average conductance with its bounds in siemens; absent before the first informative sample.
    private(set) var siemens: Bounded?

    /// One informative sample.
    struct Reading: Equatable, Sendable {
        /// How far the voltage lies below the prediction, in units of what a healthy cell may lie off.
        var score: Float
        /// The conductance that explains it, with bounds, in siemens; negative where the voltage is too high.
        var siemens: Bounded
    }

    /// Compares a voltage with its prediction; nil where the sample says nothing.
    ///
    /// `toleranceVolts` is the most by which a healthy cell may miss the prediction. Cost: about 30 floating-point
    /// operations; runs on each sample.
    mutating func step(
        volts: Float, predictedVolts: Float, toleranceVolts: Float, totalOhms: Float, seconds: Float
    ) -> Reading? {
        let sign: Float = predictedVolts < 0 ? -1 : 1
        let predicted = predictedVolts * sign
        guard predicted >= ConductanceEvidence.leastInformativeVolts, toleranceVolts > 0, totalOhms > 0 else {
            return nil
        }
        // A shorted cell's voltage may be lost in the offset; a floor keeps the conductance finite.
        let measured = CellMath.limited(volts * sign, to: 1e-4...1e3)
        let shortfall = predicted - measured
        let reading = Reading(
            score: shortfall / toleranceVolts,
            siemens: Bounded(
                value: shortfall / (totalOhms * measured),
                lower: (shortfall - toleranceVolts) / (totalOhms * measured),
                upper: (shortfall + toleranceVolts) / (totalOhms * measured)))
        average(reading.siemens, seconds: seconds)
        return reading
    }

    /// Averages, but follows at once where the conductance jumps beyond its bounds: a contact is a step, not a drift.
    private mutating func average(_ latest: Bounded, seconds: Float) {
        guard let old = siemens, latest.value >= old.lower, latest.value <= old.upper else {
            siemens = latest
            return
        }
        let weight = seconds < ConductanceEvidence.averagingSeconds ? seconds / ConductanceEvidence.averagingSeconds : 1
        siemens = Bounded(
            value: old.value + (latest.value - old.value) * weight,
            lower: old.lower + (latest.lower - old.lower) * weight,
            upper: old.upper + (latest.upper - old.upper) * weight)
    }

    /// The resistance that the average stands for, in ohms, limited to 1 GΩ; nil while it may be no short at all.
    var resistanceOhms: Bounded? {
        guard let siemens, siemens.value > 0 else { return nil }
        let largest: Float = 1e9
        return Bounded(
            value: siemens.value > 1 / largest ? 1 / siemens.value : largest,
            lower: siemens.upper > 1 / largest ? 1 / siemens.upper : largest,
            upper: siemens.lower > 1 / largest ? 1 / siemens.lower : largest)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        var present = siemens != nil
        coder.code(&present)
        coder.code(&siemens, present: present)
    }
}
