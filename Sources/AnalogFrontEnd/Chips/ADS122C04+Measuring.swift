import CellCore

// What happens once the chip is started: conversions, checks, changes of rate, and the registers in between.

extension ADS122C04 {
    /// Waits for the end of a conversion, then reads it and registers.
    public mutating func request(at now: UInt64) -> ChipRequest {
        switch step {
        case .data:
            if wantsConfirmation {
                step = .confirm
                return .transfer(verify(nextUnverified))
            }
            return now < clock.nextLookMicroseconds
                ? .wait(until: clock.nextLookMicroseconds) : .transfer(readData)
        case .baseline: return .transfer(readData)
        case .verify, .confirm: return .transfer(verify(nextUnverified))
        case .check(let register): return .transfer(verify(register))
        case .write(let register):
            return .transfer(.write(setting(register), command: ADS122C04Register.write(register), to: address))
        }
    }

    private var readData: I2CTransfer { .command(ADS122C04Register.readData, to: address, readCount: 6) }

    private var nextUnverified: UInt8 { UInt8(truncatingIfNeeded: unverified.trailingZeroBitCount) & 3 }

    /// Takes the answer to the transfer of `request`.
    public mutating func answer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<VoltageReading> {
        switch step {
        case .baseline:
            guard bytes.hasCheckSum(after: 4) else { return .corrupted }
            counter = bytes[0]
            step = .data
            return .more
        case .data: return conversion(bytes, at: now)
        case .verify, .confirm:
            let register = nextUnverified
            if let fault = check(register, bytes) { return fault == .corrupted ? .corrupted : .fault(fault) }
            unverified &= ~(1 << register)
            if unverified != 0 { return .more }
            wantsConfirmation = false
            guard step == .verify else {
                step = .data
                return .more
            }
            return verified()
        case .write(let register):
            // A write restarts the conversion under way (section 8.5.3.7).
            conversionsStart(at: now)
            step = .check(register)
            return .more
        case .check(let register):
            if let fault = check(register, bytes) { return fault == .corrupted ? .corrupted : .fault(fault) }
            unwritten &= ~(1 << register)
            step = unwritten == 0 ? .baseline : .write(UInt8(unwritten.trailingZeroBitCount))
            return .more
        }
    }

    /// The DRDY pin fell.
    public mutating func conversionEnded(at time: UInt64) { clock.edge(at: time) }

    /// What is known of the DRDY pin.
    public var dataReadyPin: DataReadyPin { clock.pin }

    /// Whether something else is to be done after the conversion under way.
    private var wantsChange: Bool { wantsInputCheck || wantsReferenceCheck || wantedRate != rate }

    @inline(__always)
    private mutating func conversion(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<VoltageReading> {
        guard bytes.hasCheckSum(after: 4) else { return .corrupted }
        guard bytes[0] != counter else {
            return clock.missed(at: now).map { .fault(.late(microseconds: $0)) } ?? .more
        }
        var missed = bytes[0] &- counter &- 1
        counter = bytes[0]
        code = bytes.signed24(at: 1)
        let found = clock.ended(at: now)
        if purpose == .input, !hasCharged {
            hasCharged = true
            return .more
        }
        unverified = 0x0F
        guard purpose == .voltage else {
            step = .verify
            return .more
        }
        // After a check the counter tells less than the time.
        if let last = lastReadingMicroseconds, found.end > last + 2 * clock.periodMicroseconds {
            let period = UInt32(truncatingIfNeeded: clock.periodMicroseconds)
            let periods = (UInt32(clamping: found.end - last - UInt64(period >> 1))) / period
            missed = max(missed, UInt8(clamping: periods))
        }
        lastReadingMicroseconds = found.end
        reading = VoltageReading(
            endMicroseconds: found.end, intervalMicroseconds: found.interval,
            nanovolts: nanovolts(code: code), missedConversions: missed)
        if conversionsToReferenceCheck > 0 {
            conversionsToReferenceCheck -= 1
        } else if rate == .second {
            wantsReferenceCheck = true
        }
        guard wantsChange else { return .reading(reading) }
        step = .verify
        return .more
    }

    /// All registers were good after the last conversion that was made with them.
    private mutating func verified() -> ChipAnswer<VoltageReading> {
        step = .data
        switch purpose {
        case .voltage:
            beginNext()
            return .reading(reading)
        case .input:
            isInputOpen = code >= openCode || code <= -openCode
            // A reference that has gone shows full scale as well.
            if isInputOpen { wantsReferenceCheck = true }
        case .reference:
            let shown = referenceNanovolts(code: code)
            let difference = shown - referenceNanovolts
            guard difference <= toleratedNanovolts, difference >= -toleratedNanovolts else {
                return .fault(.referenceOutOfRange(nanovolts: shown))
            }
            if isInputOpen { return .fault(.openInput) }
            conversionsToReferenceCheck = Self.conversionsBetweenChecks
        }
        beginNext()
        return .more
    }

    /// Begins what is wanted after a conversion: a check, another rate, or the voltage again.
    private mutating func beginNext() {
        let before = (setting(0), setting(1), setting(2))
        // Without a reference every code is full scale, as with an open input: so it comes first.
        if wantsReferenceCheck {
            purpose = .reference
            wantsReferenceCheck = false
        } else if wantsInputCheck {
            purpose = .input
            hasCharged = false
            wantsInputCheck = false
        } else {
            purpose = .voltage
            rate = wantedRate
        }
        unwritten =
            (setting(0) != before.0 ? 1 : 0) | (setting(1) != before.1 ? 2 : 0) | (setting(2) != before.2 ? 4 : 0)
        if unwritten != 0 { step = .write(UInt8(unwritten.trailingZeroBitCount)) }
    }

    /// The calibrated voltage of a code of 24 bits; nil beyond the range.
    func nanovolts(code: Int32) -> Int64? {
        guard code > smallestCode, code < largestCode else { return nil }
        return calibration.corrected((Int64(code) * referenceNanovolts + 1 << 22) >> 23)
    }

    /// The external reference of a code of its monitor, a quarter of it in units of 2.048 V · 2⁻²³.
    func referenceNanovolts(code: Int32) -> Int64 { (Int64(code) * 8_192_000_000 + 1 << 22) >> 23 }
}
