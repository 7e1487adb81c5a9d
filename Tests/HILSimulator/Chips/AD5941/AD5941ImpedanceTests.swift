import Foundation
import HILSimulator
import Testing

/// Excitation, transimpedance amplifier and DFT; numbers by hand from the AD5940/AD5941 data sheet's formulas.
@Suite struct AD5941ImpedanceTests {
    private struct Complex {
        var real: Double
        var imaginary: Double
        var size: Double { (real * real + imaginary * imaginary).squareRoot() }
        var angle: Double { atan2(imaginary, real) }
        static func / (a: Complex, b: Complex) -> Complex {
            let n = b.real * b.real + b.imaginary * b.imaginary
            return Complex(
                real: (a.real * b.real + a.imaginary * b.imaginary) / n,
                imaginary: (a.imaginary * b.real - a.real * b.imaginary) / n)
        }
    }

    /// FCW = f · 2^30/16 MHz.
    private func word(_ hertz: Double) -> UInt32 { UInt32((hertz * 0x1p30 / 16e6).rounded()) }

    /// Excitation blocks, transimpedance of 1 kΩ, references; sine of `amplitude` codes.
    private func prepare(_ master: SPIMaster, hertz: Double, amplitude: UInt32, rtia: UInt32 = 1) {
        master.write(0x2010, 7 << 1)
        master.write(0x2014, 2 << 1)
        master.write(0x2030, word(hertz))
        master.write(0x203C, amplitude)
        master.write(0x20F0, rtia)
        master.write(0x22F0, 0xD)
        master.write(0x2044, 0x1011)
        // 4096 points of sinc3.
        master.write(0x20D0, 1 << 20 | 10 << 4 | 1)
        master.write(0x3008, 2)
        master.write(0x200C, 1 << 16)
    }

    private func toCalibration(_ master: SPIMaster) {
        master.write(0x2150, 1)
        master.write(0x2158, 1)
        master.write(0x2154, 1 << 9)
        master.write(0x215C, 1 << 11 | 1 << 8)
    }

    /// Excitation on CE0, transimpedance amplifier on AIN0.
    private func toCell(_ master: SPIMaster) {
        master.write(0x2150, 1 << 4)
        master.write(0x2158, 1 << 10)
        master.write(0x2154, 1)
        master.write(0x215C, 1 | 1 << 8)
    }

    /// A DFT of one pair of inputs, the generator started anew; with the sign of the imaginary part turned back.
    private func measure(_ master: SPIMaster, mux: UInt32) -> Complex {
        let blocks: UInt32 = 1 << 6 | 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 20
        master.write(0x21A8, mux)
        master.write(0x2000, blocks)
        master.write(0x2000, blocks | 1 << 14)
        master.wait(nanoseconds: 250_000)
        master.write(0x2000, blocks | 1 << 14 | 1 << 8 | 1 << 15)
        while master.read(0x3010) & 2 == 0 { master.wait(nanoseconds: 100_000) }
        let values = [master.read(0x2078), master.read(0x207C)].map { Double(Int32(bitPattern: $0 << 14) >> 14) }
        master.write(0x2000, blocks)
        master.write(0x3004, 2)
        return Complex(real: values[0], imaginary: -values[1])
    }

    /// What a DFT with the Hanning window shows of a sine of that many codes of 607 mV/1536.
    private func codes(_ amplitude: Double) -> Double {
        let volts: Double = amplitude * 0.607 / 1_536
        return volts / 1.835 * 32_768
    }

    private let current: UInt32 = 1 << 8 | 1
    private let nodes: UInt32 = 0x14 << 8 | 0x24
    private let sense: UInt32 = 7 << 8 | 6

    @Test func `the frequency word is f times 2^30 over 16 MHz`() {
        let model = AD5941Model()
        let master = SPIMaster(model)
        master.write(0x2030, 0x0010_0000)
        #expect(abs(model.generatorHertz - 15_625) < 1e-9)
        model.errors.oscillator = 0.02
        #expect(abs(model.generatorHertz - 15_937.5) < 1e-9)
    }

    /// 1000 codes of 607 mV/1536 on 1 kΩ with 1 kΩ: 395.18 mV both; a DFT shows twice the amplitude in codes, halved by
    /// the Hanning window. The amplifier turns the current's sign and lags by atan(1 kHz/250 kHz).
    @Test func `RCAL has the amplitude and the phase of a computation by hand`() {
        let model = AD5941Model()
        let master = SPIMaster(model)
        prepare(master, hertz: 1_000, amplitude: 1_000)
        toCalibration(master)
        let volts = measure(master, mux: nodes)
        let expected = codes(1_000)
        #expect(abs(volts.size / expected - 1) < 5e-4)
        let amperes = measure(master, mux: current)
        let ratio = amperes / volts
        #expect(abs(ratio.size - 1) < 2e-4)
        #expect(abs(ratio.angle - (Double.pi - atan(1.0 / 250))) < 2e-4)
        #expect(model.complaints.isEmpty)
    }

    @Test(arguments: [(0, 1.0), (1, 0.2), (0x1000, 0.125), (0x1001, 0.025)] as [(UInt32, Double)])
    func `attenuators have their gains`(_ bits: UInt32, _ gain: Double) {
        let master = SPIMaster(AD5941Model())
        prepare(master, hertz: 1_000, amplitude: 2_000)
        master.write(0x2010, 7 << 1 | bits)
        toCalibration(master)
        let expected = codes(2_000 * gain)
        #expect(abs(measure(master, mux: nodes).size / expected - 1) < 3e-3)
    }

    /// Z = −V/I · RCAL-corrected; the network's own elements must not show.
    @Test(arguments: [20.0, 137, 1_000, 9_000, 50_000, 180_000])
    func `the cell's impedance comes out of four wires and RCAL`(_ hertz: Double) {
        let cell = TestNetwork(openVolts: 2.1, seriesOhms: 120, parallelOhms: 400, parallelFarads: 2e-6)
        let model = AD5941Model(cell: cell)
        let master = SPIMaster(model)
        prepare(master, hertz: hertz, amplitude: 500)
        // Sinc3 of 2 for what 200 kSPS would alias.
        if hertz > 20_000 { master.write(0x2044, 0x2011) }
        // Long enough for the lowest: sinc2 of 22 at 9.09 kSPS.
        if hertz < 1_000 { master.write(0x20D0, 10 << 4 | 1) }
        func value(_ mux: UInt32) -> Complex {
            if hertz >= 1_000 { return measure(master, mux: mux) }
            let blocks: UInt32 = 1 << 6 | 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 20 | 1 << 16
            master.write(0x21A8, mux)
            master.write(0x2000, blocks)
            master.write(0x2000, blocks | 1 << 14)
            master.write(0x2000, blocks | 1 << 14 | 1 << 8 | 1 << 15)
            while master.read(0x3010) & 2 == 0 { master.wait(nanoseconds: 1_000_000) }
            let values = [master.read(0x2078), master.read(0x207C)].map { Double(Int32(bitPattern: $0 << 14) >> 14) }
            master.write(0x2000, blocks)
            master.write(0x3004, 2)
            return Complex(real: values[0], imaginary: -values[1])
        }
        toCalibration(master)
        let calibration = value(nodes) / value(current)
        master.write(0x0000, 3)
        master.write(0x0004, 1)
        master.write(0x0018, 1)
        toCell(master)
        master.wait(seconds: 3)
        let ratio = (value(sense) / value(current)) / calibration
        let truth = cell.impedance(hertz: hertz)
        #expect(abs(1_000 * ratio.real / truth.real - 1) < 0.004)
        #expect(abs(1_000 * ratio.imaginary - truth.imaginary) < 0.004 * truth.real)
        #expect(model.clippedSamples == 0)
    }

    @Test func `a transimpedance too large clips the amplifier, and is counted`() {
        let model = AD5941Model()
        let master = SPIMaster(model)
        prepare(master, hertz: 1_000, amplitude: 1_000, rtia: 3)
        toCalibration(master)
        // 395 mV on 1 kΩ with 10 kΩ would be 3.95 V; from 1.11 V there are 0.91 V downwards and 1.99 V upwards.
        let size = measure(master, mux: current).size * 1.835 / 32_768
        #expect(size < 2.1 && size > 1.5)
        #expect(model.clippedSamples > 1_000)
    }

    @Test func `without the P and N switches the loop is open, and is complained of`() {
        let model = AD5941Model()
        let master = SPIMaster(model)
        prepare(master, hertz: 1_000, amplitude: 1_000)
        toCalibration(master)
        master.write(0x2158, 0)
        #expect(measure(master, mux: current).size < 2)
        #expect(model.complaints == [.openLoop])
    }

    @Test func `the DFT goes into the FIFO as two words of 18 bits`() {
        let master = SPIMaster(AD5941Model())
        prepare(master, hertz: 1_000, amplitude: 1_000)
        toCalibration(master)
        master.write(0x21D8, 0x4C8)
        master.write(0x2008, 2 << 13 | 0x800)
        _ = measure(master, mux: nodes)
        let words = [master.read(0x206C), master.read(0x206C)]
        #expect(words.allSatisfy { $0 >> 18 & 0x1F == 0x1F })
        #expect(words[0] & 0x3_FFFF == master.read(0x2078))
        #expect(words[1] & 0x3_FFFF == master.read(0x207C))
    }

    /// ±0.1 % of RCAL, 20 % of the transimpedance, 3 % of the clock: what the RCAL ratio leaves.
    @Test func `a chip at its limits measures the same within the resistor's tolerance`() {
        let cell = TestNetwork(openVolts: 2.1, seriesOhms: 300)
        let model = AD5941Model(cell: cell, spread: .limits, seed: 7)
        let master = SPIMaster(model)
        prepare(master, hertz: 5_000, amplitude: 1_000)
        toCalibration(master)
        let calibration = measure(master, mux: nodes) / measure(master, mux: current)
        master.write(0x0000, 3)
        master.write(0x0004, 1)
        master.write(0x0018, 1)
        toCell(master)
        master.wait(seconds: 3)
        let ratio = (measure(master, mux: sense) / measure(master, mux: current)) / calibration
        #expect(abs(ratio.size * 1_000 / 300 - 1) < 0.003)
        #expect(abs(ratio.size * 1_000 / 300 - 1) > 0.000_3)
        #expect(abs(ratio.angle) < 0.003)
    }
}
