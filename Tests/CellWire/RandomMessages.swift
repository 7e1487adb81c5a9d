import CellCore
import CellWire
import TestSupport

/// Random messages of every type, every field anywhere in its range.
struct RandomMessages {
    var generator: SeededGenerator

    init(seed: UInt64, purpose: String) { generator = SeededGenerator(seed: seed, purpose: purpose) }

    mutating func number<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value {
        // Small and extreme values as often as any.
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: [0, 1, Value.max, Value.min].randomElement(using: &generator) ?? 0
        default: Value.random(in: .min ... .max, using: &generator)
        }
    }

    mutating func flag() -> Bool { Bool.random(using: &generator) }

    mutating func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: range, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Ends of pieces of 0…`longest` bytes.
    mutating func ends(within count: Int, longest: Int) -> [Int] {
        var ends: [Int] = []
        var end = 0
        while end < count {
            ends.append(end)
            end += Int.random(in: 0...longest, using: &generator)
        }
        return ends
    }

    mutating func finite() -> Float {
        while true {
            let value = Float(bitPattern: number())
            if value.isFinite { return value }
        }
    }

    mutating func text<let capacity: Int>() -> FixedText<capacity> {
        let length = Int.random(in: 0...capacity, using: &generator)
        let letters = (0..<length).map { _ in UInt8.random(in: 0x20...0x7E, using: &generator) }
        return FixedText(letters.span)
    }

    mutating func bounded() -> Bounded { Bounded(value: finite(), lower: finite(), upper: finite()) }

    mutating func total() -> ChargeTotal {
        ChargeTotal(nanocoulombs: number(), attocoulombs: UInt32.random(in: 0..<1_000_000_000, using: &generator))
            ?? ChargeTotal()
    }

    /// Details of which all that may be absent is.
    static var plainDetails: StateDetails {
        StateDetails(
            capacityCoulombs: Bounded(value: 3.5, lower: 3, upper: 4),
            currentOffsetAmperes: Bounded(value: 0, lower: -1e-8, upper: 1e-8))
    }

    /// Details whose eight optional fields are present as the bits of `presence` say, in the order of the wire.
    mutating func details(presence: UInt8) -> StateDetails {
        var details = StateDetails(
            capacityCoulombs: bounded(), currentOffsetAmperes: bounded(), lock: LearningLock(rawValue: number()))
        details.equivalentFullCycles = finite()
        if presence & 1 != 0 { details.healthByCapacity = bounded() }
        if presence & 2 != 0 { details.healthByResistance = bounded() }
        if presence & 4 != 0 { details.remainingCoulombs = bounded() }
        if presence & 8 != 0 { details.secondsToEmpty = bounded() }
        if presence & 16 != 0 { details.secondsToFull = bounded() }
        if presence & 32 != 0 { details.dischargeWatts = bounded() }
        if presence & 64 != 0 { details.chargeWatts = bounded() }
        if presence & 128 != 0 { details.coulombicEfficiency = bounded() }
        return details
    }

    /// A status whose seven optional fields are present as the bits of `presence` say, 0 voltage … 5 since, 6 details.
    mutating func status(presence: Int) -> CellStatus {
        var status = CellStatus(
            timeMicroseconds: number(), sampleCount: number(),
            charge: ChargeLedger(charged: total(), discharged: total()),
            uncoveredMicroseconds: number(), refusedSampleCount: number())
        if presence & 1 != 0 { status.voltageNanovolts = number() }
        if presence & 2 != 0 { status.currentPicoamperes = number() }
        if presence & 4 != 0 { status.temperatureMillikelvin = number() }
        if presence & 8 != 0 { status.stateOfCharge = bounded() }
        if presence & 16 != 0 { status.short.resistanceOhms = bounded() }
        if presence & 32 != 0 { status.short.sinceMicroseconds = number() }
        if presence & 64 != 0 { status.state = details(presence: UInt8.random(in: 0...255, using: &generator)) }
        status.short.shortClass = ShortClass(rawValue: UInt8.random(in: 0...4, using: &generator)) ?? .none
        for index in 0..<Int.random(in: 0...4, using: &generator) {
            status.short.evidence[index] = Evidence(
                kind: flag() ? .unexplainedConductance : .voltageCollapse, weight: finite())
        }
        return status
    }

    mutating func sample() -> Sample {
        Sample(
            timeMicroseconds: number(), intervalMicroseconds: number(), currentPicoamperes: number(),
            voltageNanovolts: number(), temperatureMillikelvin: number(), flags: SampleFlags(rawValue: number()))
    }

    mutating func event() -> EventReport {
        var event = EventReport()
        event.timeMicroseconds = number()
        event.sequence = number()
        event.rawID = number()
        event.rawSeverity = number()
        event.value = number()
        return event
    }

    mutating func notice() -> NoticeReport {
        var notice = NoticeReport()
        notice.timeMicroseconds = number()
        notice.rawID = number()
        notice.value = number()
        return notice
    }

    /// A point of a spectrum, of any method.
    mutating func impedance() -> ImpedanceReport {
        var point = ImpedanceReport()
        point.timeMicroseconds = number()
        point.frequencyMicrohertz = max(number(), 1)
        point.realOhms = finite()
        point.imaginaryOhms = finite()
        point.standardErrorOhms = finite().magnitude
        point.rawMethod = number()
        return point
    }

    mutating func chip() -> ChipReport {
        var chip = ChipReport()
        chip.rawState = number()
        chip.rawFault = number()
        chip.errorCount = number()
        chip.faultCount = number()
        return chip
    }

    mutating func ring() -> RingReport {
        var ring = RingReport()
        ring.rawState = number()
        ring.retiredCount = number()
        ring.refusedCount = number()
        return ring
    }

    mutating func health() -> HealthReply {
        var health = HealthReply()
        health.current = chip()
        health.voltage = chip()
        health.temperature = chip()
        health.impedance = chip()
        health.log = ring()
        health.minutes = ring()
        health.busClearCount = number()
        health.lateSampleCount = number()
        health.lostSampleCount = number()
        health.greatestLatenessMicroseconds = number()
        health.burstCount = number()
        health.spectrumCount = number()
        health.minuteCount = number()
        health.checkpointCount = number()
        health.startNumber = number()
        health.rawResetCause = number()
        return health
    }

    mutating func eventsReply(count: Int) -> EventsReply {
        var reply = EventsReply()
        reply.newestSequence = number()
        for _ in 0..<count { _ = reply.append(event()) }
        return reply
    }

    mutating func info() -> InfoReply {
        var info = InfoReply()
        info.capabilities = Capabilities(rawValue: number())
        info.firmwareMajor = number()
        info.firmwareMinor = number()
        info.firmwarePatch = number()
        info.channelCount = number()
        info.uptimeMicroseconds = number()
        info.samplePeriodMicroseconds = number()
        info.serialNumber = text()
        info.sourceRevision = text()
        info.profile = text()
        return info
    }

    mutating func snapshot() -> SnapshotBytes {
        var snapshot = SnapshotBytes()
        let content = bytes(0...992)
        snapshot.append(content.span)
        return snapshot
    }

    /// A frame of any type with a random header.
    mutating func frame() -> Frame {
        let kind = Int.random(in: 0..<23, using: &generator)
        switch kind {
        case 0: return encode(InfoRequest())
        case 1: return encode(StatusRequest())
        case 2: return encode(StreamRequest(contents: StreamContents(rawValue: number())))
        case 3: return encode(StreamReply(contents: StreamContents(rawValue: number())))
        case 4: return encode(EventsRequest(afterSequence: number()))
        case 5: return encode(eventsReply(count: Int.random(in: 0...16, using: &generator)))
        case 6:
            var request = ConfigurationRequest()
            request.rawKey = number()
            return encode(request)
        case 7:
            var reply = ConfigurationReply()
            reply.rawKey = number()
            if flag() { reply.value = number() }
            return encode(reply)
        case 8:
            var reply = ErrorReply(reason: .malformed, rawRequestType: number(), detail: number())
            reply.rawReason = number()
            return encode(reply)
        case 9: return encode(info())
        case 10: return encode(StatusReply(status(presence: number(UInt8.self) >= 128 ? 127 : Int(number(UInt8.self)))))
        case 11: return encode(StatusReport(status(presence: Int(number(UInt8.self)))))
        case 12: return encode(SampleReport(sample()))
        case 13: return encode(event())
        case 14: return encode(LossReport(lostReportCount: number()))
        case 15:
            var start = RecordingStart()
            start.formatVersion = number()
            start.profile = text()
            return encode(start)
        case 16:
            var reset = RecordingReset()
            reset.rawCause = number()
            return encode(reset)
        case 17:
            let snapshot = snapshot()
            let part = Int.random(in: 0...(max(snapshot.count - 1, 0) / 486), using: &generator)
            return encode(RecordingSnapshot(snapshot, from: 486 * part))
        case 18: return encode(notice())
        case 19: return encode(impedance())
        case 20: return encode(HealthRequest())
        case 21: return encode(health())
        default: return encode(RecordingEnd(sampleCount: number()))
        }
    }

    private mutating func encode(_ message: some WireMessage) -> Frame {
        Frame(message, sequence: number(), channel: number(), session: number())
    }
}

/// Decodes a frame as the message of its type and encodes that again.
func encodedAgain(_ frame: Frame) throws(WireError) -> Frame {
    func again<Message: WireMessage>(_ type: Message.Type) throws(WireError) -> Frame {
        Frame(try frame.decode(type), sequence: frame.sequence, channel: frame.channel, session: frame.session)
    }
    switch frame.type {
    case .infoRequest: return try again(InfoRequest.self)
    case .statusRequest: return try again(StatusRequest.self)
    case .streamRequest: return try again(StreamRequest.self)
    case .eventsRequest: return try again(EventsRequest.self)
    case .configurationRequest: return try again(ConfigurationRequest.self)
    case .healthRequest: return try again(HealthRequest.self)
    case .sampleReport: return try again(SampleReport.self)
    case .statusReport: return try again(StatusReport.self)
    case .eventReport: return try again(EventReport.self)
    case .lossReport: return try again(LossReport.self)
    case .noticeReport: return try again(NoticeReport.self)
    case .impedanceReport: return try again(ImpedanceReport.self)
    case .recordingStart: return try again(RecordingStart.self)
    case .recordingReset: return try again(RecordingReset.self)
    case .recordingSnapshot: return try again(RecordingSnapshot.self)
    case .recordingEnd: return try again(RecordingEnd.self)
    case .infoReply: return try again(InfoReply.self)
    case .statusReply: return try again(StatusReply.self)
    case .streamReply: return try again(StreamReply.self)
    case .eventsReply: return try again(EventsReply.self)
    case .configurationReply: return try again(ConfigurationReply.self)
    case .healthReply: return try again(HealthReply.self)
    case .errorReply: return try again(ErrorReply.self)
    case nil: throw .unexpectedType(frame.rawType)
    }
}
