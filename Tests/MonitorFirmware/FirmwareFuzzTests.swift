import CellCore
import CellWire
import MonitorFirmware
import TestSupport
import Testing
import USBDevice

/// Nothing that a host does stops the monitor: it takes every sample, and answers after a reset at the latest.
@Suite struct FirmwareFuzzTests {
    @Test func `a host that does anything leaves the device answering`() throws {
        var generator = SeededGenerator(seed: 41, purpose: "hosts")
        for _ in 0..<12 {
            let bench = try FirmwareBench()
            var samples: UInt64 = 0
            for _ in 0..<150 {
                try step(bench, &samples, &generator)
            }
            #expect(bench.firmwareSampleCount == samples)
            bench.port.reset()
            bench.settle()
            _ = bench.port.takeCompletions()
            try bench.configure()
            try bench.expectAlive()
        }
    }

    private func step(
        _ bench: FirmwareBench, _ samples: inout UInt64, _ generator: inout SeededGenerator
    ) throws {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1, 2:
            bench.feed(isValid: Bool.random(using: &generator))
            samples += 1
        case 3: _ = bench.readTransfer(room: Int.random(in: 1...8, using: &generator) * 64)
        case 4: bench.send(bench.frame(StreamRequest(contents: StreamContents(rawValue: 7))))
        case 5: bench.send(bench.frame(EventsRequest(afterSequence: 0)), endsTransfer: Bool.random(using: &generator))
        case 6: bench.send(random(Int.random(in: 0...300, using: &generator), &generator))
        case 7:
            var bytes = rawFrame(
                type: UInt8.random(in: 0...8, using: &generator),
                payload: random(Int.random(in: 0...494, using: &generator), &generator))
            if Bool.random(using: &generator) { bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0x10 }
            bench.send(bytes, endsTransfer: Bool.random(using: &generator))
        case 8:
            let liar: [UInt8] = [0x43, 0x4D, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0xEE, 0x01]
            bench.send(
                random(Int.random(in: 0...63, using: &generator), &generator) + liar, endsTransfer: false)
        case 9:
            let endpoint: UInt8 = Bool.random(using: &generator) ? 0x02 : 0x82
            let feature: UInt8 = Bool.random(using: &generator) ? 1 : 3
            _ = bench.submit(
                .init(id: 0, endpoint: 0, isInput: false, setup: [0x02, feature, 0, 0, endpoint, 0, 0, 0]))
            bench.settle()
        case 10 where Int.random(in: 0..<4, using: &generator) == 0:
            bench.port.reset()
            bench.settle()
            _ = bench.port.takeCompletions()
            try bench.configure()
        default: bench.send(bench.frame(StatusRequest()))
        }
    }

    private func random(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
