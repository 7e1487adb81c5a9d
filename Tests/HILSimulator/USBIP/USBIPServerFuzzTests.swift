import HILSimulator
import TestSupport
import Testing
import USBHost
import USBIPWire

/// Seeded rubbish on the wire: the server neither crashes nor stops serving others.
@Suite(.serialized) struct USBIPServerFuzzTests {
    private func session(using random: inout some RandomNumberGenerator) -> [[UInt8]] {
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let setup = USBIPSetup(
            requestType: .random(in: 0...255, using: &random), request: .random(in: 0...12, using: &random),
            value: .random(in: 0...0x3FF, using: &random), length: .random(in: 0...64, using: &random))
        return [
            USBIPImportRequest(busID: "1-1").encoded,
            getDeviceDescriptor(sequence: 1),
            USBIPSubmit(output: bytes, sequence: 2, deviceID: deviceID, endpoint: 2, flags: .zeroPacket).encoded,
            USBIPSubmit(input: 512, sequence: 3, deviceID: deviceID, endpoint: 2).encoded,
            USBIPSubmit(input: Int(setup.length), sequence: 4, deviceID: deviceID, endpoint: 0, setup: setup).encoded,
            USBIPUnlink(victim: .random(in: 1...5, using: &random), sequence: 5, deviceID: deviceID).encoded,
        ]
    }

    private func mutate(_ message: inout [UInt8], using random: inout some RandomNumberGenerator) {
        switch Int.random(in: 0...7, using: &random) {
        case 0: message.removeLast(Int.random(in: 0...message.count, using: &random))
        case 1: message += message
        case 2...5 where !message.isEmpty:
            // Headers are where the harm is.
            let index = Int.random(in: 0..<min(48, message.count), using: &random)
            message[index] =
                [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
        default: break
        }
    }

    @Test(arguments: [101, 102, 103] as [UInt64]) func rubbish(seed: UInt64) throws {
        try RunningServer.with { server in
            var random = SeededGenerator(seed: seed)
            for round in 0..<60 {
                let client = RawClient(port: server.port)
                for var message in session(using: &random) {
                    // The first message is left alone most of the time, or nothing behind it would be reached.
                    if Int.random(in: 0...2, using: &random) == 0 { mutate(&message, using: &random) }
                    client.sendWithoutWaiting(message)
                }
                if Bool.random(using: &random) { client.finishSending() }
                client.close()
                if round.isMultiple(of: 10) {
                    #expect(server.waits { server, _ in !server.isImported }, "seed \(seed) round \(round)")
                    USBIPServerLimitTests.expectService(of: server, "seed \(seed) round \(round)")
                }
            }
            let monitor = try USBIPTransport(at: server.address, busID: "1-1")
            try monitor.bulkOut([1, 2, 3], timeoutMilliseconds: 2000)
            #expect(try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 2000) == [1, 2, 3])
            monitor.close()
        }
    }
}
