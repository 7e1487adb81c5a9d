import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// A transfer that is carried out at once does what its bytes do one by one: bit for bit.
@Suite struct WholeTransferTests {
    /// Every register of the three chips, byte by byte.
    private func registers(_ chips: SimulatedChips) -> [String] {
        chips.wire.allowsWholeTransfers = false
        var bus = chips.makeBus()
        var states: [String] = []
        let reads: [(UInt8, [UInt8], UInt8)] =
            (0...0x11).map { (0x40, [$0], 5) } + [0x00, 0x24, 0x28, 0x2C, 0x10].map { (0x45, [$0], 6) }
            + (0...8).map { (0x48, [$0], 2) }
        for (address, written, count) in reads {
            states.append(
                outcome(TransferPlan(address: address, written: written, readCount: count), &bus, chips.clock))
        }
        return states + ["\(chips.current.isAlertLow) \(chips.voltage.isDataReadyLow) \(chips.temperature.isAlertLow)"]
    }

    private struct TransferPlan {
        var address: UInt8
        var written: [UInt8]
        var readCount: UInt8
    }

    /// Polled only when it should have ended, as a whole transfer wants it.
    private func outcome(_ plan: TransferPlan, _ bus: inout SimulatedI2CBus, _ clock: VirtualClock) -> String {
        var transfer = I2CTransfer(address: plan.address, readCount: plan.readCount)
        for byte in plan.written { transfer.written.append(byte) }
        bus.start(transfer)
        while let end = bus.expectedEndNanoseconds {
            clock.nanoseconds = max(end, clock.nanoseconds)
            switch bus.poll() {
            case .pending: continue
            case .done(let bytes): return "\((0..<bytes.count).map { bytes[$0] }) \(clock.nanoseconds)"
            case .failed(let error): return "\(error) \(clock.nanoseconds)"
            }
        }
        return "never"
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `samples and registers are the same, through changes, bursts, checks, brown-outs and pauses`(_ seed: UInt64) {
        let one = BoardBench(spread: .typical, seed: seed, isWhole: true)
        let other = BoardBench(spread: .typical, seed: seed, isWhole: false)
        var choice = SeededNoise(seed: 100 + seed)
        for _ in 0..<60 {
            let pause = Double.random(in: 0...1.5, using: &choice)
            let action = Int.random(in: 0...11, using: &choice)
            let amperes = Double.random(in: -640e-6...640e-6, using: &choice)
            let volts = Double.random(in: 1.2...3.2, using: &choice)
            for bench in [one, other] {
                bench.run(seconds: pause)
                let now = bench.clock.nanoseconds
                switch action {
                case 0...4:
                    bench.chips.set(amperes: amperes, volts: Ramp(volts, slopePerSecond: amperes), celsius: 20 + volts)
                case 5: bench.chain.setRate(.burst)
                case 6: bench.chain.setRate(.second)
                case 7: bench.chain.checkVoltageInput()
                case 8: bench.chain.checkReference()
                case 9: bench.clock.nanoseconds += 700_000_000
                case 10:
                    bench.chips.voltage.setPower(false, at: now)
                    bench.chips.voltage.setPower(true, at: now)
                default:
                    bench.chips.current.advance(to: now)
                    bench.chips.current.corrupt(register: 0, with: 0)
                }
            }
        }
        #expect(one.samples.count > 20 && one.samples == other.samples, "seed \(seed)")
        #expect(one.clock.nanoseconds == other.clock.nanoseconds)
        #expect(registers(one.chips) == registers(other.chips), "seed \(seed)")
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `transfers that mean anything or nothing end alike`(_ seed: UInt64) {
        var choice = SeededNoise(seed: seed)
        let boards = [true, false].map { isWhole in
            let chips = SimulatedChips(clock: VirtualClock(), spread: .typical, seed: seed)
            chips.wire.allowsWholeTransfers = isWhole
            chips.set(amperes: 1e-4, volts: Ramp(2, slopePerSecond: 1e-4), celsius: 25)
            return chips
        }
        var buses = boards.map { $0.makeBus() }
        for _ in 0..<3_000 {
            let address: UInt8 = [0x40, 0x45, 0x45, 0x48, 0x00, 0x41][Int.random(in: 0..<6, using: &choice)]
            var plan = TransferPlan(address: address, written: [], readCount: .random(in: 0...16, using: &choice))
            for _ in 0..<Int.random(in: 0...4, using: &choice) {
                // Commands and low registers mostly.
                let byte = UInt8.random(in: 0...255, using: &choice)
                plan.written.append(Bool.random(using: &choice) ? byte & 0x1F : byte & 0x4F)
            }
            let pause = UInt64.random(in: 0...(Bool.random(using: &choice) ? 60_000_000 : 100_000), using: &choice)
            var ends: [String] = []
            for index in 0..<2 {
                boards[index].clock.nanoseconds += pause
                ends.append(outcome(plan, &buses[index], boards[index].clock))
            }
            #expect(ends[0] == ends[1], "seed \(seed), \(plan)")
            if ends[0] != ends[1] { return }
        }
        #expect(registers(boards[0]) == registers(boards[1]))
    }
}
