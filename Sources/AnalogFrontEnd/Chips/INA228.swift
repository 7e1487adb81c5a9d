import CellCore

/// How often the chain measures.
public enum MeasuringRate: UInt8, Sendable {
    /// About one sample a second.
    case second
    /// About sixty samples a second, for telegraph noise.
    case burst
}

/// Current by a TI INA228 across a shunt: its mean over the converter's own averaging interval.
///
/// Only the shunt is converted, so that conversions follow each other without a gap and every moment counts. The chip's
/// clock is good to ±0.5 % (±1 % over temperature), so intervals are timed by the host's crystal and CHARGE is not used.
/// 4120 µs × 256 = 1.05472 s: 17.7 bits free of noise in ±40.96 mV (Table 8-2), 58 nV rms with a crest factor of 6.6, or
/// 0.9 nA in 68 Ω. In a burst 1052 µs × 16 = 16.832 ms (59.4 a second): 14.6 bits, 7.4 nA; shorter conversions than
/// 540 µs are outside the ±1 µV that the data sheet promises for the offset.
///
/// A value is given only after CONFIG, ADC_CONFIG and DIAG_ALRT were read after it and held what was written. The shunt
/// limits watch each single conversion, so that a mean over clipped conversions is told from a good one.
/// Source: TI INA228, SLYS021A.
public struct INA228: MeasuringChip, Sendable {
    /// The 7-bit address, 0x40…0x4F by the pins A1 and A0 (Table 7-2).
    public let address: UInt8
    /// Correction of the current in picoamperes.
    public var calibration: Calibration
    /// The rate in force.
    public private(set) var rate: MeasuringRate = .second

    /// Picoamperes a code of VSHUNT in units of 2⁻²⁰; negative when the shunt is wired the other way round.
    private let scale: Int64
    private var wantedRate: MeasuringRate = .second
    private var step = Step.ready
    private var clock: ConversionClock
    private var isClipped = false
    private var reading = CurrentReading(
        endMicroseconds: 0, intervalMicroseconds: 0, picoamperes: nil, followsGap: false)

    private enum Step { case ready, value, configuration, adcConfiguration, writeRate, checkRate }

    /// A chip across a shunt of `shuntMicroohms`, 1 Ω … 10 kΩ; `chargingIsPositive` when charging lifts IN+ over IN−.
    ///
    /// The chip's own input is 92 kΩ across the shunt (section 6.5, RDIFF, typical): −0.074 % at 68 Ω, corrected here.
    public init(
        address: UInt8 = 0x40, shuntMicroohms: Int64 = 68_000_000, chargingIsPositive: Bool = true,
        calibration: Calibration = Calibration()
    ) {
        self.address = address
        self.calibration = calibration
        let shunt = UInt64(min(max(shuntMicroohms, 1_000_000), 10_000_000_000))
        let effective = (shunt * 92_000).quotient(by: 92_000 + shunt.quotient(by: 1_000_000))
        // 78.125 nV a code (Table 8-1): pA = code · 78.125·10⁻⁹ V · 10¹² / (µΩ · 10⁻⁶).
        let magnitude = Int64((78_125_000_000 * (1 << 20) as UInt64).quotient(by: effective))
        scale = chargingIsPositive ? magnitude : -magnitude
        clock = Self.clock(.second)
    }

    /// Nominal time between two readings in microseconds.
    public static func periodMicroseconds(_ rate: MeasuringRate) -> UInt64 {
        switch rate {
        case .second: 4_120 * 256
        case .burst: 1_052 * 16
        }
    }

    /// Changes the rate at the end of the conversion under way, so that none of its current is lost.
    ///
    /// What is lost is the time between that end and the new configuration, below 1 ms.
    public mutating func setRate(_ rate: MeasuringRate) { wantedRate = rate }

    private static func clock(_ rate: MeasuringRate) -> ConversionClock {
        let period = periodMicroseconds(rate)
        // Section 6.5: ±1 % over temperature. In a burst the other chips may have the bus for a millisecond before.
        return ConversionClock(
            periodMicroseconds: period, toleranceMicroseconds: rate == .second ? period / 64 : period / 16,
            lookMicroseconds: rate == .second ? 500 : 250)
    }

    private var adcConfiguration: UInt16 { rate == .second ? INA228Register.second : INA228Register.burst }

    // MARK: Start

    private static var identityLength: Int { 2 }
    private static var settingCount: Int { 5 }

    /// Two identifications, the reset, five registers written, and the same five read back.
    public var startupLength: Int { Self.identityLength + 1 + 2 * Self.settingCount }

    /// The registers written at start, ADC_CONFIG last, for it starts the conversions.
    private func setting(_ index: Int) -> (register: UInt8, value: UInt16, mask: UInt16) {
        switch index {
        case 0: (INA228Register.configuration, INA228Register.narrowRange, 0xFFFF)
        case 1: (INA228Register.diagnosis, INA228Register.latchedReady, INA228Register.diagnosisSettings)
        case 2: (INA228Register.shuntOverLimit, INA228Register.overLimit, 0xFFFF)
        case 3: (INA228Register.shuntUnderLimit, INA228Register.underLimit, 0xFFFF)
        default: (INA228Register.adcConfiguration, adcConfiguration, 0xFFFF)
        }
    }

    /// The transfer of a step of the start.
    public func startupTransfer(_ step: Int) -> I2CTransfer {
        switch step {
        case 0: return read(INA228Register.manufacturerID)
        case 1: return read(INA228Register.deviceID)
        case 2: return write(INA228Register.reset, INA228Register.configuration)
        default:
            let index = step - 3
            let setting = setting(index % Self.settingCount)
            return index < Self.settingCount ? write(setting.value, setting.register) : read(setting.register)
        }
    }

    /// 1 ms after the reset; the chip needs 300 µs (section 6.5, device start-up time).
    public func startupPause(after step: Int) -> UInt64 { step == 2 ? 1_000 : 0 }

    /// Judges an identification or a register read back.
    public mutating func startupAnswer(_ step: Int, _ bytes: I2CBytes, at now: UInt64) -> ChipFault? {
        let word = bytes.word()
        switch step {
        case 0: return word == INA228Register.texasInstruments ? nil : .wrongIdentity(word)
        case 1: return word >> 4 == INA228Register.die ? nil : .wrongIdentity(word)
        case 2: return nil
        default:
            let index = step - 3
            guard index >= Self.settingCount else {
                if index == Self.settingCount - 1 { conversionsStart(at: now) }
                return nil
            }
            return check(word, setting(index - Self.settingCount))
        }
    }

    private func check(_ word: UInt16, _ setting: (register: UInt8, value: UInt16, mask: UInt16)) -> ChipFault? {
        word & setting.mask == setting.value ? nil : .configuration(register: setting.register, found: word)
    }

    private mutating func conversionsStart(at now: UInt64) {
        clock.restart(at: now, as: Self.clock(rate))
        isClipped = false
        step = .ready
    }

    // MARK: Measuring

    /// Waits for the end of a conversion, then reads it and the configuration.
    public mutating func request(at now: UInt64) -> ChipRequest {
        switch step {
        case .ready:
            now < clock.nextLookMicroseconds
                ? .wait(until: clock.nextLookMicroseconds) : .transfer(read(INA228Register.diagnosis))
        case .value: .transfer(.command(INA228Register.shuntVoltage, to: address, readCount: 3))
        case .configuration: .transfer(read(INA228Register.configuration))
        case .adcConfiguration, .checkRate: .transfer(read(INA228Register.adcConfiguration))
        case .writeRate: .transfer(write(adcConfiguration, INA228Register.adcConfiguration))
        }
    }

    /// The next look for the end of a conversion, when nothing else is to be done.
    @inline(__always)
    public var restMicroseconds: UInt64 { step == .ready ? clock.nextLookMicroseconds : 0 }

    /// Takes the answer to the transfer of `request`.
    public mutating func answer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<CurrentReading> {
        switch step {
        case .ready: return diagnosis(bytes.word(), at: now)
        case .value:
            reading.picoamperes = isClipped ? nil : picoamperes(code: bytes.signed24() >> 4)
            isClipped = false
            step = .configuration
        case .configuration:
            if let fault = check(bytes.word(), setting(0)) { return .fault(fault) }
            step = .adcConfiguration
        case .adcConfiguration:
            if let fault = check(bytes.word(), setting(4)) { return .fault(fault) }
            step = wantedRate == rate ? .ready : .writeRate
            rate = wantedRate
            return .reading(reading)
        case .writeRate:
            conversionsStart(at: now)
            step = .checkRate
        case .checkRate:
            if let fault = check(bytes.word(), setting(4)) { return .fault(fault) }
            step = .ready
        }
        return .more
    }

    /// The ALERT pin fell.
    public mutating func conversionEnded(at time: UInt64) { clock.edge(at: time) }

    /// What is known of the ALERT pin.
    public var dataReadyPin: DataReadyPin { clock.pin }

    private mutating func diagnosis(_ word: UInt16, at now: UInt64) -> ChipAnswer<CurrentReading> {
        guard word & INA228Register.memorySound != 0 else { return .fault(.memory) }
        if let fault = check(word, setting(1)) { return .fault(fault) }
        let hasLimit = word & INA228Register.shuntLimits != 0
        // A limit latched before this interval ended belongs to it; reading has cleared it.
        isClipped = isClipped || hasLimit
        guard word & INA228Register.conversionReady != 0 else {
            return clock.missed(at: now).map { .fault(.late(microseconds: $0)) } ?? .more
        }
        // The pin also falls for a limit: then its time is not that of the conversion.
        let found = clock.ended(at: now, trustsEdge: !hasLimit)
        reading = CurrentReading(
            endMicroseconds: found.end, intervalMicroseconds: found.interval, picoamperes: nil,
            followsGap: found.followsGap)
        step = .value
        return .more
    }

    /// The calibrated current of a code of 20 bits; nil at either end of the range.
    func picoamperes(code: Int32) -> Int64? {
        guard code > -524_288, code < 524_287 else { return nil }
        return calibration.corrected((Int64(code) * scale + 1 << 19) >> 20)
    }

    private func read(_ register: UInt8) -> I2CTransfer { .command(register, to: address, readCount: 2) }
    private func write(_ value: UInt16, _ register: UInt8) -> I2CTransfer {
        .write(value, register: register, to: address)
    }
}
