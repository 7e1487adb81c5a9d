import CellCore

/// Temperature by a TI TMP117: ±0.1 K between −20 and 50 °C, in steps of 7.8125 mK, once a second.
///
/// 8 averages in a cycle of 1 s: one step of repeatability, and 12 % of the time active, so that it hardly heats itself
/// (section 8.2.2.2). A value is given only when the configuration and the offset, which is added to it, hold what was
/// written, both read in the same look.
/// Source: TI TMP117, SNOSD82D.
public struct TMP117: MeasuringChip, Sendable {
    /// The 7-bit address, 0x48…0x4B by the pin ADD0 (Table 7-2).
    public let address: UInt8
    /// Correction of the temperature in millikelvin.
    public var calibration: Calibration

    private var step = Step.ready
    private var clock: ConversionClock
    private var endMicroseconds: UInt64 = 0
    private var code: Int16 = 0

    private enum Step { case ready, value, offset }

    /// Nominal time between two readings in microseconds. Source: Table 7-7.
    public static var periodMicroseconds: UInt64 { 1_000_000 }

    /// A chip at an address.
    public init(address: UInt8 = 0x48, calibration: Calibration = Calibration()) {
        self.address = address
        self.calibration = calibration
        // Section 6.5: a conversion takes 13…17.5 ms instead of 15.5 ms, so the cycle may be 16 % short.
        clock = ConversionClock(
            periodMicroseconds: Self.periodMicroseconds, toleranceMicroseconds: 200_000, lookMicroseconds: 20_000)
    }

    // MARK: Start

    /// Identification, reset, two registers written and read back.
    public var startupLength: Int { 6 }

    /// The transfer of a step of the start. The offset register may come up with a value from the chip's own memory.
    public func startupTransfer(_ step: Int) -> I2CTransfer {
        switch step {
        case 0: .command(TMP117Register.deviceID, to: address, readCount: 2)
        case 1: .write(TMP117Register.reset, register: TMP117Register.configuration, to: address)
        case 2: .write(0, register: TMP117Register.offset, to: address)
        case 3: .write(TMP117Register.settings, register: TMP117Register.configuration, to: address)
        case 4: .command(TMP117Register.offset, to: address, readCount: 2)
        default: .command(TMP117Register.configuration, to: address, readCount: 2)
        }
    }

    /// 4 ms after the reset, which takes 2 ms (Table 7-6); writes during it would be ignored.
    public func startupPause(after step: Int) -> UInt64 { step == 1 ? 4_000 : 0 }

    /// Judges the identification and the registers read back.
    public mutating func startupAnswer(_ step: Int, _ bytes: I2CBytes, at now: UInt64) -> ChipFault? {
        let word = bytes.word()
        switch step {
        case 0: return word & 0x0FFF == TMP117Register.device ? nil : .wrongIdentity(word)
        case 3:
            clock.restart(at: now)
            // The first conversion ends after 124 ms, not after the cycle (Figure 7-2).
            clock.edge(at: now + 1)
            self.step = .ready
            return nil
        case 4: return word == 0 ? nil : .configuration(register: TMP117Register.offset, found: word)
        case 5: return check(word)
        default: return nil
        }
    }

    private func check(_ word: UInt16) -> ChipFault? {
        let isRight = word & TMP117Register.settingsMask == TMP117Register.settings
        return isRight ? nil : .configuration(register: TMP117Register.configuration, found: word)
    }

    // MARK: Measuring

    /// Waits for Data_Ready, then reads the temperature and the offset.
    public mutating func request(at now: UInt64) -> ChipRequest {
        switch step {
        case .ready:
            now < clock.nextLookMicroseconds
                ? .wait(until: clock.nextLookMicroseconds)
                : .transfer(.command(TMP117Register.configuration, to: address, readCount: 2))
        case .value: .transfer(.command(TMP117Register.temperature, to: address, readCount: 2))
        case .offset: .transfer(.command(TMP117Register.offset, to: address, readCount: 2))
        }
    }

    /// The next look for the end of a conversion, when nothing else is to be done.
    @inline(__always)
    public var restMicroseconds: UInt64 { step == .ready ? clock.nextLookMicroseconds : 0 }

    /// Takes the answer to the transfer of `request`.
    public mutating func answer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<TemperatureReading> {
        let word = bytes.word()
        switch step {
        case .ready:
            if let fault = check(word) { return .fault(fault) }
            guard word & TMP117Register.dataReady != 0 else {
                return clock.missed(at: now).map { .fault(.late(microseconds: $0)) } ?? .more
            }
            endMicroseconds = clock.ended(at: now).end
            step = .value
            return .more
        case .value:
            code = Int16(bitPattern: word)
            guard code != TMP117Register.none else { return .corrupted }
            step = .offset
            return .more
        case .offset:
            guard word == 0 else { return .fault(.configuration(register: TMP117Register.offset, found: word)) }
            step = .ready
            return .reading(TemperatureReading(endMicroseconds: endMicroseconds, millikelvin: millikelvin(code: code)))
        }
    }

    /// The ALERT pin fell.
    public mutating func conversionEnded(at time: UInt64) { clock.edge(at: time) }

    /// What is known of the ALERT pin.
    public var dataReadyPin: DataReadyPin { clock.pin }

    /// The calibrated temperature of a code; nil outside −55…150 °C.
    func millikelvin(code: Int16) -> Int32? {
        // 7.8125 m°C = 125/16 m°C.
        let celsius = (Int64(code) * 125 + 8) >> 4
        guard celsius >= -55_000, celsius <= 150_000 else { return nil }
        return Int32(truncatingIfNeeded: calibration.corrected(273_150 + celsius))
    }
}
