/// What drives the cell during a step.
public enum Drive: Equatable, Sendable {
    /// A constant current in amperes, positive charges.
    case current(Double)
    /// A constant voltage in volts; the current follows.
    case voltage(Double)
    /// No current.
    case rest
}

/// What ended or marked a step.
public enum PlantEvent: Equatable, Sendable {
    /// The current would have driven the cell below its window; the step ended there.
    case lowerCutOff
    /// The current would have driven the cell above its window; the step ended there.
    case upperCutOff
    /// A contact through the electrolyte came to be, soft or passing.
    case contactMade
    /// A contact parted.
    case contactParted
    /// A dendrite has bridged the electrolyte for good.
    case hardShort
}

/// What the cell shows at the end of a step.
public struct PlantReading: Equatable, Sendable {
    /// Terminal voltage in volts; always finite.
    public var volts: Double
    /// Mean current over the step in amperes, positive charges.
    public var meanAmperes: Double
    /// Temperature of the pellet in kelvin.
    public var kelvin: Double
    /// The true state of charge; meaningless for a cell without a positive electrode of its own.
    public var stateOfCharge: Double
    /// How long the step lasted, in seconds: as asked, or less when a cut-off ended it.
    public var seconds: Double
    /// The gravest event of the step, nil when there was none.
    public var event: PlantEvent?
}
