import TestSupport
import Testing
import USBDevice

/// Whatever a bus does, in whatever order, the stack lives and answers after a reset.
@Suite struct USBDeviceFuzzTests {
    static func event(_ generator: inout SeededGenerator) -> USBControllerEvent {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0: return .reset
        case 1: return .suspended
        case 2: return .resumed
        case 3: return .unplugged
        case 4..<45:
            // Half of the requests are near real ones, so that the deeper states are reached.
            let types: [UInt8] = [0x00, 0x01, 0x02, 0x80, 0x81, 0x82, 0xC0]
            let isNearReal = Bool.random(using: &generator)
            func small(_ limit: UInt16) -> UInt16 { UInt16.random(in: 0...limit, using: &generator) }
            return .setup(
                SetupPacket(
                    requestType: isNearReal ? types.randomElement(using: &generator) ?? 0 : UInt8(small(255)),
                    request: UInt8(isNearReal ? small(12) : small(255)),
                    value: isNearReal ? small(3) << (Bool.random(using: &generator) ? 8 : 0) : small(.max),
                    index: isNearReal ? [0, 2, 0x82, 0x409, 7].randomElement(using: &generator) ?? 0 : small(.max),
                    length: isNearReal ? small(200) : small(.max)))
        case 45..<70:
            return .transmitted(EndpointAddress(rawValue: [0x80, 0x82, 0x81, 0].randomElement(using: &generator) ?? 0))
        default:
            return .received(EndpointAddress(rawValue: [0, 2, 3, 0x82].randomElement(using: &generator) ?? 0))
        }
    }

    @Test(arguments: [1, 20_261, 0xC0FFEE] as [UInt64]) func randomEvents(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bench = DeviceBench()
        for round in 0..<100_000 {
            bench.script.actions.removeAll(keepingCapacity: true)
            if Int.random(in: 0..<4, using: &generator) == 0 {
                bench.script.waiting[0x02] = Array(repeating: 7, count: Int.random(in: 0...64, using: &generator))
            }
            bench.application.canReceive = Int.random(in: 0..<4, using: &generator) > 0
            bench.application.outgoing = [(Array(repeating: 1, count: Int.random(in: 0...70, using: &generator)), true)]
            bench.application.received = []
            bench.application.notices = []
            bench.script.events.append(Self.event(&generator))
            _ = bench.device.poll(application: &bench.application)
            let isTooLong = bench.script.actions.contains { action in
                if case .transmit(_, let packet) = action { packet.count > 64 } else { false }
            }
            #expect(!isTooLong, "seed \(seed), round \(round)")
            if round % 1000 == 999 {
                bench.script.events = [.reset]
                #expect(
                    bench.read([0x80, 6, 0, 1, 0, 0, 18, 0])?.first == 18, "seed \(seed), round \(round)")
            }
        }
    }

    @Test func setupPacketIsLittleEndian() {
        let packet = SetupPacket([0x80, 0x06, 0x34, 0x12, 0x78, 0x56, 0xBC, 0x9A])
        #expect(packet.value == 0x1234 && packet.index == 0x5678 && packet.length == 0x9ABC)
        #expect(packet.isDeviceToHost && packet.valueLow == 0x34 && packet.valueHigh == 0x12)
    }

    @Test func portableInstanceRuns() {
        #expect(usePortableStack(.reset, state: .resumed))
    }
}
