import CellCore
import CellWire
import TestSupport
import Testing
import USBHost

@Suite struct SessionTests {
    private func info(_ serial: StaticString = "A1", to request: Frame) -> [UInt8] {
        var reply = InfoReply()
        reply.serialNumber = FixedText(serial)
        return Frame(reply, sequence: request.sequence).array
    }

    private func status(_ seconds: UInt64, sequence: UInt16) -> [UInt8] {
        Frame(StatusReport(CellStatus(timeMicroseconds: seconds * 1_000_000)), sequence: sequence).array
    }

    private func failure(
        _ transport: ScriptedTransport, _ body: (MonitorSession) throws(SessionError) -> Void
    ) -> SessionError? {
        do throws(SessionError) {
            try body(MonitorSession(transport))
            return nil
        } catch { return error }
    }

    private func infoFailure(_ answer: @escaping (Frame) -> [[UInt8]]) -> SessionError? {
        failure(ScriptedTransport(answer)) { session throws(SessionError) in _ = try session.info() }
    }

    @Test func everyRequestFindsItsReply() throws {
        let transport = ScriptedTransport { request in
            switch request.type {
            case .infoRequest: return [self.info(to: request)]
            case .statusRequest:
                return [Frame(StatusReply(CellStatus(sampleCount: 7)), sequence: request.sequence).array]
            case .eventsRequest:
                var reply = EventsReply()
                _ = reply.append(EventReport())
                reply.newestSequence = 9
                return [Frame(reply, sequence: request.sequence).array]
            case .configurationRequest:
                return [Frame(ConfigurationReply(key: .restMicroseconds, value: 5), sequence: request.sequence).array]
            case .healthRequest:
                var reply = HealthReply()
                reply.voltage.rawFault = HardwareFault.openInput.rawValue
                reply.startNumber = 9
                return [Frame(reply, sequence: request.sequence).array]
            default: return []
            }
        }
        let session = try MonitorSession(transport)
        #expect(try session.info().serialNumber == FixedText("A1"))
        #expect(try session.status().status.sampleCount == 7)
        #expect(try session.events(after: 3).newestSequence == 9)
        #expect(try session.configuration(.restMicroseconds) == 5)
        let health = try session.health()
        #expect(health.voltage.fault == .openInput)
        #expect(health.startNumber == 9)
        #expect(try transport.requests[2].decode(EventsRequest.self).afterSequence == 3)
        let numbers = transport.requests.map(\.sequence)
        #expect(Set(numbers).count == 5)
        #expect(!numbers.contains(0))
        session.close()
        #expect(transport.isClosed)
    }

    /// A reply to an earlier request, another reply and reports come first, cut at every place.
    @Test(arguments: [1, 7, 64, 4096]) func whatIsNotTheReplyIsPassedOver(_ length: Int) throws {
        let transport = ScriptedTransport { request in
            let bytes =
                Frame(InfoReply(), sequence: request.sequence &- 1).array
                + Frame(StatusReply(CellStatus()), sequence: request.sequence).array
                + self.status(1, sequence: 0) + self.info("RIGHT", to: request)
            return stride(from: 0, to: bytes.count, by: length).map {
                Array(bytes[$0..<min($0 + length, bytes.count)])
            }
        }
        #expect(try MonitorSession(transport).info().serialNumber == FixedText("RIGHT"))
    }

    @Test func staleInputIsReadAway() throws {
        let transport = ScriptedTransport { [self.info("NEW", to: $0)] }
        transport.waiting = [[UInt8]](repeating: Array("CM half a message".utf8), count: 50)
        #expect(try MonitorSession(transport).info().serialNumber == FixedText("NEW"))
    }

    @Test func aRefusalSaysWhy() throws {
        let reasons: [(ErrorReply.Reason, String)] = [
            (.unknownRequest, "does not know"), (.malformed, "malformed"), (.unknownKey, "key 4"),
            (.unknownChannel, "channel 4"), (.notAFrame, "damaged"),
        ]
        for (reason, words) in reasons {
            let error = infoFailure { request in
                let reply = ErrorReply(reason: reason, rawRequestType: request.rawType, detail: 4)
                return [Frame(reply, sequence: request.sequence).array]
            }
            #expect(error?.refusal == reason)
            #expect(error?.exitCode == 76)
            #expect(error?.description.contains(words) == true)
        }
        let unknown = infoFailure { request in
            var reply = ErrorReply()
            reply.rawReason = 200
            return [Frame(reply, sequence: request.sequence).array]
        }
        #expect(unknown?.refusal == nil)
        #expect(unknown?.exitCode == 76)
    }

    @Test func anotherProtocolVersionSaysWhichSideToUpdate() {
        for (version, side) in [(0, "update the device's firmware"), (2, "update this program")] as [(UInt8, String)] {
            // A frame of that version, and our own form of the answer to a frame that it could not read.
            let frames: [(Frame) -> [UInt8]] = [
                { request in
                    var bytes = self.info(to: request)
                    bytes[2] = version
                    return bytes
                },
                { _ in
                    let reply = ErrorReply(reason: .notAFrame, rawRequestType: 0, detail: UInt32(version))
                    return Frame(reply, sequence: 0).array
                },
            ]
            for frame in frames {
                let error = infoFailure { [frame($0)] }
                #expect(error == .protocolVersion(path: "scripted", device: version))
                #expect(error?.exitCode == 76)
                #expect(error?.description.hasSuffix(side) == true)
            }
        }
    }

    @Test func garbageIsNoReply() throws {
        let noise = Array("Hello. ".utf8)
        let error = infoFailure { _ in [noise, noise] }
        #expect(error?.exitCode == 76)
        #expect(error?.description.contains("bytes that are no message") == true)
        // Behind garbage, as the rest of a message that a time-out cut, the reply still counts.
        let transport = ScriptedTransport { [noise, self.info("GOOD", to: $0)] }
        #expect(try MonitorSession(transport).info().serialNumber == FixedText("GOOD"))
        let damaged = infoFailure { request in
            var bytes = self.info(to: request)
            bytes[20] ^= 0x10
            return [bytes]
        }
        #expect(damaged?.description.contains("a damaged message") == true)
        #expect(damaged?.exitCode == 76)
    }

    @Test func limitsAndUnplugging() throws {
        #expect(
            infoFailure { _ in [] } == .usb(.timedOut(operation: "the info request", milliseconds: 2000)))
        #expect(infoFailure { _ in [] }?.exitCode == 75)
        let transport = ScriptedTransport { [self.info(to: $0)] }
        let session = try MonitorSession(transport)
        _ = try session.info()
        transport.answer = { _ in [] }
        transport.failure = .unplugged(operation: "receiving")
        let gone = #expect(throws: SessionError.self) { _ = try session.status() }
        #expect(gone == .usb(.unplugged(operation: "the status request")))
        #expect(gone?.exitCode == 74)
        // Unplugged before the first word.
        #expect(failure(transport) { _ in }?.exitCode == 74)
    }

    @Test(arguments: [61, 62] as [UInt64]) func rubbishNeverCrashes(seed: UInt64) {
        var random = SeededGenerator(seed: seed, purpose: "rubbish for a session")
        for _ in 0..<2000 {
            let cut = Int.random(in: 0...3, using: &random)
            let flips = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (Int.random(in: 0..<106, using: &random), UInt8.random(in: 1...255, using: &random))
            }
            let noise = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let error = infoFailure { request in
                var bytes = self.info(to: request)
                for (place, mask) in flips { bytes[place] ^= mask }
                return cut == 0 ? [noise] : cut == 1 ? [noise, bytes] : [Array(bytes.dropLast(cut)), noise]
            }
            if let error { #expect([75, 76].contains(error.exitCode)) }
        }
    }
}

@Suite struct SessionStreamTests {
    private func statusFrame(_ number: UInt16) -> [UInt8] {
        Frame(StatusReport(CellStatus(sampleCount: UInt64(number))), sequence: number).array
    }

    /// Answers requests; a stream sends three statuses together with whatever is answered.
    private func streaming() -> ScriptedTransport {
        var next: UInt16 = 0
        return ScriptedTransport { request in
            var bytes: [UInt8] = []
            if request.type == .streamRequest {
                next = 0
                bytes = Frame(StreamReply(contents: .status), sequence: request.sequence).array
            }
            for _ in 0..<3 {
                bytes += self.statusFrame(next)
                next += 1
            }
            if request.type == .infoRequest { bytes += Frame(InfoReply(), sequence: request.sequence).array }
            return [bytes]
        }
    }

    private func text(_ report: StreamedReport?) -> String {
        switch report {
        case .status(let status): "status \(status.status.sampleCount)"
        case .event(let event): "event \(event.sequence)"
        case .sample: "sample"
        case .lost(let count): "lost \(count)"
        case nil: "nothing"
        }
    }

    @Test func reportsBetweenRepliesAreKept() throws {
        let transport = streaming()
        let session = try MonitorSession(transport)
        #expect(try session.stream(.status.union(.events)) == .status)
        _ = try session.info()
        let texts = try (0..<7).map { _ in text(try session.nextReport(timeoutMilliseconds: 50)) }
        #expect(texts == (0..<6).map { "status \($0)" } + ["nothing"])
        session.close()
        // The device is told to be silent, or the next program would have to listen to it.
        #expect(try transport.requests.last?.decode(StreamRequest.self).contents == .nothing)
        #expect(transport.isClosed)
    }

    @Test func withoutAStreamReportsAreDropped() throws {
        let session = try MonitorSession(streaming())
        _ = try session.info()
        #expect(text(try session.nextReport(timeoutMilliseconds: 20)) == "nothing")
    }

    @Test func whatIsMissingIsCounted() throws {
        let transport = streaming()
        let session = try MonitorSession(transport)
        try session.stream(.status)
        for _ in 0..<3 { _ = try session.nextReport(timeoutMilliseconds: 20) }
        var damaged = statusFrame(6)
        damaged[30] ^= 1
        transport.waiting = [
            statusFrame(5), damaged, statusFrame(7), Frame(LossReport(lostReportCount: 40), sequence: 8).array,
            statusFrame(9),
        ]
        let texts = try (0..<7).map { _ in text(try session.nextReport(timeoutMilliseconds: 20)) }
        #expect(texts == ["lost 2", "status 5", "lost 1", "status 7", "lost 40", "status 9", "nothing"])
    }

    @Test func theDeviceGoesAwayWhileStreaming() throws {
        let transport = streaming()
        let session = try MonitorSession(transport)
        try session.stream(.status)
        for _ in 0..<3 { _ = try session.nextReport(timeoutMilliseconds: 20) }
        transport.failure = .unplugged(operation: "receiving")
        let error = #expect(throws: SessionError.self) { _ = try session.nextReport(timeoutMilliseconds: 20) }
        #expect(error?.exitCode == 74)
    }
}
