import CellCore
import CellWire
import MonitorFirmware
import Testing
import USBDevice

@Suite struct StreamTests {
    static let everything = StreamContents.samples.union(.status).union(.events)

    @Test func `a stream of kilobytes holds sample, events and status in order`() throws {
        let bench = try FirmwareBench()
        _ = try bench.ask(StreamRequest(contents: Self.everything))
        var sequence: UInt16 = 0
        var length = 0
        for index in 0..<60 {
            let fed = bench.feed(isValid: index % 7 < 4)
            var expected = [bytes(of: Frame(SampleReport(fed.sample), sequence: sequence))]
            for event in fed.events {
                expected.append(bytes(of: Frame(EventReport(event), sequence: sequence &+ UInt16(expected.count))))
            }
            expected.append(bytes(of: Frame(StatusReport(fed.status), sequence: sequence &+ UInt16(expected.count))))
            let frames = try bench.readFrames(room: index % 2 == 0 ? 64 : 4096)
            #expect(frames.map { bytes(of: $0) } == expected)
            sequence &+= UInt16(frames.count)
            length += frames.reduce(0) { $0 + $1.bytes.count }
        }
        #expect(length >= 4096)
        #expect(bench.referenceEvents.count > 1)
        try bench.expectAlive()
    }

    @Test func `status and events are the frames on which bit identity is compared`() throws {
        let bench = try FirmwareBench()
        _ = try bench.ask(StreamRequest(contents: StreamContents.status.union(.events)))
        var framer = OutputFramer()
        for index in 0..<40 {
            let fed = bench.feed(isValid: index % 5 < 3)
            let expected = fed.events.map { framer.frame($0) } + [framer.frame(fed.status)]
            #expect(try bench.readFrames().map { bytes(of: $0) } == expected.map { bytes(of: $0) })
        }
    }

    @Test func `a host that does not read loses reports, counted exactly, and no sample`() throws {
        let bench = try FirmwareBench()
        _ = try bench.ask(StreamRequest(contents: Self.everything))
        var told = 0
        for index in 0..<500 { told += 2 + bench.feed(isValid: index % 7 < 4).events.count }
        // A request still finds its way and its reply.
        bench.send(bench.frame(StatusRequest()))
        var frames = try bench.readFrames()
        #expect(frames.filter { $0.type == .statusReply }.count == 1)
        let reply = try #require(frames.first { $0.type == .statusReply }).decode(StatusReply.self)
        #expect(reply.report.status.sampleCount == 500)
        #expect(reply.report.status == bench.reference.status)
        told += 2 + bench.feed().events.count
        frames += try bench.readFrames()

        let reports = frames.filter { $0.rawType < 0x80 }
        #expect(reports.map(\.sequence) == reports.indices.map { UInt16($0) })
        let losses = try reports.filter { $0.type == .lossReport }.map {
            try $0.decode(LossReport.self).lostReportCount
        }
        #expect(!losses.isEmpty)
        #expect(reports.count - losses.count + Int(losses.reduce(0, +)) == told)
        // The first after the loss is told to be the first after the loss.
        #expect(reports.suffix(3).map(\.type) == [.lossReport, .sampleReport, .statusReport])
        try bench.ask(StreamRequest(contents: .nothing)).expectStream(0)
        try bench.expectAlive()
    }

    @Test func `losses are exact at any reading speed`() throws {
        for reads in 1...6 {
            let bench = try FirmwareBench()
            _ = try bench.ask(StreamRequest(contents: Self.everything))
            var told = 0
            var received: [UInt8] = []
            for _ in 0..<200 {
                told += 2 + bench.feed().events.count
                // A sample's reports are 220 bytes; so many packets of 64 are read of them.
                for _ in 0..<reads { received += bench.readTransfer(room: 64) ?? [] }
            }
            while let data = bench.readTransfer() { received += data }
            told += 2 + bench.feed().events.count
            while let data = bench.readTransfer() { received += data }
            var counted = 0
            var assembler = FrameAssembler()
            var position = 0
            while position < received.count {
                position += assembler.push(received.span, from: position)
                while let frame = try assembler.next() {
                    if frame.type == .lossReport {
                        counted += Int(try frame.decode(LossReport.self).lostReportCount)
                    } else {
                        counted += 1
                    }
                }
            }
            #expect(counted == told)
            #expect(bench.firmwareSampleCount == 201)
        }
    }

    @Test func `a start numbers from zero and forgets losses`() throws {
        let bench = try FirmwareBench()
        _ = try bench.ask(StreamRequest(contents: .samples))
        for _ in 0..<100 { bench.feed() }
        bench.send(bench.frame(StreamRequest(contents: .samples)))
        let frames = try bench.readFrames()
        #expect(frames.last?.type == .streamReply)
        bench.feed()
        let next = try bench.readFrames()
        #expect(next.map(\.type) == [.sampleReport])
        #expect(next.first?.sequence == 0)
    }

    @Test func `a stream ends when it is told to, at a bus reset, and when somebody opens the device`() throws {
        let bench = try FirmwareBench()
        func expectSilence() throws {
            bench.feed()
            #expect(bench.readTransfer() == nil)
            try bench.expectAlive()
        }
        try expectSilence()
        try bench.ask(StreamRequest(contents: .status)).expectStream(2)
        try bench.ask(StreamRequest(contents: .nothing)).expectStream(0)
        try expectSilence()
        try bench.ask(StreamRequest(contents: .status)).expectStream(2)
        try bench.configure()
        try expectSilence()
        try bench.ask(StreamRequest(contents: .status)).expectStream(2)
        try bench.chooseSetting()
        try expectSilence()
        try bench.ask(StreamRequest(contents: .status)).expectStream(2)
        bench.feed()
        bench.port.reset()
        bench.settle()
        bench.feed()
        try bench.configure()
        try expectSilence()
        try bench.ask(StreamRequest(contents: .status)).expectStream(2)
        bench.port.disconnect()
        bench.settle()
        bench.feed()
        bench.port.connect()
        bench.settle()
        try bench.configure()
        try expectSilence()
    }
}

extension FirmwareBench {
    // Expectations cannot look into a noncopyable value.
    var firmwareSampleCount: UInt64 { firmware.status.sampleCount }
}

extension Frame {
    func expectStream(_ contents: UInt8) throws {
        #expect(try decode(StreamReply.self).request.contents.rawValue == contents)
    }
}
