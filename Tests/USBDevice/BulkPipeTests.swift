import Testing
import USBDevice

/// The vendor interface's pipes: USB 2.0, 5.8 and 9.4.5.
@Suite struct BulkPipeTests {
    let bench = DeviceBench()

    init() {
        bench.enter(.configured)
    }

    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }

    func receive(_ packet: [UInt8]) -> [ControllerAction] {
        bench.script.waiting[0x02] = packet
        return bench.play(.received(MonitorInterface.bulkOut))
    }

    @Test(arguments: [0, 1, 63, 64]) func packetReachesTheApplication(count: Int) {
        #expect(receive(bytes(count)) == [.arm(0x02)])
        #expect(bench.application.received == [bytes(count)])
    }

    @Test func backPressureKeepsThePacketInTheController() {
        bench.application.canReceive = false
        #expect(receive([1, 2, 3]) == [])
        #expect(bench.application.received.isEmpty)
        #expect(bench.script.waiting[0x02] == [1, 2, 3])
        bench.application.canReceive = true
        #expect(bench.play() == [.arm(0x02)])
        #expect(bench.application.received == [[1, 2, 3]])
    }

    @Test func nothingIsArmedWithoutRoom() {
        let bench = DeviceBench()
        bench.application.canReceive = false
        bench.enter(.configured)
        #expect(bench.play() == [])
        bench.application.canReceive = true
        #expect(bench.play() == [.arm(0x02)])
    }

    @Test func oneInPacketAtATime() {
        bench.application.outgoing = [(bytes(64), false), (bytes(5), true)]
        #expect(bench.play() == [.transmit(0x82, bytes(64))])
        #expect(bench.play() == [])
        #expect(bench.play(.transmitted(MonitorInterface.bulkIn)) == [.transmit(0x82, bytes(5))])
        #expect(bench.play(.transmitted(MonitorInterface.bulkIn)) == [])
    }

    @Test func fullLastPacketIsFollowedByOneOfLengthZero() {
        bench.application.outgoing = [(bytes(64), true), (bytes(1), true)]
        bench.play()
        #expect(bench.play(.transmitted(MonitorInterface.bulkIn)) == [.transmit(0x82, [])])
        #expect(bench.play(.transmitted(MonitorInterface.bulkIn)) == [.transmit(0x82, bytes(1))])
    }

    @Test func emptyTransferIsOnePacketOfLengthZero() {
        bench.application.outgoing = [([], true)]
        #expect(bench.play() == [.transmit(0x82, [])])
        #expect(bench.play(.transmitted(MonitorInterface.bulkIn)) == [])
    }

    @Test func countOutsideOfTheBufferIsCut() {
        bench.application.outgoing = [(bytes(100), true)]
        #expect(bench.play() == [.transmit(0x82, bytes(64))])
    }

    @Test func haltOfTheInPipe() {
        #expect(bench.setup([0x02, 3, 0, 0, 0x82, 0, 0, 0]) == [.stall(0x82), .transmit(0x80, [])])
        bench.play(.transmitted(.controlIn))
        #expect(bench.read([0x82, 0, 0, 0, 0x82, 0, 2, 0]) == [1, 0])
        #expect(bench.read([0x82, 0, 0, 0, 0x02, 0, 2, 0]) == [0, 0])
        bench.application.outgoing = [([9], true)]
        #expect(bench.play() == [])
        #expect(
            bench.setup([0x02, 1, 0, 0, 0x82, 0, 0, 0]) == [.unstall(0x82), .transmit(0x80, []), .transmit(0x82, [9])])
        bench.play(.transmitted(.controlIn))
        #expect(bench.application.notices.last == .pipeReset(.in))
        #expect(bench.read([0x82, 0, 0, 0, 0x82, 0, 2, 0]) == [0, 0])
    }

    @Test func haltOfTheOutPipe() {
        bench.setup([0x02, 3, 0, 0, 0x02, 0, 0, 0])
        bench.play(.transmitted(.controlIn))
        #expect(bench.read([0x82, 0, 0, 0, 0x02, 0, 2, 0]) == [1, 0])
        #expect(bench.setup([0x02, 1, 0, 0, 0x02, 0, 0, 0]) == [.unstall(0x02), .transmit(0x80, []), .arm(0x02)])
        #expect(bench.application.notices.last == .pipeReset(.out))
    }

    @Test func clearingNoHaltStillResetsThePipe() {
        bench.application.outgoing = [(bytes(64), true)]
        bench.play()
        // The packet of length zero that was owed belongs to the transfer that is dropped.
        #expect(bench.setup([0x02, 1, 0, 0, 0x82, 0, 0, 0]) == [.unstall(0x82), .transmit(0x80, [])])
    }

    @Test func configuringAgainClearsHaltsAndToggles() {
        bench.setup([0x02, 3, 0, 0, 0x82, 0, 0, 0])
        bench.play(.transmitted(.controlIn))
        let actions = bench.setup([0x00, 9, 1, 0, 0, 0, 0, 0])
        #expect(actions.contains(.close(0x82)) && actions.contains(.open(0x82)))
        bench.play(.transmitted(.controlIn))
        #expect(bench.read([0x82, 0, 0, 0, 0x82, 0, 2, 0]) == [0, 0])
        #expect(bench.application.notices.last == .configured(true))
    }

    @Test func setInterfaceResetsBothPipes() {
        let actions = bench.setup([0x01, 11, 0, 0, 0, 0, 0, 0])
        #expect(actions.contains(.unstall(0x82)) && actions.contains(.unstall(0x02)))
        #expect(bench.application.notices.suffix(3) == [.pipeReset(.out), .pipeReset(.in), .configured(true)])
    }

    @Test func staleEventIsNotAnEmptyPacket() {
        bench.play(.received(MonitorInterface.bulkOut))
        #expect(bench.application.received.isEmpty)
    }

    @Test func resetStopsThePipes() {
        bench.application.notices = []
        bench.application.outgoing = [([1], true)]
        let actions = bench.play(.reset)
        #expect(actions == [.close(0x02), .close(0x82), .address(0)])
        #expect(bench.application.notices == [.busReset, .configured(false)])
    }

    @Test func disconnectTellsTheApplication() {
        bench.application.notices = []
        bench.script.actions = []
        bench.device.disconnect(application: &bench.application)
        #expect(bench.script.actions.first == .disconnect)
        #expect(bench.application.notices == [.busReset, .configured(false)])
    }
}
