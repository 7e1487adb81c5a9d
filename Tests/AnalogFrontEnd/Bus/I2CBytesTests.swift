import HILSimulator
import Testing

@testable import AnalogFrontEnd

/// The bytes of transfers and their check sum.
@Suite struct I2CBytesTests {
    /// SBAS751B, section 8.3.13: a long division by x¹⁶ + x¹² + x⁵ + 1, bit after bit, that starts from FFFFh.
    private func divided(_ bytes: [UInt8]) -> UInt16 {
        var remainder: UInt16 = 0xFFFF
        for byte in bytes {
            for bit in (0..<8).reversed() {
                let isSet = (remainder >> 15 == 1) != (byte >> UInt8(bit) & 1 == 1)
                remainder <<= 1
                if isSet { remainder ^= 0x1021 }
            }
        }
        return remainder
    }

    private func held(_ bytes: [UInt8]) -> I2CBytes {
        var result = I2CBytes()
        for byte in bytes { result.append(byte) }
        return result
    }

    @Test func `the check sum of the digits 1 to 9 without the last is that of a division`() {
        // The catalogue's check value of CRC-16/IBM-3740, 29B1h, is of nine digits; the function takes eight.
        #expect(divided(Array("123456789".utf8)) == 0x29B1)
        #expect(held(Array("12345678".utf8)).checkSum(8) == divided(Array("12345678".utf8)))
    }

    @Test func `a check sum of two bytes at once is that of single bits`() {
        let seed: UInt64 = 20_261_122
        print("seed \(seed)")
        var choice = SeededNoise(seed: seed)
        for length in 0...8 {
            for _ in 0..<500 {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &choice) }
                #expect(held(bytes + [0x5A]).checkSum(length) == divided(bytes), "\(bytes)")
            }
        }
    }

    @Test func `a flipped bit anywhere in a result is found`() {
        let data: [UInt8] = [0x17, 0x33, 0x90, 0x01]
        let sum = divided(data)
        let good = data + [UInt8(sum >> 8), UInt8(sum & 0xFF)]
        #expect(held(good).hasCheckSum(after: 4))
        #expect(!held(Array(good.dropLast())).hasCheckSum(after: 4))
        for bit in 0..<48 {
            var bad = good
            bad[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!held(bad).hasCheckSum(after: 4), "bit \(bit)")
        }
    }

    @Test func `a message takes eight bytes and gives each of them`() {
        var message = I2CMessage()
        for byte in 1...9 as ClosedRange<UInt8> { message.append(byte) }
        #expect(message.count == 8)
        #expect((-1...8).map { message[$0] } == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0])
    }
}
