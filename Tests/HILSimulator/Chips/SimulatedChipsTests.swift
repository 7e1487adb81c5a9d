import AnalogFrontEnd
import HILSimulator
import Testing

/// The seam for benches: what is set is what chips convert, and edges come when pins fall.
@Suite struct SimulatedChipsTests {
    /// Configures the chips as the drivers do: conversions of 1.05 s, 50 ms and 1 s with their pins (Tables 7-6 and 7-16 of
    /// SLYS021A, 20 of SBAS751B, 7-6 of SNOSD82D).
    private func configured(_ chips: SimulatedChips) {
        var bus = chips.makeBus()
        for bytes: [UInt8] in [
            [0x40, 0x00, 0x00, 0x10], [0x40, 0x0B, 0xC0, 0x00], [0x40, 0x01, 0xAB, 0xED], [0x45, 0x40, 0x01],
            [0x45, 0x44, 0x0A], [0x45, 0x08], [0x48, 0x01, 0x02, 0x24],
        ] {
            exchange(bytes, read: 0, &bus, chips.clock)
        }
    }

    @discardableResult
    private func exchange(
        _ bytes: [UInt8], read: UInt8, _ bus: inout SimulatedI2CBus, _ clock: VirtualClock
    ) -> UInt64 {
        var transfer = I2CTransfer(address: bytes[0], readCount: read)
        for byte in bytes.dropFirst() { transfer.written.append(byte) }
        bus.start(transfer)
        while let end = bus.expectedEndNanoseconds {
            clock.nanoseconds = end
            if case .done(let answer) = bus.poll() {
                return (0..<answer.count).reduce(0) { $0 << 8 | UInt64(answer[$1]) }
            }
        }
        return .max
    }

    @Test func `edges are where the pins fall, nanosecond for nanosecond`() {
        let chips = SimulatedChips(clock: VirtualClock(nanoseconds: 2_000_000), spread: .typical, seed: 9)
        configured(chips)
        var bus = chips.makeBus()
        var counts: [ChainMember: Int] = [:]
        while chips.clock.nanoseconds < 20_000_000_000 {
            guard let edge = chips.nextEdge() else {
                Issue.record("no edge is due")
                return
            }
            counts[edge.member, default: 0] += 1
            chips.clock.nanoseconds = edge.nanoseconds - 1
            switch edge.member {
            case .current:
                chips.current.advance(to: edge.nanoseconds - 1)
                #expect(!chips.current.isAlertLow)
                chips.current.advance(to: edge.nanoseconds)
                #expect(chips.current.isAlertLow)
                chips.clock.nanoseconds = edge.nanoseconds
                exchange([0x40, 0x0B], read: 2, &bus, chips.clock)
            case .voltage:
                chips.voltage.advance(to: edge.nanoseconds - 1)
                #expect(!chips.voltage.isDataReadyLow)
                chips.voltage.advance(to: edge.nanoseconds)
                #expect(chips.voltage.isDataReadyLow)
                chips.clock.nanoseconds = edge.nanoseconds
                exchange([0x45, 0x10], read: 3, &bus, chips.clock)
            case .temperature:
                chips.temperature.advance(to: edge.nanoseconds - 1)
                #expect(!chips.temperature.isAlertLow)
                chips.temperature.advance(to: edge.nanoseconds)
                #expect(chips.temperature.isAlertLow)
                chips.clock.nanoseconds = edge.nanoseconds
                exchange([0x48, 0x01], read: 2, &bus, chips.clock)
            }
        }
        // 20 s of 50 ms, 1.05 s and 1 s; the oscillators are off by up to 2, 0.5 and 12 %.
        #expect(abs((counts[.voltage] ?? 0) - 400) <= 9)
        #expect(abs((counts[.current] ?? 0) - 19) <= 1 && abs((counts[.temperature] ?? 0) - 20) <= 3)
    }

    @Test(arguments: [-1.0, -1e-3, 1e-3, 0.5])
    func `a conversion in a straight line shows its middle, wherever the lift is`(_ slope: Double) {
        for lift in [0.0, 0.3] {
            let chips = SimulatedChips(clock: VirtualClock(nanoseconds: 2_000_000), spread: .ideal, seed: 0)
            chips.liftVolts = lift
            configured(chips)
            var bus = chips.makeBus()
            chips.set(amperes: 0, volts: Ramp(1.5, slopePerSecond: slope), celsius: 25)
            let start = Double(chips.clock.nanoseconds) * 1e-9
            for _ in 0..<10 {
                guard let edge = chips.nextEdge(), edge.member == .voltage else { continue }
                chips.clock.nanoseconds = edge.nanoseconds
                let code = Int32(bitPattern: UInt32(exchange([0x45, 0x10], read: 3, &bus, chips.clock)) << 8) >> 8
                let middle = Double(edge.nanoseconds) * 1e-9 - 0.5 * 51_192 / 1.024e6 - start
                // The first conversion began before the line.
                if middle > 0.05 {
                    #expect(abs(Double(code) / 8_388_608 * 3.3 - 1.5 - slope * middle) < 3e-7 + abs(slope) * 1e-6)
                }
            }
        }
    }

    /// MUX = 1100b: a quarter of REFP − REFN against the internal reference, 2.045 … 2.051 V at 25 °C.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `the monitor of the reference is as exact as the internal reference`(_ seed: UInt64) {
        let chips = SimulatedChips(clock: VirtualClock(nanoseconds: 2_000_000), spread: .limits, seed: seed)
        chips.set(amperes: 0, volts: Ramp(2), celsius: 25)
        var bus = chips.makeBus()
        for bytes: [UInt8] in [[0x45, 0x40, 0xC1], [0x45, 0x44, 0x02], [0x45, 0x08]] {
            exchange(bytes, read: 0, &bus, chips.clock)
        }
        chips.clock.nanoseconds += 60_000_000
        let volts = Double(exchange([0x45, 0x10], read: 3, &bus, chips.clock)) / 8_388_608 * 2.048 * 4
        #expect(abs(volts / 3.3 - 1) < 1.5e-3 + 5e-4 + 2e-4 && abs(volts / 3.3 - 1) > 5e-4)
    }
}
