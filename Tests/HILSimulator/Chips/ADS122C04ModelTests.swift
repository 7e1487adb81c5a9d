import HILSimulator
import Testing

/// Numbers are those of TI SBAS751B.
@Suite struct ADS122C04ModelTests {
    private func chip(_ change: (inout ADS122C04Model.Inputs) -> Void = { _ in }) -> (ADS122C04Model, WireMaster) {
        let model = ADS122C04Model()
        model.setInputs(at: 0, change)
        return (model, WireMaster(I2CWire([model])))
    }

    /// One single-shot conversion of what is configured.
    private func convert(_ master: WireMaster) -> Int32 {
        master.write(0x40, [0x08])
        master.wait(seconds: 0.06)
        return Int32(bitPattern: UInt32(truncatingIfNeeded: master.number(0x40, 0x10, 3)) << 8) >> 8
    }

    @Test func `registers are zero after power-up, RESET and their reserved bits always`() {
        let (_, master) = chip()
        for register: UInt8 in 0..<4 {
            #expect(master.read(0x40, [0x20 | register << 2], 1) == [0])
            master.write(0x40, [0x40 | register << 2, 0xFF])
        }
        #expect(master.read(0x40, [0x2C], 1).first == 0xFC)
        master.write(0x40, [0x06])
        for register: UInt8 in 0..<4 { #expect(master.read(0x40, [0x20 | register << 2], 1) == [0]) }
    }

    @Test func `a frame may write several registers`() {
        let (_, master) = chip()
        master.write(0x40, [0x40, 0x81, 0x44, 0x0A, 0x4C, 0x04])
        #expect(master.read(0x40, [0x20], 1) == [0x81])
        #expect(master.read(0x40, [0x24], 1) == [0x0A])
        #expect(master.read(0x40, [0x2C], 1) == [0x04])
    }

    /// Table 15 and Equation 8 with the internal reference of 2.048 V.
    @Test(
        arguments: [
            (2.048, 0x7FFFFF), (2.5, 0x7FFFFF), (1.024, 0x400000), (2.048 / 8_388_608, 1), (0, 0),
            (-2.048 / 8_388_608, -1), (-2.048, -0x800000), (-2.5, -0x800000),
        ] as [(Double, Int32)])
    func `codes are those of table 15`(_ volts: Double, _ code: Int32) {
        // Both inputs between the supplies of 5 V; the PGA wants 0.2 V.
        let (_, master) = chip {
            $0.supply = 5.5
            $0.pins = [2.75 + volts / 2, 2.75 - volts / 2, 0, 0]
        }
        #expect(convert(master) == code)
    }

    @Test func `the external reference of 3 V 3 reaches 2 V 8, the internal one does not`() {
        let (_, master) = chip { $0.pins = [2.8, 0, 0, 0] }
        master.write(0x40, [0x40, 0x01])
        #expect(convert(master) == 0x7FFFFF)
        master.write(0x40, [0x44, 0x02])
        #expect(abs(Double(convert(master)) / 8_388_608 * 3.3 - 2.8) < 4e-7)
    }

    /// Section 8.3.2: with the PGA an input at ground is 0.2 V out of its range, bypassed it is inside.
    @Test func `the PGA cannot see ground`() {
        let (_, master) = chip { $0.pins = [1.0, 0, 0, 0] }
        #expect(abs(Double(convert(master)) / 8_388_608 * 2.048 - 0.8) < 1e-6)
        master.write(0x40, [0x40, 0x01])
        #expect(abs(Double(convert(master)) / 8_388_608 * 2.048 - 1.0) < 1e-6)
        // Single-ended inputs bypass it anyway (MUX = 1000).
        master.write(0x40, [0x40, 0x80])
        #expect(abs(Double(convert(master)) / 8_388_608 * 2.048 - 1.0) < 1e-6)
    }

    @Test func `monitors read a quarter, shorted inputs nothing`() {
        let (_, master) = chip()
        master.write(0x40, [0x40, 0xC0])
        #expect(abs(Double(convert(master)) / 8_388_608 * 2.048 - 0.825) < 1e-6)
        master.write(0x40, [0x40, 0xD0])
        #expect(abs(Double(convert(master)) / 8_388_608 * 2.048 - 0.825) < 1e-6)
        master.write(0x40, [0x40, 0xE0])
        #expect(convert(master) == 0)
    }

    /// Table 13: 14 bits, left-justified.
    @Test(
        arguments: [(100.0, 0x0C80), (50, 0x0640), (25, 0x0320), (0.25, 8), (-0.25, 0x3FF8), (-25, 0x3CE0)]
            as [(Double, Int)])
    func `the temperature sensor gives table 13`(_ celsius: Double, _ code: Int) {
        let (_, master) = chip { $0.celsius = celsius }
        master.write(0x40, [0x44, 0x01])
        #expect(Int(convert(master) >> 10) & 0x3FFF == code)
    }

    /// Table 12, from the eighth clock of the command; DRDY is bit 7 of register 2.
    @Test(
        arguments: [
            (0x08, 51_192 + 28.5, 1.024e6), (0x28, 22_780 + 28.5, 1.024e6), (0x48, 11_532 + 28.5, 1.024e6),
            (0x18, 51_192 + 105, 2.048e6), (0x38, 22_780 + 105, 2.048e6), (0x00, 51_213, 1.024e6),
            (0x10, 51_217, 2.048e6),
        ] as [(UInt8, Double, Double)])
    func `the first conversion takes the cycles of table 12`(_ register: UInt8, _ cycles: Double, _ frequency: Double) {
        let (_, master) = chip()
        master.write(0x40, [0x44, register])
        master.write(0x40, [0x08])
        let start = Double(master.nanoseconds) * 1e-9
        master.wait(until: start + cycles / frequency - 0.000_2)
        #expect(master.read(0x40, [0x28], 1) == [0x00])
        master.wait(until: start + cycles / frequency)
        #expect(master.read(0x40, [0x28], 1) == [0x80])
        _ = master.read(0x40, [0x10], 3)
        #expect(master.read(0x40, [0x28], 1) == [0x00])
    }

    @Test func `continuous conversions go on, and the counter counts them`() {
        let (_, master) = chip()
        master.write(0x40, [0x44, 0x08])
        master.write(0x40, [0x48, 0x40])
        master.write(0x40, [0x08])
        #expect(master.read(0x40, [0x10], 4).first == 0)
        master.wait(seconds: 1.001)
        #expect(master.read(0x40, [0x10], 4).first == 20)
        // POWERDOWN lets the conversion under way end.
        master.write(0x40, [0x02])
        master.wait(seconds: 1)
        #expect(master.read(0x40, [0x10], 4).first == 21)
        master.write(0x40, [0x48, 0x00])
        master.write(0x40, [0x48, 0x40])
        #expect(master.read(0x40, [0x10], 4).first == 0)
    }

    @Test func `a write to a register starts the conversion under way anew`() {
        let (_, master) = chip()
        master.write(0x40, [0x44, 0x08])
        master.write(0x40, [0x08])
        for _ in 0..<10 {
            master.wait(seconds: 0.03)
            master.write(0x40, [0x4C, 0x00])
        }
        #expect(master.read(0x40, [0x28], 1) == [0x00])
    }

    /// CRC-16/IBM-3740 of the catalogue: FFFFh over the byte 00h leaves E1F0h; inverted words follow the data.
    @Test func `answers carry inverted bytes or the CRC`() {
        let (_, master) = chip()
        master.write(0x40, [0x48, 0x10])
        #expect(master.read(0x40, [0x28], 2) == [0x10, 0xEF])
        #expect(master.read(0x40, [0x10], 6) == [0, 0, 0, 0xFF, 0xFF, 0xFF])
        master.write(0x40, [0x48, 0x20])
        #expect(master.read(0x40, [0x2C], 3) == [0x00, 0xE1, 0xF0])
    }

    @Test func `burn-out currents make an open input full scale`() {
        let (_, master) = chip { $0.pins = [2, 0, 0, 0] }
        master.write(0x40, [0x40, 0x01])
        master.write(0x40, [0x44, 0x02])
        master.write(0x40, [0x48, 0x08])
        #expect(abs(Double(convert(master)) / 8_388_608 * 3.3 - 2) < 1e-6)
        let (_, open) = chip {
            $0.pins = [2, 0, 0, 0]
            $0.isOpen = true
        }
        open.write(0x40, [0x40, 0x01])
        open.write(0x40, [0x44, 0x02])
        open.write(0x40, [0x48, 0x08])
        _ = convert(open)
        #expect(convert(open) == 0x7FFFFF)
    }

    /// Table 3: 5.04 µV rms at 20 SPS, gain 1, PGA disabled; typical input current 5 nA through 10 kΩ is 50 µV.
    @Test func `noise is that of table 3 and input current that of section 6-5`() {
        let model = ADS122C04Model(spread: .typical, seed: 2)
        model.errors = {
            var errors = ADS122C04Model.Errors()
            errors.isNoisy = true
            errors.absoluteCurrentShare = 1
            return errors
        }()
        model.setInputs(at: 0) { $0.seriesOhms = 10_000 }
        let master = WireMaster(I2CWire([model]))
        master.write(0x40, [0x40, 0x01])
        let codes = (0..<1_000).map { _ in Double(convert(master)) / 8_388_608 * 2.048 }
        let mean = codes.reduce(0, +) / 1_000
        let deviation = (codes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999).squareRoot()
        #expect(abs(deviation / 5.04e-6 - 1) < 0.08)
        #expect(abs(mean + 50e-6) < 1e-6)
    }
}
