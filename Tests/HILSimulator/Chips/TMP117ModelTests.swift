import HILSimulator
import Testing

/// Numbers are those of TI SNOSD82D.
@Suite struct TMP117ModelTests {
    private func chip(celsius: Double = 25) -> (TMP117Model, WireMaster) {
        let model = TMP117Model()
        model.setTemperature(celsius: celsius, at: 0)
        return (model, WireMaster(I2CWire([model])))
    }

    @Test(
        arguments: [
            (0x00, 0x8000), (0x01, 0x0220), (0x02, 0x6000), (0x03, 0x8000), (0x07, 0), (0x0F, 0x0117),
        ] as [(UInt8, UInt64)])
    func `registers come up as table 7-3 says`(_ register: UInt8, _ value: UInt64) {
        let (_, master) = chip()
        master.wait(seconds: 0.002)
        #expect(master.number(0x48, register, 2) == value)
    }

    @Test(
        arguments: [
            (-25.0, 0xF380), (-0.125, 0xFFF0), (-0.0078125, 0xFFFF), (0, 0), (0.0078125, 1), (0.125, 0x10), (1, 0x80),
            (25, 0x0C80), (100, 0x3200), (300, 0x7FFF),
        ] as [(Double, UInt64)])
    func `temperatures are the codes of table 7-1`(_ celsius: Double, _ code: UInt64) {
        let (_, master) = chip(celsius: celsius)
        master.wait(seconds: 0.2)
        #expect(master.number(0x48, 0x00, 2) == code)
    }

    /// Figure 7-2: 124 ms of conversions, a cycle of 1 s; Data_Ready goes with either register.
    @Test func `data is ready after 124 ms and once a second, until it is read`() {
        let (_, master) = chip()
        master.wait(until: 0.124)
        #expect(master.number(0x48, 0x01, 2) & 0x2000 == 0)
        master.wait(until: 0.126)
        #expect(master.number(0x48, 0x01, 2) & 0x2000 != 0)
        #expect(master.number(0x48, 0x01, 2) & 0x2000 == 0)
        master.wait(until: 1.124)
        #expect(master.number(0x48, 0x01, 2) & 0x2000 == 0)
        master.wait(until: 1.126)
        _ = master.number(0x48, 0x00, 2)
        #expect(master.number(0x48, 0x01, 2) & 0x2000 == 0)
    }

    /// Table 7-7, by counting results in 16 s.
    @Test(
        arguments: [
            (0b000, 0b00, 0.0155), (0b000, 0b01, 0.125), (0b001, 0b00, 0.125), (0b010, 0b01, 0.25), (0b000, 0b10, 0.5),
            (0b011, 0b10, 0.5), (0b000, 0b11, 1), (0b100, 0b00, 1), (0b101, 0b01, 4), (0b110, 0b11, 8),
        ] as [(Int, Int, Double)])
    func `the cycle is that of table 7-7`(_ cycle: Int, _ averages: Int, _ seconds: Double) {
        let (_, master) = chip()
        master.wait(seconds: 0.01)
        let configuration = cycle << 7 | averages << 5
        master.write(0x48, [0x01, UInt8(configuration >> 8), UInt8(configuration & 0xFF)])
        let start = Double(master.nanoseconds) * 1e-9
        var results = 0
        var time = start
        while time < start + 16 {
            time += 0.005
            master.wait(until: time)
            if master.number(0x48, 0x01, 2) & 0x2000 != 0 { results += 1 }
        }
        #expect(abs(results - Int((16 / seconds).rounded())) <= 1 + results / 100)
    }

    @Test func `one conversion, then shutdown`() {
        let (model, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x48, [0x01, 0x0E, 0x20])
        master.wait(seconds: 0.13)
        #expect(master.number(0x48, 0x01, 2) == 0x2620)
        #expect(master.number(0x48, 0x00, 2) == 0x0C80)
        model.setTemperature(celsius: 50, at: master.nanoseconds)
        master.wait(seconds: 5)
        #expect(master.number(0x48, 0x00, 2) == 0x0C80)
    }

    @Test func `alerts are kept until the configuration is read, in therm mode they follow`() {
        let (model, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x48, [0x02, 0x0F, 0x00])
        master.write(0x48, [0x03, 0x0A, 0x00])
        model.setTemperature(celsius: 31, at: master.nanoseconds)
        master.wait(seconds: 1.2)
        model.setTemperature(celsius: 25, at: master.nanoseconds)
        master.wait(seconds: 1.2)
        #expect(master.number(0x48, 0x01, 2) & 0xC000 == 0x8000)
        #expect(master.number(0x48, 0x01, 2) & 0xC000 == 0)
        master.write(0x48, [0x01, 0x02, 0x30])
        for (celsius, isHigh) in [(25.0, false), (31, true), (25, true), (19, false)] {
            model.setTemperature(celsius: celsius, at: master.nanoseconds)
            master.wait(seconds: 1.2)
            #expect(master.number(0x48, 0x01, 2) & 0xC000 == (isHigh ? 0x8000 : 0))
        }
    }

    /// Section 7.5.1.2: unlocked writes are programmed in 7 ms and survive a reset; locked ones do not.
    @Test func `memory is programmed only when unlocked`() {
        let (_, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x48, [0x02, 0x11, 0x11])
        master.write(0x00, [0x06])
        master.wait(seconds: 0.01)
        #expect(master.number(0x48, 0x02, 2) == 0x6000)
        master.write(0x48, [0x04, 0x80, 0x00])
        master.write(0x48, [0x02, 0x22, 0x22])
        #expect(master.number(0x48, 0x04, 2) == 0xC000)
        master.wait(seconds: 0.008)
        #expect(master.number(0x48, 0x04, 2) == 0x8000)
        master.write(0x00, [0x06])
        master.wait(seconds: 0.01)
        #expect(master.number(0x48, 0x02, 2) == 0x2222)
        #expect(master.number(0x48, 0x04, 2) == 0)
    }

    @Test func `writes during the reset are ignored`() {
        let (_, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x48, [0x01, 0x00, 0x02])
        master.write(0x48, [0x02, 0x11, 0x11])
        master.wait(seconds: 0.003)
        #expect(master.number(0x48, 0x02, 2) == 0x6000)
        #expect(master.number(0x48, 0x01, 2) & 0x0FFF == 0x0220)
    }

    @Test func `the offset register is added`() {
        let (_, master) = chip()
        master.wait(seconds: 0.01)
        master.write(0x48, [0x07, 0x01, 0x00])
        master.wait(seconds: 1.2)
        #expect(master.number(0x48, 0x00, 2) == 0x0D80)
    }
}
