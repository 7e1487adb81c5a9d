import CellCore
import Testing

@testable import AnalogFrontEnd

/// The bytes on the wire, as the data sheet's section "SPI interface" has them.
@Suite struct AD5941BytesTests {
    private func bytes(_ access: AD5941Access, answers: [[UInt8]]) -> (written: [[UInt8]], reads: [Int]) {
        var port = AD5941Port()
        port.begin(access)
        var written: [[UInt8]] = []
        var reads: [Int] = []
        for answer in answers {
            let transfer = port.transfer
            written.append((0..<transfer.written.count).map { transfer.written[$0] })
            reads.append(Int(transfer.readCount))
            var bytes = SPIBytes()
            for byte in answer { bytes.append(byte) }
            _ = port.finish(bytes)
        }
        #expect(port.isIdle)
        return (written, reads)
    }

    @Test func `a read of 16 bits`() {
        let found = bytes(.read(0x0400), answers: [[], [0x41, 0x44]])
        #expect(found.written == [[0x20, 0x04, 0x00], [0x6D, 0x00]])
        #expect(found.reads == [0, 2])
    }

    @Test func `a read of 32 bits`() {
        let found = bytes(.read(0x2078), answers: [[], [0, 0, 0x12, 0x34]])
        #expect(found.written == [[0x20, 0x20, 0x78], [0x6D, 0x00]])
        #expect(found.reads == [0, 4])
    }

    @Test func `a write of 16 bits`() {
        let found = bytes(.write(0x0A04, 0xF27B), answers: [[], []])
        #expect(found.written == [[0x20, 0x0A, 0x04], [0x2D, 0xF2, 0x7B]])
    }

    @Test func `a write of 32 bits that is read back`() {
        let found = bytes(.set(0x2000, 0x0019_0EC0, mask: .max), answers: [[], [], [0, 0x19, 0x0E, 0xC0]])
        #expect(found.written == [[0x20, 0x20, 0x00], [0x2D, 0x00, 0x19, 0x0E, 0xC0], [0x6D, 0x00]])
        #expect(found.reads == [0, 0, 4])
    }

    /// Figure 44: six bytes before the first word, and another offset than zero with the last two words.
    @Test func `the fast read of the FIFO`() {
        let found = bytes(.fifo(16), answers: [[UInt8](repeating: 1, count: 64)])
        #expect(found.written == [[0x5F, 0, 0, 0, 0, 0, 0]])
        #expect(found.reads == [64])
        var port = AD5941Port()
        port.begin(.fifo(16))
        #expect(port.transfer.trailer != 0)
    }

    @Test func `a register that reads back differently`() {
        var port = AD5941Port()
        port.begin(.set(0x22F0, 0x0D, mask: 0xF))
        _ = port.finish(SPIBytes())
        _ = port.finish(SPIBytes())
        var answer = SPIBytes()
        for byte in [0, 8, 0x88, 0] as [UInt8] { answer.append(byte) }
        guard case .differs(0x22F0, 0x0008_8800) = port.finish(answer) else {
            Issue.record("a setting that was lost was not seen")
            return
        }
    }

    /// Section "Sequencer": bit 31, the register's word offset from 2000h, 24 bits; or a wait of 30 bits.
    @Test func `the sequencer's commands`() {
        #expect(SequencerCommand.write(0x2000, 0x19_CEC0) == 0x8019_CEC0)
        #expect(SequencerCommand.write(0x2120, 0x2_069E) == 0xC802_069E)
        #expect(SequencerCommand.wait(799_999) == 0x000C_34FF)
        #expect(SequencerCommand.info(start: 16, count: 883) == 0x0373_0010)
    }

    /// DFTREAL has 18 bits with sign; DFTIMAG has the opposite sign.
    @Test func `numbers of the transform`() {
        #expect(TransformSum.signed(0x1FFFF) == 131_071)
        #expect(TransformSum.signed(0x20000) == -131_072)
        #expect(TransformSum.signed(0x3FFFF) == -1)
        var sum = TransformSum()
        sum.add(real: 300, imaginary: 0x3FFFF - 399)
        #expect(sum.mean == Phasor(300, 400))
        // The same again with 4 counts more in each part: mean 302, 402; each mean's part has the variance
        // (2² + 2² + 2² + 2²) / (2 · 2 · 1) = 4.
        sum.add(real: 304, imaginary: 0x3FFFF - 403)
        #expect(sum.mean == Phasor(302, 402))
        #expect(sum.variance == 4)
    }

    /// HSDACCON and WGAMPLITUDE: 607 mV are 1536 codes at gain 2; 10 mV fit the finest step, 15.175 mV full scale.
    @Test func `amplitudes`() {
        let weak = ExcitationRange(volts: 0.010, feedback: 1)
        #expect(weak.gains == 0x100F)
        #expect(weak.amplitude == 1_012)
        let strong = ExcitationRange(volts: 0.5, feedback: 1)
        #expect(strong.gains == 0x000E)
        #expect(strong.amplitude == 1_265)
        #expect(ExcitationRange(volts: 0.05, feedback: 1).gains == 0x100E)
        #expect(ExcitationRange(volts: 0.1, feedback: 1).gains == 0x000F)
        #expect(ExcitationRange(volts: 2, feedback: 1).amplitude == 1_536)
    }

    @Test func `ranges follow the cell`() throws {
        // 80 Ω behind 501 Ω at 10 mV: 1.38 mV and 17.2 µA. 12 mV need 87 mV and 150 µA: 1 kΩ gives 0.15 V.
        let better = try #require(ExcitationRange.first.improved(cellVolts: 0.001_377, amperes: 17.2e-6))
        #expect(abs(better.volts - 0.0871) < 0.0005)
        #expect(better.feedback == 1)
        #expect(better.improved(cellVolts: 0.012, amperes: 150e-6) == nil)
        // 20 kΩ: nearly all of 12.3 mV, 0.6 µA: 80 kΩ gives 48 mV.
        let high = try #require(ExcitationRange.first.improved(cellVolts: 0.009_76, amperes: 0.488e-6))
        #expect(high.feedback == 6)
        #expect(ExcitationRange(volts: 0.5, feedback: 4).relieved(voltage: true).volts == 0.1)
        #expect(ExcitationRange(volts: 0.5, feedback: 4).relieved(voltage: false).feedback == 2)
    }
}
