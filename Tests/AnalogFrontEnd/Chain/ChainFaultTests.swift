import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// Every fault is told within two sample periods, the other chips go on, and the chip comes back when it can.
@Suite struct ChainFaultTests {
    /// Two sample periods in seconds.
    static let bound = 2 * 1.054_720
    static let flags: [ChainMember: SampleFlags] = [
        .current: .currentValid, .voltage: .voltageValid, .temperature: .temperatureValid,
    ]

    /// Runs a bench well, breaks it, and expects the fault and its end.
    private func check(
        _ member: ChainMember, break breaks: (ChainBench) -> Void, mend: (ChainBench) -> Void,
        expecting isExpected: (ChipFault) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bench = ChainBench()
        bench.set(amperes: 50e-6, volts: 2)
        bench.run(seconds: 5)
        #expect(bench.chain.health(of: member) == .measuring, sourceLocation: sourceLocation)
        let start = bench.seconds
        breaks(bench)
        bench.run(seconds: 8)
        let told = try #require(bench.faultSecond(member, after: start), sourceLocation: sourceLocation)
        #expect(told - start < Self.bound, sourceLocation: sourceLocation)
        guard case .faulty(let fault) = bench.chain.health(of: member) else {
            Issue.record("\(bench.chain.health(of: member))", sourceLocation: sourceLocation)
            return
        }
        #expect(isExpected(fault), "\(fault)", sourceLocation: sourceLocation)
        expectOthers(bench, without: member, after: start + Self.bound, sourceLocation)
        mend(bench)
        let mended = bench.seconds
        bench.run(seconds: 5)
        #expect(bench.chain.health(of: member) == .measuring, sourceLocation: sourceLocation)
        let last = try #require(bench.samples.last)
        #expect(
            last.flags == .allValid && Double(last.timeMicroseconds) * 1e-6 > mended, sourceLocation: sourceLocation)
        #expect(abs(last.currentPicoamperes - 50_000_000) < 1_200, sourceLocation: sourceLocation)
    }

    /// Samples go on at their period, with every flag but the broken chip's and right values.
    private func expectOthers(
        _ bench: ChainBench, without member: ChainMember, after second: Double, _ sourceLocation: SourceLocation
    ) {
        let samples = bench.samples.filter { Double($0.timeMicroseconds) * 1e-6 > second }
        #expect(samples.count >= 4, sourceLocation: sourceLocation)
        for sample in samples {
            #expect(
                sample.flags == SampleFlags.allValid.subtracting(Self.flags[member] ?? .none),
                sourceLocation: sourceLocation)
        }
    }

    @Test func `a chip that goes missing`() throws {
        for member in ChainBench.members {
            try check(
                member, break: { $0.setPower(false, of: member) }, mend: { $0.setPower(true, of: member) },
                expecting: { $0 == .absent })
        }
    }

    @Test func `a chip that stops converting`() throws {
        for member in ChainBench.members {
            try check(
                member, break: { $0.setFrozen(true, member) }, mend: { $0.setFrozen(false, member) },
                expecting: { if case .late = $0 { true } else { false } })
        }
    }

    @Test func `another chip in its place`() throws {
        try check(
            .current,
            break: {
                $0.ina228.deviceID = 0x2381; $0.ina228.corrupt(register: 0, with: 0)
            },
            mend: { $0.ina228.deviceID = 0x2281 }, expecting: { $0 == .wrongIdentity(0x2381) })
        try check(
            .temperature,
            break: {
                $0.tmp117.deviceID = 0x1116; $0.tmp117.corrupt(register: 1, with: 0)
            },
            mend: { $0.tmp117.deviceID = 0x0117 }, expecting: { $0 == .wrongIdentity(0x1116) })
    }

    @Test func `an open voltage input`() throws {
        // It drifts to a supply, beyond the range; the check at the next start then names it.
        let bench = ChainBench(spread: .limits)
        bench.run(seconds: 5)
        let start = bench.seconds
        bench.ads122c04.setInputs(at: bench.clock.nanoseconds) { $0.isOpen = true }
        bench.chain.checkVoltageInput()
        bench.run(seconds: 5)
        let told = try #require(bench.faultSecond(.voltage, after: start))
        #expect(told - start < Self.bound)
        #expect(bench.chain.health(of: .voltage) == .faulty(.openInput))
        let last = try #require(bench.samples.last)
        #expect(last.flags == SampleFlags.currentValid.union(.temperatureValid))
        bench.ads122c04.setInputs(at: bench.clock.nanoseconds) { $0.isOpen = false }
        bench.run(seconds: 3)
        #expect(bench.chain.health(of: .voltage) == .measuring)
    }

    @Test func `a brown-out of each chip: configured again, with no wrong value between`() {
        for member in ChainBench.members {
            let bench = ChainBench()
            bench.set(amperes: 50e-6, volts: 2)
            bench.run(seconds: 5)
            let start = bench.seconds
            bench.setPower(false, of: member)
            bench.stall(seconds: 0.002)
            bench.setPower(true, of: member)
            bench.run(seconds: 6)
            #expect((bench.faultSecond(member, after: start) ?? 99) - start < Self.bound)
            #expect(bench.chain.health(of: member) == .measuring)
            for sample in bench.samples {
                if sample.flags.contains(.currentValid) { #expect(abs(sample.currentPicoamperes - 50_000_000) < 1_200) }
                if sample.flags.contains(.voltageValid) { #expect(abs(sample.voltageNanovolts - 2_000_000_000) < 250) }
                if sample.flags.contains(.temperatureValid) { #expect(sample.temperatureMillikelvin == 298_150) }
            }
        }
    }

    @Test func `a register that flips is found, and its value is not reported`() {
        let bench = ChainBench()
        bench.set(amperes: 50e-6, volts: 2)
        bench.run(seconds: 5)
        let start = bench.seconds
        // The wide range would read a quarter; gain 2 would read double.
        bench.ina228.corrupt(register: 0, with: 0)
        bench.ads122c04.corrupt(register: 0, with: 0x03)
        bench.run(seconds: 6)
        for member in [ChainMember.current, .voltage] {
            #expect((bench.faultSecond(member, after: start) ?? 99) - start < Self.bound)
            #expect(bench.chain.health(of: member) == .measuring)
        }
        for sample in bench.samples {
            if sample.flags.contains(.currentValid) { #expect(abs(sample.currentPicoamperes - 50_000_000) < 1_200) }
            if sample.flags.contains(.voltageValid) { #expect(abs(sample.voltageNanovolts - 2_000_000_000) < 250) }
        }
    }

    @Test func `currents over the range have no value, even for a part of an interval`() {
        let bench = ChainBench()
        bench.set(amperes: 590e-6)
        bench.run(seconds: 4)
        #expect(bench.samples.last?.flags == .allValid)
        bench.set(amperes: 650e-6)
        bench.run(seconds: 0.05)
        bench.set(amperes: 100e-6)
        let count = bench.samples.count
        bench.run(seconds: 4)
        #expect(bench.samples[count].flags == SampleFlags.voltageValid.union(.temperatureValid))
        #expect(bench.samples.dropFirst(count + 1).allSatisfy { $0.flags == .allValid })
        #expect(bench.chain.health(of: .current) == .measuring)
    }

    @Test(arguments: [3.2, 3.4])
    func `voltages over the range have no value`(_ volts: Double) {
        let bench = ChainBench()
        bench.set(volts: 3.1)
        bench.run(seconds: 4)
        #expect(bench.samples.last?.flags == .allValid)
        bench.set(volts: volts)
        bench.run(seconds: 3)
        #expect(bench.samples.last?.flags == SampleFlags.currentValid.union(.temperatureValid))
    }

    @Test func `a chip caught in a byte is clocked free`() {
        let bench = ChainBench()
        bench.run(seconds: 5)
        bench.wire.disturbance = .sdaLow(clocks: 7)
        bench.run(seconds: 3)
        #expect(bench.chain.recoveryCount == 1)
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        #expect(ChainBench.members.allSatisfy { bench.chain.health(of: $0) == .measuring })
    }

    @Test(arguments: [(I2CWire.Disturbance.sdaShorted, I2CLine.sda), (.sclShorted, .scl)])
    func `a shorted line is told for all chips, and all come back`(_ disturbance: I2CWire.Disturbance, _ line: I2CLine)
    {
        let bench = ChainBench()
        bench.run(seconds: 5)
        let start = bench.seconds
        bench.wire.disturbance = disturbance
        bench.run(seconds: 6)
        for member in ChainBench.members {
            #expect((bench.faultSecond(member, after: start) ?? 99) - start < Self.bound)
            #expect(bench.chain.health(of: member) == .faulty(.bus(.busStuck(line))))
        }
        #expect(bench.samples.last?.flags == SampleFlags.none)
        bench.wire.disturbance = .none
        bench.run(seconds: 5)
        #expect(bench.samples.last?.flags == .allValid)
    }

    @Test func `lost arbitration is tried again`() {
        let bench = ChainBench()
        bench.run(seconds: 5)
        for _ in 0..<10 {
            bench.wire.disturbance = .arbitration
            bench.run(seconds: 0.5)
        }
        #expect(bench.samples.allSatisfy { $0.flags == .allValid })
        #expect(bench.samples.count >= 9)
    }

    @Test func `two chips on one address are refused`() {
        let bench = ChainBench()
        let clash = ADS122C04Model(address: 0x40)
        bench.wire.targets.append(clash)
        bench.run(seconds: 5)
        guard case .faulty = bench.chain.health(of: .current) else {
            Issue.record("\(bench.chain.health(of: .current))")
            return
        }
        #expect(bench.samples.allSatisfy { !$0.flags.contains(.currentValid) })
        #expect(bench.samples.last?.flags == SampleFlags.voltageValid.union(.temperatureValid))
    }
}

extension ChainBench {
    func setPower(_ isOn: Bool, of member: ChainMember) {
        switch member {
        case .current: ina228.setPower(isOn, at: clock.nanoseconds)
        case .voltage: ads122c04.setPower(isOn, at: clock.nanoseconds)
        case .temperature: tmp117.setPower(isOn, at: clock.nanoseconds)
        }
    }

    func setFrozen(_ isFrozen: Bool, _ member: ChainMember) {
        switch member {
        case .current: ina228.isFrozen = isFrozen
        case .voltage: ads122c04.isFrozen = isFrozen
        case .temperature: tmp117.isFrozen = isFrozen
        }
    }
}
