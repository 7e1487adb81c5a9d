import CellCore
import CellWire
import Foundation
import HILSimulator
import Testing
import USBHost
import USBIPWire

/// The real firmware behind the simulated cable, the port and the USB/IP server, as a host sees it.
@Suite(.serialized) struct SimulationServerTests {
    private func isClean(_ simulation: RunningSimulation) -> Bool {
        simulation.perform { $0.violations.isEmpty } == true
    }

    @Test func isListed() throws {
        try RunningSimulation.with { simulation in
            let devices = try USBIPTransport.exportedDevices(at: simulation.address)
            #expect(devices.map(\.busID) == ["1-1"])
            #expect(devices.map(\.vendorID) == [0x1209] && devices.map(\.productID) == [0x0001])
            let candidates = try DeviceFinder.list(DeviceSelector(route: .usbip(simulation.address)))
            #expect(candidates.map(\.serial) == ["0000000000C0FFEE"])
            #expect(candidates.map(\.usable) == [true])
            #expect(isClean(simulation))
        }
    }

    /// What comes over USB/IP is what the device says to its own cable.
    @Test func descriptorsAreThoseOfTheDevice() throws {
        let device = SimulatedDevice<OfferedBoard>(
            profile: .aluconeTiS2, samplePeriodMicroseconds: 1_000_000, serialNumber: 0xC0FFEE)
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            var id: UInt64 = 100
            for (value, index, length) in [
                (0x0100, 0, 18), (0x0200, 0, 9), (0x0200, 0, 512), (0x0300, 0, 255), (0x0301, 0x0409, 255),
                (0x0302, 0x0409, 255), (0x0303, 0x0409, 255), (0x0F00, 0, 255), (0x0100, 0, 8),
            ] as [(UInt16, UInt16, UInt16)] {
                let setup = ControlSetup(requestType: 0x80, request: 6, value: value, index: index, length: length)
                let found = try talk.transport.control(setup, timeoutMilliseconds: 2000)
                id += 1
                func low(_ word: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: word) }
                device.port.submit(
                    USBRequestBlock(
                        id: id, endpoint: 0, isInput: true,
                        setup: [
                            0x80, 6, low(value), low(value >> 8), low(index), low(index >> 8), low(length),
                            low(length >> 8),
                        ], length: Int(length)))
                device.settle()
                let expected = try #require(device.port.takeCompletions().first { $0.id == id })
                #expect(expected.status == .completed && found == expected.data)
                // USB 2.0, 9.5: the first bytes are length and type; a device gives no more than was asked for.
                #expect(found.count >= 4 && found.count <= Int(length) && found[1] == UInt8(value >> 8))
            }
            #expect(isClean(simulation))
        }
    }

    @Test func requestsAreAnswered() throws {
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            let info = try talk.ask(InfoRequest(), sequence: 1, InfoReply.self)
            #expect(info.samplePeriodMicroseconds == 1_054_720)
            #expect((0..<info.serialNumber.count).map { info.serialNumber.bytes[$0] } == Array("0000000000C0FFEE".utf8))
            var last: UInt64 = 0
            for sequence in 2...201 as ClosedRange<UInt16> {
                let status = try talk.ask(StatusRequest(), sequence: sequence, StatusReply.self).report.status
                #expect(status.sampleCount >= last)
                last = status.sampleCount
            }
            #expect(simulation.waits { $0.status.sampleCount > 2 })
            let status = try talk.ask(StatusRequest(), sequence: 7, StatusReply.self).report.status
            #expect(abs(Double(status.currentPicoamperes ?? 0) + 86.4e6) < 1e6)
            #expect(isClean(simulation))
        }
    }

    @Test func whatIsUnknownIsRefusedAndNoHarmDone() throws {
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            for setup in [
                ControlSetup(requestType: 0xC0, request: 0x99, length: 4),
                ControlSetup(requestType: 0x80, request: 6, value: 0x2200, length: 64),
                ControlSetup(requestType: 0x80, request: 6, value: 0x0363, index: 0x0409, length: 255),
            ] {
                let error = #expect(throws: USBHostError.self) {
                    _ = try talk.transport.control(setup, timeoutMilliseconds: 2000)
                }
                guard case .stalled = error else {
                    Issue.record("expected a stall, found \(String(describing: error))")
                    continue
                }
            }
            // A type of request that there is not, and bytes that are no frame.
            let refusal = try talk.ask(RecordingReset(), sequence: 9, ErrorReply.self)
            #expect(refusal.rawReason == ErrorReply.Reason.unknownRequest.rawValue)
            try talk.transport.bulkOut(Array("GET / HTTP/1.1".utf8), timeoutMilliseconds: 2000)
            let second = try talk.next().decode(ErrorReply.self)
            #expect(second.rawReason == ErrorReply.Reason.notAFrame.rawValue)
            _ = try talk.ask(StatusRequest(), sequence: 10, StatusReply.self)
            #expect(isClean(simulation))
        }
    }

    /// Every report until the fifteenth sample, in order and without a gap.
    @Test func streams() throws {
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            let contents = StreamContents.samples.union(.status).union(.events)
            let reply = try talk.ask(StreamRequest(contents: contents), sequence: 1, StreamReply.self)
            #expect(reply.request.contents == contents)
            var sequence: UInt16 = 0
            var samples: [Sample] = []
            while samples.count < 15 {
                let frame = try talk.next()
                #expect(frame.sequence == sequence)
                sequence += 1
                if frame.type == .sampleReport {
                    samples.append(try frame.decode(SampleReport.self).sample)
                } else {
                    #expect(frame.type == .statusReport || frame.type == .eventReport || frame.type == .noticeReport)
                }
            }
            // The converter's own period by the crystal, without a gap; its oscillator is good to 0.5 %.
            for (one, next) in zip(samples, samples.dropFirst()) {
                #expect(next.timeMicroseconds == one.timeMicroseconds + next.intervalMicroseconds)
                #expect(abs(Double(next.intervalMicroseconds) / 1_054_720 - 1) < 0.0051)
            }
            #expect(isClean(simulation))
        }
    }

    @Test func unplugDuringAReadThenPlugIn() throws {
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            let unplugged = simulation.unplugDuringATransfer()
            #expect(throws: USBHostError.unplugged(operation: "receiving")) {
                _ = try talk.transport.bulkIn(maxLength: 64, timeoutMilliseconds: 20_000)
            }
            #expect(unplugged.wait(timeout: .now() + 10) == .success)
            let gone = #expect(throws: USBHostError.self) { _ = try MonitorTalk(simulation) }
            #expect(gone?.exitCode == 69)
            #expect(simulation.perform { $0.isPlugged } == false)
            let count = simulation.perform { $0.status.sampleCount } ?? 0
            #expect(simulation.waits { $0.status.sampleCount > count + 2 }, "the monitor goes on without a host")

            _ = simulation.perform { $0.plug() }
            let again = try MonitorTalk(simulation)
            let status = try again.ask(StatusRequest(), sequence: 1, StatusReply.self).report.status
            #expect(status.sampleCount > count)
            #expect(isClean(simulation))
        }
    }

    @Test func plugsInAndOutManyTimes() throws {
        try RunningSimulation.with { simulation in
            for _ in 0..<5 {
                let talk = try MonitorTalk(simulation)
                _ = try talk.ask(StatusRequest(), sequence: 1, StatusReply.self)
                _ = simulation.perform { $0.unplug() }
                _ = simulation.perform { $0.unplug() }
                #expect(try USBIPTransport.exportedDevices(at: simulation.address).isEmpty)
                _ = simulation.perform { $0.plug() }
                _ = simulation.perform { $0.plug() }
            }
            #expect(isClean(simulation))
        }
    }

    /// However the host before has left: the next gets a device that says nothing before it is asked.
    @Test func theNextImporterGetsAFreshDevice() throws {
        try RunningSimulation.with(speed: 200) { simulation in
            for leave in ["vanishes", "closes", "is unplugged"] {
                let raw = RawClient(port: simulation.port)
                #expect(raw.importDevice() == .done)
                let configure = USBIPSetup(requestType: 0, request: 9, value: 1, length: 0)
                raw.send(
                    USBIPSubmit(output: [], sequence: 1, deviceID: deviceID, endpoint: 0, setup: configure).encoded)
                #expect(raw.reply(isInput: false)?.status == .done)
                let request = bytes(Frame(StreamRequest(contents: .status), sequence: 3))
                raw.send(USBIPSubmit(output: request, sequence: 2, deviceID: deviceID, endpoint: 2).encoded)
                #expect(raw.reply(isInput: false)?.status == .done)
                for sequence in 3...5 as ClosedRange<UInt32> {
                    raw.send(USBIPSubmit(input: 512, sequence: sequence, deviceID: deviceID, endpoint: 2).encoded)
                    #expect(raw.reply(isInput: true)?.data.isEmpty == false)
                }
                switch leave {
                case "vanishes":
                    // In mid-stream, with a transfer pending and half a command sent.
                    raw.send(USBIPSubmit(input: 4096, sequence: 6, deviceID: deviceID, endpoint: 2).encoded)
                    raw.send(Array(getDeviceDescriptor(sequence: 7).prefix(17)))
                    raw.close()
                case "closes": raw.close()
                default:
                    _ = simulation.perform { $0.unplug() }
                    _ = simulation.perform { $0.plug() }
                }
                #expect(simulation.waits { !$0.isImported })

                let talk = try MonitorTalk(simulation)
                #expect(throws: USBHostError.timedOut(operation: "receiving", milliseconds: 100), "one that \(leave)") {
                    _ = try talk.next(timeoutMilliseconds: 100)
                }
                _ = try talk.ask(InfoRequest(), sequence: 4, InfoReply.self)
            }
            #expect(isClean(simulation))
        }
    }

    @Test func unlinkedReadsLoseNothing() throws {
        try RunningSimulation.with { simulation in
            let talk = try MonitorTalk(simulation)
            for sequence in 1...5 as ClosedRange<UInt16> {
                #expect(throws: USBHostError.timedOut(operation: "receiving", milliseconds: 20)) {
                    _ = try talk.transport.bulkIn(maxLength: 64, timeoutMilliseconds: 20)
                }
                _ = try talk.ask(InfoRequest(), sequence: sequence, InfoReply.self)
            }
            #expect(simulation.perform { $0.counters.unlinks } == 5)
            #expect(isClean(simulation))
        }
    }

    /// However fast time runs, the host is served.
    @Test(arguments: [0.001, 1, 100_000])
    func servesAtAnySpeed(speed: Double) throws {
        try RunningSimulation.with(speed: speed) { simulation in
            let talk = try MonitorTalk(simulation)
            for sequence in 1...20 as ClosedRange<UInt16> {
                _ = try talk.ask(StatusRequest(), sequence: sequence, StatusReply.self)
            }
            if speed > 1 {
                #expect(simulation.waits { $0.status.sampleCount > 1000 })
                // A host that cannot follow is told how many reports it has missed.
                _ = try talk.ask(StreamRequest(contents: .status), sequence: 30, StreamReply.self)
                var lost = false
                for _ in 0..<500 where !lost { lost = try talk.next().type == .lossReport }
                #expect(lost)
            }
            #expect(isClean(simulation))
        }
    }
}
