import AnalogFrontEnd
import Testing

/// Register values are those of TI SNOSD82D, section 7.6 and Table 7-1.
@Suite struct TMP117Tests {
    private func started() throws -> ScriptedExchange<TMP117> {
        var exchange = ScriptedExchange(TMP117())
        try exchange.expect([0x0F], answer: [0x01, 0x17])
        try exchange.expect([0x01, 0x00, 0x02])
        try exchange.expect([0x07, 0x00, 0x00])
        try exchange.expect([0x01, 0x02, 0x24])
        try exchange.expect([0x07], answer: [0x00, 0x00])
        try exchange.expect([0x01], answer: [0x02, 0x24])
        return exchange
    }

    /// Table 7-1, in kelvin; −256 and 255.99 °C are outside the chip's range.
    @Test(arguments: [
        (0xF380, 248_150), (0xFFF0, 273_025), (0xFFFF, 273_142), (0x0000, 273_150), (0x0001, 273_158),
        (0x0010, 273_275), (0x0080, 274_150), (0x0C80, 298_150), (0x3200, 373_150), (0x7FFF, nil as Int32?),
    ])
    func `the codes of table 7-1 are temperatures`(_ code: Int, _ millikelvin: Int32?) throws {
        var exchange = try started()
        try exchange.expect([0x01], answer: [0x22, 0x24])
        let answer = [UInt8(code >> 8), UInt8(code & 0xFF)]
        try exchange.expect([0x00], answer: answer)
        let reading = try exchange.result([0x07], answer: [0x00, 0x00])
        #expect(reading.millikelvin == millikelvin)
    }

    @Test func `the value before the first conversion is never reported`() throws {
        var exchange = try started()
        try exchange.expect([0x01], answer: [0x22, 0x24])
        for _ in 0..<3 {
            let reading = try exchange.expect([0x00], answer: [0x80, 0x00])
            #expect(reading == nil)
        }
        #expect(exchange.driver.health == .faulty(.corrupted))
    }

    @Test func `a brown-out shows in the configuration`() throws {
        var exchange = try started()
        try exchange.expect([0x01], answer: [0x22, 0x20])
        #expect(exchange.driver.health == .faulty(.configuration(register: 1, found: 0x2220)))
    }

    @Test func `an offset left in the chip's memory is a fault`() throws {
        var exchange = ScriptedExchange(TMP117())
        try exchange.expect([0x0F], answer: [0x01, 0x17])
        try exchange.expect([0x01, 0x00, 0x02])
        try exchange.expect([0x07, 0x00, 0x00])
        try exchange.expect([0x01, 0x02, 0x24])
        try exchange.expect([0x07], answer: [0x00, 0x80])
        #expect(exchange.driver.health == .faulty(.configuration(register: 7, found: 0x0080)))
    }

    @Test func `an offset that comes later is a fault before its temperature is given`() throws {
        var exchange = try started()
        try exchange.expect([0x01], answer: [0x22, 0x24])
        try exchange.expect([0x00], answer: [0x0D, 0x00])
        let reading = try exchange.expect([0x07], answer: [0x00, 0x80])
        #expect(reading == nil)
        #expect(exchange.driver.health == .faulty(.configuration(register: 7, found: 0x0080)))
    }

    @Test func `another chip is named by what it answered`() throws {
        var exchange = ScriptedExchange(TMP117())
        // A TMP116 answers 1116h.
        try exchange.expect([0x0F], answer: [0x11, 0x16])
        #expect(exchange.driver.health == .faulty(.wrongIdentity(0x1116)))
    }
}
