import Foundation

/// A number of the complex plane, enough for a divider.
struct Complex {
    var re: Double
    var im: Double
    static func + (a: Complex, b: Complex) -> Complex { Complex(re: a.re + b.re, im: a.im + b.im) }
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
    }
    static func / (a: Complex, b: Complex) -> Complex {
        let d = b.re * b.re + b.im * b.im
        return Complex(re: (a.re * b.re + a.im * b.im) / d, im: (a.im * b.re - a.re * b.im) / d)
    }
    var magnitude: Double { (re * re + im * im).squareRoot() }
    /// 1 / (jωC) of so many farads.
    static func capacitor(_ farads: Double, at hertz: Double) -> Complex {
        Complex(re: 0, im: -1 / (2 * .pi * hertz * farads))
    }
    static func ohms(_ value: Double) -> Complex { Complex(re: value, im: 0) }
}

/// A register table that measures R0 + (R1 ∥ C1) without error behind the agreed network, by formulas of its own.
///
/// It knows no filters and no noise; the transform is the sine's own phasor, rounded. For the driver's logic, not accuracy.
final class IdealChip: RegisterTable {
    var r0 = 80.0
    var r1 = 0.0
    var c1 = 1e-6
    /// Counts of the transform for a volt at the converter.
    var countsPerVolt = 4 * 32_768 / 1.835
    /// True makes every current clip.
    var clipsAlways = false
    /// The largest peak and the largest mean square's root seen across the cell in volts, and whether anything was excited with the switch open.
    var peakVolts = 0.0
    var rmsVolts = 0.0
    var hasExcitedOpen = false

    private var memory: [UInt32] = Array(repeating: 0, count: 1_024)
    private var flags: UInt32 = 0
    private var readyTime: UInt64 = .max
    private var samples: [UInt16] = []
    private var popped = 0
    private var passStart: UInt64 = 0

    func cell(at hertz: Double) -> Complex {
        guard r1 > 0 else { return .ohms(r0) }
        let c = Complex.capacitor(c1, at: hertz)
        return .ohms(r0) + .ohms(r1) * c / (.ohms(r1) + c)
    }

    private var feedbackOhms: Double {
        [200, 1_000, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000][Int(value(of: 0x20F0) & 7)]
    }
    private var gain: Double { [1, 1.5, 2, 4, 9][Int(min(value(of: 0x21A8) >> 16 & 7, 4))] }
    private var measuresCurrent: Bool { value(of: 0x21A8) & 0x3F == 1 }

    override func value(of register: UInt16) -> UInt32 {
        switch register {
        case 0x3014:
            if now >= readyTime { flags |= 2 }
            return flags
        case 0x2080: return 32_768
        case 0x2200: return UInt32(available) << 16
        default: return super.value(of: register)
        }
    }

    override func act(on register: UInt16, _ value: UInt32) {
        switch register {
        case 0x3004: flags &= ~value
        case 0x2070: memory[Int(self.value(of: 0x21D4) & 1_023)] = value
        case 0x2008: if value == 0 { (samples, popped) = ([], 0) }
        case 0x0430: if value & 1 != 0 { transform() } else if value & 2 != 0 { play() }
        default: break
        }
    }

    // MARK: Sines

    private func transform() {
        let start = Int(value(of: 0x21CC) & 0x7FF)
        let count = Int(value(of: 0x21CC) >> 16)
        let clocks = memory[start..<start + count].filter { $0 >> 30 == 0 }.reduce(0) { $0 + UInt64($1) }
        readyTime = now + clocks / 16
        let hertz = Double(value(of: 0x2030)) * 16e6 / 1_073_741_824
        let dac = value(of: 0x2010)
        var volts = Double(value(of: 0x203C)) * 0.607 / 1_536
        if dac & 1 << 12 != 0 { volts /= 8 }
        if dac & 1 != 0 { volts /= 5 }
        let isReference = value(of: 0x2150) == 1
        var voltage = Complex.ohms(volts)
        var current = Complex.ohms(volts / 1_000)
        if !isReference {
            hasExcitedOpen = hasExcitedOpen || pins & 1 == 0
            let z = cell(at: hertz)
            current = .ohms(volts) / (.ohms(501.1) + .capacitor(110e-6, at: hertz) + z)
            voltage = current * z
            peakVolts = max(peakVolts, voltage.magnitude)
            rmsVolts = max(rmsVolts, voltage.magnitude / 2.squareRoot())
            voltage = voltage / (.ohms(1) + Complex(re: 0, im: -1 / (2 * .pi * hertz * 100)))
        }
        // A delay that both have, as the filters do.
        let turn = Complex(re: cos(1.234), im: sin(1.234))
        var seen = (measuresCurrent ? current * .ohms(-feedbackOhms) : voltage) * turn * .ohms(gain)
        if clipsAlways && measuresCurrent || seen.magnitude / 1.835 * 32_768 > 19_200 {
            flags |= 1 << 5
            seen = seen * .ohms(0.5)
        }
        registers[0x2078] = UInt32(bitPattern: Int32((seen.re * countsPerVolt).rounded())) & 0x3FFFF
        registers[0x207C] = UInt32(bitPattern: Int32((-seen.im * countsPerVolt).rounded())) & 0x3FFFF
    }

    // MARK: Multisine

    private var available: Int {
        guard now > passStart else { return 0 }
        let arrived = min(Int((now - passStart) / 2_500), samples.count)
        if arrived - popped > 512 { flags |= 1 << 26 }
        return arrived - popped
    }

    override func nextWord() -> UInt32 {
        guard available > 0 else { return 0 }
        popped += 1
        return UInt32(samples[popped - 1]) | 0x0106_0000
    }

    /// Plays the sequence into the network, with 1/4 ms between two states of its capacitors.
    private func play() {
        hasExcitedOpen = hasExcitedOpen || pins & 1 == 0
        let start = Int(value(of: 0x21E8) & 0x7FF)
        let count = Int(value(of: 0x21E8) >> 16)
        samples = []
        popped = 0
        passStart = now
        var isConverting = false
        var charge = 0.0
        var inner = 0.0
        var output = 1.11
        var clocks = 0.0
        var elapsed: UInt64 = 0
        var squares = 0.0
        var steps = 0.0
        for command in memory[start..<start + count] {
            if command >> 24 == 0x80 {
                isConverting = command & 1 << 8 != 0
                if isConverting {
                    clocks = 0
                    passStart = now + elapsed / 16
                }
            }
            if command >> 24 == 0xC8 { output = 0.2 + Double(command & 0xFFF) * 2.2 / 4_095 }
            guard command >> 30 == 0 else { continue }
            clocks += Double(command) + 1
            elapsed += UInt64(command) + 1
            while clocks > 0 {
                clocks -= 40_000
                var sum = 0.0
                for _ in 0..<10 {
                    let amperes = (output - 1.11 - charge - inner) / (501.1 + r0)
                    charge += amperes / 110e-6 * 0.000_25
                    let decay = r1 > 0 ? exp(-0.000_25 / (r1 * c1)) : 0
                    inner = r1 > 0 ? amperes * r1 + (inner - amperes * r1) * decay : 0
                    let volts = amperes * r0 + inner
                    peakVolts = max(peakVolts, abs(volts))
                    sum += (measuresCurrent ? -amperes * feedbackOhms : volts) * gain / 10
                }
                squares += sum * sum
                steps += 1
                guard isConverting else { continue }
                samples.append(UInt16(min(max((32_768 + sum / 1.835 * 32_768).rounded(), 0), 65_535)))
            }
        }
        if !measuresCurrent { rmsVolts = max(rmsVolts, (squares / steps).squareRoot() / gain) }
    }
}
