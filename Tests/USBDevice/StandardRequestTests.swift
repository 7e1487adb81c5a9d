import Testing
import USBDevice

/// Requests as bytes on the wire, with the replies of USB 2.0, 9.4.1 to 9.4.11.
@Suite struct StandardRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var state: USBDeviceState
        var setup: [UInt8]
        /// nil: a Request Error.
        var reply: [UInt8]?
        var testDescription: String { "\(state) \(setup) -> \(reply.map { "\($0)" } ?? "stall")" }

        init(_ state: USBDeviceState, _ setup: [UInt8], _ reply: [UInt8]?) {
            self.state = state
            self.setup = setup
            self.reply = reply
        }
    }

    static let cases: [Case] = [
        // GET_STATUS (9.4.5)
        Case(.addressed, [0x80, 0, 0, 0, 0, 0, 2, 0], [0, 0]),
        Case(.configured, [0x80, 0, 0, 0, 0, 0, 2, 0], [0, 0]),
        Case(.addressed, [0x81, 0, 0, 0, 0, 0, 2, 0], nil),
        Case(.configured, [0x81, 0, 0, 0, 0, 0, 2, 0], [0, 0]),
        Case(.configured, [0x81, 0, 0, 0, 1, 0, 2, 0], nil),
        Case(.addressed, [0x82, 0, 0, 0, 0, 0, 2, 0], [0, 0]),
        Case(.addressed, [0x82, 0, 0, 0, 0x80, 0, 2, 0], [0, 0]),
        Case(.addressed, [0x82, 0, 0, 0, 0x82, 0, 2, 0], nil),
        Case(.configured, [0x82, 0, 0, 0, 0x82, 0, 2, 0], [0, 0]),
        Case(.configured, [0x82, 0, 0, 0, 0x02, 0, 2, 0], [0, 0]),
        Case(.configured, [0x82, 0, 0, 0, 0x81, 0, 2, 0], nil),
        Case(.configured, [0x82, 0, 0, 0, 0x03, 0, 2, 0], nil),
        Case(.configured, [0x82, 0, 0, 0, 0x92, 0, 2, 0], nil),
        Case(.configured, [0x82, 0, 0, 0, 0x82, 1, 2, 0], nil),
        Case(.configured, [0x83, 0, 0, 0, 0, 0, 2, 0], nil),
        // CLEAR_FEATURE and SET_FEATURE (9.4.1, 9.4.9)
        Case(.configured, [0x00, 3, 1, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x00, 1, 1, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x00, 3, 2, 0, 0, 1, 0, 0], nil),
        Case(.configured, [0x01, 3, 0, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x02, 3, 1, 0, 0x82, 0, 0, 0], nil),
        Case(.configured, [0x02, 3, 0, 0, 0x00, 0, 0, 0], nil),
        Case(.configured, [0x02, 1, 0, 0, 0x82, 0, 0, 0], []),
        Case(.configured, [0x02, 1, 0, 0, 0x02, 0, 0, 0], []),
        Case(.configured, [0x02, 1, 0, 0, 0x05, 0, 0, 0], nil),
        Case(.addressed, [0x02, 1, 0, 0, 0x82, 0, 0, 0], nil),
        // SET_ADDRESS (9.4.6)
        Case(.unaddressed, [0x00, 5, 127, 0, 0, 0, 0, 0], []),
        Case(.unaddressed, [0x00, 5, 128, 0, 0, 0, 0, 0], nil),
        Case(.unaddressed, [0x00, 5, 1, 1, 0, 0, 0, 0], nil),
        Case(.unaddressed, [0x00, 5, 1, 0, 1, 0, 0, 0], nil),
        Case(.unaddressed, [0x00, 5, 1, 0, 0, 0, 1, 0], nil),
        Case(.addressed, [0x00, 5, 4, 0, 0, 0, 0, 0], []),
        Case(.configured, [0x00, 5, 4, 0, 0, 0, 0, 0], nil),
        // GET_DESCRIPTOR and SET_DESCRIPTOR (9.4.3, 9.4.8)
        Case(.unaddressed, [0x80, 6, 0, 1, 0, 0, 8, 0], [18, 1, 0x10, 0x02, 0, 0, 0, 64]),
        Case(.unaddressed, [0x80, 6, 0, 1, 0, 0, 0, 0], []),
        Case(.addressed, [0x80, 6, 0, 2, 0, 0, 9, 0], [9, 2, 32, 0, 1, 1, 0, 0x80, 50]),
        Case(.addressed, [0x80, 6, 0, 6, 0, 0, 10, 0], nil),
        Case(.addressed, [0x80, 6, 0, 7, 0, 0, 9, 0], nil),
        Case(.addressed, [0x00, 7, 0, 1, 0, 0, 18, 0], nil),
        Case(.addressed, [0x81, 6, 0, 0x22, 0, 0, 64, 0], nil),
        // GET_CONFIGURATION and SET_CONFIGURATION (9.4.2, 9.4.7)
        Case(.addressed, [0x80, 8, 0, 0, 0, 0, 1, 0], [0]),
        Case(.configured, [0x80, 8, 0, 0, 0, 0, 1, 0], [1]),
        Case(.addressed, [0x00, 9, 1, 0, 0, 0, 0, 0], []),
        Case(.addressed, [0x00, 9, 2, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x00, 9, 2, 0, 0, 0, 0, 0], nil),
        Case(.unaddressed, [0x00, 9, 1, 0, 0, 0, 0, 0], nil),
        // GET_INTERFACE and SET_INTERFACE (9.4.4, 9.4.10)
        Case(.addressed, [0x81, 10, 0, 0, 0, 0, 1, 0], nil),
        Case(.configured, [0x81, 10, 0, 0, 0, 0, 1, 0], [0]),
        Case(.configured, [0x81, 10, 0, 0, 1, 0, 1, 0], nil),
        Case(.configured, [0x01, 11, 0, 0, 0, 0, 0, 0], []),
        Case(.configured, [0x01, 11, 1, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x01, 11, 0, 0, 1, 0, 0, 0], nil),
        Case(.addressed, [0x01, 11, 0, 0, 0, 0, 0, 0], nil),
        // SYNCH_FRAME (9.4.11), reserved and class requests, a wrong direction
        Case(.configured, [0x82, 12, 0, 0, 0x82, 0, 2, 0], nil),
        Case(.configured, [0x80, 2, 0, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0x80, 4, 0, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0xA1, 1, 0, 1, 0, 0, 8, 0], nil),
        Case(.configured, [0x21, 9, 0, 2, 0, 0, 8, 0], nil),
        Case(.configured, [0x00, 6, 0, 1, 0, 0, 18, 0], nil),
        Case(.configured, [0x80, 9, 1, 0, 0, 0, 0, 0], nil),
        Case(.configured, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], nil),
    ]

    @Test(arguments: cases) func reply(_ expected: Case) {
        let bench = DeviceBench()
        bench.enter(expected.state)
        #expect(bench.state == expected.state)
        #expect(bench.read(expected.setup) == expected.reply)
        // Whatever came before, the next request is answered (8.5.3.4).
        #expect(bench.read([0x80, 6, 0, 1, 0, 0, 18, 0])?.count == 18)
    }

    @Test func addressCountsOnlyAfterTheStatusStage() {
        let bench = DeviceBench()
        bench.enter(.unaddressed)
        #expect(bench.setup([0x00, 5, 42, 0, 0, 0, 0, 0]) == [.transmit(0x80, [])])
        #expect(bench.state == .unaddressed)
        #expect(bench.play(.transmitted(.controlIn)) == [.address(42)])
        #expect(bench.state == .addressed)
        _ = bench.control([0x00, 5, 0, 0, 0, 0, 0, 0])
        #expect(bench.state == .unaddressed)
    }

    @Test func addressWithoutStatusStageIsForgotten() {
        let bench = DeviceBench()
        bench.enter(.unaddressed)
        bench.setup([0x00, 5, 42, 0, 0, 0, 0, 0])
        bench.setup([0x80, 6, 0, 1, 0, 0, 8, 0])
        #expect(bench.play(.transmitted(.controlIn), .received(.controlOut)) == [])
        #expect(bench.state == .unaddressed)
    }

    @Test func configurationOpensAndClosesThePipes() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        bench.application.notices = []
        let opening = bench.setup([0x00, 9, 1, 0, 0, 0, 0, 0])
        #expect(opening.contains(.open(0x02)) && opening.contains(.open(0x82)) && opening.contains(.arm(0x02)))
        bench.play(.transmitted(.controlIn))
        #expect(bench.application.notices == [.configured(true)])
        let closing = bench.setup([0x00, 9, 0, 0, 0, 0, 0, 0])
        #expect(closing == [.close(0x02), .close(0x82), .transmit(0x80, [])])
        #expect(bench.application.notices == [.configured(true), .configured(false)])
        #expect(bench.state == .addressed)
    }
}
