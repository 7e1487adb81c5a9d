import CellCore
import CellPlant

/// A test of the monitor as data: a cell, what it is put through, and what must be seen and when.
public struct Scenario: Equatable, Sendable {
    /// What the scenario shows, one sentence.
    public var title: String
    /// The file's name without its ending.
    public var name: String
    /// Name of the cell, and of the monitor's profile unless `profile` is another.
    public var cell: String
    /// The monitor's profile where it is another than that of the cell's name; not part of the file.
    public var profile: CellProfile?
    /// Seed of all randomness.
    public var seed: UInt64
    /// Whether the cell has been cycled before: its coating activated, part of the sodium trapped in TiS₂. Otherwise it
    /// is as assembled.
    public var isCycled: Bool
    /// True state of charge of a full cell that has been cycled, at the start, 0…1.
    public var stateOfCharge: Double
    /// How long it lasts, in virtual seconds.
    public var durationSeconds: Double
    /// Time between samples in virtual seconds.
    public var samplePeriodSeconds: Double
    /// The same in microseconds.
    var samplePeriodMicroseconds: UInt64 { UInt64((samplePeriodSeconds * 1e6).rounded()) }
    /// Ambient temperature over time; constant from each entry on.
    public var temperatures: [TemperatureStep]
    /// Load over time; constant from each entry on.
    public var loads: [LoadStep]
    /// How the cell's own dendrite grows, besides `faults`; nil where none does. The seed decides when it touches.
    public var dendrite: DendriteLaw?
    /// What goes wrong.
    public var faults: [Fault]
    /// When the monitor has no power, in order of time and apart from each other; the cell goes on meanwhile.
    public var outages: [Outage]
    /// What the measuring chain adds where the core runs without its chips.
    public var sensors: SensorModel
    /// How far the chips under the firmware are from their ideal.
    public var chips: ChipSpread
    /// What must be seen.
    public var expectations: [Expectation]
}

/// Ambient temperature from a time on.
public struct TemperatureStep: Equatable, Sendable {
    /// From when on, in seconds.
    public var atSecond: Double
    /// Ambient temperature in kelvin.
    public var kelvin: Double
}

/// Load current from a time on.
public struct LoadStep: Equatable, Sendable {
    /// From when on, in seconds.
    public var atSecond: Double
    /// Amperes, positive charges.
    public var amperes: Double
    /// The current turns round whenever this much time has passed; nil when it does not.
    public var reverseEverySeconds: Double?
    /// The current turns round when the voltage leaves this window; nil where it does not. Its lower end in volts.
    public var lowerVolts: Double?
    /// The upper end of the window in volts.
    public var upperVolts: Double?
}

/// A short across the cell for some time.
public struct Fault: Equatable, Sendable {
    /// Beginning in seconds.
    public var fromSecond: Double
    /// End; nil for the end of the scenario.
    public var untilSecond: Double?
    /// Resistance of the short in ohms.
    public var ohms: Double

    /// A short from a time on, for good unless it ends.
    public init(fromSecond: Double, untilSecond: Double? = nil, ohms: Double) {
        self.fromSecond = fromSecond
        self.untilSecond = untilSecond
        self.ohms = ohms
    }
}

/// A time for which the monitor has no power, and does not know how long it is.
public struct Outage: Equatable, Sendable {
    /// Beginning in seconds.
    public var fromSecond: Double
    /// When the power comes back, in seconds.
    public var untilSecond: Double
}

/// What must be seen, and between which times.
public struct Expectation: Equatable, Sendable {
    /// What there is to expect.
    public enum What: Equatable, Sendable {
        /// The class of the short is at least this, for the first time within the window.
        case atLeast(String)
        /// The class is `none` at the end of the window.
        case cleared
        /// No alarm from the start of the window to its end.
        case noAlarm
        /// State of charge becomes known within the window.
        case stateOfChargeKnown
        /// The true state of charge lies within the bounds at each sample of the window.
        case stateOfChargeWithinBounds
        /// The true state of charge lies within the bounds at each sample of the window that has any.
        case stateOfChargeNeverWrong
        /// At each sample of the window the bounds of the state of charge are known and at most so far apart.
        case stateOfChargeWidth(atMost: Double)
        /// At each sample of the window the state of charge is known, and at most so far from the true one.
        case stateOfChargeError(atMost: Double)
        /// No estimate of the window lies outside the bounds before it, widened by the charge counted since; a restart
        /// has none before it.
        case noJump
        /// The true capacity lies within its bounds at each sample of the window.
        case capacityWithinBounds
        /// At each sample of the window the capacity's bounds are at most this share of the true one apart.
        case capacityWidth(atMost: Double)
        /// The true offset of the current's measurement lies within its bounds at each sample of the window.
        case offsetWithinBounds
        /// At each sample of the window the offset's bounds are at most so many amperes apart.
        case offsetWidth(atMostAmperes: Double)
        /// The short's resistance in the verdict lies within its bounds at the end of the window.
        case resistanceWithinBounds
    }

    /// What there is to see.
    public var what: What
    /// Beginning in seconds.
    public var fromSecond: Double
    /// End in seconds.
    public var untilSecond: Double

    /// An expectation over a window.
    public init(what: What, fromSecond: Double, untilSecond: Double) {
        self.what = what
        self.fromSecond = fromSecond
        self.untilSecond = untilSecond
    }
}
