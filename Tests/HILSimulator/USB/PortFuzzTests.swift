import HILSimulator
import TestSupport
import Testing
import USBDevice

/// A host that does anything at any moment; the stack keeps every rule of the controller and comes back after a reset.
@Suite struct PortFuzzTests {
    static func setup(_ generator: inout SeededGenerator) -> [UInt8] {
        guard Int.random(in: 0..<4, using: &generator) > 0 else {
            return (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        let real: [[UInt8]] = [
            [0x80, 6, 0, 1, 0, 0, 18, 0], [0x80, 6, 0, 2, 0, 0, 255, 0], [0xC0, 0x20, 0, 0, 7, 0, 255, 0],
            [0x00, 9, 1, 0, 0, 0, 0, 0], [0x00, 9, 1, 0, 0, 0, 0, 0], [0x00, 9, 0, 0, 0, 0, 0, 0],
            [0x02, 3, 0, 0, 0x82, 0, 0, 0], [0x02, 1, 0, 0, 0x82, 0, 0, 0], [0x02, 3, 0, 0, 2, 0, 0, 0],
            [0x02, 1, 0, 0, 2, 0, 0, 0], [0x01, 11, 0, 0, 0, 0, 0, 0], [0x80, 0, 0, 0, 0, 0, 2, 0],
        ]
        var setup = real.randomElement(using: &generator) ?? []
        if Int.random(in: 0..<4, using: &generator) == 0 {
            setup[Int.random(in: 0..<8, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        return setup
    }

    static func act(_ bench: PortBench, _ generator: inout SeededGenerator) {
        switch Int.random(in: 0..<1000, using: &generator) {
        case 0..<4: bench.port.reset()
        case 4: bench.port.disconnect()
        case 5..<10: bench.port.connect()
        case 10..<14: bench.port.suspend()
        case 14..<30: bench.port.resume()
        case 30..<33: bench.device.disconnect(application: &bench.function)
        case 33..<60: bench.device.connect()
        case 60..<300:
            let setup = setup(&generator)
            let length = setup[0] & 0x80 == 0 ? Int(setup[6]) | Int(setup[7]) << 8 : 0
            _ = bench.submitControl(setup, data: [UInt8](repeating: 3, count: length))
        case 300..<400:
            let count = Int.random(in: 0...200, using: &generator)
            _ = bench.submitOut([UInt8](repeating: 9, count: count), endsTransfer: .random(using: &generator))
        case 400..<500: _ = bench.submitIn(Int.random(in: 0...300, using: &generator))
        case 500..<600: _ = bench.port.unlink(UInt64.random(in: 0...200, using: &generator))
        case 600..<620: bench.function.isAsleep.toggle()
        case 620..<800: for _ in 0..<5 { _ = bench.port.service() }
        default: _ = bench.pollDevice()
        }
    }

    @Test(arguments: [2, 40_410, 0xBADCAB1E] as [UInt64]) func randomHost(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bench = try PortBench.ready()
        for round in 1...100_000 {
            Self.act(bench, &generator)
            if round % 200 == 0 { bench.settle() }
            guard round % 1000 == 0 else { continue }
            bench.port.connect()
            bench.device.connect()
            bench.port.reset()
            #expect(bench.settle(), "seed \(seed), round \(round)")
            _ = bench.port.takeCompletions()
            let descriptor = try bench.control([0x80, 6, 0, 1, 0, 0, 18, 0])
            #expect(descriptor.data.count == 18, "seed \(seed), round \(round)")
            bench.function.isAsleep = false
            _ = try bench.control([0x00, 9, 1, 0, 0, 0, 0, 0])
            #expect(try bench.echo([1, 2], room: 64).data == [1, 2], "seed \(seed), round \(round)")
            #expect(bench.cable.violations == [], "seed \(seed), round \(round)")
            bench = try PortBench.ready()
        }
    }
}
