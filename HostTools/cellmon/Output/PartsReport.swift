import CellCore
import CellData
import CellWire

/// How the device's parts are, as JSON and for people. What a newer device says is shown by its number.
struct PartsReport {
    private let health: HealthReply

    init(_ health: HealthReply) { self.health = health }

    private var chips: [(role: String, part: String, report: ChipReport)] {
        [
            ("current", "INA228", health.current), ("voltage", "ADS122C04", health.voltage),
            ("temperature", "TMP117", health.temperature), ("impedance", "AD5941", health.impedance),
        ]
    }

    private var retiredSectors: Int { Int(health.log.retiredCount) + Int(health.minutes.retiredCount) }
    private var refusedRecords: Int { Int(health.log.refusedCount) + Int(health.minutes.refusedCount) }
    private var latenessSecond: Double { MonitorReport.seconds(UInt64(health.greatestLatenessMicroseconds)) }
    /// A journal counts this start as well; without one the number is not known.
    private var startCount: UInt32? { health.startNumber > 0 ? health.startNumber : nil }

    /// The object that stands in the `info` line.
    var json: JSONLine {
        var line = JSONLine.nested()
        line.add("chips", chips.map(PartsReport.json))
        line.add("late_samples", health.lateSampleCount)
        line.add("lost_samples", health.lostSampleCount)
        line.add("greatest_lateness_second", latenessSecond)
        line.add("bus_clears", health.busClearCount)
        var journal = JSONLine.nested()
        journal.add("log", health.log.stateName)
        journal.add("minutes", health.minutes.stateName)
        journal.add("retired_sectors", retiredSectors)
        journal.add("refused_records", refusedRecords)
        line.add("journal", journal)
        line.add("minutes_kept", health.minuteCount)
        line.add("checkpoints_kept", health.checkpointCount)
        line.add("starts", startCount)
        line.add("reset_cause", health.resetCauseName)
        line.add("spectra", health.spectrumCount)
        line.add("bursts", health.burstCount)
        return line
    }

    private static func json(_ role: String, _ part: String, _ report: ChipReport) -> JSONLine {
        var line = JSONLine.nested()
        line.add("chip", role)
        line.add("part", part)
        line.add("state", report.stateName)
        line.add("fault", report.faultName)
        line.add("failed_transfers", report.errorCount)
        line.add("restarts", report.faultCount)
        return line
    }

    /// Adds the block "Parts".
    func add(to table: inout TwoColumns) {
        table.addHeading("Parts")
        for (role, part, report) in chips {
            table.add(role.prefix(1).uppercased() + role.dropFirst(), PartsReport.text(part, report))
        }
        table.add("Sensor bus", PartsReport.clears(health.busClearCount))
        table.add(
            "Timing",
            "\(PartsReport.count(health.lateSampleCount, "sample")) late, \(Wording.count(health.lostSampleCount)) lost; "
                + "the slowest took \(Measure.text(latenessSecond, "s"))")
        table.add("Journal", journal)
        let minutes = PartsReport.count(health.minuteCount, "minute")
        table.add("Kept", "\(minutes), \(PartsReport.count(health.checkpointCount, "checkpoint"))")
        table.add("Starts", startCount.map(Wording.count) ?? Wording.unknown)
        table.add("Last reset", health.resetCauseText)
        table.add("Spectra", Wording.count(health.spectrumCount))
        table.add("Bursts", Wording.count(health.burstCount))
    }

    private static func text(_ part: String, _ report: ChipReport) -> StyledText {
        var line = StyledText("\(part) ")
        line.add(report.stateText, report.style)
        if let fault = report.faultText { line.add(": \(fault)") }
        var counts: [String] = []
        if report.errorCount > 0 { counts.append(count(report.errorCount, "failed transfer")) }
        if report.faultCount > 0 { counts.append(count(report.faultCount, "restart")) }
        if !counts.isEmpty { line.add(" (\(counts.joined(separator: ", ")))") }
        return line
    }

    private var journal: StyledText {
        var line = StyledText()
        if health.log.rawState == health.minutes.rawState {
            line.add(health.log.stateText, health.log.style)
        } else {
            line.add("log ")
            line.add(health.log.stateText, health.log.style)
            line.add("; minutes ")
            line.add(health.minutes.stateText, health.minutes.style)
        }
        var counts: [String] = []
        if retiredSectors > 0 { counts.append("\(PartsReport.count(retiredSectors, "sector")) retired") }
        if refusedRecords > 0 { counts.append("\(PartsReport.count(refusedRecords, "record")) refused") }
        if !counts.isEmpty { line.add(" (\(counts.joined(separator: ", ")))") }
        return line
    }

    private static func count(_ value: some BinaryInteger, _ thing: String) -> String {
        "\(Wording.count(value)) \(thing)\(value == 1 ? "" : "s")"
    }

    private static func clears(_ value: UInt32) -> String {
        value == 0 ? "never cleared" : value == 1 ? "cleared once" : "cleared \(Wording.count(value)) times"
    }
}

extension ChipReport {
    fileprivate var stateName: String {
        switch state {
        case .notFitted: "not-fitted"
        case .starting: "starting"
        case .measuring: "measuring"
        case .faulty: "faulty"
        case nil: "unknown-\(rawState)"
        }
    }

    fileprivate var stateText: String {
        state == nil ? "in state \(rawState) of a newer device" : stateName.replacing("-", with: " ")
    }

    fileprivate var style: TextStyle {
        switch state {
        case .notFitted, .starting: .plain
        case .measuring: .good
        case .faulty, nil: .caution
        }
    }

    /// Nil while nothing is wrong.
    fileprivate var faultName: String? { rawFault == 0 ? nil : fault?.name ?? "unknown-\(rawFault)" }

    fileprivate var faultText: String? {
        rawFault == 0 ? nil : fault.map { "\($0.text)" } ?? "fault \(rawFault) of a newer device"
    }
}

extension RingReport {
    fileprivate var stateName: String {
        switch state {
        case .notFitted: "not-fitted"
        case .ready: "ready"
        case .newerVersion: "newer-version"
        case .worn: "worn"
        case nil: "unknown-\(rawState)"
        }
    }

    fileprivate var stateText: String {
        switch state {
        case .newerVersion: "written by newer firmware, left alone"
        case nil: "in state \(rawState) of a newer device"
        default: stateName.replacing("-", with: " ")
        }
    }

    fileprivate var style: TextStyle {
        switch state {
        case .notFitted: .plain
        case .ready: .good
        case .newerVersion, .worn, nil: .caution
        }
    }
}

extension HealthReply {
    private var knownResetCause: String? {
        let names = ["unknown", "power-on", "brown-out", "watchdog", "pin", "software", "debugger"]
        let index = Int(clamping: rawResetCause)
        return names.indices.contains(index) ? names[index] : nil
    }

    fileprivate var resetCauseName: String { knownResetCause ?? "unknown-\(rawResetCause)" }

    fileprivate var resetCauseText: String { knownResetCause ?? "cause \(rawResetCause) of a newer device" }
}
