/// What an event means: how grave it is, what its value is, and the sentence for people. The one place for these.
public struct Diagnosis: Sendable {
    /// How much the event matters.
    public var severity: EventSeverity
    /// What `MonitorEvent.value` holds: a unit, or empty where there is no value.
    public var unit: StaticString
    /// A short sentence without the value.
    public var text: StaticString
}

extension EventID {
    /// The row of the diagnosis table for this event.
    public var diagnosis: Diagnosis {
        switch self {
        case .started: Diagnosis(severity: .info, unit: "", text: "monitoring began without a past")
        case .restored: Diagnosis(severity: .info, unit: "", text: "monitoring went on from a snapshot")
        case .timeGap: Diagnosis(severity: .caution, unit: "µs", text: "no sample covers some time; not integrated")
        case .timeDuplicate: Diagnosis(severity: .caution, unit: "", text: "a sample's time repeats; left out")
        case .timeBackwards: Diagnosis(severity: .caution, unit: "µs", text: "a sample's time runs back; left out")
        case .intervalOverlap:
            Diagnosis(severity: .caution, unit: "µs", text: "a sample's interval overlaps the one before; cut")
        case .chargeSaturated: Diagnosis(severity: .warning, unit: "nC", text: "charge reached the end of its range")
        case .sensorInvalid: Diagnosis(severity: .warning, unit: "flags", text: "a measurement is missing")
        case .sensorValid: Diagnosis(severity: .info, unit: "flags", text: "a missing measurement is back")
        case .stateOfChargeAnchored:
            Diagnosis(severity: .info, unit: "ppm", text: "state of charge taken from the rest voltage")
        case .restVoltageOutsideCurve:
            Diagnosis(
                severity: .caution, unit: "nV", text: "rest voltage lies outside the profile; state of charge unknown")
        case .shortCleared: Diagnosis(severity: .info, unit: "", text: "no evidence of a short any more")
        case .shortTransient: Diagnosis(severity: .caution, unit: "mΩ", text: "a contact came and went")
        case .shortSuspected: Diagnosis(severity: .caution, unit: "mΩ", text: "a short is suspected")
        case .shortSoft: Diagnosis(severity: .alarm, unit: "mΩ", text: "soft short")
        case .shortHard: Diagnosis(severity: .alarm, unit: "mΩ", text: "hard short")
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
        }
    }
}
