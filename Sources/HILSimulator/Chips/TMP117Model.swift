import AnalogFrontEnd

/// A TI TMP117 at register level, with the errors of one sample of it.
///
/// Written against TI TMP117, SNOSD82D (June 2018, revised September 2022); sections and tables below are its.
/// Left out: the SMBus alert response. ALERT is the state that the pin would have.
public final class TMP117Model: I2CTarget {
    /// Errors of one chip. Source: section 6.5.
    public struct Errors: Equatable, Sendable {
        /// Error in kelvin: ±0.05 typical, ±0.1 at most between −20 and 50 °C.
        public var offsetKelvin = 0.0
        /// Relative error of the conversion time: 13 to 17.5 ms instead of 15.5 ms.
        public var oscillator = 0.0
        /// Whether a conversion has noise of one step (section 8.2.2.1), and the chip heats itself (section 8.2.2.2).
        public var isNoisy = false

        /// No error.
        public init() {}

        init(_ spread: ChipSpread, from noise: inout SeededNoise) {
            offsetKelvin = spread.draw(typical: 0.05, limit: 0.1, from: &noise)
            oscillator = spread.draw(typical: 0.12 / 3, limit: 0.12, from: &noise)
            isNoisy = spread != .ideal
        }
    }

    /// The 7-bit address by the pin ADD0 (Table 7-2).
    public let address: UInt8
    /// This chip's errors.
    @exclusivity(unchecked) public var errors: Errors {
        didSet {
            times = nil
            nextEvent = 0
            changes.note()
        }
    }
    /// What Device_ID answers (Table 7-15).
    @exclusivity(unchecked) public var deviceID: UInt16 = 0x0117
    /// A chip that has stopped converting but still answers.
    @exclusivity(unchecked) public var isFrozen = false { didSet { changes.note() } }
    /// Without power nothing is acknowledged.
    @exclusivity(unchecked) public private(set) var isPowered = true

    /// What the memory holds for the registers that come from it (Table 7-3, note 1); 5, 6 and 8 are the unique number.
    @exclusivity(unchecked) var memory: InlineArray<16, UInt16> = [
        0, 0x0220, 0x6000, 0x8000, 0, 0x1234, 0x5678, 0, 0x9ABC, 0, 0, 0, 0, 0, 0, 0,
    ]
    @exclusivity(unchecked) var registers: InlineArray<16, UInt16> = InlineArray(repeating: 0)
    /// Of a conversion and a cycle; nil after a change of configuration or errors.
    @exclusivity(unchecked) var times: (active: UInt64, cycle: UInt64)?
    /// HIGH_Alert, LOW_Alert and Data_Ready (Table 7-6).
    @exclusivity(unchecked) var flags: UInt16 = 0
    @exclusivity(unchecked) var now: UInt64 = 0
    @exclusivity(unchecked) var noise: ChipNoise
    /// Counts everything that may move the next edge but time.
    @exclusivity(unchecked) var changes: ChangeCounter
    @exclusivity(unchecked) private(set) var celsius = 25.0
    /// The active part of the cycle under way, unless the chip is shut down.
    @exclusivity(unchecked) var integral = InputIntegral(start: 0)
    @exclusivity(unchecked) var isConverting = false
    @exclusivity(unchecked) var cycleStart: UInt64 = 0
    /// The end of the conversion or the cycle under way; nothing happens before it. 0 when it must be computed.
    @exclusivity(unchecked) var nextEvent: UInt64 = 0
    @exclusivity(unchecked) private var busyUntil: UInt64 = 0
    @exclusivity(unchecked) private var resetUntil: UInt64 = 0
    @exclusivity(unchecked) private var isUnlocked = false

    @exclusivity(unchecked) private var pointer: UInt8 = 0
    @exclusivity(unchecked) private var isPointerNext = true
    @exclusivity(unchecked) private var isGeneralCall = false
    @exclusivity(unchecked) private var writtenCount = 0
    @exclusivity(unchecked) private var writtenHigh: UInt8 = 0
    @exclusivity(unchecked) private var answer: UInt16 = 0
    @exclusivity(unchecked) private var answerCount = 0

    /// A chip at an address whose errors and noise come from a seed.
    public convenience init(address: UInt8 = 0x48, spread: ChipSpread = .ideal, seed: UInt64 = 0) {
        self.init(address: address, spread: spread, seed: seed, watched: SharedChanges())
    }

    /// The same, whose changes are counted among those of others.
    init(address: UInt8, spread: ChipSpread, seed: UInt64, watched: SharedChanges) {
        self.address = address
        changes = ChangeCounter(watched)
        var draws = SeededNoise(seed: seed)
        errors = Errors(spread, from: &draws)
        noise = ChipNoise(seed: draws.next())
        reset(duration: 1_500_000)
    }

    /// Changes the temperature in degrees Celsius from `nanoseconds` on.
    public func setTemperature(celsius: Double, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        settle()
        self.celsius = celsius
        changes.note()
    }

    /// Takes the supply away or gives it back: registers are loaded from the memory in 1.5 ms (section 7.3.1).
    public func setPower(_ isOn: Bool, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        changes.note()
        if isOn && !isPowered { reset(duration: 1_500_000) }
        if !isOn { isConverting = false }
        isPowered = isOn
    }

    /// Overwrites a register, as a disturbance would; nothing else happens.
    public func corrupt(register: UInt8, with value: UInt16) {
        settle()
        registers[Int(register & 0x0F)] = value
        times = nil
        nextEvent = 0
        changes.note()
    }

    /// True while the ALERT pin is low (Table 7-6, POL = 0): Data_Ready, or the alert flags.
    public var isAlertLow: Bool { flags & (configuration & 0x0004 != 0 ? 0x2000 : 0xC000) != 0 }

    var configuration: UInt16 { registers[0x01] }

    /// Registers from the memory, −256 °C, and conversions when the reset is over.
    private func reset(duration: UInt64) {
        registers = memory
        times = nil
        registers[0x00] = 0x8000
        registers[0x04] = 0
        flags = 0
        isUnlocked = false
        pointer = 0
        resetUntil = now + duration
        startCycle(at: resetUntil)
    }

    // MARK: I2C (section 7.5.3)

    /// Its address; whole transfers are carried out at once.
    public var soleAddress: UInt8? { address }

    /// A whole transfer. A register that is named and read between two events needs no single bytes.
    func carryOut(_ transfer: I2CTransfer, from start: UInt64, to end: UInt64) -> I2CProgress {
        guard transfer.written.count == 1, transfer.readCount == 2, isPowered, end < nextEvent else {
            return performEvents(of: transfer, from: start)
        }
        // It is loaded with the second address byte.
        now = max(now, start + 29 * SimulatedI2CBus.bitNanoseconds)
        pointer = transfer.written[0]
        isPointerNext = false
        isGeneralCall = false
        writtenCount = 0
        let flagsBefore = flags
        let value = readRegister(pointer)
        answerCount = 0
        now = max(now, end)
        // Only what clears a flag moves the pin.
        if flags != flagsBefore { changes.note() }
        return .done(I2CBytes(bigEndian: UInt64(value), count: 2))
    }

    /// Acknowledges its address, and the general call for writing (section 7.5.3.1.6).
    public func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        guard isPowered else { return false }
        isGeneralCall = address == 0 && !isRead
        guard address == self.address || isGeneralCall else { return false }
        changes.note()
        isPointerNext = !isRead
        writtenCount = 0
        if isRead {
            answer = readRegister(pointer)
            answerCount = 2
        }
        return true
    }

    /// The pointer, then data; or what follows a general call.
    public func write(_ byte: UInt8) -> Bool {
        changes.note()
        if isGeneralCall {
            if byte == 0x06 { reset(duration: 1_500_000) }
            return true
        }
        if isPointerNext {
            pointer = byte
            isPointerNext = false
            return true
        }
        writtenCount += 1
        if writtenCount == 1 { writtenHigh = byte }
        if writtenCount == 2 { writeRegister(pointer, UInt16(writtenHigh) << 8 | UInt16(byte)) }
        return true
    }

    /// The register that the pointer names, high byte first; beyond its end SDA stays high (unverified).
    public func read() -> UInt8 {
        guard answerCount > 0 else { return 0xFF }
        answerCount -= 1
        return UInt8(truncatingIfNeeded: answerCount == 1 ? answer >> 8 : answer)
    }

    /// Nothing to do: bytes take effect when they are complete.
    public func stop() {}

    /// A register with what reading does to flags (Table 7-6).
    private func readRegister(_ pointer: UInt8) -> UInt16 {
        switch pointer {
        case 0x00:
            flags &= ~0x2000
            return registers[0x00]
        case 0x01:
            let value = configuration | flags | (isBusy ? 0x1000 : 0)
            // In therm mode reading leaves the alerts alone (section 7.4.4.2).
            flags &= configuration & 0x0010 != 0 ? ~0x2000 : 0
            return value
        case 0x04: return (isUnlocked ? 0x8000 : 0) | (isBusy ? 0x4000 : 0)
        case 0x0F: return deviceID
        case 0x02, 0x03, 0x05, 0x06, 0x07, 0x08: return registers[Int(pointer)]
        // Addresses that Table 7-3 does not list answer 0 here (unverified).
        default: return 0
        }
    }

    /// True while the memory is being loaded or programmed.
    private var isBusy: Bool { now < busyUntil || now < resetUntil }

    private func writeRegister(_ pointer: UInt8, _ value: UInt16) {
        // Section 7.5.1.1: writes to limits and configuration are ignored while the registers are being loaded.
        guard now >= resetUntil else { return }
        switch pointer {
        case 0x01:
            if value & 0x0002 != 0 { return reset(duration: 2_000_000) }
            // MOD = 10 reads back as 00.
            let mode = value >> 10 & 3 == 2 ? value & ~0x0C00 : value
            registers[0x01] = mode & 0x0FFC
            times = nil
            startCycle(at: now)
        case 0x02, 0x03, 0x05, 0x06, 0x07, 0x08: registers[Int(pointer)] = value
        case 0x04: isUnlocked = value & 0x8000 != 0
        default: return
        }
        // Section 7.5.1.2: programming takes 7 ms, and neither the one-shot mode nor flags are kept.
        if isUnlocked, pointer != 0x04 {
            let stored = registers[Int(pointer)]
            memory[Int(pointer)] = pointer == 0x01 ? stored & 0x07FC : stored
            busyUntil = now + 7_000_000
        }
    }
}
