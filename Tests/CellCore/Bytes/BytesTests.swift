import CellCore
import TestSupport
import Testing

@Suite struct BytesTests {
    /// Check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    @Test func crcOfTheCheckString() {
        var crc = CRC32()
        for byte in "123456789".utf8 { crc.add(byte) }
        #expect(crc.value == 0xCBF4_3926)
        #expect(CRC32().value == 0)
    }

    @Test func fieldsAreLittleEndianTwosComplementAndBinary32() {
        var buffer = ByteBuffer<64>()
        var a: UInt16 = 0x1234
        var b: Int32 = -2
        var c: Int64 = -2
        var d: Float = 1.5
        var e = true
        buffer.code(&a)
        buffer.code(&b)
        buffer.code(&c)
        buffer.code(&d)
        buffer.code(&e)
        let expected: [UInt8] = [
            0x34, 0x12, 0xFE, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xC0, 0x3F, 1,
        ]
        #expect(buffer.count == expected.count)
        for (index, byte) in expected.enumerated() { #expect(buffer[index] == byte) }
    }

    @Test func decodingUndoesEncoding() {
        var random = SeededGenerator(seed: 5, purpose: "fields, decode ∘ encode")
        for _ in 0..<1_000 {
            var values = (
                UInt8.random(in: 0...255, using: &random), UInt32.random(in: 0 ... .max, using: &random),
                Int64.random(in: .min ... .max, using: &random), Float.random(in: -1e9...1e9, using: &random)
            )
            let before = values
            var buffer = ByteBuffer<17>()
            buffer.code(&values.0)
            buffer.code(&values.1)
            buffer.code(&values.2)
            buffer.code(&values.3)
            #expect(buffer.count == 17 && !buffer.isOverflowed)
            var reader = ByteReader(buffer)
            values = (0, 0, 0, 0)
            reader.code(&values.0)
            reader.code(&values.1)
            reader.code(&values.2)
            reader.code(&values.3)
            #expect(values == before && reader.remaining == 0 && !reader.isExhausted)
        }
    }

    @Test func aFullBufferTakesNoMoreAndSaysSo() {
        var buffer = ByteBuffer<3>()
        var value: UInt32 = 0xAABB_CCDD
        buffer.code(&value)
        #expect(buffer.count == 3 && buffer.isOverflowed)
        buffer.removeFirst(1)
        #expect(buffer.count == 2 && buffer[0] == 0xCC && buffer[1] == 0xBB && buffer[2] == 0)
    }

    @Test func anExhaustedReaderKeepsTheFields() {
        var buffer = ByteBuffer<3>()
        buffer.append(1)
        var reader = ByteReader(buffer)
        var value: UInt16 = 7
        reader.code(&value)
        #expect(value == 7 && reader.isExhausted)
        var byte: UInt8 = 9
        reader.code(&byte)
        #expect(byte == 9, "a reader that ran out stays so")
    }
}
