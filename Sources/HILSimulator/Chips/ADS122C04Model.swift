/// A TI ADS122C04 at register level, with the errors of one sample of it.
///
/// Written against TI ADS122C04, SBAS751B (October 2017, revised October 2018); sections and tables below are its.
/// Simplified: the filter is a mean over the conversion time; the excitation currents are registers only.
public final class ADS122C04Model: I2CTarget {
    /// Errors of one chip. Source: section 6.5. Values without a limit there have three times the typical one here.
    public struct Errors: Equatable, Sendable {
        /// Offset with the PGA bypassed: ±4 µV typical.
        public var bypassedOffsetVolts = 0.0
        /// Offset with the PGA at gain 1: ±5 µV typical, ±150 µV at most.
        public var offsetVolts = 0.0
        /// Drift of the offset with the PGA bypassed: 0.02 µV/K typical.
        public var bypassedOffsetVoltsPerKelvin = 0.0
        /// Drift of the offset with the PGA: 0.1 µV/K typical, 0.6 at most.
        public var offsetVoltsPerKelvin = 0.0
        /// Gain error, without the reference's: ±0.01 % typical; ±0.05 % at most with the PGA.
        public var gain = 0.0
        /// Its drift: 0.5 ppm/K typical; 2 at most with the PGA.
        public var gainPerKelvin = 0.0
        /// Integral non-linearity of the full range: ±6 ppm typical, ±15 ppm at most.
        public var nonlinearity = 0.0
        /// Error of the oscillator: ±1 % typical, ±2 % at most; twice that in turbo mode.
        public var oscillator = 0.0
        /// Absolute input current, a share of ±5 nA bypassed and ±1 nA with the PGA (typical).
        public var absoluteCurrentShare = 0.0
        /// Differential input current at full scale, a share of the same.
        public var differentialCurrentShare = 0.0
        /// Whether conversions have the noise of Tables 1 to 7.
        public var isNoisy = false

        /// No error.
        public init() {}

        init(_ spread: ChipSpread, from noise: inout SeededNoise) {
            bypassedOffsetVolts = spread.draw(typical: 4e-6, from: &noise)
            offsetVolts = spread.draw(typical: 5e-6, limit: 150e-6, from: &noise)
            bypassedOffsetVoltsPerKelvin = spread.draw(typical: 0.02e-6, from: &noise)
            offsetVoltsPerKelvin = spread.draw(typical: 0.1e-6, limit: 0.6e-6, from: &noise)
            gain = spread.draw(typical: 1e-4, limit: 5e-4, from: &noise)
            gainPerKelvin = spread.draw(typical: 0.5e-6, limit: 2e-6, from: &noise)
            nonlinearity = spread.draw(typical: 6e-6, limit: 15e-6, from: &noise)
            oscillator = spread.draw(typical: 0.01, limit: 0.02, from: &noise)
            absoluteCurrentShare = spread.draw(typical: 1, limit: 1, from: &noise)
            differentialCurrentShare = spread.draw(typical: 1, limit: 1, from: &noise)
            isNoisy = spread != .ideal
        }
    }

    /// What is at the analogue pins, in volts against AVSS.
    public struct Inputs: Equatable, Sendable {
        /// AIN0 … AIN3.
        public var pins: [Double] = [0, 0, 0, 0]
        /// The external reference between REFP and REFN.
        public var reference = 3.3
        /// AVDD.
        public var supply = 3.3
        /// Resistance of the source and its filter in series with AIN0, which input and burn-out currents flow through.
        public var seriesOhms = 0.0
        /// Whether AIN0 has lost its wire; it then drifts to a supply by its input current.
        public var isOpen = false
        /// Temperature of the chip in degrees Celsius.
        public var celsius = 25.0

        /// Everything at ground, 3.3 V of supply and reference.
        public init() {}
    }

    /// Conversion times in clock cycles by DR: continuous (Table 12).
    public static let continuousCycles: [UInt64] = [51_192, 22_780, 11_532, 5_916, 3_116, 1_724, 1_036, 1_036]

    /// The 7-bit address by the pins A1 and A0 (Table 14).
    public let address: UInt8
    /// This chip's errors.
    public var errors: Errors {
        didSet {
            steadyVolts = nil
            nextEnd = 0
        }
    }
    /// A chip that has stopped converting but still answers.
    public var isFrozen = false
    /// Without power nothing is acknowledged.
    public private(set) var isPowered = true

    /// The four configuration registers without DRDY (Table 17).
    var registers: [UInt8] = [0, 0, 0, 0] { didSet { steadyVolts = nil } }
    var isReady = false
    var counter: UInt8 = 0
    var code: Int32 = 0
    var now: UInt64 = 0
    var noise: SeededNoise
    private(set) var inputs = Inputs() { didSet { steadyVolts = nil } }
    /// The differential input while inputs and registers stay as they are.
    var steadyVolts: Double?
    /// Voltage of an open AIN0.
    var floatingVolts = 0.0
    var integral: InputIntegral?
    /// The end of the conversion under way; with a steady input nothing happens before it.
    var nextEnd = UInt64.max
    var isPoweringDown = false

    private var isReadyAt: UInt64 = 0
    private var registerToWrite: Int?
    private var isGeneralCall = false
    private var output: [UInt8] = []

    /// A chip at an address whose errors and noise come from a seed.
    public init(address: UInt8 = 0x40, spread: ChipSpread = .ideal, seed: UInt64 = 0) {
        self.address = address
        noise = SeededNoise(seed: seed)
        errors = Errors(spread, from: &noise)
    }

    /// Changes what is at the pins from `nanoseconds` on.
    public func setInputs(at nanoseconds: UInt64, _ change: (inout Inputs) -> Void) {
        advance(to: nanoseconds)
        settle()
        let wasOpen = inputs.isOpen
        change(&inputs)
        if inputs.isOpen && !wasOpen { floatingVolts = inputs.pins[0] }
    }

    /// Takes the supply away or gives it back: registers reset, ready 500 µs later (section 8.4.1.1).
    public func setPower(_ isOn: Bool, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        if isOn && !isPowered {
            reset()
            isReadyAt = nanoseconds + 500_000
        }
        isPowered = isOn
    }

    /// Overwrites a register, as a disturbance would; nothing else happens.
    public func corrupt(register: Int, with value: UInt8) {
        settle()
        registers[register] = value
    }

    /// True while the DRDY pin is low (section 8.5.1.3).
    public var isDataReadyLow: Bool { isReady }

    /// All registers 0, no conversion, waiting for START/SYNC (section 8.4.1).
    private func reset() {
        registers = [0, 0, 0, 0]
        isReady = false
        counter = 0
        code = 0
        integral = nil
        isPoweringDown = false
        output = []
    }

    // MARK: I2C (section 8.5.1)

    /// Acknowledges its address, and the general call for writing.
    public func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        isGeneralCall = address == 0 && !isRead
        registerToWrite = nil
        return isPowered && now >= isReadyAt && (address == self.address || isGeneralCall)
    }

    /// A command, or the value that follows WREG; a frame may hold several (Figure 59).
    public func write(_ byte: UInt8) -> Bool {
        if isGeneralCall {
            if byte == 0x06 { reset() }
            return true
        }
        if let register = registerToWrite {
            registerToWrite = nil
            writeRegister(register, byte)
            return true
        }
        // Table 16.
        switch byte {
        case 0x06, 0x07: reset()
        case 0x08, 0x09: startConversion(at: now)
        case 0x02, 0x03: isPoweringDown = true
        case 0x10...0x1F: loadData()
        case 0x20...0x2F: load([registerValue(Int(byte >> 2 & 3))])
        case 0x40...0x4F: registerToWrite = Int(byte >> 2 & 3)
        default: break
        }
        return true
    }

    /// What RDATA or RREG has loaded; afterwards SDA stays high (unverified).
    public func read() -> UInt8 { output.popLast() ?? 0xFF }

    /// Ends a frame. What was loaded stays for a read frame that follows a STOP.
    public func stop() { registerToWrite = nil }

    private func registerValue(_ register: Int) -> UInt8 {
        register == 2 ? registers[2] | (isReady ? 0x80 : 0) : registers[register]
    }

    private func writeRegister(_ register: Int, _ value: UInt8) {
        // Tables 22 and 23: DRDY and the two lowest bits of register 3 are read only.
        registers[register] = value & [0xFF, 0xFF, 0x7F, 0xFC][register]
        // Section 8.3.12: clearing DCNT resets the counter.
        if registers[2] & 0x40 == 0 { counter = 0 }
        // Section 8.5.3.7: WREG restarts a conversion that is under way.
        if integral != nil { startConversion(at: now) }
    }

    /// RDATA: the counter if it is on, the result, and its check (sections 8.3.12, 8.3.13, 8.5.5).
    private func loadData() {
        let bits = UInt32(bitPattern: code)
        let data = [16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
        load((registers[2] & 0x40 != 0 ? [counter] : []) + data)
        isReady = false
    }

    private func load(_ data: [UInt8]) {
        var frame = data
        switch registers[2] >> 4 & 3 {
        case 1: frame += data.map { ~$0 }
        case 2:
            let sum = Self.checkSum(data)
            frame += [UInt8(sum >> 8), UInt8(truncatingIfNeeded: sum)]
        default: break
        }
        output = frame.reversed()
    }

    /// The remainder of a long division by x¹⁶ + x¹² + x⁵ + 1, starting from FFFFh (section 8.3.13).
    static func checkSum(_ data: [UInt8]) -> UInt16 {
        var remainder: UInt32 = 0xFFFF
        for byte in data {
            for bit in (0..<8).reversed() {
                let isSet = (remainder >> 15 ^ UInt32(byte) >> UInt32(bit)) & 1 == 1
                remainder = remainder << 1 & 0xFFFF
                if isSet { remainder ^= 0x1021 }
            }
        }
        return UInt16(remainder)
    }
}
