import CellCore
import Testing

@testable import AnalogFrontEnd

/// What goes wrong is told within its bound, and the coupling switch is open afterwards.
@Suite struct FrontEndFaultTests {
    /// The pins that a chip's table was told last.
    private func expectOpen(_ chip: RegisterTable, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(chip.pins & 1 == 0, sourceLocation: sourceLocation)
    }

    private func health(of chip: RegisterTable, after microseconds: UInt64 = 200_000) -> ChipHealth {
        let bench = TableBench(chip)
        bench.run(microseconds: microseconds)
        return bench.health
    }

    @Test func `a sound chip`() {
        let chip = RegisterTable()
        #expect(health(of: chip) == .measuring)
        expectOpen(chip)
        // The reset, the vendor's values in their order, GP0 an ordinary pin that drives low.
        #expect(chip.writes.first?.register == 0x424 && chip.writes.first?.value == 0xA158)
        let initial: [(register: UInt16, value: UInt32)] = [
            (0x0908, 0x02C9), (0x0C08, 0x206C), (0x21F0, 0x0010), (0x0410, 0x02C9), (0x0A28, 0x0009),
            (0x238C, 0x0104), (0x0A04, 0x4859), (0x0A04, 0xF27B), (0x0A00, 0x8009), (0x22F0, 0x0000),
            (0x2230, 0xDE87_A5AF), (0x2250, 0x103F), (0x22B0, 0x203C), (0x2230, 0xDE87_A5A0),
        ]
        for (index, wanted) in initial.enumerated() where index + 1 < chip.writes.count {
            #expect(chip.writes[index + 1].register == wanted.register && chip.writes[index + 1].value == wanted.value)
        }
        #expect(chip.registers[0x0000].map { $0 & 3 } == 3)
        #expect(chip.registers[0x0004].map { $0 & 1 } == 1)
    }

    @Test func `nobody answers`() {
        for byte: UInt8 in [0x00, 0xFF] {
            let chip = RegisterTable()
            chip.stuckByte = byte
            #expect(health(of: chip) == .faulty(.absent))
        }
        let chip = RegisterTable()
        chip.isSilent = true
        #expect(health(of: chip) == .faulty(.bus(.timeout)))
    }

    @Test func `another chip`() {
        let chip = RegisterTable()
        chip.overrides[0x0400] = 0x1234
        #expect(health(of: chip) == .faulty(.wrongIdentity(0x1234)))
        chip.overrides = [0x0404: 0x4402]
        #expect(health(of: chip) == .faulty(.wrongIdentity(0x4402)))
    }

    @Test func `a setting that does not hold`() {
        let chip = RegisterTable()
        chip.overrides[0x21D8] = 0x410
        #expect(health(of: chip) == .faulty(.setting(register: 0x21D8, found: 0x410)))
        // It was tried three times in a turn, and goes on being tried.
        #expect(chip.writes.count(where: { $0.register == 0x21D8 }) == 3)
        chip.overrides = [:]
        #expect(health(of: chip) == .measuring)
    }

    @Test func `a chip that comes back`() {
        let chip = RegisterTable()
        chip.stuckByte = 0xFF
        let bench = TableBench(chip)
        bench.run(microseconds: 1_000_000)
        #expect(bench.health == .faulty(.absent))
        #expect(bench.faultCount >= 3)
        chip.stuckByte = nil
        bench.run(microseconds: 400_000)
        #expect(bench.health == .measuring)
    }

    @Test func `a pin that does not go low`() {
        let chip = RegisterTable()
        chip.overrides[0x10] = 1
        #expect(health(of: chip) == .faulty(.setting(register: 0x10, found: 1)))
    }

    /// The transform never ends: told within 1.5 of its time and 50 ms, and the excitation never began.
    @Test func `a chip that never finishes`() {
        let chip = RegisterTable()
        let bench = TableBench(chip)
        #expect(!bench.startSpectrum())
        bench.run(microseconds: 100_000)
        #expect(bench.startSpectrum())
        #expect(!bench.startSpectrum())
        #expect(bench.isBusy)
        bench.run(microseconds: 300_000) { $0.health != .measuring }
        guard case .faulty(.late) = bench.health else {
            Issue.record("\(bench.health)")
            return
        }
        #expect(!bench.isBusy && !bench.isExciting)
        expectOpen(chip)
        bench.run(microseconds: 500_000)
        #expect(bench.health == .measuring)
    }

    /// A brown-out between two spectra is seen within 5 s.
    @Test func `settings lost at rest`() {
        let chip = RegisterTable()
        let bench = TableBench(chip)
        bench.run(microseconds: 100_000)
        chip.registers[0x22F0] = 0x88800
        bench.run(microseconds: 5_100_000) { $0.health != .measuring }
        #expect(bench.health == .faulty(.setting(register: 0x22F0, found: 0x88800)))
    }

    /// Nothing may trap, whatever comes from the bus.
    @Test func `any answers`() {
        for byte in UInt8.min...UInt8.max {
            for isSilent in [false, true] { _ = usePortableImpedance(byte, isSilent: isSilent, until: 3_000_000) }
        }
    }
}
