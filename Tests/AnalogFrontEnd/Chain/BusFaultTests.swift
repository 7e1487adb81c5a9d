import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// Everything that a bus can do wrong: told within two sample periods, the others go on, and it ends when the fault does.
@Suite struct BusFaultTests {
    /// No sample may hold a value that the inputs never had: 50 µA, 2 V and 25 °C throughout.
    private func expectHonest(_ samples: [Sample], sourceLocation: SourceLocation = #_sourceLocation) {
        for sample in samples {
            if sample.flags.contains(.currentValid) {
                #expect(abs(sample.currentPicoamperes - 50_000_000) < 1_200, sourceLocation: sourceLocation)
            }
            if sample.flags.contains(.voltageValid) {
                #expect(abs(sample.voltageNanovolts - 2_000_000_000) < 250, sourceLocation: sourceLocation)
            }
            if sample.flags.contains(.temperatureValid) {
                #expect(sample.temperatureMillikelvin == 298_150, sourceLocation: sourceLocation)
            }
        }
    }

    private func bench() -> ChainBench {
        let bench = ChainBench()
        bench.set(amperes: 50e-6, volts: 2, celsius: 25)
        bench.run(seconds: 5)
        return bench
    }

    /// A fault of some chips, and its end.
    private func check(
        _ members: [ChainMember], break breaks: (ChainBench) -> Void, mend: (ChainBench) -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bench = bench()
        let start = bench.seconds
        breaks(bench)
        bench.run(seconds: 8)
        for member in ChainBench.members {
            guard members.contains(member) else {
                #expect(bench.chain.health(of: member) == .measuring, sourceLocation: sourceLocation)
                continue
            }
            let told = try #require(bench.faultSecond(member, after: start), sourceLocation: sourceLocation)
            #expect(told - start < ChainFaultTests.bound, sourceLocation: sourceLocation)
            #expect(bench.chain.health(of: member) != .measuring, sourceLocation: sourceLocation)
        }
        let good = ChainBench.members.filter { !members.contains($0) }
        let flags = good.reduce(SampleFlags.none) { $0.union(ChainFaultTests.flags[$1] ?? .none) }
        #expect(bench.samples.last?.flags == flags, sourceLocation: sourceLocation)
        mend(bench)
        bench.run(seconds: 5)
        #expect(bench.samples.last?.flags == .allValid, sourceLocation: sourceLocation)
        expectHonest(bench.samples, sourceLocation: sourceLocation)
    }

    @Test func `another chip at each of the three addresses`() throws {
        for member in ChainBench.members {
            for stranger in [Stranger(0x00), Stranger(0x55), Stranger(0xFF)] {
                try check(
                    [member],
                    break: { bench in
                        stranger.address = bench.address(of: member)
                        bench.replace(member, with: stranger)
                    }, mend: { $0.restore() })
            }
        }
    }

    /// What both answer is the AND of their bits, which fails the check sum; the other two kinds have none, and a second one
    /// of them at their address cannot be told from the first.
    @Test func `a second ADS122C04 at the address of the first`() throws {
        try check(
            [.voltage], break: { $0.wire.targets.append(ADS122C04Model(address: 0x45)) }, mend: { $0.restore() })
    }

    @Test func `another kind of chip that answers as well`() throws {
        for (member, clash) in [
            (ChainMember.current, TMP117Model(address: 0x40) as any I2CTarget), (.voltage, INA228Model(address: 0x45)),
            (.temperature, INA228Model(address: 0x48)),
        ] {
            try check([member], break: { $0.wire.targets.append(clash) }, mend: { $0.restore() })
        }
    }

    @Test(arguments: 1...9)
    func `SDA held by a chip in the middle of a byte is clocked free`(_ clocks: Int) {
        let bench = bench()
        bench.wire.disturbance = .sdaLow(clocks: clocks)
        bench.run(seconds: 4)
        #expect(bench.chain.recoveryCount == 1)
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        expectHonest(bench.samples)
    }

    @Test(arguments: [I2CWire.Disturbance.sdaShorted, .sclShorted])
    func `a shorted line takes all three, and they come back`(_ disturbance: I2CWire.Disturbance) throws {
        try check(
            ChainBench.members, break: { $0.wire.disturbance = disturbance }, mend: { $0.wire.disturbance = .none })
    }

    @Test func `a chip that refuses every byte`() throws {
        for member in ChainBench.members {
            let stranger = Stranger(0x00)
            stranger.refusesBytes = true
            try check(
                [member],
                break: { bench in
                    stranger.address = bench.address(of: member)
                    bench.replace(member, with: stranger)
                }, mend: { $0.restore() })
        }
    }

    @Test func `a chip that holds the clock for ever costs 10 ms a transfer, and only its own values`() throws {
        for member in ChainBench.members {
            let stranger = Stranger(0x00)
            stranger.stretchNanoseconds = .max / 4
            try check(
                [member],
                break: { bench in
                    stranger.address = bench.address(of: member)
                    bench.replace(member, with: stranger)
                }, mend: { $0.restore() })
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `storms of lost arbitration and of stuck lines: never a value that was not measured`(_ seed: UInt64) {
        let bench = bench()
        var choice = SeededNoise(seed: seed)
        for _ in 0..<400 {
            let kinds: [I2CWire.Disturbance] = [.arbitration, .none, .sdaLow(clocks: 5), .sdaShorted, .sclShorted]
            bench.wire.disturbance = kinds[Int.random(in: 0..<5, using: &choice)]
            bench.run(seconds: .random(in: 0.0001...0.08, using: &choice))
        }
        bench.wire.disturbance = .none
        bench.run(seconds: 4)
        #expect(bench.samples.last?.flags == .allValid, "seed \(seed)")
        expectHonest(bench.samples)
    }

    @Test func `a reference that fails takes the voltage alone`() throws {
        for volts in [0, 3.2, 3.4] {
            let bench = bench()
            let start = bench.seconds
            bench.ads122c04.setInputs(at: bench.clock.nanoseconds) { $0.reference = volts }
            bench.chain.checkReference()
            bench.run(seconds: 5)
            let told = try #require(bench.faultSecond(.voltage, after: start))
            #expect(told - start < ChainFaultTests.bound)
            guard case .faulty(.referenceOutOfRange(let nanovolts)) = bench.chain.health(of: .voltage) else {
                Issue.record("\(bench.chain.health(of: .voltage)) at \(volts) V")
                continue
            }
            #expect(abs(Double(nanovolts) * 1e-9 - volts) < 1e-5)
            #expect(bench.samples.last?.flags == SampleFlags.currentValid.union(.temperatureValid))
            bench.ads122c04.setInputs(at: bench.clock.nanoseconds) { $0.reference = 3.3 }
            bench.run(seconds: 3)
            #expect(bench.samples.last?.flags == .allValid)
        }
    }

    @Test func `a reference that fails is found within a minute and a half when nobody asks`() throws {
        let bench = bench()
        let start = bench.seconds
        bench.ads122c04.setInputs(at: bench.clock.nanoseconds) { $0.reference = 3.2 }
        bench.run(seconds: 70)
        let told = try #require(bench.faultSecond(.voltage, after: start))
        #expect(told - start < 65)
    }

    /// 2.045 … 2.051 V and ±30 ppm/K, gain ±0.05 %: a good reference is never called a bad one.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `chips at their limits find a right reference right at every temperature`(_ seed: UInt64) {
        let bench = ChainBench(spread: .limits, seed: 40 * seed)
        for celsius in [-10.0, 25, 60] {
            bench.set(amperes: 0, volts: 2, celsius: celsius)
            bench.chain.checkReference()
            bench.run(seconds: 3)
            #expect(bench.chain.health(of: .voltage) == .measuring, "seed \(seed)")
        }
    }

    @Test func `both checks leave honest samples while measuring`() {
        let bench = bench()
        for round in 0..<12 {
            if round.isMultiple(of: 2) { bench.chain.checkVoltageInput() } else { bench.chain.checkReference() }
            bench.run(seconds: 0.7)
        }
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        expectHonest(bench.samples)
        #expect(bench.changes.allSatisfy { $0.health == .measuring })
    }
}

/// A chip that nobody expects: always the same byte.
final class Stranger: I2CTarget {
    var address: UInt8 = 0
    var refusesBytes = false
    var stretchNanoseconds: UInt64 = 0
    private let byte: UInt8

    init(_ byte: UInt8) { self.byte = byte }

    func advance(to nanoseconds: UInt64) {}
    func isAddressed(_ address: UInt8, isRead: Bool) -> Bool { address == self.address }
    func write(_ byte: UInt8) -> Bool { !refusesBytes }
    func read() -> UInt8 { byte }
    func stop() {}
}

extension ChainBench {
    func address(of member: ChainMember) -> UInt8 {
        switch member {
        case .current: 0x40
        case .voltage: 0x45
        case .temperature: 0x48
        }
    }

    private func chip(_ member: ChainMember) -> any I2CTarget {
        switch member {
        case .current: ina228
        case .voltage: ads122c04
        case .temperature: tmp117
        }
    }

    func replace(_ member: ChainMember, with target: any I2CTarget) {
        wire.targets = Self.members.map { $0 == member ? target : chip($0) }
    }

    /// Only the three chips, as at the start.
    func restore() { wire.targets = Self.members.map(chip) }
}
