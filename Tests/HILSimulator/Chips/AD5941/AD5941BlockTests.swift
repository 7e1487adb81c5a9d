import Foundation
import HILSimulator
import Testing

/// Sequencer, timer, FIFO and converter; numbers are those of the AD5940/AD5941 data sheet.
@Suite struct AD5941BlockTests {
    private func chip(_ spread: ChipSpread = .ideal, seed: UInt64 = 0) -> (AD5941Model, SPIMaster) {
        let model = AD5941Model(spread: spread, seed: seed)
        return (model, SPIMaster(model))
    }

    /// ADC on, sinc3 of 4 and sinc2 of 22 without notch: 200 and 9.09 kSPS; both inputs on VBIAS_CAP.
    private func prepare(_ master: SPIMaster, mux: UInt32 = 0x80C) {
        master.write(0x21A8, mux)
        master.write(0x2044, 0x1011)
        master.write(0x3008, 0xFFFF_FFFF)
    }

    @Test func `a sequence writes, waits and ends at exact times`() {
        let (model, master) = chip()
        master.write(0x21D8, 0x489)
        // LPDACDAT0 = 1, wait 16000 clocks (1 ms), LPDACDAT0 = 2, custom interrupt 0, SEQCON = 0.
        master.load([0xC800_0001, 16_000, 0xC800_0002, 0xA700_0001, 0x8100_0000], at: 100, sequence: 1)
        master.write(0x3008, 0xFFFF_FFFF)
        master.write(0x0430, 2)
        #expect(model.complaints == [.sequencerDisabled])
        master.write(0x2004, 1)
        master.write(0x0430, 2)
        // The write took effect with its last byte, 250 ns before now.
        let start = master.nanoseconds - 250
        model.advance(to: start + 200)
        #expect(model.peek(0x2120) == 1)
        #expect(model.nextEventNanoseconds == start + 63 + 63 + 1_000_000 - 1)
        master.wait(nanoseconds: 1_000_000 - 500)
        #expect(model.peek(0x2120) == 1)
        master.wait(nanoseconds: 1_000)
        #expect(model.peek(0x2120) == 2)
        #expect(master.read(0x3010) == 0x2000 | 1 << 9 | 1 << 15)
        #expect(model.peek(0x2004) == 0)
        #expect(model.peek(0x2064) == 5)
    }

    @Test func `a timeout command lasts its clocks while others go on`() {
        let (model, master) = chip()
        master.write(0x3008, 0x1_0000)
        master.write(0x3004, 0xFFFF_FFFF)
        master.load([0x4000_0000 | 32_000, 0xC800_0003])
        master.write(0x2004, 1)
        master.write(0x0430, 1)
        master.wait(nanoseconds: 1_000)
        #expect(model.peek(0x2120) == 3 && !model.isInterruptAsserted(0))
        master.wait(nanoseconds: 1_990_000)
        #expect(!model.isInterruptAsserted(0))
        master.wait(nanoseconds: 10_000)
        #expect(model.isInterruptAsserted(0))
    }

    @Test func `the oscillator's error stretches waits`() {
        let (model, master) = chip(.limits, seed: 4)
        master.load([16_000_000, 0xC800_0002])
        master.write(0x2004, 1)
        master.write(0x0430, 1)
        master.wait(nanoseconds: 10_000)
        let event = Double((model.nextEventNanoseconds ?? 0) - master.nanoseconds + 10_000)
        #expect(abs(event * 1e-9 * (1 + model.errors.oscillator) - 1) < 1e-5)
        #expect(abs(model.errors.oscillator) == 0.03)
    }

    /// 32 kHz: 320 ticks asleep and 640 active are 30 ms; slots A and B run sequences 2 and 0.
    @Test func `the timer triggers the sequences of its slots in turn`() {
        let (model, master) = chip()
        master.load([0xC800_000A], at: 0, sequence: 2)
        master.load([0xC800_000B], at: 1, sequence: 0)
        for base: UInt16 in [0x808, 0x828] {
            master.write(base, 320)
            master.write(base + 4, 0)
            master.write(base + 8, 640)
            master.write(base + 12, 0)
        }
        master.write(0x0804, 2)
        master.write(0x2004, 1)
        master.write(0x0800, 1 << 1 | 1)
        master.wait(seconds: 0.0099)
        #expect(model.peek(0x2120) == 0)
        master.wait(seconds: 0.0002)
        #expect(model.peek(0x2120) == 0xA)
        master.wait(seconds: 0.030)
        #expect(model.peek(0x2120) == 0xB)
        master.wait(seconds: 0.030)
        #expect(model.peek(0x2120) == 0xA)
        master.write(0x0800, 0)
        master.wait(seconds: 1)
        #expect(model.nextEventNanoseconds == nil)
    }

    @Test func `FIFO words carry channel and sequence, and the threshold is told in time`() {
        let (model, master) = chip()
        prepare(master, mux: 0x810)
        master.write(0x21D8, 0x4C8)
        master.write(0x21E0, 10 << 16)
        master.write(0x2008, 3 << 13 | 0x800)
        master.write(0x3008, 1 << 25)
        master.write(0x3004, 0xFFFF_FFFF)
        master.write(0x2000, 0x1_0180)
        // 10 results of 22 · 4 conversions of 1.25 µs, and 2 · 22 + 1 sinc3 results to settle; (n + 2) · 4 + 1 conversions.
        let last = Double((11 * 22 + 1 + 2) * 4 + 1) * 1_250
        let start = master.nanoseconds - 250
        #expect(model.nextEventNanoseconds == start + UInt64(last))
        master.wait(nanoseconds: UInt64(last) - 300)
        #expect(!model.isInterruptAsserted(0))
        master.wait(nanoseconds: 100)
        #expect(model.isInterruptAsserted(0))
        master.write(0x2000, 0)
        #expect(master.read(0x2200) == 10 << 16)
        // 1.25 V against 1.11 V: 32768 + 0.14/1.835 · 32768 = 35268.
        let word = master.read(0x206C)
        #expect(word & 0xFFFF == 35_268)
        #expect(word >> 16 & 0x7F == 0x50)
        #expect(word >> 23 & 3 == 0)
        #expect(master.read(0x2200) == 9 << 16)
    }

    @Test func `a burst has six dummy bytes, and zeros on MOSI fetch two words too many`() {
        let (model, master) = chip()
        prepare(master)
        master.write(0x21D8, 0x4C8)
        master.write(0x2008, 0x800)
        master.write(0x2000, 0x180)
        // Eight sinc3 results.
        master.wait(nanoseconds: (10 * 4 + 1) * 1_250)
        master.write(0x2000, 0)
        let held = Int(master.read(0x2200) >> 16)
        #expect(held >= 8)
        let bytes = master.transfer([0x5F], read: 6 + 8) ?? []
        #expect(bytes.count == 14 && bytes[0..<6].allSatisfy { $0 == 0 })
        #expect(UInt32(bytes[8]) << 8 | UInt32(bytes[9]) == 0x8000)
        #expect(UInt32(bytes[12]) << 8 | UInt32(bytes[13]) == 0x8000)
        #expect(Int(master.read(0x2200) >> 16) == held - 4)
        model.readsAheadInBurst = false
        master.transfer([0x5F], read: 6 + 8)
        #expect(Int(master.read(0x2200) >> 16) == held - 6)
    }

    /// ADCDAT = 32768 + 32768 · V · gain/1.835.
    @Test(
        arguments: [
            (0, 0x80C, 0x8000), (0, 0x810, 35_268), (1, 0x810, 36_518), (3, 0x810, 42_768), (4, 0x810, 55_268),
            (0, 0x823, 0x8000 - 19_821),
        ] as [(UInt32, UInt32, UInt32)])
    func `codes are those of the formula`(_ gain: UInt32, _ mux: UInt32, _ code: UInt32) {
        let (_, master) = chip()
        prepare(master, mux: gain << 16 | mux)
        master.write(0x2000, 0x180)
        master.wait(nanoseconds: 20_000)
        #expect(abs(Int(master.read(0x2074)) - Int(code)) <= 1)
        #expect(master.read(0x3010) & 1 == 1)
    }

    @Test func `beyond its range the ADC clips, and it is counted`() {
        let (model, master) = chip()
        // AVDD/2 of 1.65 V against 1.11 V at a gain of 4: 2.16 V.
        prepare(master, mux: 3 << 16 | 0x808)
        master.write(0x2000, 0x180)
        master.wait(nanoseconds: 20_000)
        #expect(master.read(0x2074) == 0xFFFF)
        #expect(model.clippedSamples == 1)
    }

    @Test func `after the multiplexer has moved the filters hold the old input for a while`() {
        let (_, master) = chip()
        // Sinc2 of 1333: 6.7 ms a result, two of them in each filter's span.
        prepare(master, mux: 0x810)
        master.write(0x2044, 0x1B11)
        master.write(0x2000, 0x1_0180)
        master.wait(seconds: 0.03)
        #expect(abs(Int(master.read(0x2080)) - 35_268) <= 1)
        master.write(0x21A8, 0x80C)
        master.wait(seconds: 0.007)
        let mixed = Int(master.read(0x2080))
        #expect(mixed > 0x8000 + 100 && mixed < 35_268)
        master.wait(seconds: 0.02)
        #expect(abs(Int(master.read(0x2080)) - 0x8000) <= 1)
    }

    @Test func `the end of a DFT is told ahead, and the interrupt comes then`() {
        let (model, master) = chip()
        prepare(master)
        master.write(0x20D0, 1 << 20 | 4 << 4)
        master.write(0x3008, 2)
        master.write(0x3004, 0xFFFF_FFFF)
        master.write(0x2000, 0x8180)
        // 64 sinc3 results: (64 + 2) · 4 + 1 conversions of 1.25 µs after the last byte, 250 ns ago.
        let end = master.nanoseconds - 250 + 265 * 1_250
        #expect(model.nextEventNanoseconds == end)
        model.advance(to: end - 1)
        #expect(!model.isInterruptAsserted(0))
        model.advance(to: end)
        #expect(model.isInterruptAsserted(0))
    }

    /// 1.2 codes of a conversion over the root of 4 conversions.
    @Test func `noise has its level and falls with the filters`() {
        let (model, master) = chip(.typical, seed: 3)
        model.errors = {
            var errors = AD5941Model.Errors()
            errors.isNoisy = true
            return errors
        }()
        prepare(master, mux: 0x810)
        master.write(0x21D8, 0x6D0)
        master.write(0x2008, 0x800)
        master.write(0x2000, 0x180)
        master.wait(nanoseconds: 1_000 * 5_000 + 20_000)
        master.write(0x2000, 0)
        let codes = (0..<1_000).map { _ in Double(master.read(0x206C) & 0xFFFF) }
        let mean = codes.reduce(0, +) / 1_000
        let deviation = (codes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999).squareRoot()
        // With the rounding's 1/12.
        #expect(abs(deviation - (0.36 + 1 / 12.0).squareRoot()) < 0.06)
        #expect(abs(mean - 35_268) < 0.5)
    }
}
