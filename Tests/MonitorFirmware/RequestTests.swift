import CellCore
import CellWire
import MonitorFirmware
import Testing
import USBDevice

/// Every request and what can be wrong with one, through the real USB stack.
@Suite struct RequestTests {
    @Test func `info says who the device is`() throws {
        let bench = try FirmwareBench()
        let info = try bench.ask(InfoRequest(), session: 0xA1B2_C3D4).decode(InfoReply.self)
        // Stream, events, configuration, health; no spectra, for this board has no impedance front end.
        #expect(info.capabilities.rawValue == 0b1111)
        #expect((info.firmwareMajor, info.firmwareMinor, info.firmwarePatch) == FirmwareIdentity.version)
        #expect(info.channelCount == 1)
        #expect(info.uptimeMicroseconds == 5_000_000)
        #expect(info.samplePeriodMicroseconds == 1_000_000)
        #expect(info.serialNumber == FirmwareBench.serial)
        #expect(info.sourceRevision == FixedText("3f9c2ab"))
        #expect(info.profile == FixedText("alucone-tis2"))
        try bench.expectAlive()
    }

    @Test func `status is that of the core`() throws {
        let bench = try FirmwareBench()
        try bench.expectAlive()
        for _ in 0..<5 { bench.feed() }
        try bench.expectAlive()
        #expect(try bench.ask(StatusRequest()).decode(StatusReply.self).report.status.sampleCount == 5)
    }

    @Test func `configuration gives each key of the profile`() throws {
        let bench = try FirmwareBench()
        let expected: [Int64?] = [
            CellProfile.aluconeTiS2.capacityNanocoulombs, 86_400_000, 602_000_000, 200_000, 600_000_000, 100_000,
            500_000, 15_000, 1_000_000,
        ]
        for (index, value) in expected.enumerated() {
            let key = try #require(ConfigurationKey(rawValue: UInt16(index + 1)))
            let reply = try bench.ask(ConfigurationRequest(key: key)).decode(ConfigurationReply.self)
            #expect(reply.rawKey == key.rawValue)
            #expect(reply.value == value)
        }
        let generic = try FirmwareBench(profile: .generic)
        let reply = try generic.ask(ConfigurationRequest(key: .capacityNanocoulombs)).decode(ConfigurationReply.self)
        #expect(reply.value == nil)
    }

    @Test func `an unknown key is refused by name`() throws {
        let bench = try FirmwareBench()
        var request = ConfigurationRequest()
        request.rawKey = 999
        let reply = try bench.ask(request).decode(ErrorReply.self)
        #expect(reply == ErrorReply(reason: .unknownKey, rawRequestType: 0x05, detail: 999))
        try bench.expectAlive()
    }

    @Test(arguments: [0x00, 0x07, 0x3F, 0x40, 0x43, 0x60, 0x7F, 0x81, 0xFF] as [UInt8])
    func `a type that is no request is refused`(_ type: UInt8) throws {
        let bench = try FirmwareBench()
        let reply = try bench.error(for: rawFrame(type: type))
        #expect(reply == ErrorReply(reason: .unknownRequest, rawRequestType: type))
        try bench.expectAlive()
    }

    @Test(arguments: [0x03, 0x04, 0x05] as [UInt8])
    func `a payload that is too short is refused`(_ type: UInt8) throws {
        let bench = try FirmwareBench()
        for length in 0..<4 {
            let payload = [UInt8](repeating: 7, count: length)
            let reply = try bench.error(for: rawFrame(type: type, payload: payload))
            #expect(reply == ErrorReply(reason: .malformed, rawRequestType: type))
        }
        try bench.expectAlive()
    }

    @Test func `another channel is refused, before the type is looked at`() throws {
        let bench = try FirmwareBench()
        let reply = try bench.ask(StatusRequest(), channel: 3).decode(ErrorReply.self)
        #expect(reply == ErrorReply(reason: .unknownChannel, rawRequestType: 0x02, detail: 3))
        let other = try bench.ask(RecordingEnd(), channel: 255).decode(ErrorReply.self)
        #expect(other == ErrorReply(reason: .unknownChannel, rawRequestType: 0x6F, detail: 255))
        try bench.expectAlive()
    }

    @Test func `another version is told ours`() throws {
        let bench = try FirmwareBench()
        let reply = try bench.error(for: rawFrame(type: 0x01, version: 2))
        #expect(reply == ErrorReply(reason: .notAFrame, rawRequestType: 0, detail: 1))
        try bench.expectAlive()
    }

    @Test func `unknown stream bits are not promised`() throws {
        let bench = try FirmwareBench()
        let reply = try bench.ask(StreamRequest(contents: StreamContents(rawValue: 0xFF))).decode(StreamReply.self)
        #expect(reply.request.contents.rawValue == 0b1111)
    }
}
