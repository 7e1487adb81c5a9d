import HILSimulator
import Testing
import USBHost
import USBIPWire

/// Expected bytes and statuses from Linux `Documentation/usb/usbip_protocol.rst` and `usbip_common.h`.
@Suite(.serialized) struct USBIPServerTests {
    @Test func givesTheListAndCloses() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            // In single bytes: a request may come in any pieces.
            for byte in USBIPDeviceListRequest().encoded { client.send([byte]) }
            let reply = try USBIPDeviceListReply(decoding: client.receive(12 + 312 + 2 * 4)[...])
            #expect(client.hasEnded)
            let device = try #require(reply.entries.first?.device)
            #expect(device.busID == "1-1")
            #expect(device.bus == 1)
            #expect(device.device == 2)
            #expect(device.speed == .full)
            #expect(device.vendorID == 0x1209)
            #expect(device.productID == 0x0001)
            #expect(reply.entries.first?.interfaces.map(\.interfaceClass) == [3, 0xFF])
        }
    }

    @Test func answersAClientThatHasFinishedSending() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            client.send(USBIPDeviceListRequest().encoded)
            client.finishSending()
            #expect(client.receive(332).count == 332)
            #expect(client.hasEnded)
        }
    }

    @Test func oneImporterAtATime() throws {
        try RunningServer.with { server in
            let other = RawClient(port: server.port)
            #expect(other.importDevice("2-1") == .noDevice)
            #expect(other.hasEnded)
            let first = RawClient(port: server.port)
            #expect(first.importDevice() == .done)
            let second = RawClient(port: server.port)
            #expect(second.importDevice() == .deviceBusy)
            #expect(second.hasEnded)
            first.close()
            let third = RawClient(port: server.port)
            #expect(third.importDevice() == .done)
            #expect(server.perform { _, device in device.resets } == 1)
        }
    }

    @Test func waitsForTheDeviceAfterAReset() throws {
        try RunningServer.with { server in
            _ = server.perform { _, device in device.summaryDelay = 5 }
            let first = RawClient(port: server.port)
            #expect(first.importDevice() == .done)
            first.close()
            #expect(RawClient(port: server.port).importDevice() == .done)
        }
    }

    @Test func controlTransfersAndStall() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            client.send(getDeviceDescriptor(sequence: 1))
            let reply = try #require(client.reply(isInput: true))
            #expect(reply.sequence == 1)
            #expect(reply.status == .done)
            #expect(reply.data == EchoPort.device)
            let unknown = USBIPSetup(requestType: 0xC0, request: 0x99, length: 4)
            client.send(
                USBIPSubmit(input: 4, sequence: 2, deviceID: deviceID, endpoint: 0, setup: unknown).encoded)
            #expect(client.reply(isInput: true)?.status.rawValue == -32)
        }
    }

    /// The three cases of the protocol document: taken back, ended before, never there.
    @Test func unlink() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            client.send(USBIPSubmit(input: 64, sequence: 1, deviceID: deviceID, endpoint: 2).encoded)
            client.send(USBIPUnlink(victim: 1, sequence: 2, deviceID: deviceID).encoded)
            let taken = try #require(client.unlinkReply())
            #expect(taken.sequence == 2)
            #expect(taken.status.rawValue == -104)

            client.send(getDeviceDescriptor(sequence: 3))
            #expect(client.reply(isInput: true)?.sequence == 3)
            for (sequence, victim) in [(4, 3), (5, 1), (6, 999)] as [(UInt32, UInt32)] {
                client.send(USBIPUnlink(victim: victim, sequence: sequence, deviceID: deviceID).encoded)
                let done = try #require(client.unlinkReply())
                #expect(done.sequence == sequence)
                #expect(done.status.rawValue == 0)
            }
        }
    }

    @Test func transferFlags() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            let packet = [UInt8](repeating: 7, count: 64)
            client.send(
                USBIPSubmit(output: packet, sequence: 1, deviceID: deviceID, endpoint: 2, flags: .zeroPacket).encoded)
            let sent = try #require(client.reply(isInput: false))
            #expect(sent.status == .done)
            #expect(sent.actualLength == 64)
            #expect(server.perform { _, device in device.receivedLengths } == [64])
            client.send(
                USBIPSubmit(
                    input: 128, sequence: 2, deviceID: deviceID, endpoint: 2, flags: [.input, .shortNotOK]
                ).encoded)
            let short = try #require(client.reply(isInput: true))
            #expect(short.status.rawValue == -121)
            #expect(short.data == packet)

            // Without the flag a full packet leaves the transfer open.
            client.send(USBIPSubmit(output: packet, sequence: 3, deviceID: deviceID, endpoint: 2).encoded)
            #expect(client.reply(isInput: false)?.status == .done)
            #expect(server.perform { _, device in device.receivedLengths } == [64])
        }
    }

    @Test func unplugEndsWhatIsPending() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            client.send(USBIPSubmit(input: 64, sequence: 1, deviceID: deviceID, endpoint: 2).encoded)
            client.send(USBIPSubmit(input: 8, sequence: 2, deviceID: deviceID, endpoint: 1).encoded)
            #expect(server.waits { server, _ in server.pendingTransferCount == 2 })
            _ = server.perform { server, _ in server.detach() }
            #expect(client.reply(isInput: true)?.status.rawValue == -108)
            #expect(client.reply(isInput: true)?.status.rawValue == -108)
            #expect(client.hasEnded)
            let listed = try USBIPTransport.exportedDevices(at: server.address)
            #expect(listed.isEmpty)
            #expect(RawClient(port: server.port).importDevice() == .noDevice)
            _ = server.perform { server, _ in server.attach() }
            #expect(RawClient(port: server.port).importDevice() == .done)
        }
    }

    @Test func aClientThatVanishesLeavesNothingBehind() throws {
        try RunningServer.with { server in
            let client = RawClient(port: server.port)
            #expect(client.importDevice() == .done)
            client.send(USBIPSubmit(input: 64, sequence: 1, deviceID: deviceID, endpoint: 2).encoded)
            // Half a command, then nothing more.
            client.send(Array(getDeviceDescriptor(sequence: 2).prefix(20)))
            #expect(server.waits { server, _ in server.pendingTransferCount == 1 })
            client.close()
            #expect(server.waits { server, _ in !server.isImported })
            #expect(server.perform { server, _ in server.pendingTransferCount } == 0)
            #expect(server.perform { _, device in device.unlinked } == 1)
            #expect(server.perform { _, device in device.resets } == 1)
        }
    }
}
