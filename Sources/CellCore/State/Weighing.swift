/// A voltage that is being weighed: in steps, one a sample, for a look at the curve costs as much as half of a sample.
///
/// A voltage is taken at a tick. What the filter says of that moment stands until the next tick, so it does not matter
/// when it is weighed in between; what is not weighed by then is weighed at once.
struct Weighing: Equatable, Sendable {
    /// Raw value in snapshots.
    enum Stage: UInt8, Sendable {
        /// Nothing is being weighed.
        case none = 0
        /// Looks the state of charge up where the curve has the voltage, by halving.
        case place = 1
        /// Decides whether the voltage is due, and no jump.
        case look = 2
        /// Asks how far the curve bends within what is not known.
        case bend = 3
        /// Looks for the state of charge at which the curve's slope holds.
        case iterate = 4
    }

    /// What a step came to.
    enum Outcome { case pending, taken, refused }

    var stage = Stage.none
    /// The voltage at the tick, in volts.
    var volts: Float = 0
    /// The state of charge of the surface that is being tried; while it is looked up, the lower end of where it is.
    var at: Float = 0
    /// The curve there: volts, and volts over the whole state of charge.
    var curveVolts: Float = 0
    var slope: Float = 0
    /// What a straight curve may miss the true one by, in volts.
    var bend: Float = 0
    /// Steps of this stage so far.
    var rounds: UInt8 = 0

    /// Nothing is weighed any more.
    mutating func abandon() { stage = .none }

    mutating func visit(_ coder: inout some FieldCoder) {
        var raw = stage.rawValue
        coder.code(&raw)
        stage = Stage(rawValue: raw) ?? .none
        coder.code(&volts)
        coder.code(&at)
        coder.code(&curveVolts)
        coder.code(&slope)
        coder.code(&bend)
        coder.code(&rounds)
    }
}
