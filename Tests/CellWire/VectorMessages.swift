import CellCore
import CellWire

/// Builds the message that a vector's fields state.
extension Vector {
    func frame() -> Frame? {
        switch FrameType(rawValue: rawType) {
        case .infoRequest: encode(InfoRequest())
        case .statusRequest: encode(StatusRequest())
        case .streamRequest: encode(StreamRequest(contents: StreamContents(rawValue: number("contents") ?? 0)))
        case .eventsRequest: encode(EventsRequest(afterSequence: number("after_sequence") ?? 0))
        case .configurationRequest: encode(configurationRequest)
        case .healthRequest: encode(HealthRequest())
        case .infoReply: encode(infoReply)
        case .statusReply: encode(StatusReply(status))
        case .streamReply: encode(StreamReply(contents: StreamContents(rawValue: number("contents") ?? 0)))
        case .eventsReply: encode(eventsReply)
        case .configurationReply: encode(configurationReply)
        case .healthReply: encode(healthReply)
        case .errorReply: encode(errorReply)
        case .sampleReport: encode(SampleReport(sample))
        case .statusReport: encode(StatusReport(status))
        case .eventReport:
            encode(
                Vector.event(
                    [self["time_microsecond"], self["sequence"], self["id"], self["severity"], self["value"]]))
        case .lossReport: encode(LossReport(lostReportCount: number("lost_reports") ?? 0))
        case .noticeReport: encode(notice)
        case .impedanceReport: encode(point)
        case .recordingStart: encode(recordingStart)
        case .recordingReset: encode(recordingReset)
        case .recordingSnapshot: encode(RecordingSnapshot(snapshot, from: number("offset") ?? 0))
        case .recordingEnd: encode(RecordingEnd(sampleCount: number("samples") ?? 0))
        case nil: nil
        }
    }

    private func encode(_ message: some WireMessage) -> Frame {
        Frame(message, sequence: sequence, channel: channel, session: session)
    }

    private var configurationRequest: ConfigurationRequest {
        var request = ConfigurationRequest()
        request.rawKey = number("key") ?? 0
        return request
    }

    private var configurationReply: ConfigurationReply {
        var reply = ConfigurationReply()
        reply.rawKey = number("key") ?? 0
        reply.value = number("value")
        return reply
    }

    private var errorReply: ErrorReply {
        var reply = ErrorReply()
        reply.rawReason = number("reason") ?? 0
        reply.rawRequestType = number("request_type") ?? 0
        reply.detail = number("detail") ?? 0
        return reply
    }

    private var infoReply: InfoReply {
        var reply = InfoReply()
        reply.capabilities = Capabilities(rawValue: number("capabilities") ?? 0)
        reply.firmwareMajor = number("firmware_major") ?? 0
        reply.firmwareMinor = number("firmware_minor") ?? 0
        reply.firmwarePatch = number("firmware_patch") ?? 0
        reply.channelCount = number("channels") ?? 0
        reply.uptimeMicroseconds = number("uptime_microsecond") ?? 0
        reply.samplePeriodMicroseconds = number("sample_period_microsecond") ?? 0
        reply.serialNumber = FixedText(Array(self["serial_number"].utf8).span)
        reply.sourceRevision = FixedText(Array(self["source_revision"].utf8).span)
        reply.profile = FixedText(Array(self["profile"].utf8).span)
        return reply
    }

    private var sample: Sample {
        Sample(
            timeMicroseconds: number("time_microsecond") ?? 0,
            intervalMicroseconds: number("interval_microsecond") ?? 0,
            currentPicoamperes: number("current_picoampere") ?? 0, voltageNanovolts: number("voltage_nanovolt") ?? 0,
            temperatureMillikelvin: number("temperature_millikelvin") ?? 0,
            flags: SampleFlags(rawValue: number("flags") ?? 0))
    }

    private var eventsReply: EventsReply {
        var reply = EventsReply()
        reply.newestSequence = number("newest_sequence") ?? 0
        for event in self["events"].split(separator: " ") {
            _ = reply.append(Vector.event(event.split(separator: ",").map(String.init)))
        }
        return reply
    }

    private static func event(_ texts: [String]) -> EventReport {
        var event = EventReport()
        event.timeMicroseconds = UInt64(texts[0]) ?? 0
        event.sequence = UInt32(texts[1]) ?? 0
        event.rawID = UInt16(texts[2]) ?? 0
        event.rawSeverity = UInt8(texts[3]) ?? 0
        event.value = Int64(texts[4]) ?? 0
        return event
    }

    private var notice: NoticeReport {
        var notice = NoticeReport()
        notice.timeMicroseconds = number("time_microsecond") ?? 0
        notice.rawID = number("id") ?? 0
        notice.value = number("value") ?? 0
        return notice
    }

    private var point: ImpedanceReport {
        var point = ImpedanceReport()
        point.timeMicroseconds = number("time_microsecond") ?? 0
        point.frequencyMicrohertz = number("frequency_microhertz") ?? 0
        point.realOhms = number("real_ohm") ?? 0
        point.imaginaryOhms = number("imaginary_ohm") ?? 0
        point.standardErrorOhms = number("standard_error_ohm") ?? 0
        point.rawMethod = number("method") ?? 0
        return point
    }

    private var healthReply: HealthReply {
        var reply = HealthReply()
        reply.current = chip("current")
        reply.voltage = chip("voltage")
        reply.temperature = chip("temperature")
        reply.impedance = chip("impedance")
        reply.log = ring("log")
        reply.minutes = ring("minutes")
        reply.busClearCount = number("bus_clears") ?? 0
        reply.lateSampleCount = number("late_samples") ?? 0
        reply.lostSampleCount = number("lost_samples") ?? 0
        reply.greatestLatenessMicroseconds = number("greatest_lateness_microsecond") ?? 0
        reply.burstCount = number("bursts") ?? 0
        reply.spectrumCount = number("spectra") ?? 0
        reply.minuteCount = number("minutes_kept") ?? 0
        reply.checkpointCount = number("checkpoints_kept") ?? 0
        reply.startNumber = number("starts") ?? 0
        reply.rawResetCause = number("reset_cause") ?? 0
        return reply
    }

    private func chip(_ key: String) -> ChipReport {
        let texts = self[key].split(separator: ",")
        var chip = ChipReport()
        guard texts.count == 4 else { return chip }
        chip.rawState = UInt8(texts[0]) ?? 0
        chip.rawFault = UInt8(texts[1]) ?? 0
        chip.errorCount = UInt32(texts[2]) ?? 0
        chip.faultCount = UInt32(texts[3]) ?? 0
        return chip
    }

    private func ring(_ key: String) -> RingReport {
        let texts = self[key].split(separator: ",")
        var ring = RingReport()
        guard texts.count == 3 else { return ring }
        ring.rawState = UInt8(texts[0]) ?? 0
        ring.retiredCount = UInt16(texts[1]) ?? 0
        ring.refusedCount = UInt32(texts[2]) ?? 0
        return ring
    }

    private var recordingStart: RecordingStart {
        var start = RecordingStart()
        start.formatVersion = number("format_version") ?? 0
        start.profile = FixedText(Array(self["profile"].utf8).span)
        return start
    }

    private var recordingReset: RecordingReset {
        var reset = RecordingReset()
        reset.rawCause = number("cause") ?? 0
        return reset
    }

    /// A snapshot that has the stated part in its place, and zeros before it.
    private var snapshot: SnapshotBytes {
        var bytes = SnapshotBytes()
        for _ in 0..<(number("offset", as: Int.self) ?? 0) { bytes.append(0) }
        let digits = self["part"]
        for offset in stride(from: 0, to: digits.count, by: 2) {
            bytes.append(UInt8(digits.dropFirst(offset).prefix(2), radix: 16) ?? 0)
        }
        while bytes.count < number("total") ?? 0 { bytes.append(0) }
        return bytes
    }

    private var status: CellStatus {
        var status = CellStatus(
            timeMicroseconds: number("time_microsecond") ?? 0, sampleCount: number("samples") ?? 0,
            voltageNanovolts: number("voltage_nanovolt"), currentPicoamperes: number("current_picoampere"),
            temperatureMillikelvin: number("temperature_millikelvin"),
            charge: ChargeLedger(charged: charge("charged"), discharged: charge("discharged")),
            stateOfCharge: bounded("soc"), state: details, uncoveredMicroseconds: number("uncovered_microsecond") ?? 0,
            refusedSampleCount: number("refused_samples") ?? 0)
        status.short.shortClass = ShortClass(rawValue: number("class") ?? 0) ?? .none
        status.short.resistanceOhms = bounded("resistance_ohm")
        status.short.sinceMicroseconds = number("since_microsecond")
        for (index, text) in self["evidence"].split(separator: " ").enumerated() where text != "absent" {
            let parts = text.split(separator: ":")
            guard let kind = EvidenceKind(rawValue: UInt8(parts[0]) ?? 0) else { continue }
            status.short.evidence[index] = Evidence(kind: kind, weight: Float(parts[1]) ?? 0)
        }
        return status
    }

    private var details: StateDetails? {
        guard let capacity = bounded("capacity_coulomb"), let offset = bounded("current_offset_ampere") else {
            return nil
        }
        var details = StateDetails(
            capacityCoulombs: capacity, currentOffsetAmperes: offset,
            lock: LearningLock(rawValue: number("lock") ?? 0))
        details.equivalentFullCycles = number("equivalent_full_cycles") ?? 0
        details.healthByCapacity = bounded("soh_capacity")
        details.healthByResistance = bounded("soh_resistance")
        details.remainingCoulombs = bounded("remaining_coulomb")
        details.secondsToEmpty = bounded("time_to_empty_second")
        details.secondsToFull = bounded("time_to_full_second")
        details.dischargeWatts = bounded("discharge_power_watt")
        details.chargeWatts = bounded("charge_power_watt")
        details.coulombicEfficiency = bounded("coulombic_efficiency")
        return details
    }

    private func charge(_ key: String) -> ChargeTotal {
        ChargeTotal(
            nanocoulombs: number(key + "_nanocoulomb") ?? 0, attocoulombs: number(key + "_attocoulomb") ?? 0)
            ?? ChargeTotal()
    }

    private func bounded(_ key: String) -> Bounded? {
        guard let value = number(key, as: Float.self) else { return nil }
        return Bounded(value: value, lower: number(key + "_lower") ?? 0, upper: number(key + "_upper") ?? 0)
    }
}
