/// What an event means: how grave it is, what its value is, the sentence for people, and what the monitor does. The one
/// place for these.
public struct Diagnosis: Sendable {
    /// How much the event matters.
    public var severity: EventSeverity
    /// What `MonitorEvent.value` holds: a unit, or empty where there is no value.
    public var unit: StaticString
    /// A short sentence without the value.
    public var text: StaticString
    /// What the monitor does beside telling.
    public var reaction: Reaction = .report
}

extension EventID {
    /// The row of the diagnosis table for this event.
    public var diagnosis: Diagnosis {
        switch self {
        case .started: Diagnosis(severity: .info, unit: "", text: "monitoring began without a past")
        case .restored: Diagnosis(severity: .info, unit: "version", text: "monitoring went on from a snapshot")
        case .timeGap: Diagnosis(severity: .caution, unit: "µs", text: "no sample covers some time; not integrated")
        case .timeDuplicate: Diagnosis(severity: .caution, unit: "", text: "a sample's time repeats; left out")
        case .timeBackwards: Diagnosis(severity: .caution, unit: "µs", text: "a sample's time runs back; left out")
        case .intervalOverlap:
            Diagnosis(severity: .caution, unit: "µs", text: "a sample's interval overlaps the one before; cut")
        case .chargeSaturated: Diagnosis(severity: .warning, unit: "nC", text: "charge reached the end of its range")
        case .sensorInvalid:
            Diagnosis(severity: .warning, unit: "flags", text: "a measurement is missing", reaction: .lockLearning)
        case .sensorValid: Diagnosis(severity: .info, unit: "flags", text: "a missing measurement is back")
        case .stateOfChargeAnchored:
            Diagnosis(severity: .info, unit: "ppm", text: "state of charge taken from the rest voltage")
        case .restVoltageOutsideCurve:
            Diagnosis(
                severity: .caution, unit: "nV", text: "rest voltage lies outside the profile; state of charge unknown")
        case .shortCleared: Diagnosis(severity: .info, unit: "", text: "no evidence of a short any more")
        case .shortTransient: Diagnosis(severity: .caution, unit: "mΩ", text: "a contact came and went")
        case .shortSuspected:
            Diagnosis(severity: .caution, unit: "mΩ", text: "a short is suspected", reaction: .lockLearning)
        case .shortSoft: Diagnosis(severity: .alarm, unit: "mΩ", text: "soft short", reaction: .recommendStop)
        case .shortHard: Diagnosis(severity: .alarm, unit: "mΩ", text: "hard short", reaction: .recommendStop)
        case .currentChipFault:
            Diagnosis(severity: .warning, unit: "fault", text: "the current converter gives no reading")
        case .voltageChipFault:
            Diagnosis(severity: .warning, unit: "fault", text: "the voltage converter gives no reading")
        case .temperatureChipFault:
            Diagnosis(severity: .warning, unit: "fault", text: "the thermometer gives no reading")
        case .impedanceChipFault:
            Diagnosis(severity: .warning, unit: "fault", text: "the impedance front end measures nothing")
        case .chipRecovered: Diagnosis(severity: .info, unit: "chip", text: "a chip gives readings again")
        case .sampleLate: Diagnosis(severity: .warning, unit: "µs", text: "a sample missed its deadline")
        case .burst: Diagnosis(severity: .info, unit: "nV", text: "the voltage jumped without the load: fast samples")
        case .spectrumTaken: Diagnosis(severity: .info, unit: "points", text: "an impedance spectrum was measured")
        case .spectrumAbandoned:
            Diagnosis(severity: .caution, unit: "points", text: "an impedance spectrum was given up")
        case .journalSectorFailed:
            Diagnosis(severity: .warning, unit: "sector", text: "a sector of the journal failed and is left out")
        case .journalWorn:
            Diagnosis(severity: .warning, unit: "ring", text: "a part of the journal can no longer be written")
        case .journalNewer:
            Diagnosis(severity: .warning, unit: "version", text: "the journal is a newer firmware's and is left alone")
        case .checkpointRefused:
            Diagnosis(severity: .warning, unit: "", text: "the checkpoint in the journal could not be used")
        case .recordLost:
            Diagnosis(severity: .caution, unit: "records", text: "a record found no room in the journal")
        case .voltageAboveOperating:
            Diagnosis(severity: .caution, unit: "nV", text: "the voltage is above what the cell is made for")
        case .voltageAboveRecommended:
            Diagnosis(severity: .warning, unit: "nV", text: "the voltage is above what is recommended")
        case .voltageAboveSafety:
            Diagnosis(severity: .alarm, unit: "nV", text: "the voltage is above what is safe", reaction: .recommendStop)
        case .voltageBelowOperating:
            Diagnosis(severity: .caution, unit: "nV", text: "the voltage is below what the cell is made for")
        case .voltageBelowRecommended:
            Diagnosis(severity: .warning, unit: "nV", text: "the voltage is below what is recommended")
        case .voltageBelowSafety:
            Diagnosis(severity: .alarm, unit: "nV", text: "the voltage is below what is safe", reaction: .recommendStop)
        case .chargeCurrentAboveOperating:
            Diagnosis(severity: .caution, unit: "pA", text: "the charging current is above what the cell is made for")
        case .chargeCurrentAboveRecommended:
            Diagnosis(severity: .warning, unit: "pA", text: "the charging current is above what is recommended")
        case .chargeCurrentAboveSafety:
            Diagnosis(
                severity: .alarm, unit: "pA", text: "the charging current is above what is safe",
                reaction: .recommendStop)
        case .dischargeCurrentAboveOperating:
            Diagnosis(
                severity: .caution, unit: "pA", text: "the discharging current is above what the cell is made for")
        case .dischargeCurrentAboveRecommended:
            Diagnosis(severity: .warning, unit: "pA", text: "the discharging current is above what is recommended")
        case .dischargeCurrentAboveSafety:
            Diagnosis(
                severity: .alarm, unit: "pA", text: "the discharging current is above what is safe",
                reaction: .recommendStop)
        case .temperatureAboveOperating:
            Diagnosis(
                severity: .caution, unit: "mK", text: "the temperature is above what the cell is made for",
                reaction: .lockLearning)
        case .temperatureAboveRecommended:
            Diagnosis(
                severity: .warning, unit: "mK", text: "the temperature is above what is recommended",
                reaction: .lockLearning)
        case .temperatureAboveSafety:
            Diagnosis(
                severity: .alarm, unit: "mK", text: "the temperature is above what is safe", reaction: .recommendStop)
        case .temperatureBelowOperating:
            Diagnosis(
                severity: .caution, unit: "mK", text: "the temperature is below what the cell is made for",
                reaction: .lockLearning)
        case .temperatureBelowRecommended:
            Diagnosis(
                severity: .warning, unit: "mK", text: "the temperature is below what is recommended",
                reaction: .lockLearning)
        case .temperatureBelowSafety:
            Diagnosis(
                severity: .alarm, unit: "mK", text: "the temperature is below what is safe", reaction: .recommendStop)
        case .temperatureRateAboveOperating:
            Diagnosis(
                severity: .caution, unit: "mK/min",
                text: "the temperature changes faster than what the cell is made for", reaction: .lockLearning)
        case .temperatureRateAboveRecommended:
            Diagnosis(
                severity: .warning, unit: "mK/min", text: "the temperature changes faster than what is recommended",
                reaction: .lockLearning)
        case .temperatureRateAboveSafety:
            Diagnosis(
                severity: .alarm, unit: "mK/min", text: "the temperature changes faster than what is safe",
                reaction: .recommendStop)
        case .voltageRateAboveOperating:
            Diagnosis(
                severity: .caution, unit: "nV/s",
                text: "at a steady load the voltage changes faster than what the cell is made for")
        case .voltageRateAboveRecommended:
            Diagnosis(
                severity: .warning, unit: "nV/s",
                text: "at a steady load the voltage changes faster than what is recommended")
        case .voltageRateAboveSafety:
            Diagnosis(
                severity: .alarm, unit: "nV/s", text: "at a steady load the voltage changes faster than what is safe",
                reaction: .recommendStop)
        case .limitKept:
            Diagnosis(severity: .info, unit: "event", text: "a limit is kept again")
        case .currentUnanswered:
            Diagnosis(
                severity: .warning, unit: "pA", text: "the current changed and the voltage did not answer",
                reaction: .lockLearning)
        case .voltageBelowPhysics:
            Diagnosis(
                severity: .alarm, unit: "nV", text: "the voltage is below what such a cell can have",
                reaction: .recommendStop)
        case .voltageAbovePhysics:
            Diagnosis(
                severity: .alarm, unit: "nV", text: "the voltage is above what such a cell can have",
                reaction: .recommendStop)
        case .currentStuck:
            Diagnosis(
                severity: .warning, unit: "pA", text: "the current's converter repeats itself", reaction: .lockLearning)
        case .voltageStuck:
            Diagnosis(
                severity: .warning, unit: "nV", text: "the voltage's converter repeats itself", reaction: .lockLearning)
        case .temperatureStuck:
            Diagnosis(severity: .warning, unit: "mK", text: "the thermometer repeats itself", reaction: .lockLearning)
        case .plausibleAgain:
            Diagnosis(severity: .info, unit: "event", text: "a measurement is plausible again")
        case .learningLocked:
            Diagnosis(
                severity: .info, unit: "reasons", text: "nothing is learned of the cell", reaction: .lockLearning)
        case .learningResumed:
            Diagnosis(severity: .info, unit: "reasons", text: "learning goes on; it was locked")
        case .anchorRefused:
            Diagnosis(severity: .info, unit: "reasons", text: "the rest voltage is not taken for the state of charge")
        case .offsetRefused:
            Diagnosis(severity: .info, unit: "reasons", text: "the current's offset at a rest is not taken")
        case .efficiencyRefused:
            Diagnosis(severity: .info, unit: "reasons", text: "the efficiency of a cycle is not taken")
        }
    }
}
