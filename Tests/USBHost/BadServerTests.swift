import TestSupport
import Testing
import USBHost
import USBIPWire

/// Servers that do not do what they should: the right error, within the limit.
@Suite(.serialized) struct BadServerTests {
    private let device = USBIPDevice(
        path: "/x", busID: "1-1", bus: 1, device: 2, speed: .full, vendorID: 0x1209, productID: 1, release: 0x100,
        configurationValue: 1, configurationCount: 1, interfaceCount: 0)

    private var limits: HostLimits {
        var limits = HostLimits()
        limits.setup = 200
        limits.unlink = 100
        return limits
    }

    private func listError(_ script: [ScriptedServer.Step]) -> USBHostError? {
        let server = ScriptedServer([script])
        do throws(USBHostError) {
            _ = try USBIPTransport.exportedDevices(at: server.address, limits: limits)
            return nil
        } catch { return error }
    }

    /// What opening ends in when the import succeeds and the first transfer gets this.
    private func openError(_ script: [ScriptedServer.Step]) -> USBHostError? {
        let accepted = USBIPImportReply.accepted(device).encoded
        let server = ScriptedServer([[.read(40), .send(accepted), .read(48)] + script])
        do throws(USBHostError) {
            _ = try USBIPTransport(at: server.address, busID: "1-1", limits: limits)
            return nil
        } catch { return error }
    }

    @Test func noServer() throws {
        // A port that was free a moment ago.
        let port = ScriptedServer([]).port
        let error = #expect(throws: USBHostError.self) {
            try USBIPTransport.exportedDevices(at: USBIPAddress(host: "127.0.0.1", port: port))
        }
        #expect(error?.exitCode == 69)
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func lists() {
        #expect(listError([.hold]) == .timedOut(operation: "the device list", milliseconds: 200))
        #expect(listError([.read(8)])?.exitCode == 74)
        #expect(listError([.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)), .hold])?.exitCode == 76)
        let cut = USBIPDeviceListReply(entries: [.init(device: device, interfaces: [])]).encoded.dropLast()
        #expect(listError([.read(8), .send(Array(cut)), .hold])?.exitCode == 75)
        #expect(listError([.read(8), .send(Array(cut))])?.exitCode == 74)
        let many: [UInt8] = [1, 0x11, 0, 5, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(listError([.read(8), .send(many), .hold])?.exitCode == 76)
        let long = USBIPDeviceListReply(entries: []).encoded + [0]
        #expect(listError([.read(8), .send(long), .hold])?.exitCode == 76)
    }

    @Test func transfers() {
        let wrongSequence = USBIPSubmitReply(sequence: 99, status: .done, data: [1]).encoded
        let tooLong = USBIPSubmitReply(sequence: 1, status: .done, data: [UInt8](repeating: 0, count: 19)).encoded
        let short = USBIPSubmitReply(sequence: 1, status: .done, data: [18, 1, 0]).encoded
        let stray = USBIPUnlinkReply(sequence: 1, status: .done).encoded
        #expect(openError([.hold])?.exitCode == 75)
        #expect(openError([])?.exitCode == 74)
        #expect(openError([.send(wrongSequence), .hold])?.exitCode == 76)
        #expect(openError([.send(tooLong), .hold])?.exitCode == 76)
        #expect(openError([.send(short), .hold])?.exitCode == 76)
        #expect(openError([.send(stray), .hold])?.exitCode == 76)
        #expect(openError([.send([UInt8](repeating: 0xA5, count: 48)), .hold])?.exitCode == 76)
        #expect(openError([.send(USBIPSubmitReply(sequence: 1, status: .stalled).encoded), .hold])?.exitCode == 76)
        #expect(openError([.send(USBIPSubmitReply(sequence: 1, status: .noDevice).encoded), .hold])?.exitCode == 74)
        #expect(openError([.send(USBIPSubmitReply(sequence: 1, status: .overflow).encoded), .hold])?.exitCode == 74)
        // Half an answer, and then neither the rest nor an answer to the unlink.
        #expect(openError([.send(Array(short.prefix(20))), .hold])?.exitCode == 75)
    }

    /// The answer crosses the unlink on the wire: it counts, and the stream stays in step.
    @Test func aReplyThatCrossesTheUnlinkCounts() {
        let crossing = USBIPSubmitReply(sequence: 1, status: .done, data: [1, 2, 3]).encoded
        let done = USBIPUnlinkReply(sequence: 2, status: .done).encoded
        let error = openError([.read(48), .send(crossing + done), .hold])
        #expect(error == .descriptor(.length(have: 3, need: 18), path: error.flatMap(path(of:)) ?? ""))
    }

    private func path(of error: USBHostError) -> String? {
        if case .descriptor(_, let path) = error { path } else { nil }
    }

    @Test func refusedImports() {
        for (status, code) in [(.deviceBusy, 69), (.noDevice, 69), (.notAvailable, 69), (.deviceError, 74)]
            as [(USBIPOperationStatus, Int32)]
        {
            let server = ScriptedServer([[.read(40), .send(USBIPImportReply.refused(status).encoded)]])
            let error = #expect(throws: USBHostError.self) {
                try USBIPTransport(at: server.address, busID: "1-1", limits: limits)
            }
            #expect(error?.exitCode == code)
        }
    }

    @Test(arguments: [41, 42] as [UInt64]) func rubbishNeverCrashes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let good = USBIPDeviceListReply(
            entries: [
                .init(
                    device: device, interfaces: [.init(interfaceClass: 255, interfaceSubclass: 0, interfaceProtocol: 0)]
                )
            ]
        ).encoded
        let descriptor = USBIPSubmitReply(sequence: 1, status: .done, data: [UInt8](repeating: 18, count: 18)).encoded
        for _ in 0..<100 {
            for base in [good, descriptor] {
                var bytes = base
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bytes[Int.random(in: 0..<min(48, bytes.count), using: &random)] = .random(
                        in: 0...255, using: &random)
                }
                // Closed at the end, so no case waits for a limit.
                _ = listError([.read(8), .send(bytes)])
                _ = openError([.send(bytes)])
            }
        }
    }
}

extension ScriptedServer {
    var address: USBIPAddress { USBIPAddress(host: "127.0.0.1", port: port) }
}
