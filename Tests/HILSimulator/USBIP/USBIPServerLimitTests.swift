import HILSimulator
import Testing
import USBHost
import USBIPWire

/// What a bad or a slow client can cost the others.
@Suite(.serialized) struct USBIPServerLimitTests {
    /// A new client gets the device's descriptor: the server serves.
    static func expectService(of server: RunningServer, _ comment: Comment? = nil) {
        let client = RawClient(port: server.port)
        #expect(client.importDevice() == .done, comment)
        client.send(getDeviceDescriptor(sequence: 77))
        #expect(client.reply(isInput: true)?.data == EchoPort.device, comment)
    }

    private func patched(_ bytes: [UInt8], word: UInt32, at offset: Int) -> [UInt8] {
        var bytes = bytes
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(index))) }
        return bytes
    }

    @Test func malformedRequestsEndTheConnection() throws {
        try RunningServer.with { server in
            let requests: [[UInt8]] = [
                [1, 0, 0x80, 5, 0, 0, 0, 0], [1, 0x11, 0x12, 0x34, 0, 0, 0, 0], [1, 0x11, 0x00, 5, 0, 0, 0, 0],
                [1, 0x11, 0x80, 5, 0, 0, 0, 9], Array("GET / HTTP/1.1\r\n\r\n".utf8),
                [1, 0x11, 0x80, 3, 0, 0, 0, 0] + [UInt8](repeating: 0x31, count: 32),
            ]
            for request in requests {
                let client = RawClient(port: server.port)
                client.send(request)
                #expect(client.hasEnded, "\(request)")
            }
            #expect(server.perform { server, _ in server.counters.malformed } == requests.count)
            Self.expectService(of: server)
        }
    }

    @Test func malformedCommandsEndTheConnection() throws {
        try RunningServer.with { server in
            let output = USBIPSubmit(output: [1, 2, 3], sequence: 1, deviceID: deviceID, endpoint: 2).encoded
            let input = USBIPSubmit(input: 64, sequence: 1, deviceID: deviceID, endpoint: 2).encoded
            let commands = [
                patched(output, word: 9, at: 0), patched(output, word: 3, at: 0),
                patched(output, word: deviceID + 1, at: 8), patched(output, word: 2, at: 12),
                patched(output, word: 16, at: 16), patched(output, word: 0x7FFF_FFFF, at: 24),
                patched(output, word: 4, at: 32), patched(input, word: 4, at: 32), input + input,
            ]
            for command in commands {
                let client = RawClient(port: server.port)
                #expect(client.importDevice() == .done)
                client.send(command)
                #expect(client.hasEnded, "\(command)")
                #expect(server.waits { server, _ in !server.isImported })
            }
            Self.expectService(of: server)
        }
    }

    /// An input has nothing behind its header, so a refusal can be answered and the connection goes on.
    @Test func inputsThatMakeNoSenseAreRefused() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            let input = USBIPSubmit(input: 64, sequence: 1, deviceID: deviceID, endpoint: 2).encoded
            let wrongLength = USBIPSubmit(
                input: 20, sequence: 1, deviceID: deviceID, endpoint: 0,
                setup: USBIPSetup(requestType: 0x80, request: 6, value: 0x0100, length: 18)
            ).encoded
            let wrongDirection = USBIPSubmit(
                input: 18, sequence: 1, deviceID: deviceID, endpoint: 0,
                setup: USBIPSetup(requestType: 0x00, request: 6, value: 0x0100, length: 18)
            ).encoded
            for command in [
                patched(input, word: 16, at: 16), patched(input, word: 0xFFFF_FFFF, at: 24), wrongLength,
                wrongDirection,
            ] {
                client.send(command)
                #expect(client.reply(isInput: true)?.status.rawValue == -22)
            }
            client.send(getDeviceDescriptor(sequence: 2))
            #expect(client.reply(isInput: true)?.data == EchoPort.device)
        }
    }

    @Test func tooManyTransfersAreRefused() throws {
        var limits = USBIPServerLimits()
        limits.transfers = 4
        limits.transferBytes = 1000
        try RunningServer.with(limits: limits) { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            client.send(USBIPSubmit(input: 1001, sequence: 1, deviceID: deviceID, endpoint: 2).encoded)
            #expect(client.reply(isInput: true)?.status.rawValue == -12)
            for sequence in 2...6 as ClosedRange<UInt32> {
                client.send(USBIPSubmit(input: 64, sequence: sequence, deviceID: deviceID, endpoint: 2).encoded)
            }
            let refused = client.reply(isInput: true)
            #expect(refused?.sequence == 6)
            #expect(refused?.status.rawValue == -12)
        }
    }

    @Test func idleHandshakesExpire() throws {
        var limits = USBIPServerLimits()
        limits.handshake = .milliseconds(50)
        try RunningServer.with(limits: limits) { server in
            let silent = RawClient(port: server.port)
            let halfway = RawClient(port: server.port)
            halfway.send([1, 0x11, 0x80])
            #expect(silent.hasEnded)
            #expect(halfway.hasEnded)
            #expect(server.perform { server, _ in server.counters.expired } == 2)
            Self.expectService(of: server)
        }
    }

    @Test func manyConnectionsDoNotKeepOthersOut() throws {
        var limits = USBIPServerLimits()
        limits.clients = 4
        try RunningServer.with(limits: limits) { server in
            let importer = RawClient(port: server.port)
            #expect(importer.importDevice() == .done)
            let crowd = (0..<20).map { _ in RawClient(port: server.port) }
            let listed = try USBIPTransport.exportedDevices(at: server.address)
            #expect(listed.count == 1)
            importer.send(getDeviceDescriptor(sequence: 1))
            #expect(importer.reply(isInput: true)?.status == .done)
            #expect(crowd.count == 20)
        }
    }

    /// A client that asks and never reads: what waits for it stays within the limit, and at last it is let go.
    @Test func aClientThatDoesNotReadCostsNoMemory() throws {
        var limits = USBIPServerLimits()
        limits.answerBytes = 1 << 16
        limits.unreadAnswers = .milliseconds(300)
        try RunningServer.with(limits: limits) { server in
            let slow = RawClient(port: server.port, receiveBuffer: 4096)
            #expect(slow.importDevice() == .done)
            var most = 0
            var sequence: UInt32 = 0
            for _ in 0..<200_000 {
                var burst: [UInt8] = []
                for _ in 0..<64 {
                    sequence += 1
                    burst += getDeviceDescriptor(sequence: sequence)
                }
                // A part of the burst may be left out: all that counts is that the server has more to answer.
                if slow.sendWithoutWaiting(burst) < burst.count { break }
                most = max(most, server.perform { server, _ in server.unreadAnswerBytes } ?? .max)
            }
            most = max(most, server.perform { server, _ in server.unreadAnswerBytes } ?? .max)
            // What is in progress when the limit is reached may still be answered.
            #expect(most <= limits.answerBytes + limits.transfers * 66)
            let listed = try USBIPTransport.exportedDevices(at: server.address)
            #expect(listed.count == 1)
            #expect(server.waits { server, _ in !server.isImported })
            Self.expectService(of: server)
        }
    }

    @Test func addresses() throws {
        #expect(try ListenAddress(parsing: "127.0.0.1:3240") == ListenAddress(port: 3240))
        #expect(try ListenAddress(parsing: "localhost:0").host == "127.0.0.1")
        #expect(try ListenAddress(parsing: "[::1]:5").description == "[::1]:5")
        for text in ["", "127.0.0.1", "example:1", "127.0.0.1:70000", "::1:5", "256.0.0.1:5", "[::1]"] {
            #expect(throws: USBIPServerError.self, "\(text)") { try ListenAddress(parsing: text) }
        }
        let first = try USBIPServer(device: EchoPort())
        #expect(first.address.port != 0)
        #expect(throws: USBIPServerError.self) { try USBIPServer(device: EchoPort(), listen: first.address) }
    }
}
