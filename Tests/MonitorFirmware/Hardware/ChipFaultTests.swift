import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// Wrong, missing, dead and disturbed chips under the firmware: each is told within two sample periods, the rest goes on.
@Suite struct ChipFaultTests {
    @Test(arguments: ChipUnderTest.allCases)
    func `a chip that is missing at the start`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.check(
            chip, "missing at the start", expecting: [.absent], break: { chip.setFitted(false, bench.cell) },
            mend: { chip.setFitted(true, bench.cell) })
    }

    @Test(arguments: [ChipUnderTest.current, .temperature, .impedance])
    func `another chip in its place at the start`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.check(
            chip, "another chip at the start", expecting: [.wrongIdentity],
            break: { chip.setForeign(true, bench.cell) }, mend: { chip.setForeign(false, bench.cell) })
    }

    /// The ADS122C04 has no identification: it is recognised by zeros after RESET and by its check sums.
    @Test(arguments: [true, false])
    func `another chip at the address of the voltage's converter`(_ isThermometer: Bool) throws {
        let bench = try HardwareBench()
        let other: any I2CTarget = isThermometer ? TMP117Model(address: 0x45) : INA228Model(address: 0x45)
        try bench.check(
            .voltage, "another chip at the start (\(isThermometer ? "TMP117" : "INA228"))",
            expecting: [.wrongIdentity, .corrupted],
            break: { ChipUnderTest.voltage.replace(with: other, bench.cell) },
            mend: {
                bench.cell.chips.wire.targets.removeAll { $0 === other }
                ChipUnderTest.voltage.setFitted(true, bench.cell)
            })
    }

    @Test(arguments: ChipUnderTest.allCases)
    func `a chip that loses its power and gets it back`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        try bench.check(
            chip, "power lost", expecting: [.absent], break: { chip.setPower(false, bench.cell) },
            mend: { chip.setPower(true, bench.cell) })
    }

    @Test(arguments: ChipUnderTest.allCases)
    func `a brown-out shorter than a sample`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        try bench.check(
            chip, "brown-out of 2 ms",
            expecting: [.configuration, .corrupted, .absent, .late, .bus], lasts: false,
            break: {
                chip.setPower(false, bench.cell)
                _ = try? bench.cell.advance(toNanosecond: bench.now + 2_000_000)
                chip.setPower(true, bench.cell)
            }, mend: {})
    }

    @Test(arguments: ChipUnderTest.allCases)
    func `a register that flips`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        try bench.check(
            chip, "register flipped", expecting: [.configuration], lasts: false,
            break: { chip.corrupt(bench.cell) }, mend: {})
    }

    /// The TMP117 adds its offset register to each temperature: 1 K here.
    @Test func `an offset that appears in the thermometer`() throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        try bench.check(
            .temperature, "offset flipped", expecting: [.configuration], lasts: false,
            break: { bench.cell.chips.temperature.corrupt(register: 7, with: 0x0080) }, mend: {})
    }

    @Test(arguments: [ChipUnderTest.current, .voltage, .temperature])
    func `a converter that stops`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        try bench.check(
            chip, "frozen", expecting: [.late], break: { chip.setFrozen(true, bench.cell) },
            mend: { chip.setFrozen(false, bench.cell) })
    }

    @Test(arguments: [ChipUnderTest.current, .voltage, .temperature])
    func `a chip that acknowledges nothing for a while`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        let disturbed = DisturbedTarget(chip.target(bench.cell), refusals: 1, seed: 5)
        try bench.check(
            chip, "no acknowledge", expecting: [.absent], break: { chip.replace(with: disturbed, bench.cell) },
            mend: {
                bench.cell.chips.wire.targets.removeAll { $0 === disturbed }
                chip.setFitted(true, bench.cell)
            })
    }

    /// Each try fails with one in a hundred, so three in a row once in a million: every sample is whole, and the errors are counted.
    @Test(arguments: [ChipUnderTest.current, .voltage, .temperature])
    func `a refused transfer is tried again`(_ chip: ChipUnderTest) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        let start = bench.microseconds
        chip.replace(with: DisturbedTarget(chip.target(bench.cell), refusals: 0.01, seed: 5), bench.cell)
        try bench.run(seconds: 90)
        let reports = [bench.health.current, bench.health.voltage, bench.health.temperature]
        #expect(reports[chip.rawValue].errorCount > 0)
        #expect(bench.told(chip, [.absent, .bus], since: start) == nil)
        #expect(bench.samples(from: start).allSatisfy { $0.flags.contains(.allValid) })
        #expect(bench.samples(from: start).count >= 83)
    }

    /// Values of the INA228 and the TMP117 carry no check sum: a bit that flips on the wire is told only in the registers
    /// that are compared, so only the voltage's answers and the SPI are damaged here.
    @Test func `damaged answers of the voltage's converter`() throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        let disturbed = DisturbedTarget(bench.cell.chips.voltage, damages: 0.5, seed: 6)
        try bench.check(
            .voltage, "half of the bytes damaged", expecting: [.corrupted, .wrongIdentity, .configuration],
            break: { ChipUnderTest.voltage.replace(with: disturbed, bench.cell) },
            mend: {
                bench.cell.chips.wire.targets.removeAll { $0 === disturbed }
                ChipUnderTest.voltage.setFitted(true, bench.cell)
            })
    }

    @Test(arguments: [0, 1, 2, 3])
    func `an SPI bus that fails`(_ kind: Int) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 5.3)
        let bus = bench.cell.impedanceBus
        try bench.check(
            .impedance, ["SPI bits damaged", "MISO high", "MISO low", "SPI never ends"][kind],
            expecting: [
                [.absent, .corrupted, .configuration, .wrongIdentity], [.absent], [.absent, .configuration], [.bus],
            ][kind],
            break: {
                switch kind {
                case 0: bus.damagedBits = 0.1
                case 1: bus.chip = .missing(misoIsHigh: true)
                case 2: bus.chip = .missing(misoIsHigh: false)
                default: bus.neverEnds = true
                }
            },
            mend: {
                bus.damagedBits = 0
                bus.chip = .present
                bus.neverEnds = false
            })
    }
}
