/// What is known of a cell's capacity, health and prospects, beside its state of charge. What is not known is absent.
public struct StateDetails: Equatable, Sendable {
    /// Charge between state of charge 0 and 1 at 25 °C, in coulombs, above 0.
    public var capacityCoulombs: Bounded
    /// Capacity over the profile's or, once one was learned, over the cell's own first; absent before it is better known
    /// than beforehand. 1 is as new.
    public var healthByCapacity: Bounded?
    /// The polarisation's resistance when new over that of now, at the same temperature; absent before it was learned.
    public var healthByResistance: Bounded?
    /// Charge that a discharge at the last load still gives before the lower cut-off, in coulombs.
    public var remainingCoulombs: Bounded?
    /// Time until the lower cut-off at the last load, in seconds; absent while the cell is not discharged.
    public var secondsToEmpty: Bounded?
    /// Time until the upper cut-off at the last load, in seconds; absent while the cell is not charged.
    public var secondsToFull: Bounded?
    /// Power that the cell gives for ten seconds above the lower cut-off, in watts.
    public var dischargeWatts: Bounded?
    /// Power that the cell takes for ten seconds below the upper cut-off, in watts.
    public var chargeWatts: Bounded?
    /// Offset of the current measurement, in amperes.
    public var currentOffsetAmperes: Bounded
    /// Charge that went either way over twice the capacity.
    public var equivalentFullCycles: Float
    /// Discharged over charged of the last whole cycle, brought to the same state of charge; absent before one.
    public var coulombicEfficiency: Bounded?
    /// Why nothing is learned at present; empty when all is.
    public var lock: LearningLock

    /// What is known of a cell of this capacity in coulombs, and nothing else.
    public init(capacityCoulombs: Bounded, currentOffsetAmperes: Bounded, lock: LearningLock = LearningLock()) {
        self.capacityCoulombs = capacityCoulombs
        self.currentOffsetAmperes = currentOffsetAmperes
        equivalentFullCycles = 0
        self.lock = lock
    }
}

/// The reasons for which nothing is learned. Raw values are on the wire and in snapshots.
///
/// Not an `OptionSet`: that brings arrays.
public struct LearningLock: Equatable, Sendable {
    /// A bit a reason.
    public var rawValue: UInt8

    /// No reason, or those of a message.
    public init(rawValue: UInt8 = 0) { self.rawValue = rawValue & 31 }

    /// A short is suspected.
    public static var short: LearningLock { LearningLock(rawValue: 1) }
    /// The temperature is outside what the profile holds for, or moves too fast.
    public static var temperature: LearningLock { LearningLock(rawValue: 2) }
    /// A measurement is missing, or a sensor is in fault.
    public static var sensor: LearningLock { LearningLock(rawValue: 4) }
    /// The monitor was off for an unknown time and has not yet found the cell as it left it.
    public static var restored: LearningLock { LearningLock(rawValue: 8) }
    /// The cell is in its first cycle.
    public static var formation: LearningLock { LearningLock(rawValue: 16) }

    /// True when nothing stands against learning.
    public var isEmpty: Bool { rawValue == 0 }

    /// True when all reasons of `other` are among these.
    public func contains(_ other: LearningLock) -> Bool { rawValue & other.rawValue == other.rawValue }

    /// Adds or removes a reason.
    public mutating func set(_ reason: LearningLock, _ isOn: Bool) {
        rawValue = isOn ? rawValue | reason.rawValue : rawValue & ~reason.rawValue
    }
}
