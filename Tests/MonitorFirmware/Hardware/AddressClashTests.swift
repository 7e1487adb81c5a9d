import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// Two chips at one address: what is read is the wired AND of both.
@Suite struct AddressClashTests {
    /// A second INA228 at 40h whose oscillator is off from the first's; its shunt sees `volts`.
    private func bench(oscillator: Double, volts: Double) throws -> (HardwareBench, INA228Model) {
        let bench = try HardwareBench(spread: .ideal)
        let second = INA228Model(address: 0x40)
        second.errors.oscillator = oscillator
        second.setInputs(shuntVolts: volts, at: 0)
        bench.cell.chips.wire.targets.append(second)
        return (bench, second)
    }

    @Test(arguments: [-0.005, -0.002, -0.0005, 0.0005, 0.002, 0.005])
    func `a second INA228 whose clock is another is told as late, and no current is reported`(
        _ oscillator: Double
    ) throws {
        let (bench, second) = try bench(oscillator: oscillator, volts: 0)
        bench.comparesValues = false
        try bench.run(seconds: 120)
        let told = bench.told(.current, [.late, .configuration, .corrupted], since: 0)
        let values = bench.samples.filter { $0.flags.contains(.currentValid) }
        print(
            "clash, clock \(oscillator): told \(told ?? 0) µs, \(values.count) of \(bench.samples.count) with a current"
        )
        #expect(try #require(told) <= HardwareBench.bound)
        #expect(values.isEmpty)
        bench.cell.chips.wire.targets.removeAll { $0 === second }
        bench.comparesValues = true
        try bench.run(seconds: 5)
        #expect(bench.samples.last?.flags == .allValid)
    }

    /// Identification, settings and flags of both are the same, and both are started anew together.
    @Test func `a second INA228 in step cannot be told from one chip: the current is the AND of both codes`() throws {
        let (bench, _) = try bench(oscillator: 0, volts: 0)
        bench.comparesValues = false
        try bench.run(seconds: 60)
        let values = bench.samples.filter { $0.flags.contains(.currentValid) }
        print("clash in step: \(values.count) of \(bench.samples.count) with a current")
        let faults: Set<HardwareFault> = [.late, .configuration, .corrupted, .wrongIdentity, .bus, .absent]
        #expect(bench.told(.current, faults, since: 0) == nil)
        // The code of −86.4 µA AND the code of 0.
        #expect(values.count >= 50 && values.allSatisfy { $0.currentPicoamperes == 0 })
        #expect(bench.samples.dropFirst(2).allSatisfy { $0.flags.contains(.voltageValid) })
    }

    @Test func `a converter of the voltage at the address of the current's is told`() throws {
        let bench = try HardwareBench()
        let clash = ADS122C04Model(address: 0x40)
        try bench.check(
            .current, "clash with an ADS122C04",
            expecting: [.wrongIdentity, .configuration, .corrupted, .memory, .late],
            break: { bench.cell.chips.wire.targets.append(clash) },
            mend: { bench.cell.chips.wire.targets.removeAll { $0 === clash } })
    }

    /// None of the bytes that the thermometer is sent makes the other answer, so its own answers come through.
    @Test func `a converter of the voltage at the thermometer's address does no harm and is not told`() throws {
        let bench = try HardwareBench()
        bench.cell.chips.wire.targets.append(ADS122C04Model(address: 0x48))
        try bench.run(seconds: 60)
        #expect(bench.samples.dropFirst(2).allSatisfy { $0.flags == .allValid })
        #expect(!bench.events.contains { $0.id == .temperatureChipFault })
    }
}
