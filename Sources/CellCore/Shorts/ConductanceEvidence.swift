/// Conductance across the cell that the profile's model of the load does not explain.
///
/// What leaves the terminals through a leak G goes through the cell: V = U + p(I_cell) and I_load = I_cell + G·V. The cell's
/// settled polarisation p is known, so the voltage tells I_cell, and G = (I_load − I_cell)/V. No resistance stands in for
/// the curve p, whose slope falls to a third over the currents of a soft short.
struct ConductanceEvidence: Equatable, Sendable {
    /// Below this predicted voltage a sample says nothing about conductance: twenty times what the chain may err by.
    private static var leastInformativeVolts: Float { 0.02 }
    /// Time constant of the average that is reported, in seconds.
    private static var averagingSeconds: Float { 60 }

    /// Average conductance with its bounds in siemens; absent while the voltage is that of a healthy cell.
    private(set) var siemens: Bounded?

    /// How far the voltage lies below that of a healthy cell, in units of what a healthy cell may lie off; nil where the
    /// sample says nothing. Cost: about 8 floating-point operations; runs on each sample.
    static func score(volts: Float, _ healthy: HealthyVoltage) -> Float? {
        let predicted = healthy.volts
        guard CellMath.magnitude(predicted) >= leastInformativeVolts, healthy.tolerance > 0 else { return nil }
        return (predicted < 0 ? volts - predicted : predicted - volts) / healthy.tolerance
    }

    /// Takes a sample that has a score; returns the conductance that explains it, with bounds, in siemens.
    ///
    /// The bounds hold every healthy cell of the profile: polarisation and open-circuit voltage at the ends of their
    /// tolerances, activation and growth of the resistance at theirs. Negative where the voltage is too high.
    /// Cost: about 20 inverse hyperbolic sines; runs only while something is amiss.
    mutating func step(
        volts: Float, loadAmperes: Float, healthy: HealthyVoltage, point: borrowing OperatingPoint, seconds: Float
    ) -> Bounded {
        let sign: Float = healthy.volts < 0 ? -1 : 1
        // A shorted cell's voltage may be lost in the offset; a floor keeps the conductance finite.
        let measured = CellMath.limited(volts * sign, to: 1e-4...1e3)
        let load = loadAmperes * sign
        let polarisation = measured - healthy.openVolts * sign
        let middle = point.amperes(atVolts: polarisation, .medium)
        let spread = point.spread(middle, asinh: CellMath.inverseHyperbolicSine(middle * point.perAmpere))
        let tolerance = healthy.openTolerance + spread
        let lowest = polarisation - tolerance
        let highest = polarisation + tolerance + healthy.drainTolerance
        let latest = Bounded(
            value: (load - middle) / measured,
            lower: (load - point.amperes(atVolts: highest, highest > 0 ? .least : .most)) / measured,
            upper: (load - point.amperes(atVolts: lowest, lowest > 0 ? .most : .least)) / measured)
        average(latest, seconds: seconds)
        return latest
    }

    /// The voltage is that of a healthy cell again.
    mutating func clear() { siemens = nil }

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
