import CellCore

/// Voltage by a TI ADS122C04: 24 bits, AIN0 against AIN1, gain 1, external reference, PGA bypassed.
///
/// The internal reference of 2.048 V ends below the 2.8 V of a charged cell, so REFP/REFN hold 3.3 V, and AVDD is 3.5 V, for
/// a reference must not lie above it. The PGA is bypassed because it wants both inputs 0.2 V away from the supplies
/// (Equation 6), and a cell whose negative end is at ground is not; bypassed, each input may go from AVSS − 0.1 V to AVDD +
/// 0.1 V (section 8.3.2.2). A cell of both signs needs its negative end lifted by the board. Price: ±5 nA of input current
/// (typical) where the PGA has ±1 nA. An input beyond what its pin carries is cut there and still gives a code: so what the
/// lift does not allow counts as over range as well.
///
/// 20 conversions a second (49.99 ms, 5.04 µV rms, Table 3), 90 in a burst (11.12 ms, 6.19 µV rms, Table 7), each timed by
/// the host's crystal: DRDY's edge when the board gives it, else a look a millisecond. The chip has no identification: it
/// is recognised by its registers reading 00h after RESET, and by register and data words that carry its CRC-16 from then
/// on. A brown-out shows at once, since counter and CRC vanish from the data. The four registers are read again when
/// `confirm` asks for it, which the chain does after the last conversion of each sample and before it gives the sample, and
/// after each conversion that is the last with its registers: so whoever uses conversions knows that all of them were made
/// as configured, for four transfers a second instead of eighty.
///
/// At start three conversions are checks, and `checkInput` and `checkReference` repeat them, for the price of two and of
/// one conversion of the voltage; a check of the reference is also made each minute:
/// - with MUX = 1100b the chip measures a quarter of REFP − REFN against its internal reference, which is 2.048 V ± 0.15 %
///   at 25 °C and drifts by 30 ppm/K at most: ±0.26 % over 35 K, with a gain error of ±0.05 % and its drift of 2 ppm/K
///   ±0.31 %. How exact the quarter is the data sheet does not say, so the bound is ±1 % unless it is chosen otherwise;
/// - with the burn-out currents on (10 µA for 100 ms, the first half to charge 10 nF and more of filter) full scale, or
///   AIN0 at the supply, means an open input, unless a further check of the reference finds that wrong.
/// Source: TI ADS122C04, SBAS751B.
public struct ADS122C04: MeasuringChip, Sendable {
    /// The 7-bit address, 0x40…0x4F by the pins A1 and A0 (Table 14); 0x45 has both at DVDD and leaves 0x40 to the INA228.
    public let address: UInt8
    /// Correction of the voltage in nanovolts.
    public var calibration: Calibration
    /// The rate in force.
    public internal(set) var rate: MeasuringRate = .second

    let referenceNanovolts: Int64
    let toleratedNanovolts: Int64
    let isPGABypassed: Bool
    /// Codes from here to there are measurements; beyond, the converter or a pin is at its end.
    let smallestCode: Int32
    let largestCode: Int32
    /// From here on a code with the burn-out currents on means an open input.
    let openCode: Int32
    /// Whether the last check of the input found it open; told unless the reference turns out to be wrong.
    var isInputOpen = false
    /// Whether the burn-out currents had a conversion's time to charge the filter of an open input.
    var hasCharged = false
    var wantedRate: MeasuringRate = .second
    var purpose = Purpose.reference
    var wantsInputCheck = true
    var wantsReferenceCheck = false
    var conversionsToReferenceCheck: UInt16 = 0
    var step = Step.baseline
    /// Registers to be written before the next conversion, a bit each.
    var unwritten: UInt8 = 0
    /// Registers not read since the last conversion, a bit each.
    var unverified: UInt8 = 0
    var wantsConfirmation = false
    var counter: UInt8 = 0
    var code: Int32 = 0
    var clock: ConversionClock
    var lastReadingMicroseconds: UInt64?
    var reading = VoltageReading(
        endMicroseconds: 0, intervalMicroseconds: 0, nanovolts: nil, missedConversions: 0)

    /// `write` and `check` are of the first register in `unwritten`, `verify` and `confirm` of that in `unverified`.
    enum Step { case baseline, data, verify, confirm, write, check }

    /// What a conversion is made for.
    enum Purpose { case voltage, input, reference }

    /// Conversions between two checks of the reference that nobody asks for, one minute.
    static var conversionsBetweenChecks: UInt16 { 1_200 }

    /// A chip with a reference of `referenceNanovolts` (0.75 … 5.5 V), which counts as wrong when it is off by more than
    /// `referencePermille` thousandths; a bypassed PGA is right unless the board lifts both inputs 0.2 V from the supplies.
    /// Codes beyond `rangePercent` of the reference count as over range, and so does an AIN0 within 0.1 V of a supply while
    /// the board holds AIN1 at `liftNanovolts` above AVSS (0 … 5.5 V, like the supply); with a lift below 0.2 V the lower end
    /// is 50 mV below AVSS.
    public init(
        address: UInt8 = 0x45, referenceNanovolts: Int64 = 3_300_000_000, referencePermille: UInt8 = 10,
        isPGABypassed: Bool = true, rangePercent: UInt8 = 95, liftNanovolts: Int64 = 300_000_000,
        supplyNanovolts: Int64 = 3_500_000_000, calibration: Calibration = Calibration()
    ) {
        self.address = address
        self.referenceNanovolts = min(max(referenceNanovolts, 750_000_000), 5_500_000_000)
        // A thousandth is 1049/2²⁰ to 0.04 %.
        toleratedNanovolts = (self.referenceNanovolts * Int64(referencePermille) * 1_049) >> 20
        self.isPGABypassed = isPGABypassed
        self.calibration = calibration
        let rangeCode = min(8_388_606, 8_388_608 / 100 * Int64(rangePercent))
        let lift = min(max(liftNanovolts, 0), 5_500_000_000)
        let supply = min(max(supplyNanovolts, 0), 5_500_000_000)
        let margin = isPGABypassed ? Self.bypassedMarginNanovolts : Self.amplifiedMarginNanovolts
        let lowestPin = isPGABypassed && lift < 2 * margin ? Self.lowestPinNanovolts : margin
        let lowest = Self.code(nanovolts: lowestPin - lift, reference: self.referenceNanovolts)
        let highest = Self.code(nanovolts: supply - margin - lift, reference: self.referenceNanovolts)
        let open = Self.code(nanovolts: supply - Self.openMarginNanovolts - lift, reference: self.referenceNanovolts)
        openCode = Int32(min(Self.openCode, max(open, 0)))
        smallestCode = Int32(max(-rangeCode, min(lowest, 0)))
        largestCode = Int32(min(rangeCode, max(highest, 0)))
        clock = Self.clock(.second)
    }

    /// Nominal time between two conversions in microseconds. Source: Table 12, in cycles of 1.024 and 2.048 MHz.
    public static func periodMicroseconds(_ rate: MeasuringRate) -> UInt64 {
        switch rate {
        case .second: 49_992
        case .burst: 11_123
        }
    }

    /// Changes the rate after the conversion under way.
    public mutating func setRate(_ rate: MeasuringRate) { wantedRate = rate }

    /// Makes two conversions with the burn-out currents on, after the one under way; an open input becomes a fault.
    public mutating func checkInput() { wantsInputCheck = true }

    /// Makes one conversion of the reference, after the one under way; one that is off becomes a fault.
    public mutating func checkReference() { wantsReferenceCheck = true }

    /// Has all registers read that were not read since the last conversion; `isConfirmed` tells when they held what they
    /// should. A fault says that they did not.
    public mutating func confirm() { wantsConfirmation = unverified != 0 }

    /// Whether every register was read after the last conversion and held what was written.
    public var isConfirmed: Bool { unverified == 0 }

    /// How far inside the supplies AIN0 must be: bypassed it may lie 0.1 V outside, but there an open one ends as well;
    /// with the PGA at a gain of 1 it must be 0.2 V inside (sections 6.3, 8.3.2.2). Both with room for the parts' tolerance.
    private static var bypassedMarginNanovolts: Int64 { 100_000_000 }
    private static var amplifiedMarginNanovolts: Int64 { 250_000_000 }
    /// The lowest AIN0 of a cell whose negative end is at AVSS: half of the 0.1 V that a bypassed input may lie below it.
    private static var lowestPinNanovolts: Int64 { -50_000_000 }

    /// The code of a voltage of at most 5.75 V either way. Bit after bit, for there is no long division; once a start.
    private static func code(nanovolts: Int64, reference: Int64) -> Int64 {
        let magnitude = Int64((nanovolts.magnitude << 23).quotient(by: UInt64(reference)))
        return nanovolts < 0 ? -magnitude : magnitude
    }

    static func clock(_ rate: MeasuringRate) -> ConversionClock {
        let period = periodMicroseconds(rate)
        // Section 6.5: the oscillator is good to ±2 % in normal and ±4 % in turbo mode.
        return ConversionClock(
            periodMicroseconds: period, toleranceMicroseconds: rate == .second ? period / 32 : period / 16,
            lookMicroseconds: rate == .second ? 1_000 : 500)
    }

    /// 97 % of full scale: 10 µA through the 33 kΩ of a cold cell at 2.8 V stay below it, and an open input does not.
    private static var openCode: Int64 { 8_137_000 }
    /// Above the lift an open input ends at the supply, and full scale may be out of its reach; less 50 mV for tolerances.
    private static var openMarginNanovolts: Int64 { 50_000_000 }

    /// What a register holds, by what the conversion is for.
    func setting(_ register: UInt8) -> UInt8 {
        switch register {
        case 0:
            (purpose == .reference ? ADS122C04Register.referenceMonitor : 0)
                | (isPGABypassed ? ADS122C04Register.bypass : 0)
        case 1: rate == .second ? ADS122C04Register.second : ADS122C04Register.burst
        case 2: ADS122C04Register.integrity | (purpose == .input ? ADS122C04Register.burnOut : 0)
        default: 0
        }
    }

    // MARK: Start

    /// RESET, four registers read as 00h, four written, START, and four read back.
    public var startupLength: Int { 14 }

    /// The transfer of a step of the start. CONFIG2 is the first written: from then on answers carry the CRC.
    public func startupTransfer(_ step: Int) -> I2CTransfer {
        switch step {
        case 0: return .command(ADS122C04Register.reset, to: address)
        case 1...4: return .command(ADS122C04Register.read(UInt8(step - 1)), to: address, readCount: 1)
        case 5...8:
            let register = UInt8((step - 3) % 4)
            return .write(setting(register), command: ADS122C04Register.write(register), to: address)
        case 9: return .command(ADS122C04Register.start, to: address)
        default: return verify(UInt8(step - 10))
        }
    }

    /// 1 ms after RESET, although the data sheet asks for none (section 8.4.1.3).
    public func startupPause(after step: Int) -> UInt64 { step == 0 ? 1_000 : 0 }

    /// Judges the registers: 00h after RESET, what was written and its CRC afterwards.
    public mutating func startupAnswer(_ step: Int, _ bytes: I2CBytes, at now: UInt64) -> ChipFault? {
        switch step {
        case 0:
            purpose = .reference
            hasCharged = false
            isInputOpen = false
            wantsInputCheck = true
            wantsReferenceCheck = false
            wantsConfirmation = false
            unwritten = 0
            unverified = 0
            lastReadingMicroseconds = nil
            return nil
        case 1...4: return bytes[0] == 0 ? nil : .wrongIdentity(UInt16(bytes[0]))
        case 5...8: return nil
        case 9:
            conversionsStart(at: now)
            return nil
        default: return check(UInt8(step - 10), bytes)
        }
    }

    mutating func conversionsStart(at now: UInt64) {
        clock.restart(at: now, as: Self.clock(rate))
        step = .baseline
    }

    func verify(_ register: UInt8) -> I2CTransfer {
        .command(ADS122C04Register.read(register), to: address, readCount: 3)
    }

    /// Mutating, so that the chip is not copied for the call.
    @inline(never)
    mutating func check(_ register: UInt8, _ bytes: I2CBytes) -> ChipFault? {
        guard bytes.hasCheckSum(after: 1) else { return .corrupted }
        let mask: UInt8 = register == 2 ? ADS122C04Register.settings2 : 0xFF
        let isRight = bytes[0] & mask == setting(register)
        return isRight ? nil : .configuration(register: register, found: UInt16(bytes[0]))
    }
}
