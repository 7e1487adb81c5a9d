import CellCore
import CellWire
import TestSupport
import Testing

@Suite struct MessageTests {
    @Test func `decoding undoes encoding for any message`() throws {
        var random = RandomMessages(seed: 7, purpose: "messages")
        var types: Set<UInt8> = []
        for _ in 0..<4000 {
            let frame = random.frame()
            types.insert(frame.rawType)
            #expect(bytes(of: try encodedAgain(frame)) == bytes(of: frame))
        }
        #expect(types.count == 23)
    }

    @Test func `samples, info and events come back field by field`() throws {
        var random = RandomMessages(seed: 13, purpose: "fields")
        for _ in 0..<500 {
            let sample = random.sample()
            #expect(try Frame(SampleReport(sample), sequence: 1).decode(SampleReport.self).sample == sample)
            let info = random.info()
            #expect(try Frame(info, sequence: 1).decode(InfoReply.self) == info)
            let event = random.event()
            #expect(try Frame(event, sequence: 1).decode(EventReport.self) == event)
        }
    }

    @Test func `a status comes back with any of its fields absent`() throws {
        var random = RandomMessages(seed: 17, purpose: "presence")
        for presence in 0..<128 {
            for _ in 0..<8 {
                let status = random.status(presence: presence)
                #expect(try Frame(StatusReport(status), sequence: 1).decode(StatusReport.self).status == status)
                #expect(try Frame(StatusReply(status), sequence: 1).decode(StatusReply.self).report.status == status)
            }
        }
    }

    @Test func `what is absent is zero on the wire`() {
        let payload = bytes(of: Frame(StatusReport(CellStatus()), sequence: 0)).dropFirst(14).dropLast(4)
        #expect(payload.count == 144)
        #expect(payload.allSatisfy { $0 == 0 })
    }

    @Test func `the details come back with any of their fields absent`() throws {
        var random = RandomMessages(seed: 18, purpose: "presence of details")
        for presence in UInt8.min...UInt8.max {
            let details = random.details(presence: presence)
            let frame = Frame(StatusReport(CellStatus(state: details)), sequence: 1)
            #expect(frame.payloadLength == 272)
            #expect(try frame.decode(StatusReport.self).status.state == details)
        }
    }

    /// What an older host reads: the first 144 bytes are the same but for the bit that says that more follow.
    @Test func `details change nothing before them`() throws {
        var random = RandomMessages(seed: 43, purpose: "details before an older host")
        for _ in 0..<200 {
            let presence = random.number(UInt8.self) & 63
            var status = random.status(presence: Int(presence))
            var without = bytes(of: Frame(StatusReport(status), sequence: 0)).dropFirst(14).dropLast(4).map { $0 }
            status.state = random.details(presence: random.number())
            let with = bytes(of: Frame(StatusReport(status), sequence: 0)).dropFirst(14).prefix(144).map { $0 }
            without[0] |= 64
            #expect(with == without)
        }
    }

    @Test func `details that are cut short are refused`() throws {
        let whole = CellStatus(state: RandomMessages.plainDetails)
        let payload = bytes(of: Frame(StatusReport(whole), sequence: 0)).dropFirst(14).dropLast(4).map { $0 }
        for length in 144..<272 {
            #expect(throws: WireError.payloadTooShort(type: 0x41, length: length)) {
                try decode(0x41, Array(payload.prefix(length)), as: StatusReport.self)
            }
        }
    }

    /// Every float of the details: 31 from offset 148 on.
    @Test(arguments: [Float.infinity, -.infinity, .nan])
    func `details with a number that is none are refused`(_ number: Float) throws {
        var details = RandomMessages.plainDetails
        details.healthByCapacity = Bounded(value: 1, lower: 1, upper: 1)
        details.healthByResistance = Bounded(value: 1, lower: 1, upper: 1)
        details.remainingCoulombs = Bounded(value: 1, lower: 1, upper: 1)
        details.secondsToEmpty = Bounded(value: 1, lower: 1, upper: 1)
        details.secondsToFull = Bounded(value: 1, lower: 1, upper: 1)
        details.dischargeWatts = Bounded(value: 1, lower: 1, upper: 1)
        details.chargeWatts = Bounded(value: 1, lower: 1, upper: 1)
        details.coulombicEfficiency = Bounded(value: 1, lower: 1, upper: 1)
        let frame = Frame(StatusReport(CellStatus(state: details)), sequence: 0)
        let payload = bytes(of: frame).dropFirst(14).dropLast(4).map { $0 }
        for offset in stride(from: 148, to: 272, by: 4) {
            var bad = payload
            for index in 0..<4 {
                bad[offset + index] = UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * index))
            }
            #expect(throws: WireError.invalidValue(type: 0x41)) { try decode(0x41, bad, as: StatusReport.self) }
        }
    }

    @Test(arguments: [Float.infinity, -.infinity, .nan])
    func `of the details what is no number is not sent`(_ number: Float) throws {
        let bad = Bounded(value: 1, lower: number, upper: 1)
        var details = RandomMessages.plainDetails
        details.healthByCapacity = bad
        details.healthByResistance = bad
        details.remainingCoulombs = bad
        details.secondsToEmpty = bad
        details.secondsToFull = bad
        details.dischargeWatts = bad
        details.chargeWatts = bad
        details.coulombicEfficiency = bad
        func sent(_ details: StateDetails) throws -> StateDetails? {
            try Frame(StatusReport(CellStatus(state: details)), sequence: 0).decode(StatusReport.self).status.state
        }
        #expect(try sent(details) == RandomMessages.plainDetails)
        details.currentOffsetAmperes = bad
        #expect(try sent(details) == nil)
        details = RandomMessages.plainDetails
        details.equivalentFullCycles = number
        #expect(try sent(details) == nil)
    }

    @Test func `reasons of a lock that this version does not know are left out`() throws {
        let frame = Frame(StatusReport(CellStatus(state: RandomMessages.plainDetails)), sequence: 0)
        var payload = bytes(of: frame).dropFirst(14).dropLast(4).map { $0 }
        payload[146] = 0xE2
        #expect(try decode(0x41, payload, as: StatusReport.self).status.state?.lock == .temperature)
    }

    @Test func `a full events reply holds 16 and refuses the 17th`() throws {
        var random = RandomMessages(seed: 19, purpose: "events")
        var reply = EventsReply()
        let events = (0..<16).map { _ in random.event() }
        for event in events {
            let hadRoom = reply.append(event)
            #expect(hadRoom)
        }
        let hadRoom = reply.append(random.event())
        #expect(!hadRoom)
        let frame = Frame(reply, sequence: 3)
        #expect(frame.payloadLength == 8 + 16 * 24)
        let decoded = try frame.decode(EventsReply.self)
        #expect((0..<16).compactMap { decoded[$0] } == events)
        #expect(decoded[16] == nil)
        #expect(decoded[-1] == nil)
    }

    @Test func `an events reply that states 17 is refused`() {
        let payload: [UInt8] = [0, 0, 0, 0, 17, 0, 0, 0] + [UInt8](repeating: 0, count: 17 * 24)
        #expect(throws: WireError.invalidValue(type: 0x84)) { try decode(0x84, payload, as: EventsReply.self) }
    }

    @Test func `a longer payload is read as far as it is known`() throws {
        var random = RandomMessages(seed: 23, purpose: "longer payloads")
        for _ in 0..<500 {
            let frame = random.frame()
            let payload = Array(bytes(of: frame).dropFirst(14).dropLast(4))
            var longer = RawFrame(type: frame.rawType, payload: payload)
            longer.payload += random.bytes(1...20)
            guard longer.payload.count <= 494 else { continue }
            let again = try encodedAgain(try #require(try assembled(longer)))
            #expect(Array(bytes(of: again).dropFirst(14).dropLast(4)) == payload)
        }
    }

    @Test func `a shorter payload is refused`() throws {
        var random = RandomMessages(seed: 37, purpose: "shorter payloads")
        for _ in 0..<500 {
            let frame = random.frame()
            let payload = Array(bytes(of: frame).dropFirst(14).dropLast(4))
            guard !payload.isEmpty else { continue }
            let length = Int.random(in: 0..<payload.count, using: &random.generator)
            let short = try #require(
                try assembled(RawFrame(type: frame.rawType, payload: Array(payload.prefix(length)))))
            #expect(throws: WireError.payloadTooShort(type: frame.rawType, length: length)) {
                try encodedAgain(short)
            }
        }
    }

    @Test func `evidence of an unknown kind is passed over and the rest moves up`() throws {
        var payload = [UInt8](repeating: 0, count: 144)
        payload[2] = 3
        payload[3] = 3
        payload.replaceSubrange(96..<104, with: [99, 0, 0, 0, 0, 0, 0x80, 0x3F])
        payload.replaceSubrange(104..<112, with: [2, 0, 0, 0, 0, 0, 0, 0x3F])
        payload.replaceSubrange(112..<120, with: [1, 0, 0, 0, 0, 0, 0xC0, 0x7F])
        let status = try decode(0x41, payload, as: StatusReport.self).status
        #expect(status.short.shortClass == .soft)
        #expect(status.short.evidence[0] == Evidence(kind: .voltageCollapse, weight: 0.5))
        #expect(status.short.evidence[1] == nil)
    }

    @Test func `evidence behind a gap is sent`() throws {
        var status = CellStatus()
        status.short.evidence[2] = Evidence(kind: .voltageCollapse, weight: 1)
        let decoded = try Frame(StatusReport(status), sequence: 0).decode(StatusReport.self).status
        #expect(decoded.short.evidence[0] == Evidence(kind: .voltageCollapse, weight: 1))
    }

    @Test(arguments: [Float.infinity, -.infinity, .nan])
    func `a bound that is no number is never sent, and refused when it comes`(_ number: Float) throws {
        var status = CellStatus()
        status.voltageNanovolts = 5
        status.stateOfCharge = Bounded(value: 0.5, lower: 0.4, upper: number)
        status.short.resistanceOhms = Bounded(value: number, lower: 1, upper: 2)
        let decoded = try Frame(StatusReport(status), sequence: 0).decode(StatusReport.self).status
        #expect(decoded.stateOfCharge == nil)
        #expect(decoded.short.resistanceOhms == nil)
        #expect(decoded.voltageNanovolts == 5)

        var payload = [UInt8](repeating: 0, count: 144)
        payload[0] = 8
        for index in 0..<4 { payload[68 + index] = UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * index)) }
        #expect(throws: WireError.invalidValue(type: 0x41)) { try decode(0x41, payload, as: StatusReport.self) }
    }

    /// Real, imaginary and standard error stand at 16, 20 and 24 of the payload.
    @Test(arguments: [16, 20, 24], [Float.infinity, -.infinity, .nan])
    func `a point that is no number is refused`(_ offset: Int, _ number: Float) throws {
        var payload = bytes(of: Frame(pointReport, sequence: 0)).dropFirst(14).dropLast(4).map { $0 }
        for index in 0..<4 {
            payload[offset + index] = UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * index))
        }
        #expect(throws: WireError.invalidValue(type: 0x45)) { try decode(0x45, payload, as: ImpedanceReport.self) }
    }

    @Test func `a point without a frequency or with a negative error is refused`() throws {
        let good = pointReport
        #expect(try Frame(good, sequence: 0).decode(ImpedanceReport.self) == good)
        var point = good
        point.frequencyMicrohertz = 0
        #expect(throws: WireError.invalidValue(type: 0x45)) {
            try Frame(point, sequence: 0).decode(ImpedanceReport.self)
        }
        point = good
        point.standardErrorOhms = -.leastNonzeroMagnitude
        #expect(throws: WireError.invalidValue(type: 0x45)) {
            try Frame(point, sequence: 0).decode(ImpedanceReport.self)
        }
    }

    private var pointReport: ImpedanceReport {
        ImpedanceReport(
            ImpedancePoint(
                endMicroseconds: 1, frequencyMicrohertz: 1000, realOhms: 41.25, imaginaryOhms: -12.5,
                standardErrorOhms: 0, method: .loadStep))
    }

    @Test func `notices, points and health come back field by field`() throws {
        var random = RandomMessages(seed: 41, purpose: "fields of the device's own")
        for _ in 0..<500 {
            let notice = random.notice()
            #expect(try Frame(notice, sequence: 1).decode(NoticeReport.self) == notice)
            let point = random.impedance()
            #expect(try Frame(point, sequence: 1).decode(ImpedanceReport.self) == point)
            let health = random.health()
            #expect(try Frame(health, sequence: 1).decode(HealthReply.self) == health)
        }
    }

    @Test func `what this version does not know of the device keeps its numbers`() throws {
        var notice = NoticeReport()
        notice.rawID = 79
        #expect(try Frame(notice, sequence: 0).decode(NoticeReport.self).notice == nil)
        var point = pointReport
        point.rawMethod = 4
        #expect(try Frame(point, sequence: 0).decode(ImpedanceReport.self).point == nil)
        var health = HealthReply()
        health.voltage.rawState = 9
        health.voltage.rawFault = 200
        health.log.rawState = 7
        let decoded = try Frame(health, sequence: 0).decode(HealthReply.self)
        #expect(decoded.voltage.state == nil && decoded.voltage.fault == nil && decoded.log.state == nil)
        #expect(decoded.voltage.rawState == 9 && decoded.voltage.rawFault == 200 && decoded.log.rawState == 7)
    }

    @Test func `an unknown class of short is refused`() {
        var payload = [UInt8](repeating: 0, count: 144)
        payload[2] = 5
        #expect(throws: WireError.invalidValue(type: 0x82)) { try decode(0x82, payload, as: StatusReply.self) }
    }

    @Test func `an event that this version does not know keeps its numbers`() throws {
        let payload: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0xFF, 9, 0xAA, 5, 0, 0, 0, 0, 0, 0, 0]
        let report = try decode(0x42, payload, as: EventReport.self)
        #expect(report.event == nil)
        #expect(report.rawID == 0xFFFF)
        #expect(report.rawSeverity == 9)
        // A reserved byte means nothing yet.
        #expect(try encodedAgain(Frame(report, sequence: 0)).bytes[14 + 15] == 0)
    }

    @Test func `any version of a recording decodes, and says whether it can be read`() throws {
        for (version, isReadable) in [(0, false), (1, true), (2, true), (3, false), (255, false)] as [(UInt8, Bool)] {
            let payload: [UInt8] = [version, 0] + [UInt8](repeating: 0, count: 26)
            #expect(try decode(0x60, payload, as: RecordingStart.self).isReadable == isReadable)
        }
    }

    @Test func `another type than asked for is refused`() {
        #expect(throws: WireError.unexpectedType(0x01)) { try decode(0x01, [], as: StatusRequest.self) }
    }

    @Test func `a configuration value that the profile lacks is absent, not zero`() {
        let generic = CellProfile.generic
        #expect(ConfigurationKey.capacityNanocoulombs.value(in: generic, samplePeriodMicroseconds: 1) == nil)
        #expect(ConfigurationKey.nominalCurrentPicoamperes.value(in: generic, samplePeriodMicroseconds: 1) == 0)
        #expect(ConfigurationKey.samplePeriodMicroseconds.value(in: generic, samplePeriodMicroseconds: 12) == 12)
        let cell = CellProfile.aluconeTiS2
        #expect(
            ConfigurationKey.currentGainErrorPartsPerBillion.value(in: cell, samplePeriodMicroseconds: 1) == 500_000)
        #expect(ConfigurationKey.hardShortMilliohms.value(in: cell, samplePeriodMicroseconds: 1) == 100_000)
    }

    private func assembled(_ raw: RawFrame) throws -> Frame? {
        var assembler = FrameAssembler()
        _ = assembler.push(raw.bytes.span)
        return try assembler.next()
    }

    private func decode<Message: WireMessage>(
        _ rawType: UInt8, _ payload: [UInt8], as type: Message.Type
    ) throws -> Message {
        try #require(try assembled(RawFrame(type: rawType, payload: payload))).decode(type)
    }
}
