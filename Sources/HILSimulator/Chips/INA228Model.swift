import AnalogFrontEnd

/// A TI INA228 at register level, with the errors of one sample of it.
///
/// Written against TI INA228, SLYS021A (January 2021, revised May 2022); sections and tables below are its.
/// Simplified: with several inputs enabled each is the mean over the whole cycle, not over its own share of it; the
/// SMBus alert response and high-speed mode are left out; ALERT is the state that the pin would have.
public final class INA228Model: I2CTarget {
    /// Errors of one chip. Source: section 6.5.
    public struct Errors: Equatable, Sendable {
        /// Offset of the shunt voltage at 25 °C in volts: ±0.3 µV typical, ±1 µV at most.
        public var offsetVolts = 0.0
        /// Its drift in volts a kelvin: 2 nV typical, ±10 nV at most.
        public var offsetVoltsPerKelvin = 0.0
        /// Gain error: ±0.01 % typical, ±0.05 % at most.
        public var gain = 0.0
        /// Its drift a kelvin: ±20 ppm at most.
        public var gainPerKelvin = 0.0
        /// Integral non-linearity of full scale: ±2 m%.
        public var nonlinearity = 0.0
        /// Error of the oscillator: ±0.5 % at 25 °C.
        public var oscillator = 0.0
        /// Bias current in amperes: 0.1 nA typical, 2.5 nA at most at 85 V. It shifts with the filter resistors only.
        public var biasAmperes = 0.0
        /// Error of the die temperature in kelvin: ±0.15 typical, ±1 at most.
        public var dieKelvin = 0.0
        /// Whether conversions have the noise of Table 8-2.
        public var isNoisy = false

        /// No error.
        public init() {}

        init(_ spread: ChipSpread, from noise: inout SeededNoise) {
            offsetVolts = spread.draw(typical: 0.3e-6, limit: 1e-6, from: &noise)
            offsetVoltsPerKelvin = spread.draw(typical: 2e-9, limit: 10e-9, from: &noise)
            gain = spread.draw(typical: 1e-4, limit: 5e-4, from: &noise)
            gainPerKelvin = spread.draw(typical: 20e-6 / 3, limit: 20e-6, from: &noise)
            nonlinearity = spread.draw(typical: 2e-5 / 3, limit: 2e-5, from: &noise)
            oscillator = spread.draw(typical: 0.005 / 3, limit: 0.005, from: &noise)
            biasAmperes = abs(spread.draw(typical: 0.1e-9, limit: 2.5e-9, from: &noise))
            dieKelvin = spread.draw(typical: 0.15, limit: 1, from: &noise)
            isNoisy = spread != .ideal
        }
    }

    /// Resistance between the inputs while converting (section 6.5, RDIFF, typical): it lies across the shunt.
    public static let differentialOhms = 92_000.0
    /// Conversion times in microseconds by their code (Table 7-6).
    public static let conversionMicroseconds: [UInt64] = [50, 84, 150, 280, 540, 1_052, 2_074, 4_120]
    /// Averages by their code (Table 7-6).
    public static let averages: [UInt64] = [1, 4, 16, 64, 128, 256, 512, 1_024]

    /// The 7-bit address by the pins A1 and A0 (Table 7-2).
    public let address: UInt8
    /// This chip's errors.
    @exclusivity(unchecked) public var errors: Errors {
        didSet {
            isSettingCurrent = false
            nextEnd = 0
            changes.note()
        }
    }
    /// What MANUFACTURER_ID answers (Table 7-23).
    @exclusivity(unchecked) public var manufacturerID: UInt16 = 0x5449
    /// What DEVICE_ID answers: 228h and revision 1 (Table 7-24).
    @exclusivity(unchecked) public var deviceID: UInt16 = 0x2281
    /// MEMSTAT (Table 7-16): whether the trim memory is sound.
    @exclusivity(unchecked) public var isMemorySound = true
    /// Without power nothing is acknowledged.
    @exclusivity(unchecked) public private(set) var isPowered = true
    /// A chip that has stopped converting but still answers.
    @exclusivity(unchecked) public var isFrozen = false { didSet { changes.note() } }

    @exclusivity(unchecked) var registers = Registers()
    @exclusivity(unchecked) var noise: ChipNoise
    /// Counts everything that may move the next edge but time.
    @exclusivity(unchecked) var changes: ChangeCounter
    /// What follows from registers, errors and inputs, and whether none of them has changed since.
    @exclusivity(unchecked) var settings = INA228Settings()
    @exclusivity(unchecked) var isSettingCurrent = false
    @exclusivity(unchecked) var now: UInt64 = 0
    @exclusivity(unchecked) private(set) var shuntVolts = 0.0
    @exclusivity(unchecked) private(set) var busVolts = 0.0
    /// Die temperature in degrees Celsius; set it with `setInputs`.
    @exclusivity(unchecked) public private(set) var dieCelsius = 25.0

    /// The conversion under way, if one is.
    @exclusivity(unchecked) var integral = InputIntegral(start: 0)
    @exclusivity(unchecked) var isConverting = false
    /// The end of the average under way; nothing is published before it. 0 when it must be computed.
    @exclusivity(unchecked) var nextEnd = UInt64.max
    @exclusivity(unchecked) var doneConversions: UInt64 = 0
    @exclusivity(unchecked) var sumVolts = 0.0

    @exclusivity(unchecked) private var pointer: UInt8 = 0
    @exclusivity(unchecked) private var isPointerNext = true
    @exclusivity(unchecked) private var writtenHigh: UInt8?
    @exclusivity(unchecked) private var answer: UInt64 = 0
    @exclusivity(unchecked) private var answerLength = 0

    /// A chip at an address whose errors and noise come from a seed.
    public convenience init(address: UInt8 = 0x40, spread: ChipSpread = .ideal, seed: UInt64 = 0) {
        self.init(address: address, spread: spread, seed: seed, watched: SharedChanges())
    }

    /// The same, whose changes are counted among those of others.
    init(address: UInt8, spread: ChipSpread, seed: UInt64, watched: SharedChanges) {
        self.address = address
        changes = ChangeCounter(watched)
        var draws = SeededNoise(seed: seed)
        errors = Errors(spread, from: &draws)
        noise = ChipNoise(seed: draws.next())
        reset(at: 0)
    }

    /// Changes what is at the pins from `nanoseconds` on: the voltage IN+ − IN−, the bus voltage, and the temperature.
    public func setInputs(
        shuntVolts: Double? = nil, busVolts: Double? = nil, dieCelsius: Double? = nil, at nanoseconds: UInt64
    ) {
        advance(to: nanoseconds)
        settle()
        self.shuntVolts = shuntVolts ?? self.shuntVolts
        self.busVolts = busVolts ?? self.busVolts
        self.dieCelsius = dieCelsius ?? self.dieCelsius
        isSettingCurrent = false
        changes.note()
    }

    /// Takes the supply away or gives it back; registers come up with their reset values (section 7.4.2).
    public func setPower(_ isOn: Bool, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        changes.note()
        if isOn && !isPowered { reset(at: nanoseconds) }
        if !isOn {
            settle()
            stopConversions()
        }
        isPowered = isOn
    }

    /// Overwrites a register's stored value, as a disturbance would; nothing else happens.
    public func corrupt(register: UInt8, with value: UInt64) {
        settle()
        registers.values[Int(register & 0x3F)] = value
        isSettingCurrent = false
        nextEnd = 0
        changes.note()
    }

    /// True while the ALERT pin is low: CNVR and CNVRF, or a limit (Table 7-16, APOL = 0).
    public var isAlertLow: Bool {
        settle()
        return isPinLow
    }

    var isPinLow: Bool {
        let flags = registers.flags
        return flags & 0x00FC != 0 || (registers[.diagnosis] & 0x4000 != 0 && flags & 0x0002 != 0)
    }

    /// Power-on reset or RST: default values, and conversions from 300 µs on (section 6.5, device start-up time).
    func reset(at nanoseconds: UInt64) {
        registers = Registers()
        isSettingCurrent = false
        now = max(now, nanoseconds)
        startConversions(at: nanoseconds + 300_000)
    }

    // MARK: I2C (section 7.5.1)

    /// Its address; whole transfers are carried out at once.
    public var soleAddress: UInt8? { address }

    /// A whole transfer. A register that is named and read between two publications needs no single bytes.
    func carryOut(_ transfer: I2CTransfer, from start: UInt64, to end: UInt64) -> I2CProgress {
        let register = transfer.written[0]
        guard transfer.written.count == 1, isPowered, end < nextEnd,
            Int(transfer.readCount) == (Register(rawValue: register)?.size ?? 2)
        else { return performEvents(of: transfer, from: start) }
        // It is loaded with the second address byte.
        now = max(now, start + 29 * SimulatedI2CBus.bitNanoseconds)
        pointer = register
        isPointerNext = false
        writtenHigh = nil
        let (value, length) = readRegister(register)
        answerLength = 0
        now = max(now, end)
        // What clears a flag moves the pin; beyond a limit the next edge depends on when it is asked for.
        if register == Register.diagnosis.rawValue || settings.isShownOverLimit || !isSettingCurrent { changes.note() }
        return .done(I2CBytes(bigEndian: value, count: length))
    }

    /// Acknowledges its own address.
    public func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        guard isPowered, address == self.address else { return false }
        changes.note()
        isPointerNext = !isRead
        writtenHigh = nil
        if isRead { (answer, answerLength) = readRegister(pointer) }
        return true
    }

    /// The pointer, then data; a register takes effect with its second byte.
    public func write(_ byte: UInt8) -> Bool {
        guard isPowered else { return false }
        changes.note()
        if isPointerNext {
            pointer = byte
            isPointerNext = false
        } else if let high = writtenHigh {
            writtenHigh = nil
            writeRegister(pointer, UInt16(high) << 8 | UInt16(byte))
        } else {
            writtenHigh = byte
        }
        return true
    }

    /// The register that the pointer names, high byte first; beyond its end SDA stays high (unverified).
    public func read() -> UInt8 {
        guard answerLength > 0 else { return 0xFF }
        answerLength -= 1
        return UInt8(truncatingIfNeeded: answer >> UInt64(8 * answerLength))
    }

    /// Nothing to do: bytes take effect when they are complete.
    public func stop() {}
}
