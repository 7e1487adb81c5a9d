import CellCore
import Foundation
import TestSupport
import Testing

@Suite struct SpectrumBufferTests {
    private func point(_ microhertz: UInt64, _ real: Float = 100, _ imaginary: Float = -1, error: Float = 0.1)
        -> ImpedancePoint
    {
        ImpedancePoint(
            endMicroseconds: 1_000_000, frequencyMicrohertz: microhertz, realOhms: real, imaginaryOhms: imaginary,
            standardErrorOhms: error, method: .sine)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func anyOrderBecomesTheOrderOfFrequency(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var frequencies: [UInt64] = []
        for index in 0..<48 {
            frequencies.append(UInt64(index + 1) * 10_000 + UInt64.random(in: 0..<9_000, using: &random))
        }
        var buffer = SpectrumBuffer()
        for microhertz in frequencies.shuffled(using: &random) {
            try buffer.insert(point(microhertz, Float(microhertz)))
        }
        #expect(buffer.count == 48)
        for index in 0..<48 {
            #expect(buffer[index].hertz == Float(frequencies[index]) * 1e-6)
            #expect(buffer[index].realOhms == Float(frequencies[index]))
        }
        #expect(throws: SpectrumFault.full) { try buffer.insert(point(999_000_000)) }
        #expect(throws: SpectrumFault.repeatedFrequency) { try buffer.insert(point(frequencies[7])) }
    }

    @Test func whatIsNoPointIsRefusedAndChangesNothing() throws {
        var buffer = SpectrumBuffer()
        try buffer.insert(point(1_000_000))
        #expect(throws: SpectrumFault.frequency) { try buffer.insert(point(0)) }
        #expect(throws: SpectrumFault.frequency) { try buffer.insert(point(10_000_000_000_001)) }
        #expect(throws: SpectrumFault.repeatedFrequency) { try buffer.insert(point(1_000_000)) }
        for bad in [Float.nan, .infinity, -.infinity] {
            #expect(throws: SpectrumFault.notFinite) { try buffer.insert(point(2_000_000, bad)) }
            #expect(throws: SpectrumFault.notFinite) { try buffer.insert(point(2_000_000, 1, bad)) }
            #expect(throws: SpectrumFault.notFinite) { try buffer.insert(point(2_000_000, 1, 1, error: bad)) }
        }
        #expect(throws: SpectrumFault.notFinite) { try buffer.insert(point(2_000_000, 1, 1, error: -1)) }
        #expect(throws: SpectrumFault.magnitude) { try buffer.insert(point(2_000_000, 0, 0)) }
        #expect(throws: SpectrumFault.magnitude) { try buffer.insert(point(2_000_000, 1e10)) }
        #expect(buffer.count == 1)
        #expect(buffer[0].realOhms == 100)
        #expect(buffer[1].hertz == 0)
        #expect(buffer[-1].hertz == 0)
        #expect(buffer.hasStandardErrors)
        try buffer.insert(point(2_000_000, error: 0))
        #expect(!buffer.hasStandardErrors)
    }

    @Test func timesCountFromTheFirstPointThatCame() throws {
        var buffer = SpectrumBuffer()
        var first = point(5_000_000)
        first.endMicroseconds = 10_000_000
        var earlier = point(6_000_000)
        earlier.endMicroseconds = 4_500_000
        var later = point(4_000_000)
        later.endMicroseconds = 70_000_000
        for point in [first, earlier, later] { try buffer.insert(point) }
        #expect(buffer[0].seconds == 60)
        #expect(buffer[1].seconds == 0)
        #expect(buffer[2].seconds == -5.5)
    }
}
