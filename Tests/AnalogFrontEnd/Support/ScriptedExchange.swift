import AnalogFrontEnd
import Testing

/// Exchanges with a driver by hand: what it must write, and what the test answers.
struct ScriptedExchange<Chip: MeasuringChip> {
    var driver: ChipDriver<Chip>
    var now: UInt64

    init(_ chip: Chip, at now: UInt64 = 0) {
        driver = ChipDriver(chip)
        self.now = now
    }

    /// Waits for the next transfer, at most 2 s.
    mutating func next() -> I2CTransfer? {
        for _ in 0..<2_000_000 {
            if let transfer = driver.nextTransfer(at: now) { return transfer }
            now = max(now + 1, min(driver.dueMicroseconds, now + 1_000_000))
        }
        return nil
    }

    /// Expects a transfer that writes `written` and reads as many bytes as are answered.
    @discardableResult
    mutating func expect(_ written: [UInt8], answer: [UInt8] = [], sourceLocation: SourceLocation = #_sourceLocation)
        throws -> Chip.Reading?
    {
        let wanted = next()
        let transfer = try #require(wanted, sourceLocation: sourceLocation)
        let bytes = (0..<transfer.written.count).map { transfer.written[$0] }
        #expect(bytes == written, sourceLocation: sourceLocation)
        #expect(Int(transfer.readCount) == answer.count, sourceLocation: sourceLocation)
        return finish(answer)
    }

    /// Expects the transfer that completes a reading.
    mutating func result(_ written: [UInt8], answer: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Chip.Reading
    {
        let reading = try expect(written, answer: answer, sourceLocation: sourceLocation)
        return try #require(reading, sourceLocation: sourceLocation)
    }

    mutating func finish(_ answer: [UInt8]) -> Chip.Reading? {
        var bytes = I2CBytes()
        for byte in answer { bytes.append(byte) }
        now += 100
        return driver.finish(bytes, at: now)
    }

    mutating func fail(_ error: I2CError) throws {
        let wanted = next()
        _ = try #require(wanted)
        now += 100
        driver.fail(error, at: now)
    }
}
