import AnalogFrontEnd
import Testing

/// Register values are those of TI SLYS021A, section 7.6.1 and Tables 8-1 and 8-4.
@Suite struct INA228Tests {
    /// The start as the data sheet's tables spell it: identification, RST, five registers, and the five read back.
    private func started(_ chip: INA228 = INA228()) throws -> ScriptedExchange<INA228> {
        var exchange = ScriptedExchange(chip)
        try exchange.expect([0x3E], answer: [0x54, 0x49])
        try exchange.expect([0x3F], answer: [0x22, 0x81])
        try exchange.expect([0x00, 0x80, 0x00])
        try exchange.expect([0x00, 0x00, 0x10])
        try exchange.expect([0x0B, 0xC0, 0x00])
        try exchange.expect([0x0C, 0x7F, 0x5C])
        try exchange.expect([0x0D, 0x80, 0xA4])
        try exchange.expect([0x01, 0xAB, 0xED])
        try exchange.expect([0x00], answer: [0x00, 0x10])
        try exchange.expect([0x0B], answer: [0xC0, 0x01])
        try exchange.expect([0x0C], answer: [0x7F, 0x5C])
        try exchange.expect([0x0D], answer: [0x80, 0xA4])
        try exchange.expect([0x01], answer: [0xAB, 0xED])
        return exchange
    }

    /// A reading with the bytes of VSHUNT and the word of DIAG_ALRT.
    private func reading(_ shunt: [UInt8], diagnosis: [UInt8] = [0xC0, 0x03]) throws -> CurrentReading {
        var exchange = try started()
        try exchange.expect([0x0B], answer: diagnosis)
        try exchange.expect([0x04], answer: shunt)
        try exchange.expect([0x00], answer: [0x00, 0x10])
        return try exchange.result([0x01], answer: [0xAB, 0xED])
    }

    @Test func `the worked codes of section 8.2.2.5 are the current through 68 ohm`() throws {
        // 311040d and its negative, 1011 0100 0001 0000 0000b, at the 78.125 nV of ADCRANGE = 1: ±24.3 mV.
        let amperes = 24.3e-3 / (68 * 92_000 / 92_068.0)
        let positive = try #require(try reading([0x4B, 0xF0, 0x00]).picoamperes)
        #expect(abs(Double(positive) - amperes * 1e12) < 10)
        let negative = try #require(try reading([0xB4, 0x10, 0x00]).picoamperes)
        #expect(abs(Double(negative) + amperes * 1e12) < 10)
        #expect(try reading([0x00, 0x00, 0x00]).picoamperes == 0)
        // One step: 78.125 nV are 1.149 nA.
        #expect(try reading([0x00, 0x00, 0x10]).picoamperes == 1_150)
        #expect(try reading([0xFF, 0xFF, 0xF0]).picoamperes == -1_150)
    }

    @Test func `both ends of the range and latched limits give no value`() throws {
        #expect(try reading([0x7F, 0xFF, 0xF0]).picoamperes == nil)
        #expect(try reading([0x80, 0x00, 0x00]).picoamperes == nil)
        #expect(try reading([0x10, 0x00, 0x00], diagnosis: [0xC0, 0x43]).picoamperes == nil)
        #expect(try reading([0x10, 0x00, 0x00], diagnosis: [0xC0, 0x23]).picoamperes == nil)
    }

    @Test func `polarity and calibration are applied`() throws {
        let calibration = Calibration(gainPartsPerBillion: 500_000, offset: 15_000, date: 2026_11_22, origin: .bench)
        var exchange = try started(INA228(chargingIsPositive: false, calibration: calibration))
        try exchange.expect([0x0B], answer: [0xC0, 0x03])
        try exchange.expect([0x04], answer: [0x4B, 0xF0, 0x00])
        try exchange.expect([0x00], answer: [0x00, 0x10])
        let reading = try exchange.result([0x01], answer: [0xAB, 0xED])
        let picoamperes = (-24.3e-3 / (68 * 92_000 / 92_068.0) * 1e12 - 15_000) * 1.0005
        #expect(abs(Double(try #require(reading.picoamperes)) - picoamperes) < 10)
    }

    @Test func `another chip is named by what it answered`() throws {
        var exchange = ScriptedExchange(INA228())
        try exchange.expect([0x3E], answer: [0x01, 0x17])
        #expect(exchange.driver.health == .faulty(.wrongIdentity(0x0117)))
        exchange = ScriptedExchange(INA228())
        try exchange.expect([0x3E], answer: [0x54, 0x49])
        // The INA238 has the die number 238h.
        try exchange.expect([0x3F], answer: [0x23, 0x81])
        #expect(exchange.driver.health == .faulty(.wrongIdentity(0x2381)))
    }

    @Test func `revisions of the chip are accepted`() throws {
        var exchange = ScriptedExchange(INA228())
        try exchange.expect([0x3E], answer: [0x54, 0x49])
        try exchange.expect([0x3F], answer: [0x22, 0x80])
        try exchange.expect([0x00, 0x80, 0x00])
    }

    @Test func `a register lost after a reading takes its value with it`() throws {
        var exchange = try started()
        try exchange.expect([0x0B], answer: [0xC0, 0x03])
        try exchange.expect([0x04], answer: [0x4B, 0xF0, 0x00])
        let lost = try exchange.expect([0x00], answer: [0x00, 0x00])
        #expect(lost == nil)
        #expect(exchange.driver.health == .faulty(.configuration(register: 0x00, found: 0)))
    }

    @Test func `bad trim memory is a fault`() throws {
        var exchange = try started()
        try exchange.expect([0x0B], answer: [0xC0, 0x02])
        #expect(exchange.driver.health == .faulty(.memory))
    }

    @Test func `a conversion that never ends is late after one and a half periods`() throws {
        var exchange = try started()
        let start = exchange.now
        while exchange.driver.health == .starting { try exchange.expect([0x0B], answer: [0xC0, 0x01]) }
        guard case .faulty(.late(let microseconds)) = exchange.driver.health else {
            Issue.record("\(exchange.driver.health)")
            return
        }
        #expect(microseconds > 1_582_080 && exchange.now - start < 1_600_000)
    }
}
