import CellWire
import HILSimulator
import Testing
import USBIPWire

/// What goes wrong with a transfer, as Linux's numbers say it (`Documentation/driver-api/usb/error-codes.rst`).
@Suite(.serialized) struct TransferStatusTests {
    private func client(_ simulation: RunningSimulation) -> RawClient {
        let client = RawClient(port: simulation.port)
        #expect(client.importDevice() == .done)
        let configure = USBIPSetup(requestType: 0, request: 9, value: 1, length: 0)
        client.send(USBIPSubmit(output: [], sequence: 1, deviceID: deviceID, endpoint: 0, setup: configure).encoded)
        #expect(client.reply(isInput: false)?.status == .done)
        return client
    }

    private func output(
        _ data: [UInt8], over client: RawClient, sequence: UInt32, flags: USBIPTransferFlags = []
    ) -> USBIPSubmitReply? {
        client.send(
            USBIPSubmit(output: data, sequence: sequence, deviceID: deviceID, endpoint: 2, flags: flags).encoded)
        return client.reply(isInput: false)
    }

    private func input(_ length: Int, over client: RawClient, sequence: UInt32) -> USBIPSubmitReply? {
        client.send(USBIPSubmit(input: length, sequence: sequence, deviceID: deviceID, endpoint: 2).encoded)
        return client.reply(isInput: true)
    }

    /// −75: the reply's first packet has 64 bytes.
    @Test func moreThanWasAskedFor() throws {
        try RunningSimulation.with { simulation in
            let client = client(simulation)
            let request = bytes(Frame(InfoRequest(), sequence: 1))
            #expect(output(request, over: client, sequence: 2)?.status == .done)
            #expect(input(10, over: client, sequence: 3)?.status.rawValue == -75)
            // The device keeps what was not acknowledged: 14 of header, 88, 4 of check value.
            #expect(input(512, over: client, sequence: 4)?.data.count == 106)
        }
    }

    /// −71: there is no endpoint 5.
    @Test func anEndpointThatThereIsNot() throws {
        try RunningSimulation.with { simulation in
            let client = client(simulation)
            client.send(USBIPSubmit(input: 64, sequence: 2, deviceID: deviceID, endpoint: 5).encoded)
            #expect(client.reply(isInput: true)?.status.rawValue == -71)
            client.send(USBIPSubmit(output: [1], sequence: 3, deviceID: deviceID, endpoint: 5).encoded)
            #expect(client.reply(isInput: false)?.status.rawValue == -71)
        }
    }

    /// −22: SET_ADDRESS is the port's.
    @Test func aRequestThatIsNotTheHosts() throws {
        try RunningSimulation.with { simulation in
            let client = client(simulation)
            let setup = USBIPSetup(requestType: 0, request: 5, value: 9, length: 0)
            client.send(USBIPSubmit(output: [], sequence: 2, deviceID: deviceID, endpoint: 0, setup: setup).encoded)
            #expect(client.reply(isInput: false)?.status.rawValue == -22)
            client.send(getDeviceDescriptor(sequence: 3))
            #expect(client.reply(isInput: true)?.data.count == 18)
        }
    }

    /// −32: an unknown request of the class of vendors.
    @Test func aRequestThatTheDeviceRefuses() throws {
        try RunningSimulation.with { simulation in
            let client = client(simulation)
            let setup = USBIPSetup(requestType: 0xC0, request: 0x99, length: 4)
            client.send(USBIPSubmit(input: 4, sequence: 2, deviceID: deviceID, endpoint: 0, setup: setup).encoded)
            #expect(client.reply(isInput: true)?.status.rawValue == -32)
        }
    }

    /// The first 64 bytes of a longer frame: the device refuses them as soon as the transfer has an end, not before.
    @Test func anEmptyPacketEndsATransfer() throws {
        try RunningSimulation.with { simulation in
            let client = client(simulation)
            let part = Array(bytes(Frame(StatusReport(), sequence: 1)).prefix(64))
            try #require(part.count == 64)
            let open = output(part, over: client, sequence: 2)
            #expect(open?.status == .done && open?.actualLength == 64)
            client.send(USBIPSubmit(input: 512, sequence: 3, deviceID: deviceID, endpoint: 2).encoded)
            client.send(USBIPUnlink(victim: 3, sequence: 4, deviceID: deviceID).encoded)
            #expect(client.unlinkReply()?.status.rawValue == -104)

            let closed = output(part, over: client, sequence: 5, flags: .zeroPacket)
            #expect(closed?.status == .done && closed?.actualLength == 64)
            var assembler = FrameAssembler()
            let answer = try #require(input(512, over: client, sequence: 6))
            let frames = try MonitorTalk.frames(in: answer.data, &assembler)
            #expect(frames.first?.type == .errorReply)
            // The next request is read from its first byte.
            let request = bytes(Frame(StatusRequest(), sequence: 77))
            #expect(output(request, over: client, sequence: 7)?.status == .done)
            var replies = frames.dropFirst()
            for sequence in 8...20 as ClosedRange<UInt32> where !replies.contains(where: { $0.type == .statusReply }) {
                replies += try MonitorTalk.frames(
                    in: input(512, over: client, sequence: sequence)?.data ?? [], &assembler)
            }
            #expect(replies.contains { $0.type == .statusReply && $0.sequence == 77 })
            #expect(simulation.perform { $0.violations.isEmpty } == true)
        }
    }
}
