import AnalogFrontEnd
import Testing

@Suite struct ChipDriverTests {
    @Test(arguments: [
        I2CError.addressNotAcknowledged, .dataNotAcknowledged(1), .busStuck(.sda), .busStuck(.scl), .timeout,
        .arbitrationLost,
    ])
    func `a transfer is tried three times, a millisecond apart, and the chip again after 250 ms`(_ error: I2CError)
        throws
    {
        var exchange = ScriptedExchange(TMP117())
        for attempt in 0..<3 {
            #expect(exchange.driver.health == .starting)
            let start = exchange.now
            try exchange.fail(error)
            // 1 ms after the failure, which itself took 100 µs.
            #expect(exchange.now - start == (attempt == 0 ? 100 : 1_100))
        }
        #expect(exchange.driver.health == .faulty(error == .addressNotAcknowledged ? .absent : .bus(error)))
        #expect(exchange.driver.errorCount == 3 && exchange.driver.faultCount == 1)
        let end = exchange.now
        try exchange.expect([0x0F], answer: [0x01, 0x17])
        #expect(exchange.now - end == 250_100)
    }

    @Test func `two failures and a success are no fault`() throws {
        var exchange = ScriptedExchange(TMP117())
        try exchange.fail(.arbitrationLost)
        try exchange.fail(.addressNotAcknowledged)
        try exchange.expect([0x0F], answer: [0x01, 0x17])
        try exchange.expect([0x01, 0x00, 0x02])
        #expect(exchange.driver.health == .starting && exchange.driver.faultCount == 0)
    }

    @Test func `too few bytes are a failed try`() {
        var exchange = ScriptedExchange(TMP117())
        for _ in 0..<3 {
            let wanted = exchange.next()
            #expect(wanted != nil)
            _ = exchange.finish([0x01])
        }
        #expect(exchange.driver.health == .faulty(.corrupted))
    }

    @Test func `no second transfer before the first has ended`() {
        var driver = ChipDriver(TMP117())
        let first = driver.nextTransfer(at: 0)
        let second = driver.nextTransfer(at: 1_000_000)
        #expect(first != nil && second == nil)
    }

    @Test func `calibration is gain and offset, rounded`() {
        let calibration = Calibration(gainPartsPerBillion: -1_000_000, offset: 5, date: 2026_11_22, origin: .bench)
        #expect(calibration.corrected(1_000_000_005) == 999_000_000)
        #expect(calibration.corrected(-999_999_995) == -999_000_000)
        #expect(Calibration().corrected(500_000_000_000) == 500_000_000_000)
        #expect(Calibration(gainPartsPerBillion: .max).gainPartsPerBillion == 10_000_000)
    }
}
