import Testing
import USBDevice

/// Stages and packets of control transfers: USB 2.0, 5.5.3 and 8.5.3.
@Suite struct ControlTransferTests {
    static let deviceDescriptor: [UInt8] = [0x80, 6, 0, 1, 0, 0, 18, 0]
    static let longSet: [UInt8] = [0xC0, 0x20, 0, 0, 7, 0, 0xFF, 0]

    /// A serial number of 31 characters makes a string descriptor of exactly 64 bytes.
    @Test(arguments: [(63, [63]), (64, [64]), (65, [64, 0]), (255, [64, 0]), (1, [1])])
    func zeroLengthPacketAtAMultiple(limit: Int, packets: [Int]) {
        let bench = DeviceBench(serialNumber: String(repeating: "7", count: 31))
        bench.enter(.addressed)
        #expect(bench.control([0x80, 6, 3, 3, 9, 4, UInt8(limit), 0])?.map(\.count) == packets)
    }

    /// The Microsoft set has 162 bytes.
    @Test(arguments: [(64, [64]), (128, [64, 64]), (161, [64, 64, 33]), (162, [64, 64, 34]), (255, [64, 64, 34])])
    func packetsOfALongReply(limit: Int, packets: [Int]) {
        let bench = DeviceBench()
        bench.enter(.addressed)
        #expect(bench.control([0xC0, 0x20, 0, 0, 7, 0, UInt8(limit), 0])?.map(\.count) == packets)
    }

    @Test func statusStageIsArmedWithTheData() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        let actions = bench.setup(Self.deviceDescriptor)
        #expect(actions.first == .arm(0x00))
        #expect(actions.count == 2)
        #expect(bench.play(.transmitted(.controlIn)) == [])
        #expect(bench.play(.received(.controlOut)) == [])
    }

    @Test func statusBeforeAllDataEndsTheTransfer() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        bench.setup(Self.longSet)
        bench.play(.transmitted(.controlIn))
        #expect(bench.play(.received(.controlOut)) == [])
        // The packet that was still armed may go or not; nothing follows it.
        #expect(bench.play(.transmitted(.controlIn)) == [])
        #expect(bench.read(Self.deviceDescriptor)?.count == 18)
    }

    @Test func statusReportedBeforeTheLastDataPacket() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        bench.setup(Self.deviceDescriptor)
        #expect(bench.play(.received(.controlOut), .transmitted(.controlIn)) == [])
    }

    @Test func setupInTheMiddleStartsOver() {
        for packetsBefore in 0...3 {
            let bench = DeviceBench()
            bench.enter(.addressed)
            bench.setup(Self.longSet)
            for _ in 0..<packetsBefore { bench.play(.transmitted(.controlIn)) }
            #expect(bench.read(Self.deviceDescriptor)?.count == 18)
        }
    }

    @Test func resetAtEveryStep() {
        for request in [
            Self.longSet, [0x00, 5, 7, 0, 0, 0, 0, 0], [0x00, 9, 1, 0, 0, 0, 0, 0], [0x80, 99, 0, 0, 0, 0, 1, 0],
        ] {
            for packetsBefore in 0...4 {
                let bench = DeviceBench()
                bench.enter(.addressed)
                bench.setup(request)
                for _ in 0..<packetsBefore { bench.play(.transmitted(.controlIn)) }
                let actions = bench.play(.reset)
                #expect(actions.contains(.address(0)))
                #expect(bench.state == .unaddressed)
                #expect(bench.play(.transmitted(.controlIn), .received(.controlOut)) == [])
                #expect(bench.read(Self.deviceDescriptor)?.count == 18)
            }
        }
    }

    @Test func refusalStallsBothDirections() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        #expect(bench.setup([0x40, 1, 0, 0, 0, 0, 8, 0]) == [.stall(0x80), .stall(0x00)])
        #expect(bench.play(.transmitted(.controlIn), .received(.controlOut)) == [])
    }

    @Test func manyEventsAreTakenOverSeveralPolls() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        bench.script.events = Array(repeating: .suspended, count: 20)
        let hasMoved = bench.device.poll(application: &bench.application)
        #expect(hasMoved)
        #expect(!bench.script.events.isEmpty)
        bench.play(.resumed)
        #expect(bench.script.events.isEmpty)
        #expect(!bench.isSuspended)
    }

    @Test func suspendAndUnplug() {
        let bench = DeviceBench()
        bench.enter(.configured)
        bench.play(.suspended)
        #expect(bench.isSuspended)
        #expect(bench.state == .configured)
        bench.application.notices = []
        bench.play(.unplugged)
        #expect(!bench.isSuspended)
        #expect(bench.state == .powered)
        #expect(bench.application.notices == [.busReset, .configured(false)])
    }
}
