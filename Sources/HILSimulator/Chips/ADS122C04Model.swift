import AnalogFrontEnd

/// A TI ADS122C04 at register level, with the errors of one sample of it.
///
/// Written against TI ADS122C04, SBAS751B (October 2017, revised October 2018); sections and tables below are its.
/// Simplified: the filter is a mean over the conversion time; the excitation currents are registers only.
public final class ADS122C04Model: I2CTarget {
    /// Conversion times in clock cycles by DR: continuous (Table 12).
    public static let continuousCycles: [UInt64] = [51_192, 22_780, 11_532, 5_916, 3_116, 1_724, 1_036, 1_036]

    /// The 7-bit address by the pins A1 and A0 (Table 14).
    public let address: UInt8
    /// This chip's errors.
    @exclusivity(unchecked) public var errors: Errors {
        didSet {
            isSettingCurrent = false
            nextEnd = 0
            changes.note()
        }
    }
    /// A chip that has stopped converting but still answers.
    @exclusivity(unchecked) public var isFrozen = false {
        didSet {
            isSettingCurrent = false
            changes.note()
        }
    }
    /// Without power nothing is acknowledged.
    @exclusivity(unchecked) public private(set) var isPowered = true

    /// The four configuration registers without DRDY (Table 17).
    @exclusivity(unchecked) var registers: SIMD4<UInt8> = [0, 0, 0, 0] { didSet { isSettingCurrent = false } }
    @exclusivity(unchecked) var isReady = false
    /// Counts everything that may move the next edge but time.
    @exclusivity(unchecked) var changes: ChangeCounter
    @exclusivity(unchecked) var counter: UInt8 = 0
    @exclusivity(unchecked) var code: Int32 = 0
    @exclusivity(unchecked) var now: UInt64 = 0
    @exclusivity(unchecked) var noise: ChipNoise
    @exclusivity(unchecked) private(set) var inputs = Inputs()
    /// When the inputs were set last.
    @exclusivity(unchecked) private(set) var inputsNanoseconds: UInt64 = 0
    /// What follows from registers, errors and inputs, and whether none of them has changed since.
    @exclusivity(unchecked) var settings = ADS122C04Settings()
    @exclusivity(unchecked) var isSettingCurrent = false
    /// Voltage of an open AIN0, and up to when it was computed.
    @exclusivity(unchecked) var floatingVolts = 0.0
    @exclusivity(unchecked) var driftNanoseconds: UInt64 = 0
    /// The conversion under way, if one is.
    @exclusivity(unchecked) var integral = InputIntegral(start: 0)
    @exclusivity(unchecked) var isConverting = false
    /// The end of the conversion under way; nothing happens before it. 0 when it must be computed.
    @exclusivity(unchecked) var nextEnd = UInt64.max
    @exclusivity(unchecked) var isPoweringDown = false

    @exclusivity(unchecked) private var isReadyAt: UInt64 = 0
    @exclusivity(unchecked) private var registerToWrite: Int?
    @exclusivity(unchecked) private var isGeneralCall = false
    /// What is still to be read, the next byte highest of `outputCount`.
    @exclusivity(unchecked) private var output: UInt64 = 0
    @exclusivity(unchecked) private var outputCount = 0
    private let remainders = ADS122C04Model.computeRemainders()

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
    }

    /// Changes what is at the pins from `nanoseconds` on.
    public func setInputs(at nanoseconds: UInt64, _ change: (inout Inputs) -> Void) {
        advance(to: nanoseconds)
        settle()
        let wasOpen = inputs.isOpen
        inputs.pins[0] += inputs.slopePerSecond * Double(now - inputsNanoseconds) * 1e-9
        inputsNanoseconds = now
        change(&inputs)
        isSettingCurrent = false
        changes.note()
        if inputs.isOpen && !wasOpen {
            floatingVolts = inputs.pins[0]
            driftNanoseconds = now
        }
    }

    /// Takes the supply away or gives it back: registers reset, ready 500 µs later (section 8.4.1.1).
    public func setPower(_ isOn: Bool, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        changes.note()
        if !isOn { settle() }
        if isOn && !isPowered {
            reset()
            isReadyAt = nanoseconds + 500_000
        }
        isPowered = isOn
        isSettingCurrent = false
    }

    /// Overwrites a register, as a disturbance would; nothing else happens.
    public func corrupt(register: Int, with value: UInt8) {
        settle()
        registers[register] = value
        nextEnd = 0
        changes.note()
    }

    /// True while the DRDY pin is low (section 8.5.1.3).
    public var isDataReadyLow: Bool { isReady }

    /// When DRDY falls next, as it does at the end of each conversion, read or not; `.max` when no conversion is under way.
    @inline(__always)
    var nextEdgeNanoseconds: UInt64 {
        if nextEnd == 0 { advance(to: now + 1) }
        return isPowered && !isFrozen && isConverting ? nextEnd : .max
    }

    /// All registers 0, no conversion, waiting for START/SYNC (section 8.4.1).
    private func reset() {
        registers = [0, 0, 0, 0]
        isReady = false
        counter = 0
        code = 0
        isConverting = false
        nextEnd = .max
        isPoweringDown = false
        outputCount = 0
    }

    // MARK: I2C (section 8.5.1)

    /// Its address; whole transfers are carried out at once.
    public var soleAddress: UInt8? { address }

    /// A whole transfer. One command and its answer between two ends of conversions: when in it they happen makes no
    /// difference.
    @inline(__always)
    func carryOut(_ transfer: I2CTransfer, from start: UInt64, to end: UInt64) -> I2CProgress {
        guard transfer.written.count == 1, end < nextEnd, isPowered, now >= isReadyAt, !inputs.isOpen else {
            return carryOutBytes(transfer, from: start)
        }
        let command = transfer.written[0]
        // The result with counter and CRC-16, as a driver that wants to be sure of it reads it.
        guard command == 0x10, transfer.readCount == 6, registers[2] & 0x70 == 0x60 else {
            return carryOutOther(transfer, command, from: start, to: end)
        }
        now = max(now, end)
        isGeneralCall = false
        registerToWrite = nil
        outputCount = 0
        isReady = false
        return .done(I2CBytes(bigEndian: checked(countedCode, count: 4), count: 6))
    }

    @inline(never)
    private func carryOutBytes(_ transfer: I2CTransfer, from start: UInt64) -> I2CProgress {
        performEvents(of: transfer, from: start)
    }

    /// Any other command with an answer of up to 8 bytes.
    @inline(never)
    private func carryOutOther(
        _ transfer: I2CTransfer, _ command: UInt8, from start: UInt64, to end: UInt64
    ) -> I2CProgress {
        guard transfer.readCount &- 1 < 8, command &- 0x10 < 0x20 else {
            return carryOutBytes(transfer, from: start)
        }
        now = max(now, end)
        isGeneralCall = false
        registerToWrite = nil
        if command < 0x20 { loadData() } else { loadRegister(command) }
        let readCount = Int(truncatingIfNeeded: transfer.readCount)
        let missing = readCount &- outputCount
        guard missing > 0 else {
            outputCount = 0 &- missing
            let left = UInt64(truncatingIfNeeded: 8 &* outputCount)
            return .done(I2CBytes(bigEndian: output &>> left, count: readCount))
        }
        // Beyond what was loaded SDA stays high.
        outputCount = 0
        let ones = UInt64(truncatingIfNeeded: 8 &* missing)
        return .done(I2CBytes(bigEndian: output << ones | ((1 << ones) &- 1), count: readCount))
    }

    /// Acknowledges its address, and the general call for writing.
    public func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        isGeneralCall = address == 0 && !isRead
        registerToWrite = nil
        changes.note()
        return isPowered && now >= isReadyAt && (address == self.address || isGeneralCall)
    }

    /// A command, or the value that follows WREG; a frame may hold several (Figure 59).
    public func write(_ byte: UInt8) -> Bool {
        if isGeneralCall {
            if byte == 0x06 { reset() }
            return true
        }
        changes.note()
        if let register = registerToWrite {
            registerToWrite = nil
            writeRegister(register, byte)
            return true
        }
        command(byte)
        return true
    }

    /// Table 16.
    private func command(_ byte: UInt8) {
        switch byte {
        case 0x06, 0x07: reset()
        case 0x08, 0x09: startConversion(at: now)
        case 0x02, 0x03:
            isPoweringDown = true
            isSettingCurrent = false
        case 0x10...0x1F: loadData()
        case 0x20...0x2F: loadRegister(byte)
        case 0x40...0x4F: registerToWrite = Int(byte >> 2 & 3)
        default: break
        }
    }

    /// What RDATA or RREG has loaded; afterwards SDA stays high (unverified).
    public func read() -> UInt8 {
        guard outputCount > 0 else { return 0xFF }
        outputCount -= 1
        return UInt8(truncatingIfNeeded: output >> UInt64(8 * outputCount))
    }

    /// Ends a frame. What was loaded stays for a read frame that follows a STOP.
    public func stop() { registerToWrite = nil }

    private func registerValue(_ register: Int) -> UInt8 {
        register == 2 ? registers[2] | (isReady ? 0x80 : 0) : registers[register]
    }

    private func writeRegister(_ register: Int, _ value: UInt8) {
        // Tables 22 and 23: DRDY and the two lowest bits of register 3 are read only.
        registers[register] = value & (register == 2 ? 0x7F : register == 3 ? 0xFC : 0xFF)
        // Section 8.3.12: clearing DCNT resets the counter.
        if registers[2] & 0x40 == 0 { counter = 0 }
        // Section 8.5.3.7: WREG restarts a conversion that is under way.
        if isConverting { startConversion(at: now) }
    }

    /// RDATA: the counter if it is on, the result, and its check (sections 8.3.12, 8.3.13, 8.5.5).
    private func loadData() {
        let isCounted = registers[2] & 0x40 != 0
        load(isCounted ? countedCode : countedCode & 0xFF_FFFF, count: isCounted ? 4 : 3)
        isReady = false
    }

    /// Counter and result.
    @inline(__always)
    private var countedCode: UInt64 { UInt64(counter) << 24 | UInt64(UInt32(bitPattern: code) & 0xFF_FFFF) }

    /// The same with the CRC-16 behind it.
    @inline(__always)
    private func checked(_ data: UInt64, count: Int) -> UInt64 { data &<< 16 | UInt64(checkSum(data, count: count)) }

    /// RREG.
    private func loadRegister(_ command: UInt8) {
        load(UInt64(registerValue(Int(truncatingIfNeeded: command &>> 2 & 3))), count: 1)
    }

    /// Loads `count` bytes, the first highest, with what CRC asks for after them (Table 22).
    private func load(_ data: UInt64, count: Int) {
        switch registers[2] >> 4 & 3 {
        case 1:
            output = data << UInt64(8 * count) | ~data & (1 << UInt64(8 * count) - 1)
            outputCount = 2 * count
        case 2:
            output = checked(data, count: count)
            outputCount = count &+ 2
        default:
            output = data
            outputCount = count
        }
    }

    /// The remainder of a long division by x¹⁶ + x¹² + x⁵ + 1, starting from FFFFh (section 8.3.13).
    ///
    /// The remainder of a sum is the sum of the remainders: so each byte of a result has a table of its own.
    @inline(__always)
    private func checkSum(_ data: UInt64, count: Int) -> UInt16 {
        func byte(_ index: UInt64) -> Int { Int(truncatingIfNeeded: data &>> (8 &* index) & 0xFF) }
        if count == 4 {
            return remainders[768 &+ (byte(3) ^ 0xFF)] ^ remainders[512 &+ (byte(2) ^ 0xFF)]
                ^ remainders[256 &+ byte(1)] ^ remainders[byte(0)]
        }
        if count == 3 {
            return remainders[512 &+ (byte(2) ^ 0xFF)] ^ remainders[256 &+ (byte(1) ^ 0xFF)] ^ remainders[byte(0)]
        }
        return 0xFF00 ^ remainders[byte(0) ^ 0xFF]
    }

    /// The remainders of all bytes that 0, 1, 2 or 3 others follow, by division bit after bit.
    private static func computeRemainders() -> InlineArray<1024, UInt16> {
        InlineArray { index in
            var remainder = UInt32(index & 0xFF) << 8
            for _ in 0..<8 * (1 + index >> 8) {
                let isSet = remainder >> 15 & 1 == 1
                remainder = remainder << 1 & 0xFFFF
                if isSet { remainder ^= 0x1021 }
            }
            return UInt16(remainder)
        }
    }
}
