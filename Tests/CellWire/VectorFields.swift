import CellCore
import CellWire

/// The fields of a decoded frame in the words of `Docs/Protocol.md`.
func fields(of frame: Frame) throws(WireError) -> [String] {
    switch frame.type {
    case .infoRequest: _ = try frame.decode(InfoRequest.self)
    case .statusRequest: _ = try frame.decode(StatusRequest.self)
    case .healthRequest: _ = try frame.decode(HealthRequest.self)
    case .streamRequest: return ["contents \(try frame.decode(StreamRequest.self).contents.rawValue)"]
    case .streamReply: return ["contents \(try frame.decode(StreamReply.self).request.contents.rawValue)"]
    case .eventsRequest: return ["after_sequence \(try frame.decode(EventsRequest.self).afterSequence)"]
    case .configurationRequest: return ["key \(try frame.decode(ConfigurationRequest.self).rawKey)"]
    case .infoReply: return fields(try frame.decode(InfoReply.self))
    case .statusReply: return fields(try frame.decode(StatusReply.self).report.status)
    case .statusReport: return fields(try frame.decode(StatusReport.self).status)
    case .eventsReply: return fields(try frame.decode(EventsReply.self))
    case .configurationReply:
        let reply = try frame.decode(ConfigurationReply.self)
        return ["key \(reply.rawKey)", field("value", reply.value)]
    case .healthReply: return fields(try frame.decode(HealthReply.self))
    case .errorReply:
        let reply = try frame.decode(ErrorReply.self)
        return ["reason \(reply.rawReason)", "request_type \(reply.rawRequestType)", "detail \(reply.detail)"]
    case .sampleReport: return fields(try frame.decode(SampleReport.self).sample)
    case .eventReport:
        let event = try frame.decode(EventReport.self)
        return [
            "time_microsecond \(event.timeMicroseconds)", "sequence \(event.sequence)", "id \(event.rawID)",
            "severity \(event.rawSeverity)", "value \(event.value)",
        ]
    case .lossReport: return ["lost_reports \(try frame.decode(LossReport.self).lostReportCount)"]
    case .noticeReport:
        let notice = try frame.decode(NoticeReport.self)
        return ["time_microsecond \(notice.timeMicroseconds)", "id \(notice.rawID)", "value \(notice.value)"]
    case .impedanceReport: return fields(try frame.decode(ImpedanceReport.self))
    case .recordingStart:
        let start = try frame.decode(RecordingStart.self)
        return ["format_version \(start.formatVersion)", "profile \(text(start.profile))"]
    case .recordingReset: return ["cause \(try frame.decode(RecordingReset.self).rawCause)"]
    case .recordingSnapshot:
        let part = try frame.decode(RecordingSnapshot.self)
        return [
            "offset \(part.offset)", "total \(part.totalLength)",
            "part " + (0..<part.bytes.count).map { hexadecimal(part.bytes[$0]) }.joined(),
        ]
    case .recordingEnd: return ["samples \(try frame.decode(RecordingEnd.self).sampleCount)"]
    case nil: return ["of an unknown type"]
    }
    return []
}

private func fields(_ reply: InfoReply) -> [String] {
    [
        "capabilities \(reply.capabilities.rawValue)", "firmware_major \(reply.firmwareMajor)",
        "firmware_minor \(reply.firmwareMinor)", "firmware_patch \(reply.firmwarePatch)",
        "channels \(reply.channelCount)", "uptime_microsecond \(reply.uptimeMicroseconds)",
        "sample_period_microsecond \(reply.samplePeriodMicroseconds)", "serial_number \(text(reply.serialNumber))",
        "source_revision \(text(reply.sourceRevision))", "profile \(text(reply.profile))",
    ]
}

private func fields(_ sample: Sample) -> [String] {
    [
        "time_microsecond \(sample.timeMicroseconds)", "interval_microsecond \(sample.intervalMicroseconds)",
        "current_picoampere \(sample.currentPicoamperes)", "voltage_nanovolt \(sample.voltageNanovolts)",
        "temperature_millikelvin \(sample.temperatureMillikelvin)", "flags \(sample.flags.rawValue)",
    ]
}

private func fields(_ point: ImpedanceReport) -> [String] {
    [
        "time_microsecond \(point.timeMicroseconds)", "frequency_microhertz \(point.frequencyMicrohertz)",
        "real_ohm \(point.realOhms)", "imaginary_ohm \(point.imaginaryOhms)",
        "standard_error_ohm \(point.standardErrorOhms)", "method \(point.rawMethod)",
    ]
}

private func fields(_ reply: HealthReply) -> [String] {
    let chips = [
        ("current", reply.current), ("voltage", reply.voltage), ("temperature", reply.temperature),
        ("impedance", reply.impedance),
    ]
    return chips.map { "\($0) \($1.rawState),\($1.rawFault),\($1.errorCount),\($1.faultCount)" }
        + [("log", reply.log), ("minutes", reply.minutes)].map {
            "\($0) \($1.rawState),\($1.retiredCount),\($1.refusedCount)"
        } + [
            "bus_clears \(reply.busClearCount)", "late_samples \(reply.lateSampleCount)",
            "lost_samples \(reply.lostSampleCount)",
            "greatest_lateness_microsecond \(reply.greatestLatenessMicroseconds)", "bursts \(reply.burstCount)",
            "spectra \(reply.spectrumCount)", "minutes_kept \(reply.minuteCount)",
            "checkpoints_kept \(reply.checkpointCount)", "starts \(reply.startNumber)",
            "reset_cause \(reply.rawResetCause)",
        ]
}

private func fields(_ reply: EventsReply) -> [String] {
    let events = (0..<Int(reply.count)).compactMap { reply[$0] }.map { event in
        "\(event.timeMicroseconds),\(event.sequence),\(event.rawID),\(event.rawSeverity),\(event.value)"
    }
    return ["newest_sequence \(reply.newestSequence)", "events " + events.joined(separator: " ")]
}

private func fields(_ status: CellStatus) -> [String] {
    let charge = status.charge
    let evidence = (0..<4).compactMap { status.short.evidence[$0] }.map { "\($0.kind.rawValue):\($0.weight)" }
    return [
        "time_microsecond \(status.timeMicroseconds)", "samples \(status.sampleCount)",
        field("voltage_nanovolt", status.voltageNanovolts), field("current_picoampere", status.currentPicoamperes),
        field("temperature_millikelvin", status.temperatureMillikelvin),
        "charged_nanocoulomb \(charge.charged.nanocoulombs)", "charged_attocoulomb \(charge.charged.attocoulombs)",
        "discharged_nanocoulomb \(charge.discharged.nanocoulombs)",
        "discharged_attocoulomb \(charge.discharged.attocoulombs)",
    ] + bounds("soc", status.stateOfCharge) + ["class \(status.short.shortClass.rawValue)"]
        + bounds("resistance_ohm", status.short.resistanceOhms) + [
            field("since_microsecond", status.short.sinceMicroseconds),
            "evidence " + (evidence.isEmpty ? "absent" : evidence.joined(separator: " ")),
            "uncovered_microsecond \(status.uncoveredMicroseconds)", "refused_samples \(status.refusedSampleCount)",
        ] + (status.state.map { fields($0) } ?? [])
}

private func fields(_ details: StateDetails) -> [String] {
    ["lock \(details.lock.rawValue)"] + bounds("capacity_coulomb", details.capacityCoulombs)
        + bounds("current_offset_ampere", details.currentOffsetAmperes)
        + ["equivalent_full_cycles \(short(details.equivalentFullCycles))"]
        + bounds("soh_capacity", details.healthByCapacity) + bounds("soh_resistance", details.healthByResistance)
        + bounds("remaining_coulomb", details.remainingCoulombs)
        + bounds("time_to_empty_second", details.secondsToEmpty)
        + bounds("time_to_full_second", details.secondsToFull)
        + bounds("discharge_power_watt", details.dischargeWatts) + bounds("charge_power_watt", details.chargeWatts)
        + bounds("coulombic_efficiency", details.coulombicEfficiency)
}

private func field(_ key: String, _ value: (some CustomStringConvertible)?) -> String {
    "\(key) \(value.map(\.description) ?? "absent")"
}

private func short(_ number: Float) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }

private func bounds(_ key: String, _ value: Bounded?) -> [String] {
    guard let value else { return ["\(key) absent"] }
    return ["\(key) \(short(value.value))", "\(key)_lower \(short(value.lower))", "\(key)_upper \(short(value.upper))"]
}

private func text<let capacity: Int>(_ field: FixedText<capacity>) -> String {
    String(decoding: (0..<field.count).map { field.bytes[$0] }, as: UTF8.self)
}

private func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
