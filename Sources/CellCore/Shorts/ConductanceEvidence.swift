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
    /// A conductance is found so often, in seconds.
    private static var periodSeconds: Float { 10 }

    /// Average conductance with its bounds in siemens; absent while the voltage is that of a healthy cell.
    private(set) var siemens: Bounded?
    /// The conductance that is being found, which of its numbers is next, and how long ago the last one was found.
    private var latest = Bounded(value: 0, lower: 0, upper: 0)
    private var part: UInt8 = 0
    private var waitedSeconds: Float = 0

    /// How far the voltage lies below that of a healthy cell, in units of what a healthy cell may lie off; nil where the
    /// sample says nothing. Cost: about 8 floating-point operations; runs on each sample.
    @inline(__always)
    static func score(volts: Float, _ healthy: HealthyVoltage) -> Float? {
        let predicted = healthy.volts
        guard CellMath.magnitude(predicted) >= leastInformativeVolts, healthy.tolerance > 0 else { return nil }
        // A load that would reverse the cell is none that a leak can be told from: the model's temperature is not the cell's.
        guard predicted * healthy.openVolts >= 0 else { return nil }
        return (predicted < 0 ? volts - predicted : predicted - volts) / healthy.tolerance
    }

    /// What a sample has for the conductance.
    struct Look {
        var volts: Float
        var loadAmperes: Float
        var seconds: Float
        var healthy: HealthyVoltage

        fileprivate var sign: Float { healthy.volts < 0 ? -1 : 1 }
        /// A shorted cell's voltage may be lost in the offset; a floor keeps the conductance finite.
        fileprivate var measured: Float { CellMath.limited(volts * sign, to: 1e-4...1e3) }
        fileprivate var load: Float { loadAmperes * sign }
        fileprivate var polarisation: Float { measured - healthy.openVolts * sign }
    }

    /// One of the three numbers of a conductance.
    private enum Part {
        static var value: UInt8 { 0 }
        static var lower: UInt8 { 1 }
        static var upper: UInt8 { 2 }
    }

    /// Time goes by without a look; false once one is due.
    @inline(__always)
    mutating func wait(_ seconds: Float) -> Bool {
        guard waitedSeconds + seconds < ConductanceEvidence.periodSeconds else { return false }
        waitedSeconds += seconds
        return true
    }

    /// True between two looks.
    var isWaiting: Bool { part == Part.value && siemens != nil }

    /// Takes a sample that has a score. A conductance is found over three samples, one of its numbers at each, every ten
    /// seconds. Cost: five inverse hyperbolic sines; runs only while something is amiss.
    mutating func step(_ look: Look, _ point: borrowing OperatingPoint) {
        waitedSeconds += look.seconds
        if part == Part.value, siemens != nil, waitedSeconds < ConductanceEvidence.periodSeconds { return }
        guard look.seconds < ConductanceEvidence.periodSeconds else {
            return measure(look, point)
        }
        switch part {
        case Part.value:
            latest.value = value(look, point)
            part = Part.lower
        case Part.lower:
            let lower = lower(look, point)
            latest.lower = lower < latest.value ? lower : latest.value
            part = Part.upper
        default:
            let upper = upper(look, point)
            latest.upper = upper > latest.value ? upper : latest.value
            average()
        }
    }

    /// The same at one sample: the conductance that explains it, with bounds, in siemens.
    ///
    /// The bounds hold every healthy cell of the profile: polarisation and open-circuit voltage at the ends of their
    /// tolerances, activation and growth of the resistance at theirs. Negative where the voltage is too high.
    /// Cost: about 17 inverse hyperbolic sines; runs where samples are far apart.
    private mutating func measure(_ look: Look, _ point: borrowing OperatingPoint) {
        latest.value = value(look, point)
        latest.lower = lower(look, point)
        latest.upper = upper(look, point)
        average()
    }

    /// The conductance of a sample that may be one of a hard short, in siemens. Cost: five inverse hyperbolic sines.
    ///
    /// One that is new has the bounds of the resistances alone, until `step` has found its own.
    mutating func measureAtOnce(_ look: Look, _ point: borrowing OperatingPoint) -> Float {
        let value = value(look, point)
        waitedSeconds += look.seconds
        if let siemens, value <= siemens.upper { return value }
        let healthy = look.healthy
        let relative = healthy.scaleTolerance > 0 ? healthy.scaleTolerance : point.tolerance
        let highest = look.polarisation + healthy.openTolerance + healthy.drainTolerance
        let most = point.roughAmperes(atVolts: highest / healthy.scale, isMost: true, tolerance: relative)
        let lowest = look.polarisation - healthy.openTolerance
        let least = point.roughAmperes(atVolts: lowest / healthy.scale, isMost: false, tolerance: relative)
        latest.value = value
        siemens = Bounded(
            value: value, lower: (look.load - most) / look.measured, upper: (look.load - least) / look.measured)
        part = Part.lower
        return value
    }

    private func value(_ look: Look, _ point: borrowing OperatingPoint) -> Float {
        (look.load - point.amperes(atVolts: look.polarisation / look.healthy.scale, .medium)) / look.measured
    }

    private func lower(_ look: Look, _ point: borrowing OperatingPoint) -> Float {
        let healthy = look.healthy
        let highest = look.polarisation + healthy.openTolerance + healthy.drainTolerance
        return (look.load - amperes(atMost: highest, look, point)) / look.measured
    }

    private func upper(_ look: Look, _ point: borrowing OperatingPoint) -> Float {
        (look.load - amperes(atLeast: look.polarisation - look.healthy.openTolerance, look, point)) / look.measured
    }

    /// The most that a healthy cell's current may be at a polarisation in volts: of the profile's tolerance, or of the cell's
    /// own scale where that is known, V − U = s·p(I_cell).
    private func amperes(atMost volts: Float, _ look: Look, _ point: borrowing OperatingPoint) -> Float {
        let healthy = look.healthy
        guard healthy.scaleTolerance > 0 else {
            let highest = volts + spread(look, point)
            return point.amperes(atVolts: highest, highest > 0 ? .least : .most)
        }
        let relative = volts > 0 ? 1 - healthy.scaleTolerance : 1 + healthy.scaleTolerance
        return point.amperes(atVolts: volts / (healthy.scale * relative), .medium)
    }

    private func amperes(atLeast volts: Float, _ look: Look, _ point: borrowing OperatingPoint) -> Float {
        let healthy = look.healthy
        guard healthy.scaleTolerance > 0 else {
            let lowest = volts - spread(look, point)
            return point.amperes(atVolts: lowest, lowest > 0 ? .most : .least)
        }
        let relative = volts > 0 ? 1 + healthy.scaleTolerance : 1 - healthy.scaleTolerance
        return point.amperes(atVolts: volts / (healthy.scale * relative), .medium)
    }

    /// What the coating's activation may make of the voltage at the current that explains it, in volts.
    private func spread(_ look: Look, _ point: borrowing OperatingPoint) -> Float {
        let amperes = look.load - latest.value * look.measured
        return point.spread(amperes, asinh: CellMath.inverseHyperbolicSine(amperes * point.perAmpere))
    }

    /// The voltage is that of a healthy cell again.
    mutating func clear() {
        siemens = nil
        part = Part.value
        waitedSeconds = 0
    }

    /// Averages, but follows at once where the conductance jumps beyond its bounds: a contact is a step, not a drift.
    private mutating func average() {
        let seconds = waitedSeconds
        part = Part.value
        waitedSeconds = 0
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

    /// What version 2 of the snapshot did not have.
    mutating func visitLook(_ coder: inout some FieldCoder) {
        coder.code(&latest.value)
        coder.code(&latest.lower)
        coder.code(&part)
        coder.code(&waitedSeconds)
        if part > Part.upper { part = Part.value }
    }
}
