/// Something worth telling that happened at a sample. The text belongs to the identifier (`DiagnosisTable`).
public struct MonitorEvent: Equatable, Sendable {
    /// Time of the sample in microseconds.
    public var timeMicroseconds: UInt64
    /// Counts up by one an event, from 1; a gap in what a host has received is events it has missed.
    public var sequence: UInt32
    /// What happened.
    public var id: EventID
    /// How much it matters.
    public var severity: EventSeverity
    /// The offending value in the unit that `DiagnosisTable` states for the identifier.
    public var value: Int64

    /// An event; `value` is in the unit that the identifier's diagnosis states.
    public init(timeMicroseconds: UInt64, sequence: UInt32, id: EventID, severity: EventSeverity, value: Int64) {
        self.timeMicroseconds = timeMicroseconds
        self.sequence = sequence
        self.id = id
        self.severity = severity
        self.value = value
    }
}

/// How much an event matters. Raw values are on the wire.
public enum EventSeverity: UInt8, Comparable, Sendable {
    case info = 0
    case caution = 1
    case warning = 2
    case alarm = 3

    /// By gravity.
    public static func < (left: EventSeverity, right: EventSeverity) -> Bool { left.rawValue < right.rawValue }
}

/// What happened. Raw values are on the wire and never change their meaning.
public enum EventID: UInt16, Sendable {
    /// The monitor began without a past.
    case started = 1
    /// The monitor went on from a snapshot; the value is its version, an older one's state was taken over into the present.
    case restored = 2
    /// Time passed that no sample covers.
    case timeGap = 10
    /// A sample carried the time of the one before it.
    case timeDuplicate = 11
    /// A sample was older than the one before it.
    case timeBackwards = 12
    /// A sample's interval reached back before the end of the one before it.
    case intervalOverlap = 13
    /// A ledger reached the end of its range.
    case chargeSaturated = 14
    /// A measurement went missing.
    case sensorInvalid = 15
    /// A measurement came back.
    case sensorValid = 16
    /// State of charge was taken from the open-circuit voltage at rest.
    case stateOfChargeAnchored = 20
    /// The rest voltage lies outside the profile's open-circuit curve, so state of charge stays unknown.
    case restVoltageOutsideCurve = 21
    /// The verdict on shorts changed to `none`.
    case shortCleared = 30
    /// A contact came and went.
    case shortTransient = 31
    /// A short is suspected.
    case shortSuspected = 32
    /// A soft short: an alarm.
    case shortSoft = 33
    /// A hard short: an alarm.
    case shortHard = 34
    /// The current converter gives no reading; the value is a `HardwareFault`, as for the three that follow.
    case currentChipFault = 40
    /// The voltage converter gives no reading.
    case voltageChipFault = 41
    /// The thermometer gives no reading.
    case temperatureChipFault = 42
    /// The impedance front end measures nothing.
    case impedanceChipFault = 43
    /// A chip gives readings again: 0 current, 1 voltage, 2 temperature, 3 impedance.
    case chipRecovered = 44
    /// A sample came later than its deadline, or was lost.
    case sampleLate = 45
    /// The voltage jumped without the load: samples come faster for a while.
    case burst = 46
    /// A spectrum was measured.
    case spectrumTaken = 50
    /// A spectrum was given up: the load changed, or the front end failed.
    case spectrumAbandoned = 51
    /// A sector of the journal's flash failed and is no longer used.
    case journalSectorFailed = 60
    /// The journal can no longer be written.
    case journalWorn = 61
    /// The journal holds the records of a newer firmware and is left alone.
    case journalNewer = 62
    /// The checkpoint in the journal was refused; monitoring began without a past.
    case checkpointRefused = 63
    /// A record found no room in the journal.
    case recordLost = 64
    /// The voltage is above its operating limit.
    case voltageAboveOperating = 80
    /// The voltage is above its recommended limit.
    case voltageAboveRecommended = 81
    /// The voltage is above its safety limit.
    case voltageAboveSafety = 82
    /// The voltage is below its operating limit.
    case voltageBelowOperating = 83
    /// The voltage is below its recommended limit.
    case voltageBelowRecommended = 84
    /// The voltage is below its safety limit.
    case voltageBelowSafety = 85
    /// The charging current is above its operating limit.
    case chargeCurrentAboveOperating = 86
    /// The charging current is above its recommended limit.
    case chargeCurrentAboveRecommended = 87
    /// The charging current is above its safety limit.
    case chargeCurrentAboveSafety = 88
    /// The discharging current is above its operating limit.
    case dischargeCurrentAboveOperating = 89
    /// The discharging current is above its recommended limit.
    case dischargeCurrentAboveRecommended = 90
    /// The discharging current is above its safety limit.
    case dischargeCurrentAboveSafety = 91
    /// The temperature is above its operating limit.
    case temperatureAboveOperating = 92
    /// The temperature is above its recommended limit.
    case temperatureAboveRecommended = 93
    /// The temperature is above its safety limit.
    case temperatureAboveSafety = 94
    /// The temperature is below its operating limit.
    case temperatureBelowOperating = 95
    /// The temperature is below its recommended limit.
    case temperatureBelowRecommended = 96
    /// The temperature is below its safety limit.
    case temperatureBelowSafety = 97
    /// The temperature changes faster than its operating limit.
    case temperatureRateAboveOperating = 98
    /// The temperature changes faster than its recommended limit.
    case temperatureRateAboveRecommended = 99
    /// The temperature changes faster than its safety limit.
    case temperatureRateAboveSafety = 100
    /// At a steady current the voltage changes faster than its operating limit.
    case voltageRateAboveOperating = 101
    /// At a steady current the voltage changes faster than its recommended limit.
    case voltageRateAboveRecommended = 102
    /// At a steady current the voltage changes faster than its safety limit.
    case voltageRateAboveSafety = 103
    /// A limit is kept again; the value is the raw identifier of the event that had told of it.
    case limitKept = 104
    /// The current changed and the voltage did not answer, or the wrong way.
    case currentUnanswered = 110
    /// The voltage lies below what such a cell can have: leads reversed or lost, or the cell itself reversed.
    case voltageBelowPhysics = 111
    /// The voltage lies above what such a cell can have.
    case voltageAbovePhysics = 112
    /// The current's reading repeats bit for bit while the voltage's moves.
    case currentStuck = 113
    /// The voltage's reading repeats bit for bit while the current's moves.
    case voltageStuck = 114
    /// The temperature's reading repeats bit for bit while others move.
    case temperatureStuck = 115
    /// What was implausible is plausible again; the value is the raw identifier of the event that had told of it.
    case plausibleAgain = 116
    /// Nothing is learned any more, or for other reasons than before; the value is a `LearningLock`, as for those that follow.
    case learningLocked = 120
    /// Learning goes on; the value is what it was locked for.
    case learningResumed = 121
    /// A rest was verified under a lock: its voltage is not weighed.
    case anchorRefused = 122
    /// A rest showed an offset of the current under a lock: it is not taken.
    case offsetRefused = 123
    /// A whole cycle ended under a lock, or was in doubt: its efficiency is not taken.
    case efficiencyRefused = 124
}
