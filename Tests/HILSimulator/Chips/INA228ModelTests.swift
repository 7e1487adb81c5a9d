import Foundation
import HILSimulator
import Testing

/// Numbers are those of TI SLYS021A.
@Suite struct INA228ModelTests {
    private func chip() -> (INA228Model, WireMaster) {
        let model = INA228Model()
        return (model, WireMaster(I2CWire([model])))
    }

    @Test(
        arguments: [
            (0x00, 2, 0x0000), (0x01, 2, 0xFB68), (0x02, 2, 0x1000), (0x03, 2, 0), (0x04, 3, 0), (0x05, 3, 0),
            (0x06, 2, 0),
            (0x07, 3, 0), (0x08, 3, 0), (0x09, 5, 0), (0x0A, 5, 0), (0x0B, 2, 0x0001), (0x0C, 2, 0x7FFF),
            (0x0D, 2, 0x8000),
            (0x0E, 2, 0x7FFF), (0x0F, 2, 0), (0x10, 2, 0x7FFF), (0x11, 2, 0xFFFF), (0x3E, 2, 0x5449), (0x3F, 2, 0x2281),
        ] as [(UInt8, Int, UInt64)])
    func `registers come up as tables 7-5 to 7-24 say`(_ register: UInt8, _ size: Int, _ value: UInt64) {
        let (_, master) = chip()
        #expect(master.number(0x40, register, size) == value)
    }

    /// Section 8.2: 16.2 mΩ, 10 A, 48 V, 6 A at 25 °C; Table 8-4, its sums of an hour for 36 s.
    @Test func `the worked example of section 8.2 gives the values of table 8-4`() {
        let (model, master) = chip()
        model.setInputs(shuntVolts: 0.0972, busVolts: 48, dieCelsius: 25, at: 0)
        master.write(0x40, [0x02, 0x0F, 0xD2])
        master.wait(seconds: 0.01)
        #expect(master.number(0x40, 0x04, 3) >> 4 == 311_040)
        #expect(master.number(0x40, 0x07, 3) >> 4 == 314_572)
        #expect(master.number(0x40, 0x05, 3) >> 4 == 245_760)
        #expect(master.number(0x40, 0x06, 2) == 3_200)
        // 288 W: the data sheet's own numbers differ by 24 in their last digits.
        #expect(abs(Int(master.number(0x40, 0x08, 3)) - 4_718_604) <= 30)
        master.write(0x40, [0x00, 0x40, 0x00])
        master.wait(until: Double(master.nanoseconds) * 1e-9 + 36)
        #expect(abs(Double(master.number(0x40, 0x09, 5)) / 10_616_832 - 1) < 2e-4)
        #expect(abs(Double(master.number(0x40, 0x0A, 5)) / 11_324_621 - 1) < 2e-4)
    }

    @Test func `negative shunt voltages are two's complement, and both ends saturate`() {
        let (model, master) = chip()
        for (volts, code) in [(-0.0972, 0xB4100), (0.2, 0x7FFFF), (-0.2, 0x80000)] {
            model.setInputs(shuntVolts: volts, at: master.nanoseconds)
            master.wait(seconds: 0.01)
            #expect(master.number(0x40, 0x04, 3) >> 4 == UInt64(code))
        }
        // ADCRANGE = 1: 78.125 nV.
        master.write(0x40, [0x00, 0x00, 0x10])
        model.setInputs(shuntVolts: 24.3e-3, at: master.nanoseconds)
        master.wait(seconds: 0.01)
        #expect(master.number(0x40, 0x04, 3) >> 4 == 311_040)
    }

    @Test(arguments: [(0xABED, 1.054_72), (0xAB6A, 0.016_832), (0xFB68, 0.003_156)] as [(Int, Double)])
    func `a conversion takes its time of table 7-6, and CNVRF is cleared as section 7-3-4 says`(
        _ configuration: Int, _ period: Double
    ) {
        let (_, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x40, [0x01, UInt8(configuration >> 8), UInt8(configuration & 0xFF)])
        let start = Double(master.nanoseconds) * 1e-9
        master.wait(until: start + period - 0.000_2)
        #expect(master.number(0x40, 0x0B, 2) & 2 == 0)
        master.wait(until: start + period + 0.000_001)
        #expect(master.number(0x40, 0x0B, 2) & 2 == 2)
        #expect(master.number(0x40, 0x0B, 2) & 2 == 0)
        master.wait(until: start + 2 * period + 0.000_5)
        master.write(0x40, [0x01, UInt8(configuration >> 8), UInt8(configuration & 0xFF)])
        #expect(master.number(0x40, 0x0B, 2) & 2 == 0)
    }

    @Test func `a triggered conversion ends in shutdown`() {
        let (model, master) = chip()
        model.setInputs(shuntVolts: 0.01, at: 0)
        master.write(0x40, [0x01, 0x2B, 0x68])
        master.wait(seconds: 0.01)
        #expect(master.number(0x40, 0x0B, 2) & 2 == 2)
        #expect(master.number(0x40, 0x04, 3) >> 4 == 32_000)
        model.setInputs(shuntVolts: 0.02, at: master.nanoseconds)
        master.wait(seconds: 0.1)
        #expect(master.number(0x40, 0x0B, 2) & 2 == 0)
        #expect(master.number(0x40, 0x04, 3) >> 4 == 32_000)
    }

    /// Section 8.2.2.4: 162 mV are 32400d in SOVL. The register's flag is transparent, or latched until it is read.
    @Test func `the shunt limit of section 8-2-2-4 trips just above it`() {
        let (model, master) = chip()
        master.write(0x40, [0x0C, 0x7E, 0x90])
        for (volts, isTripped) in [(0.1619, false), (0.1621, true), (0.1619, false)] {
            model.setInputs(shuntVolts: volts, at: master.nanoseconds)
            master.wait(seconds: 0.01)
            #expect((master.number(0x40, 0x0B, 2) & 0x40 != 0) == isTripped)
        }
        master.write(0x40, [0x0B, 0x80, 0x00])
        model.setInputs(shuntVolts: 0.1621, at: master.nanoseconds)
        master.wait(seconds: 0.01)
        model.setInputs(shuntVolts: 0, at: master.nanoseconds)
        master.wait(seconds: 0.01)
        #expect(master.number(0x40, 0x0B, 2) & 0x40 != 0)
        #expect(master.number(0x40, 0x0B, 2) & 0x40 == 0)
    }

    @Test func `reset, read-only registers and reserved bits`() {
        let (_, master) = chip()
        master.write(0x40, [0x02, 0xFF, 0xFF])
        #expect(master.number(0x40, 0x02, 2) == 0x7FFF)
        master.write(0x40, [0x3E, 0x00, 0x00])
        #expect(master.number(0x40, 0x3E, 2) == 0x5449)
        master.write(0x40, [0x00, 0x80, 0x00])
        #expect(master.number(0x40, 0x02, 2) == 0x1000)
        #expect(master.number(0x40, 0x00, 2) == 0)
        #expect(!master.write(0x41, [0x00]))
    }

    /// Table 8-2: noise-free bits from peak-to-peak noise. 2000 readings of normal noise span about 6.9 deviations.
    @Test(arguments: [(0xAB6A, 14.6, 0.016_832), (0xAB68, 12.6, 0.001_052)] as [(Int, Double, Double)])
    func `noise spans what table 8-2 calls noise-free bits`(_ configuration: Int, _ bits: Double, _ period: Double) {
        let model = INA228Model(spread: .typical, seed: 5)
        let master = WireMaster(I2CWire([model]))
        master.write(0x40, [0x00, 0x00, 0x10])
        master.write(0x40, [0x01, UInt8(configuration >> 8), UInt8(configuration & 0xFF)])
        var codes: [Double] = []
        for _ in 0..<2_000 {
            master.wait(seconds: period * 1.02)
            codes.append(Double(Int32(truncatingIfNeeded: master.number(0x40, 0x04, 3) << 8) >> 12))
        }
        let span = (codes.max() ?? 0) - (codes.min() ?? 0)
        #expect(abs(log2(1_048_576 / span) - bits) < 0.35)
    }

    @Test func `a seed repeats a chip, and another gives another`() {
        let one = INA228Model(spread: .typical, seed: 3)
        let same = INA228Model(spread: .typical, seed: 3)
        let other = INA228Model(spread: .typical, seed: 4)
        #expect(one.errors == same.errors && one.errors != other.errors)
        #expect(abs(one.errors.offsetVolts) <= 1e-6 && abs(one.errors.gain) <= 5e-4)
    }
}
