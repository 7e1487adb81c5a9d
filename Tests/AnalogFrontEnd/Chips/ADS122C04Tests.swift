import AnalogFrontEnd
import Testing

/// Register values are those of TI SBAS751B, sections 8.5 and 8.6.
@Suite struct ADS122C04Tests {
    /// CRC-16 with polynomial 1021h and initial value FFFFh, by table-free long division over bits.
    static func withSum(_ data: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        for byte in data { for bit in (0..<8).reversed() { bits.append(byte >> UInt8(bit) & 1 == 1) } }
        bits += Array(repeating: false, count: 16)
        // The initial value FFFFh inverts the first 16 bits of the message.
        for index in 0..<16 { bits[index].toggle() }
        for index in 0..<bits.count - 16 where bits[index] {
            for offset in [0, 4, 11, 16] { bits[index + offset].toggle() }
        }
        let sum = bits.suffix(16).reduce(0 as UInt16) { $0 << 1 | ($1 ? 1 : 0) }
        return data + [UInt8(sum >> 8), UInt8(truncatingIfNeeded: sum)]
    }

    @Test func `the check value of the catalogue of CRC algorithms is met`() {
        // CRC-16/IBM-3740 ("CCITT-FALSE") of "123456789" is 29B1h.
        #expect(Self.withSum(Array("123456789".utf8)).suffix(2) == [0x29, 0xB1])
    }

    /// RESET, four registers of 00h, the four written with CONFIG2 first, START, and the four read back with CRC.
    ///
    /// The board's lift and supply allow the whole range unless others are given.
    private func started(liftNanovolts: Int64 = 1_800_000_000) throws -> ScriptedExchange<ADS122C04> {
        var exchange = ScriptedExchange(
            ADS122C04(
                liftNanovolts: liftNanovolts,
                supplyNanovolts: liftNanovolts == 1_800_000_000 ? 5_400_000_000 : 3_300_000_000))
        try exchange.expect([0x06])
        for register: UInt8 in 0..<4 { try exchange.expect([0x20 | register << 2], answer: [0]) }
        try exchange.expect([0x48, 0x60])
        try exchange.expect([0x4C, 0x00])
        try exchange.expect([0x40, 0xC1])
        try exchange.expect([0x44, 0x0A])
        try exchange.expect([0x08])
        try verify(&exchange, first: 0xC1)
        try exchange.expect([0x10], answer: Self.withSum([0, 0, 0, 0]))
        return exchange
    }

    private func verify(
        _ exchange: inout ScriptedExchange<ADS122C04>, first: UInt8 = 0x01, burnOut: Bool = false
    ) throws {
        try exchange.expect([0x20], answer: Self.withSum([first]))
        try exchange.expect([0x24], answer: Self.withSum([0x0A]))
        try exchange.expect([0x28], answer: Self.withSum([burnOut ? 0x68 : 0x60]))
        try exchange.expect([0x2C], answer: Self.withSum([0x00]))
    }

    /// The reference's check passed, a quarter of 3.3 V being 0.825/2.048 of full scale, 339000h; then the multiplexer back
    /// at the input and the burn-out currents on.
    private func referenceChecked(
        liftNanovolts: Int64 = 1_800_000_000
    ) throws -> ScriptedExchange<ADS122C04> {
        var exchange = try started(liftNanovolts: liftNanovolts)
        try exchange.expect([0x10], answer: Self.withSum([1, 0x33, 0x90, 0x00]))
        try verify(&exchange, first: 0xC1)
        try exchange.expect([0x40, 0x01])
        try exchange.expect([0x20], answer: Self.withSum([0x01]))
        try exchange.expect([0x48, 0x68])
        try exchange.expect([0x28], answer: Self.withSum([0x68]))
        try exchange.expect([0x10], answer: Self.withSum([1, 0x33, 0x90, 0x00]))
        // The first conversion with the burn-out currents on only charges the filter.
        try exchange.expect([0x10], answer: Self.withSum([2, 0x7F, 0xFF, 0xFF]))
        return exchange
    }

    /// Both checks of the start passed, and the burn-out currents off.
    private func measuring(liftNanovolts: Int64 = 1_800_000_000) throws -> ScriptedExchange<ADS122C04> {
        var exchange = try referenceChecked(liftNanovolts: liftNanovolts)
        try exchange.expect([0x10], answer: Self.withSum([3, 0x40, 0, 0]))
        try verify(&exchange, burnOut: true)
        try exchange.expect([0x48, 0x60])
        try exchange.expect([0x28], answer: Self.withSum([0x60]))
        try exchange.expect([0x10], answer: Self.withSum([2, 0x40, 0, 0]))
        return exchange
    }

    private func reading(_ data: [UInt8], liftNanovolts: Int64 = 1_800_000_000) throws -> VoltageReading {
        var exchange = try measuring(liftNanovolts: liftNanovolts)
        return try exchange.result([0x10], answer: Self.withSum([3] + data))
    }

    /// An open input drifts to a supply, and one beyond AVSS − 0.1 V … AVDD + 0.1 V is cut (section 6.3): 0.1 V inside the
    /// supplies is the last that counts; without a lift 50 mV below AVSS.
    @Test(arguments: [
        (0.3, -0.199, true), (0.3, -0.201, false), (0.3, -0.4, false), (0.3, 2.899, true), (0.3, 2.901, false),
        (1.25, -1.149, true), (1.25, -1.151, false), (1.25, 1.949, true), (1.25, 1.951, false),
        (0.0, 0.0, true), (0.0, -0.049, true), (0.0, -0.051, false), (0.0, 3.13, true), (0.0, 3.14, false),
    ])
    func `what the lifted input cannot carry has no value`(_ lift: Double, _ volts: Double, _ isMeasured: Bool) throws {
        let code = UInt32(bitPattern: Int32((volts / 3.3 * 8_388_608).rounded()))
        let data = [16, 8, 0].map { UInt8(truncatingIfNeeded: code >> UInt32($0)) }
        let reading = try reading(data, liftNanovolts: Int64((lift * 1e9).rounded()))
        #expect((reading.nanovolts != nil) == isMeasured)
        if let nanovolts = reading.nanovolts { #expect(abs(Double(nanovolts) * 1e-9 - volts) < 1e-6) }
    }

    @Test func `the codes of table 15 are voltages at 3.3 V`() throws {
        #expect(try reading([0, 0, 0]).nanovolts == 0)
        // FS/2²³ = 393.39 nV.
        #expect(try reading([0, 0, 1]).nanovolts == 393)
        #expect(try reading([0xFF, 0xFF, 0xFF]).nanovolts == -393)
        #expect(try reading([0x40, 0, 0]).nanovolts == 1_650_000_000)
        #expect(try reading([0xC0, 0, 0]).nanovolts == -1_650_000_000)
        #expect(try reading([0x7F, 0xFF, 0xFF]).nanovolts == nil)
        #expect(try reading([0x80, 0, 0]).nanovolts == nil)
    }

    @Test func `an open input is full scale with the burn-out currents on`() throws {
        var exchange = try referenceChecked()
        try exchange.expect([0x10], answer: Self.withSum([3, 0x7F, 0xFF, 0xFF]))
        try verify(&exchange, burnOut: true)
        #expect(exchange.driver.health == .starting)
        // The reference is looked at again before the input is blamed, for without one everything is full scale.
        try exchange.expect([0x40, 0xC1])
        try exchange.expect([0x20], answer: Self.withSum([0xC1]))
        try exchange.expect([0x48, 0x60])
        try exchange.expect([0x28], answer: Self.withSum([0x60]))
        try exchange.expect([0x10], answer: Self.withSum([3, 0x7F, 0xFF, 0xFF]))
        try exchange.expect([0x10], answer: Self.withSum([4, 0x33, 0x90, 0x00]))
        try verify(&exchange, first: 0xC1)
        #expect(exchange.driver.health == .faulty(.openInput))
    }

    @Test func `a chip whose registers are not zero after a reset is another`() throws {
        var exchange = ScriptedExchange(ADS122C04())
        try exchange.expect([0x06])
        try exchange.expect([0x20], answer: [0x22])
        #expect(exchange.driver.health == .faulty(.wrongIdentity(0x22)))
    }

    @Test func `a chip without the check sum is given up after three tries`() throws {
        var exchange = ScriptedExchange(ADS122C04())
        try exchange.expect([0x06])
        for register: UInt8 in 0..<4 { try exchange.expect([0x20 | register << 2], answer: [0]) }
        try exchange.expect([0x48, 0x60])
        try exchange.expect([0x4C, 0x00])
        try exchange.expect([0x40, 0xC1])
        try exchange.expect([0x44, 0x0A])
        try exchange.expect([0x08])
        for _ in 0..<3 { try exchange.expect([0x20], answer: [0xC1, 0x00, 0x00]) }
        #expect(exchange.driver.health == .faulty(.corrupted))
    }

    @Test func `a damaged answer is asked for again`() throws {
        var exchange = try measuring()
        var damaged = Self.withSum([3, 0x40, 0, 0])
        damaged[2] ^= 0x04
        try exchange.expect([0x10], answer: damaged)
        try exchange.expect([0x10], answer: Self.withSum([3, 0x40, 0, 0]))
        #expect(exchange.driver.errorCount == 1 && exchange.driver.faultCount == 0)
        try exchange.expect([0x10], answer: Self.withSum([4, 0x40, 0, 0]))
    }

    @Test func `the counter tells conversions that nobody read`() throws {
        var exchange = try measuring()
        exchange.now += 500_000
        let reading = try exchange.result([0x10], answer: Self.withSum([10, 0x40, 0, 0]))
        #expect(reading.missedConversions == 7)
        #expect(reading.intervalMicroseconds == 49_992)
    }

    /// The chain asks after the last conversion of each sample, before it gives the sample.
    @Test func `all registers are read when they are asked for`() throws {
        var exchange = try measuring()
        for index in 0..<5 as Range<UInt8> {
            _ = try exchange.result([0x10], answer: Self.withSum([3 + index, 0x40, 0, 0]))
            #expect(!exchange.driver.chip.isConfirmed)
        }
        exchange.driver.chip.confirm()
        exchange.driver.hasRequest(at: exchange.now)
        let start = exchange.now
        for (command, value) in [(0x20, 0x01), (0x24, 0x0A), (0x28, 0xE0), (0x2C, 0x00)] as [(UInt8, UInt8)] {
            #expect(!exchange.driver.chip.isConfirmed)
            let reading = try exchange.expect([command], answer: Self.withSum([value]))
            #expect(reading == nil)
        }
        #expect(exchange.driver.chip.isConfirmed && exchange.now - start < 1_000)
        // With no conversion since, there is nothing to ask.
        exchange.driver.chip.confirm()
        _ = try exchange.result([0x10], answer: Self.withSum([8, 0x40, 0, 0]))
    }

    @Test func `a register that differs is a fault whichever it is`() throws {
        for register in 0..<4 as Range<UInt8> {
            var exchange = try measuring()
            _ = try exchange.result([0x10], answer: Self.withSum([3, 0x40, 0, 0]))
            exchange.driver.chip.confirm()
            exchange.driver.hasRequest(at: exchange.now)
            for index in 0..<register {
                let value: UInt8 = index == 0 ? 0x01 : index == 1 ? 0x0A : 0x60
                try exchange.expect([0x20 | index << 2], answer: Self.withSum([value]))
            }
            try exchange.expect([0x20 | register << 2], answer: Self.withSum([0x44]))
            #expect(exchange.driver.health == .faulty(.configuration(register: register, found: 0x44)))
        }
    }

    /// A quarter of the reference in units of 2.048 V · 2⁻²³; 3.3 V ± 1 % pass.
    @Test(arguments: [(3.3, true), (3.27, true), (3.33, true), (3.26, false), (3.34, false), (0, false), (5, false)])
    func `a reference that is off is named with its voltage`(_ volts: Double, _ isRight: Bool) throws {
        var exchange = try started()
        let code = UInt32((volts / 4 / 2.048 * 8_388_608).rounded())
        let bytes = [UInt8(code >> 16), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF)]
        try exchange.expect([0x10], answer: Self.withSum([1] + bytes))
        try verify(&exchange, first: 0xC1)
        guard case .faulty(.referenceOutOfRange(let nanovolts)) = exchange.driver.health else {
            #expect(isRight && exchange.driver.health == .starting)
            return
        }
        #expect(!isRight && abs(Double(nanovolts) * 1e-9 - volts) < 1e-6)
    }

    /// Each costs a conversion of its own; all registers are read before it, and the voltage after it is honest.
    @Test func `both checks can be asked for while measuring`() throws {
        var exchange = try measuring()
        exchange.driver.chip.checkInput()
        exchange.driver.chip.checkReference()
        try exchange.expect([0x10], answer: Self.withSum([3, 0x40, 0, 0]))
        try exchange.expect([0x20], answer: Self.withSum([0x01]))
        try exchange.expect([0x24], answer: Self.withSum([0x0A]))
        try exchange.expect([0x28], answer: Self.withSum([0x60]))
        let before = try exchange.result([0x2C], answer: Self.withSum([0x00]))
        try exchange.expect([0x40, 0xC1])
        try exchange.expect([0x20], answer: Self.withSum([0xC1]))
        try exchange.expect([0x10], answer: Self.withSum([3, 0x40, 0, 0]))
        try exchange.expect([0x10], answer: Self.withSum([4, 0x33, 0x90, 0x00]))
        try verify(&exchange, first: 0xC1)
        try exchange.expect([0x40, 0x01])
        try exchange.expect([0x20], answer: Self.withSum([0x01]))
        try exchange.expect([0x48, 0x68])
        try exchange.expect([0x28], answer: Self.withSum([0x68]))
        try exchange.expect([0x10], answer: Self.withSum([4, 0x33, 0x90, 0x00]))
        try exchange.expect([0x10], answer: Self.withSum([5, 0x41, 0, 0]))
        // After an end that was found late the driver looks soon: in truth another conversion's time passes.
        exchange.now += 49_992
        try exchange.expect([0x10], answer: Self.withSum([6, 0x41, 0, 0]))
        try verify(&exchange, burnOut: true)
        try exchange.expect([0x48, 0x60])
        try exchange.expect([0x28], answer: Self.withSum([0x60]))
        try exchange.expect([0x10], answer: Self.withSum([6, 0x41, 0, 0]))
        let after = try exchange.result([0x10], answer: Self.withSum([7, 0x40, 0, 0]))
        // One conversion of the reference, two of the input.
        #expect(before.nanovolts == after.nanovolts && after.missedConversions == 3)
        #expect(exchange.driver.health == .measuring && exchange.driver.faultCount == 0)
    }
}
