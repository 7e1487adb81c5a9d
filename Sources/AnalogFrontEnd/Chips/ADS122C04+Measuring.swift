import CellCore

// What happens once the chip is started: conversions, checks, changes of rate, and the registers in between.

extension ADS122C04 {
    /// Waits for the end of a conversion, then reads it and registers.
    @inline(__always)
    public mutating func request(at now: UInt64) -> ChipRequest {
        if step == .data, !wantsConfirmation {
            return now < clock.nextLookMicroseconds
                ? .wait(until: clock.nextLookMicroseconds) : .transfer(readData)
        }
        return .transfer(registerTransfer())
    }

    /// The transfer between two conversions: registers, and the counter to begin with.
    private mutating func registerTransfer() -> I2CTransfer {
        switch step {
        case .data:
            step = .confirm
            return verify(nextUnverified)
        case .baseline: return readData
        case .verify, .confirm: return verify(nextUnverified)
        case .check: return verify(nextUnwritten)
        case .write:
            let register = nextUnwritten
            return .write(setting(register), command: ADS122C04Register.write(register), to: address)
        }
    }

    /// The next look for the end of a conversion, when nothing else is to be done.
    @inline(__always)
    public var restMicroseconds: UInt64 { step == .data && !wantsConfirmation ? clock.nextLookMicroseconds : 0 }

    private var readData: I2CTransfer { .command(ADS122C04Register.readData, to: address, readCount: 6) }

    private var nextUnverified: UInt8 { UInt8(truncatingIfNeeded: unverified.trailingZeroBitCount) & 3 }

    private var nextUnwritten: UInt8 { UInt8(truncatingIfNeeded: unwritten.trailingZeroBitCount) & 3 }

    /// Takes the answer to the transfer of `request`.
    @inline(__always)
    public mutating func answer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<VoltageReading> {
        if step == .data { return conversion(bytes, at: now) }
        return registerAnswer(bytes, at: now)
    }

    private mutating func registerAnswer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<VoltageReading> {
        switch step {
        case .data: break
        case .baseline:
            guard bytes.hasCheckSum(after: 4) else { return .corrupted }
            counter = bytes[0]
            step = .data
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
        case .write:
            // A write restarts the conversion under way (section 8.5.3.7).
            conversionsStart(at: now)
            step = .check
        case .check:
            let register = nextUnwritten
            if let fault = check(register, bytes) { return fault == .corrupted ? .corrupted : .fault(fault) }
            unwritten &= ~(1 << register)
            step = unwritten == 0 ? .baseline : .write
        }
        return .more
    }

    /// The DRDY pin fell.
    @inline(__always)
    public mutating func conversionEnded(at time: UInt64) { clock.edge(at: time) }

    /// What is known of the DRDY pin.
    public var dataReadyPin: DataReadyPin { clock.pin }

    /// Whether something else is to be done after the conversion under way.
    @inline(__always)
    private var wantsChange: Bool { wantsInputCheck || wantsReferenceCheck || wantedRate != rate }

    @inline(__always)
    private mutating func conversion(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<VoltageReading> {
        guard bytes.hasCheckSum(after: 4) else { return .corrupted }
        guard bytes[0] != counter else { return noConversion(at: now) }
        var missed = bytes[0] &- counter &- 1
        counter = bytes[0]
        let shown = bytes.signed24(at: 1)
        let found = clock.ended(at: now)
        guard purpose == .voltage else { return checkEnded(shown) }
        unverified = 0x0F
        if let last = lastReadingMicroseconds, found.end > last &+ 2 &* clock.periodMicroseconds {
            missed = max(missed, conversions(from: last, to: found.end))
        }
        lastReadingMicroseconds = found.end
        let ended = VoltageReading(
            endMicroseconds: found.end, intervalMicroseconds: found.interval,
            nanovolts: nanovolts(code: shown), missedConversions: missed)
        if conversionsToReferenceCheck > 0 {
            conversionsToReferenceCheck -= 1
        } else if rate == .second {
            wantsReferenceCheck = true
        }
        guard wantsChange else { return .reading(ended) }
        reading = ended
        step = .verify
        return .more
    }

    /// The counter stands still: too early, or too late.
    private mutating func noConversion(at now: UInt64) -> ChipAnswer<VoltageReading> {
        clock.missed(at: now).map { .fault(.late(microseconds: $0)) } ?? .more
    }

    /// A conversion that was made for a check; the first with the burn-out currents only charges the filter.
    private mutating func checkEnded(_ shown: Int32) -> ChipAnswer<VoltageReading> {
        code = shown
        if purpose == .input, !hasCharged {
            hasCharged = true
            return .more
        }
        unverified = 0x0F
        step = .verify
        return .more
    }

    /// Conversions that lie between two readings: after a check the counter tells less than the time.
    private func conversions(from last: UInt64, to end: UInt64) -> UInt8 {
        let period = UInt32(truncatingIfNeeded: clock.periodMicroseconds)
        return UInt8(clamping: UInt32(clamping: end - last - UInt64(period >> 1)) / period)
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
        if unwritten != 0 { step = .write }
    }

    /// The calibrated voltage of a code of 24 bits; nil beyond the range.
    @inline(__always)
    func nanovolts(code: Int32) -> Int64? {
        guard code > smallestCode, code < largestCode else { return nil }
        return calibration.corrected((Int64(code) * referenceNanovolts + 1 << 22) >> 23)
    }

    /// The external reference of a code of its monitor, a quarter of it in units of 2.048 V · 2⁻²³.
    func referenceNanovolts(code: Int32) -> Int64 { (Int64(code) * 8_192_000_000 + 1 << 22) >> 23 }
}
