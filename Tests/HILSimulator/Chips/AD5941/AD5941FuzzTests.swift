import HILSimulator
import Testing

/// Bytes from a controller gone wrong: the model must neither trap nor lose its numbers.
@Suite struct AD5941FuzzTests {
    private static let registers: [UInt16] = [
        0x0000, 0x0004, 0x0014, 0x0408, 0x0424, 0x0430, 0x0800, 0x0804, 0x0808, 0x080C, 0x0810, 0x0814, 0x0A00, 0x0A04,
        0x2000, 0x2004, 0x2008, 0x200C, 0x2010, 0x2014, 0x2030, 0x2034, 0x2038, 0x203C, 0x2044, 0x2048, 0x206C, 0x2070,
        0x2074, 0x2078, 0x2080, 0x20BC, 0x20D0, 0x20EC, 0x20F0, 0x20FC, 0x2118, 0x211C, 0x2120, 0x2128, 0x2150, 0x2154,
        0x2158, 0x215C, 0x21A8, 0x21CC, 0x21D4, 0x21D8, 0x21E0, 0x2200, 0x22F0, 0x3000, 0x3004, 0x3008, 0x300C, 0x3010,
    ]

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `random registers, bytes and times`(_ seed: UInt64) {
        var noise = SeededNoise(seed: seed)
        let cell = TestNetwork(openVolts: 2, seriesOhms: 100, parallelOhms: 50, parallelFarads: 1e-3)
        let model = AD5941Model(cell: cell, spread: .typical, seed: seed)
        let master = SPIMaster(model)
        for _ in 0..<1_500 {
            switch noise.next() % 8 {
            case 0:
                let count = Int(noise.next() % 9) + 1
                let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: noise.next()) }
                master.transfer(bytes, read: Int(noise.next() % 65))
            case 1: _ = master.read(Self.registers[Int(noise.next() % UInt64(Self.registers.count))])
            case 2: master.transfer([0x5F], read: Int(noise.next() % 65))
            case 3: master.wait(nanoseconds: noise.next() % 2_000_000)
            case 4:
                // A plausible AFECON, so that blocks run.
                master.write(0x2000, UInt32(truncatingIfNeeded: noise.next()) | 0x10_4FC0)
            default:
                let shift = UInt32(truncatingIfNeeded: noise.next() % 32)
                let value = UInt32(truncatingIfNeeded: noise.next()) >> shift
                master.write(Self.registers[Int(noise.next() % UInt64(Self.registers.count))], value)
            }
        }
        model.synchronize(to: master.nanoseconds)
        #expect(model.loopAmperes.isFinite && model.couplingVolts.isFinite, "seed \(seed)")
        #expect(abs(cell.coulombs - model.coupledCoulombs) < 1e-9, "seed \(seed)")
        #expect(cell.nanoseconds <= master.nanoseconds, "seed \(seed)")
        model.pulseReset(at: master.nanoseconds)
        master.wait(seconds: 0.01)
        #expect(master.read(0x0400) == 0x4144, "seed \(seed)")
    }
}
